/** The readers of the demo: processes that answer with what is published, beside the one with Strapi. */
import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { home, root } from './paths.mjs';
import { Refusal, say } from './progress.mjs';

/** A reader that ends is started again after this, ms. */
const AGAIN_AFTER = 1_000;
/** One that does not even start so many times in a row is left alone. */
const ATTEMPTS = 3;
/** It ends its answers first, ms. */
const STOPS_WITHIN = 6_000;

/** Of the newsroom's secrets a reader needs none, and two processes cannot share a port. */
const WITHOUT = [
  'APP_KEYS',
  'API_TOKEN_SALT',
  'ADMIN_JWT_SECRET',
  'TRANSFER_TOKEN_SALT',
  'JWT_SECRET',
  'ENCRYPTION_KEY',
  'METRICS_PORT',
  'NEWSROOM_JOBS',
];

/** What a reader is started with, on the database and under the name that this process has. */
function readerEnvironment() {
  const env = { ...process.env, NEWSROOM_ROLE: 'reader', HOST: '127.0.0.1', PORT: '0' };
  for (const name of WITHOUT) delete env[name];
  return env;
}

/** The name of what readers say, in the demo's folder. */
export const READERS_LOG = 'readers.log';

/**
 * @param {{ count: number, folder?: string }} options what they say goes into the folder
 * @returns {Promise<{ next: () => string | null, addresses: () => string[], processes: () => number[],
 *   stop: () => Promise<void> }>} when all of them listen; next: the address of the reader whose turn
 *   it is, null while there is none
 */
export async function startReaders({ count, folder = home }) {
  const logFile = path.join(folder, READERS_LOG);
  const shownLog = path.relative(process.cwd(), logFile);
  const log = fs.openSync(logFile, 'w');
  /** One place a reader; null while it has none. */
  const places = Array.from({ length: count }, () => ({ child: null, address: null, failed: 0 }));
  let turn = 0;
  let stopping = false;

  const start = (place) =>
    new Promise((resolve) => {
      const child = fork(path.join(root, 'scripts/reader-process.mjs'), {
        stdio: ['ignore', log, log, 'ipc'],
        env: readerEnvironment(),
      });
      place.child = child;
      child.once('message', ({ port }) => {
        place.address = `http://127.0.0.1:${port}`;
        place.failed = 0;
        resolve(true);
      });
      child.once('exit', (status, signal) => {
        const hadStarted = place.address !== null;
        place.child = place.address = null;
        if (!hadStarted) place.failed++;
        resolve(false);
        if (stopping || (!hadStarted && place.failed >= ATTEMPTS)) return;
        if (hadStarted) {
          say(`Reader ${child.pid} ended (${signal ?? `status ${status}`}); starting another one.`);
        }
        setTimeout(() => !stopping && void start(place), AGAIN_AFTER).unref();
      });
    });

  const stop = async () => {
    stopping = true;
    await Promise.all(
      places.map(({ child }) => {
        if (!child) return undefined;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.disconnect();
        const hang = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN);
        return ended.then(() => clearTimeout(hang));
      }),
    );
    fs.closeSync(log);
  };

  const started = await Promise.all(places.map(start));
  if (started.includes(false)) {
    await stop();
    throw new Refusal(`A reader did not start; see ${shownLog}`);
  }
  const ready = () => places.filter(({ address }) => address !== null);
  return {
    next() {
      const among = ready();
      return among.length === 0 ? null : among[turn++ % among.length].address;
    },
    addresses: () => ready().map(({ address }) => address),
    processes: () => ready().map(({ child }) => child.pid),
    stop,
  };
}
