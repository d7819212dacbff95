/** Boots the compiled server in this process. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, root } from './paths.mjs';
import { Refusal } from './progress.mjs';

/** Any number, the same in all processes: whoever holds this lock migrates the database. */
const BOOT_LOCK = 7_273_110;

/**
 * A loaded Strapi that does not listen yet and leaves signals to us: its own handler ends the
 * process before a database that we started can be stopped.
 *
 * Of several processes that boot on one database only one at a time gets here, because Strapi
 * runs migrations without a lock.
 *
 * @throws {Refusal} when nothing is built
 * @throws {Error} named EnvironmentError when a variable is missing or wrong
 */
export async function boot() {
  if (!fs.existsSync(path.join(dist, 'src', 'index.js'))) {
    throw new Refusal('There is nothing to start yet: build it with npm run build.');
  }
  const { readEnvironment } = await import(pathToFileURL(path.join(dist, 'src', 'environment.js')).href);
  const { database } = readEnvironment();
  const { createStrapi } = createRequire(path.join(root, 'package.json'))('@strapi/strapi');

  return oneAtATime(database, async () => {
    const signals = ['SIGINT', 'SIGTERM'];
    const before = signals.map((signal) => new Set(process.listeners(signal)));
    const strapi = createStrapi({ appDir: root, distDir: dist });
    signals.forEach((signal, i) => {
      for (const listener of process.listeners(signal)) {
        if (!before[i].has(listener)) process.removeListener(signal, listener);
      }
    });
    return strapi.load();
  });
}

async function oneAtATime({ directUrl, ssl }, work) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: directUrl, ...(ssl && { ssl }) });
  try {
    await client.connect();
  } catch (error) {
    const { host } = new URL(directUrl);
    throw new Refusal(
      `The database at ${host} does not let us in (${error.message || error.code}): is it running, and is DATABASE_URL right?`,
    );
  }
  try {
    await client.query('SELECT pg_advisory_lock($1)', [BOOT_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}
