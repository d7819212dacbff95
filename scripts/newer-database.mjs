/** A version of the newsroom that meets a database which a newer one has set up. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { Refusal } from './progress.mjs';

/**
 * Strapi makes tables as its content types are and removes the columns that it does not know any more: an
 * old process that is started again in the middle of an upgrade would take away what the new version has
 * just made, with all that stands in it.
 *
 * @param {import('pg').Client} client
 * @throws {Refusal} when the database has run a migration that this version does not bring
 */
export async function refuseNewerDatabase(client) {
  const { rows: found } = await client.query(
    `SELECT to_regclass('strapi_migrations') IS NOT NULL AS there`,
  );
  if (!found[0].there) return;
  const known = new Set(fs.readdirSync(path.join(root, 'database', 'migrations')));
  const { rows } = await client.query('SELECT name FROM strapi_migrations ORDER BY id');
  const newer = rows.map(({ name }) => name).filter((name) => !known.has(name));
  if (newer.length === 0) return;
  throw new Refusal(
    `A newer version of the newsroom has set up this database (its migration ${newer.at(-1)} is not in database/migrations here), and this version would remove the columns that it does not know: start the newer version, or restore a back-up that was made before it.`,
  );
}
