/** Boots the compiled server in this process. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { refuseNewerDatabase } from './newer-database.mjs';
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
 * @param {{ first?: () => Promise<void> }} [options] first: what is done when it is this process' turn
 * @throws {Refusal} when nothing is built, or the database belongs to a newer version
 * @throws {Error} named EnvironmentError when a variable is missing or wrong
 */
export async function boot({ first } = {}) {
  if (!fs.existsSync(path.join(dist, 'src', 'index.js'))) {
    throw new Refusal('There is nothing to start yet: build it with npm run build.');
  }
  const { readEnvironment } = await import(
    pathToFileURL(path.join(dist, 'src', 'environment.js')).href
  );
  const { database } = readEnvironment();
  // Strapi's publish runs two queries at once on one connection, which pg calls deprecated: noise for
  // whoever runs a newsroom. Pinned versions keep working, and tests and `develop` still show it.
  process.noDeprecation = true;
  const { createStrapi } = createRequire(path.join(root, 'package.json'))('@strapi/strapi');

  return oneAtATime(database, async (client) => {
    await refuseNewerDatabase(client);
    await first?.();
    const signals = ['SIGINT', 'SIGTERM'];
    const before = signals.map((signal) => new Set(process.listeners(signal)));
    const strapi = createStrapi({ appDir: root, distDir: dist });
    signals.forEach((signal, i) => {
      for (const listener of process.listeners(signal)) {
        if (!before[i].has(listener)) process.removeListener(signal, listener);
      }
    });
    try {
      return await strapi.load();
    } catch (error) {
      // What its parts have begun would keep the process alive, and nobody would start another one.
      await strapi
        .destroy()
        .catch(() => strapi.db.destroy())
        .catch(() => undefined);
      throw error;
    }
  });
}

/** Says that this process ends, and resolves when whoever sends it requests has had STOP_DELAY to hear it. */
export async function leave(strapi) {
  const { operationsOf } = await compiled('operations/service.js');
  await operationsOf(strapi).leave();
}

/** Lets a server outlive the loss of its database. */
export async function survive(strapi) {
  const { surviveLostConnections } = await compiled('operations/lost-connections.js');
  surviveLostConnections(strapi.log);
}

const compiled = (file) => import(pathToFileURL(path.join(dist, 'src', file)).href);

/** Longer than any query that a boot leaves running behind itself, ms. */
const IDLE_WITHIN = 5_000;

/**
 * Ends what `boot` started. Strapi begins queries at boot that it does not wait for, and closing
 * the pool under one of them ends the process with an error.
 */
export async function close(strapi) {
  // No new request; those under way may finish.
  strapi.server.httpServer.close();
  strapi.server.httpServer.closeIdleConnections();
  const { pool } = strapi.db.connection.client;
  for (const until = Date.now() + IDLE_WITHIN; Date.now() < until; await sleep(20)) {
    if (pool.numUsed() === 0 && pool.numPendingAcquires() === 0) break;
  }
  await strapi.destroy();
}

async function oneAtATime({ directUrl, ssl }, work) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: directUrl, ...(ssl && { ssl }) });
  // A connection lost while it waits shows at the query itself.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { host } = new URL(directUrl);
    throw new Refusal(
      `The database at ${host} does not let us in (${error.message || error.code}): is it running, and is DATABASE_URL right?`,
    );
  }
  try {
    // Of a transaction, not of the session: a pool between would keep a session's lock for ever.
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [BOOT_LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}
