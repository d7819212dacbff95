import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive } from './process-identity.mjs';

/** Between creating a lock file and writing its holder into it a process needs less than this, ms. */
const BLANK_FOR_AT_MOST = 2_000;

/**
 * Runs `work` while no other process holds `file`. A lock whose holder was killed is taken over.
 *
 * @param {{ onWait?: () => void }} [options] onWait is called once when somebody else holds it
 */
export async function withLock(file, work, { onWait } = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (!told) onWait?.();
    told = true;
    await sleep(100);
  }
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

/**
 * Takes `file` for the rest of this process' life, or says who has it.
 *
 * @param {object} about kept in the file for whoever asks next
 * @returns {{ holder?: any, release: () => void }} holder is what the other process wrote about itself
 */
export function hold(file, about = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  // Twice: the first attempt may only clear away what a killed process left.
  if (!take(file, about) && !take(file, about)) {
    return { holder: JSON.parse(read(file)?.text || '{}'), release: () => undefined };
  }
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  return { release };
}

function take(file, about = {}) {
  try {
    fs.writeFileSync(file, JSON.stringify({ ...identify(), ...about }), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const seen = read(file);
  if (seen != null && isAbandoned(seen)) moveAway(file, seen.text);
  return false;
}

function read(file) {
  try {
    return { text: fs.readFileSync(file, 'utf8'), age: Date.now() - fs.statSync(file).mtimeMs };
  } catch {
    return null;
  }
}

function isAbandoned({ text, age }) {
  try {
    return !isAlive(JSON.parse(text));
  } catch {
    return age > BLANK_FOR_AT_MOST;
  }
}

/** Of several processes that find the same dead lock, one may already have replaced it: look again after the rename. */
function moveAway(file, seen) {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (fs.readFileSync(aside, 'utf8') !== seen) fs.linkSync(aside, file);
  } catch {
    // Somebody else was faster; the next attempt sees what they left.
  }
  fs.rmSync(aside, { force: true });
}
