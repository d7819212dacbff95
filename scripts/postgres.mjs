/**
 * The embedded Postgres: one cluster a folder, shared by all processes that ask for it.
 *
 * `postgres.json` in that folder (readable by its owner only) holds password, port and the
 * processes that use it now. The first one starts Postgres, the last one to leave stops it, and
 * one that outlived a `kill -9` of all of them is taken over by whoever comes next.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCluster } from './postgres-cluster.mjs';
import { placePostgres } from './postgres-binaries.mjs';
import { freePort, portProblem } from './ports.mjs';
import { commandLine, identify, isAlive } from './process-identity.mjs';
import { withLock } from './lock.mjs';
import { Refusal } from './progress.mjs';
import { keepListeners } from './signals.mjs';

export const SUPERUSER = 'newsroom';

/** Crash recovery of a big demo may take its time, ms. */
const READY_WITHIN = 60_000;
/** A fast shutdown writes one checkpoint, ms. */
const STOPPED_WITHIN = 30_000;

/** What a test database may lose in a power cut: everything. */
const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * @param {object} options
 * @param {string} options.home folder for the cluster and its state
 * @param {boolean} [options.fast] give up durability for speed (tests)
 * @param {number} [options.port] otherwise the port of the last time, or a free one
 * @param {string} [options.database] made when missing
 * @returns {Promise<{ url: string, port: number, started: boolean, stop: () => Promise<void> }>}
 *   `stop` leaves Postgres running while another process uses it
 */
export async function startPostgres({ home, fast = false, port, database = 'newsroom' }) {
  const { default: pg } = await import('pg');
  const place = placePostgres(home);
  const lock = path.join(home, 'postgres.lock');
  // Also when something calls process.exit (Strapi does) before anyone could await `stop`.
  keepListeners();
  const atExit = () => leaveNow(home, place);
  process.once('exit', atExit);

  const { state, started } = await withLock(lock, async () => {
    const state = readState(home) ?? { password: randomBytes(24).toString('base64url') };
    if (!fs.existsSync(place.dataDir)) {
      writeState(home, state);
      await createCluster({ place, password: state.password, superuser: SUPERUSER, fast });
    }
    let running = await findRunning(pg, place, state);
    const started = running == null;
    running ??= await launch(pg, place, state, home, { fast, port });
    Object.assign(state, running, { holders: [...liveHolders(state), identify()] });
    writeState(home, state);
    await ensureDatabase(pg, state, database);
    return { state, started };
  });

  let stopped;
  const stop = () =>
    (stopped ??= withLock(lock, async () => {
      process.removeListener('exit', atExit);
      if (!leave(home)) return;
      askToStop(place);
      const until = Date.now() + STOPPED_WITHIN;
      while (postmaster(place) != null || identify(state.pid) != null) {
        if (Date.now() > until) throw new Error(`Postgres (process ${state.pid}) does not stop.`);
        await sleep(20);
      }
    }));
  return { url: addressOf(state, database), port: state.port, started, stop };
}

/** The address of the Postgres of `home` when it runs and a process uses it, else null. */
export function runningPostgres(home, database = 'newsroom') {
  const state = readState(home);
  return state?.pid != null && liveHolders(state).length > 0 ? addressOf(state, database) : null;
}

/**
 * Deletes the cluster of `home`; one that nobody uses any more is stopped first.
 *
 * @throws {Refusal} when a process uses it
 */
export async function removePostgres(home) {
  if (!fs.existsSync(path.join(home, 'postgres.json'))) return;
  const place = placePostgres(home);
  await withLock(path.join(home, 'postgres.lock'), async () => {
    const users = liveHolders(readState(home));
    if (users.length > 0) {
      throw new Refusal(
        `The database in ${home} is in use by process ${users.map(({ pid }) => pid).join(', ')}: stop it first.`,
      );
    }
    askToStop(place);
    const until = Date.now() + STOPPED_WITHIN;
    while (postmaster(place) != null && Date.now() < until) await sleep(50);
    fs.rmSync(place.dataDir, { recursive: true, force: true });
    fs.rmSync(path.join(home, 'postgres.json'), { force: true });
    if (place.parent !== home) fs.rmSync(place.parent, { recursive: true, force: true });
  });
}

