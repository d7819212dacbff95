/**
 * Processes that start at once on an empty database: one of them makes it, all of them serve.
 *
 * TOGETHER_ROUNDS sets how often; 20 with NEWSROOM_LONG=1.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { loadScript } from '../../unit/scripts/load-script';
import { size } from '../size';
import type * as OwnMigrations from '../../../src/operations/own-migrations';

const { LEDGERS, isOurs, ownMigrations } = jest.requireActual<typeof OwnMigrations>(
  '../../../dist/src/operations/own-migrations',
);

const ROUNDS = size('TOGETHER_ROUNDS', 1, 20);
/** A first boot makes all tables; on a busy machine that has taken 20 s, ms. */
const ROUND = 90_000;
jest.setTimeout(ROUND);

interface Server {
  address: string;
  output: () => string;
  stop: () => Promise<void>;
}

const query = async <Row>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
};

const admin = () => process.env.TEST_DATABASE_ADMIN_URL!;

/** What is there twice that must be there once. */
const TWICE = {
  migrations: 'SELECT name FROM strapi_migrations GROUP BY 1 HAVING count(*) > 1',
  'internal migrations':
    'SELECT name FROM strapi_migrations_internal GROUP BY 1 HAVING count(*) > 1',
  schemas: 'SELECT 1 AS name FROM strapi_database_schema HAVING count(*) <> 1',
  settings:
    'SELECT key AS name FROM strapi_core_store_settings GROUP BY key, environment, tag HAVING count(*) > 1',
  roles: 'SELECT type AS name FROM up_roles GROUP BY 1 HAVING count(*) > 1',
  'admin roles': 'SELECT code AS name FROM admin_roles GROUP BY 1 HAVING count(*) > 1',
  'admin permissions': `SELECT concat(p.action, ' ', p.subject) AS name FROM admin_permissions p
      JOIN admin_permissions_role_lnk l ON l.permission_id = p.id
     GROUP BY p.action, p.subject, l.role_id HAVING count(*) > 1`,
  permissions: `SELECT p.action AS name FROM up_permissions p
      JOIN up_permissions_role_lnk l ON l.permission_id = p.id
     GROUP BY p.action, l.role_id HAVING count(*) > 1`,
};

it.each(Array.from({ length: ROUNDS }, (_each, i) => i + 1))('round %i', async () => {
  const { startServer } = await loadScript('scripts/server-process.mjs');
  const name = `together_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await query(admin(), `CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(admin());
  url.pathname = `/${name}`;
  const env = { NEWSROOM_JOBS: 'on' };
  const starting = [1, 2].map(() => startServer({ databaseUrl: url.href, env }) as Promise<Server>);
  const results = await Promise.allSettled(starting);
  const servers = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  try {
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    for (const { address } of servers) {
      const list = await fetch(`${address}/api/articles/pages`);
      expect([list.status, (await list.json()).data]).toEqual([200, []]);
      expect((await fetch(`${address}/api/site/page`)).status).toBe(200);
    }
    for (const [what, text] of Object.entries(TWICE))
      expect([what, await query(url.href, text)]).toEqual([what, []]);
    const run = await query<{ name: string }>(
      url.href,
      LEDGERS.map((ledger) => `SELECT name FROM ${ledger}`).join(' UNION ALL '),
    );
    expect(
      run
        .map(({ name }) => name)
        .filter(isOurs)
        .sort(),
    ).toEqual(ownMigrations(path.resolve(__dirname, '../../..')));
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await query(admin(), `DROP DATABASE ${name} WITH (FORCE)`);
  }
  // Not a word: they say what is worth a warning, and more.
  expect(servers.map((server) => server.output())).toEqual(['', '']);
});
