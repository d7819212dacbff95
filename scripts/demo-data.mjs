/** What the demo starts with, and how it is thrown away. */
import fs from 'node:fs';
import path from 'node:path';
import { runChild } from './child.mjs';
import { home, root } from './paths.mjs';
import { READERS_LOG } from './demo-readers.mjs';
import { SITE_FILES } from './demo-site.mjs';
import { removePostgres } from './postgres.mjs';
import { say, timed } from './progress.mjs';

/** The demo listens on this machine only, so a login that everyone knows does no harm. */
export const DEMO_LOGIN = { email: 'demo@newsroom.example', password: 'Newsroom-demo-1' };

/** `loading` while the samples are imported, `loaded` afterwards. */
const marker = path.join(home, 'samples');

/** Deletes the demo's database, uploads and secrets. */
export async function forgetEverything() {
  await removePostgres(home);
  for (const name of ['public', 'secrets.json', 'samples', READERS_LOG, ...SITE_FILES]) {
    fs.rmSync(path.join(home, name), { recursive: true, force: true });
  }
  say('The data of the demo is deleted.');
}

/**
 * Imports and publishes `samples/*.json`, once: into a database without articles, or when an
 * earlier import was broken off.
 */
export async function loadSamples(url) {
  const state = fs.existsSync(marker) ? fs.readFileSync(marker, 'utf8') : '';
  if (state === 'loaded' || (state === '' && (await hasArticles(url)))) return;
  const folder = path.join(root, 'samples');
  const files = fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : [];
  if (files.length === 0) return;
  fs.writeFileSync(marker, 'loading');
  // In processes of their own: each command boots and ends a server, and so does this one.
  const command = (what, ...args) =>
    timed(what, () =>
      runChild(what, process.execPath, [path.join(root, 'scripts/newsroom.mjs'), ...args]),
    );
  const paths = files.map((name) => path.join(folder, name));
  await command('Loading the sample newsroom', 'import', ...paths, '--publish');
  await command('Making its Recent News', 'recent-news', 'backfill');
  fs.writeFileSync(marker, 'loaded');
}

async function hasArticles(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(`SELECT to_regclass('articles') IS NOT NULL AS there`);
    if (!rows[0].there) return false;
    return (await client.query('SELECT 1 FROM articles LIMIT 1')).rowCount > 0;
  } finally {
    await client.end();
  }
}

/**
 * Makes the demo login when nobody can log in yet.
 *
 * @returns {Promise<boolean>} whether the demo login exists
 */
export async function ensureLogin(strapi) {
  const users = strapi.service('admin::user');
  if (!(await users.exists())) {
    const role = await strapi.service('admin::role').getSuperAdmin();
    await users.create({
      ...DEMO_LOGIN,
      firstname: 'Demo',
      lastname: 'Editor',
      isActive: true,
      registrationToken: null,
      roles: [role.id],
    });
  }
  return users.exists({ email: DEMO_LOGIN.email });
}