function addressOf({ password, port }, database) {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

function readState(home) {
  try {
    return JSON.parse(fs.readFileSync(path.join(home, 'postgres.json'), 'utf8'));
  } catch {
    return null;
  }
}

function writeState(home, state) {
  const file = path.join(home, 'postgres.json');
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

function liveHolders(state) {
  return (state?.holders ?? []).filter(isAlive);
}

/** Takes this process off the list; true when nobody is left. */
function leave(home) {
  const state = readState(home);
  if (state == null) return false;
  const holders = liveHolders(state);
  const mine = holders.findIndex(({ pid }) => pid === process.pid);
  if (mine >= 0) holders.splice(mine, 1);
  writeState(home, { ...state, holders });
  return holders.length === 0;
}

/** The same as `stop`, without the event loop: for the last moment of a process. */
function leaveNow(home, place) {
  if (!leave(home)) return;
  askToStop(place);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const until = Date.now() + STOPPED_WITHIN;
  while (postmaster(place) != null && Date.now() < until) Atomics.wait(pause, 0, 0, 20);
}

/** @returns {{ pid: number, port: number } | null} what the cluster's own lock file says, alive or not */
function postmaster({ dataDir }) {
  try {
    const lines = fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  } catch {
    return null;
  }
}

/** SIGINT is Postgres' "fast shutdown": it ends its sessions and writes everything down. */
function askToStop(place) {
  const found = postmaster(place);
  try {
    if (found != null && belongsTo(found.pid, place)) process.kill(found.pid, 'SIGINT');
  } catch {
    // Already gone.
  }
}

function belongsTo(pid, { dataDir }) {
  if (identify(pid) == null) return false;
  return process.platform === 'win32' || commandLine(pid).includes(`-D ${dataDir} `);
}

async function findRunning(pg, place, state) {
  const found = postmaster(place);
  if (found == null) return null;
  if (!belongsTo(found.pid, place)) {
    // Left by a killed Postgres, and its number may have gone to some other process by now.
    fs.rmSync(path.join(place.dataDir, 'postmaster.pid'), { force: true });
    return null;
  }
  const stillThere = () => identify(found.pid) != null;
  try {
    await untilReady(pg, { ...state, ...found }, stillThere);
    return found;
  } catch (error) {
    // It was just shutting down.
    if (!stillThere()) return null;
    throw error;
  }
}

async function launch(pg, place, state, home, { fast, port }) {
  const log = path.join(home, 'postgres.log');
  const wanted = [port, state.port].filter((each) => each != null);
  // Several attempts: a chosen port may be taken meanwhile, and the children of a killed Postgres
  // hold its memory for a moment longer than itself.
  for (let attempt = 1; ; attempt += 1) {
    const next = wanted.shift();
    const usable = next != null && (await portProblem(next, '127.0.0.1')) == null;
    const chosen = usable ? next : await freePort();
    const child = spawnPostgres(place, log, chosen, fast);
    let ended = false;
    child.once('exit', () => (ended = true));
    child.once('error', () => (ended = true));
    const kill = () => child.kill('SIGINT');
    process.once('exit', kill);
    try {
      await untilReady(pg, { ...state, port: chosen }, () => !ended);
      child.unref();
      return { pid: child.pid, port: chosen };
    } catch (error) {
      const said = fs.readFileSync(log, 'utf8').trim();
      if (!ended) child.kill('SIGINT');
      const passing = /could not bind|Address already in use|pre-existing shared memory/.test(said);
      if (!passing || attempt === 10) {
        throw new Error(
          `Postgres did not start (${error.message}). It said:\n${said.slice(-2000)}`,
        );
      }
      await sleep(500);
    } finally {
      process.removeListener('exit', kill);
    }
  }
}

function spawnPostgres(place, log, port, fast) {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    ...(fast ? CARELESS : []),
  ];
  const out = fs.openSync(log, 'w', 0o600);
  const args = ['-D', place.dataDir, ...settings.flatMap((each) => ['-c', each])];
  // detached: a session of its own, which the terminal's Ctrl-C does not reach.
  const child = spawn(place.binary('postgres'), args, {
    ...place.runAs,
    cwd: place.parent,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', out, out],
  });
  fs.closeSync(out);
  return child;
}

async function untilReady(pg, state, stillThere) {
  const until = Date.now() + READY_WITHIN;
  for (;;) {
    const client = new pg.Client({ connectionString: addressOf(state, 'postgres') });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (error.code === '28P01') {
        throw new Refusal(
          'The embedded Postgres does not know the password in .newsroom/postgres.json: begin anew with npm run demo -- --fresh.',
        );
      }
      if (!stillThere()) throw new Error('it ended');
      if (Date.now() > until) throw new Error(`no answer: ${error.message}`);
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function ensureDatabase(pg, state, database) {
  const client = new pg.Client({ connectionString: addressOf(state, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
    }
  } finally {
    await client.end();
  }
}
