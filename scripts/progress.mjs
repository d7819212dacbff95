import fs from 'node:fs';
import { isStopping } from './signals.mjs';

const colours = process.stderr.isTTY && !process.env.NO_COLOR;

/** One line about what happens now. On stderr: stdout belongs to a command's answer. */
export function say(text) {
  process.stderr.write(`${colours ? '\x1b[36m›\x1b[0m' : '›'} ${text}\n`);
}

/** Runs `work` and says afterwards how long it took. */
export async function timed(text, work) {
  say(`${text} …`);
  const from = performance.now();
  const answer = await work();
  say(`${text}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  return answer;
}

/** A problem whose message tells its reader everything: it is shown without a stack. */
export class Refusal extends Error {}

/** Runs a script's main function; a Refusal is printed as its sentence, anything else with its stack. */
export async function main(work) {
  try {
    const status = await work();
    if (typeof status === 'number') process.exitCode = status;
  } catch (error) {
    if (isStopping()) return;
    const plain = error instanceof Refusal || error?.name === 'EnvironmentError';
    process.stderr.write(`\n${plain ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}

/** Whether this module is the one that node was started with. */
export function isMain(meta) {
  return process.argv[1] != null && fs.realpathSync(process.argv[1]) === meta.filename;
}
