/** A version of the newsroom that meets a database which a newer one has set up. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, root } from './paths.mjs';
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
  const { LEDGERS, isOurs, ownMigrations } = await import(
    pathToFileURL(path.join(dist, 'src', 'operations', 'own-migrations.js')).href
  );
  const known = new Set(ownMigrations(root));
  const newer = [];
  for (const ledger of LEDGERS) {
    const { rows: found } = await client.query('SELECT to_regclass($1) IS NOT NULL AS there', [
      ledger,
    ]);
    if (!found[0].there) continue;
    const { rows } = await client.query(`SELECT name FROM ${ledger}`);
    newer.push(...rows.map(({ name }) => name).filter((name) => isOurs(name) && !known.has(name)));
  }
  if (newer.length === 0) return;
  throw new Refusal(
    `A newer version of the newsroom has set up this database (its migration ${newer.sort().at(-1)} is not among those of this version), and this version would remove the columns that it does not know: start the newer version, or restore a back-up that was made before it.`,
  );
}
