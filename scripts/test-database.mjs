/** The Postgres of one test run: in a temporary folder, on a free port, gone afterwards. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runChild } from './child.mjs';
import { home, root } from './paths.mjs';
import { removePostgres, runningPostgres, startPostgres } from './postgres.mjs';

const PREFIX = 'newsroom-test-';

/** Strapi reads `.env` itself; a test run must not. */
const NO_DOT_ENV = path.join(home, 'no.env');

/** Secrets of test runs; nothing real is signed with them. */
export const TEST_SECRETS = Object.fromEntries(
  [
    'APP_KEYS',
    'API_TOKEN_SALT',
    'ADMIN_JWT_SECRET',
    'TRANSFER_TOKEN_SALT',
    'JWT_SECRET',
    'ENCRYPTION_KEY',
  ].map((name) => [name, `test-only-${name.toLowerCase()}`]),
);

/**
 * @param {{ fast?: boolean, database?: string }} [options] fast (the default) gives up durability
 * @returns {Promise<{ url: string, adminUrl: string, stop: () => Promise<void> }>}
 */
export async function startTestPostgres({ fast = true, database = 'newsroom' } = {}) {
  await sweepAbandoned();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX));
  // Started by root, Postgres runs as another user, who has to pass through.
  fs.chmodSync(folder, 0o711);
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  const postgres = await startPostgres({ home: folder, fast, database });
  // After startPostgres has registered its own: Postgres ends, then its files go.
  process.once('exit', remove);
  return {
    url: postgres.url,
    adminUrl: postgres.url.replace(/\/[^/]*$/, '/postgres'),
    async stop() {
      await postgres.stop();
      await removePostgres(folder);
      process.removeListener('exit', remove);
      remove();
    },
  };
}

/** What a killed test run left behind. */
async function sweepAbandoned() {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const folder = path.join(os.tmpdir(), name);
    if (!name.startsWith(PREFIX) || !isOldAndMine(folder) || runningPostgres(folder) != null)
      continue;
    await removePostgres(folder);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A run needs a few seconds from making its folder to saying who uses it, ms. */
const STARTED_BY_THEN = 120_000;

function isOldAndMine(folder) {
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  if (!stat?.isDirectory() || Date.now() - stat.mtimeMs < STARTED_BY_THEN) return false;
  return process.getuid == null || stat.uid === process.getuid();
}

/**
 * Makes a database of `adminUrl`'s Postgres that holds what a first boot of the compiled server
 * leaves: `CREATE DATABASE … TEMPLATE` copies it in a fraction of the time of a boot.
 */
export async function makeTemplate(adminUrl, name) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const env = { ...process.env, ...TEST_SECRETS, DATABASE_URL: url.href, ENV_PATH: NO_DOT_ENV };
  const script = path.join(root, 'scripts', 'prepare-database.mjs');
  await runChild('The first boot on an empty database', process.execPath, [script], {
    env,
    quiet: true,
  });
}
