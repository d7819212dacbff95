/** `newsroom migrate`, as a job runs it before a new version is rolled out. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import { makeDatabase } from '../harness';

const root = path.resolve(__dirname, '../../..');
const MIGRATION = '2026.11.28T00.00.00.site.js';
/** A plugin brings it. */
const PLUGIN_MIGRATION = '2026.11.25T03.00.00.rebuilds.js';
jest.setTimeout(90_000);

let database: { url: string; drop: () => Promise<void> };

const sql = async <Row>(text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
};

interface Outcome {
  status: number;
  out: string;
  err: string;
}

const migrate = (directUrl: string, ...options: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [path.join(root, 'scripts/newsroom.mjs'), 'migrate', ...options],
      {
        cwd: root,
        // Nobody listens where the queries of a server would go: only the direct address counts.
        env: {
          ...process.env,
          DATABASE_URL: 'postgres://newsroom@127.0.0.1:1/newsroom',
          DATABASE_DIRECT_URL: directUrl,
          NODE_ENV: 'production',
        },
      },
      (_error, out, err) => resolve({ status: child.exitCode ?? -1, out, err }),
    );
  });

beforeAll(async () => {
  database = await makeDatabase();
  // As a version left it that had neither this migration nor this index.
  await sql(`DELETE FROM strapi_migrations WHERE name = '${MIGRATION}'`);
  await sql(`DELETE FROM strapi_migrations_internal WHERE name = '${PLUGIN_MIGRATION}'`);
  await sql('DROP INDEX articles_slug; ALTER TABLE article_pages DROP COLUMN substance');
});

afterAll(() => database?.drop());

it('lists what has not run, and changes nothing', async () => {
  const { status, out } = await migrate(database.url, '--dry-run');
  expect([status, out]).toEqual([
    0,
    `Migrations that have not been run: 2\n  ${PLUGIN_MIGRATION}\n  ${MIGRATION}\n`,
  ]);
  expect(await sql(`SELECT to_regclass('articles_slug')::text AS found`)).toEqual([
    { found: null },
  ]);
});

it('of two at once one migrates and says what it did, and the other finds nothing to do', async () => {
  const both = await Promise.all([migrate(database.url), migrate(database.url)]);
  expect(both.map(({ status, err }) => [status, err])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  expect(both.map(({ out }) => out).sort()).toEqual([
    [
      'Migrations that were run: 2',
      `  ${MIGRATION}`,
      `  ${PLUGIN_MIGRATION}`,
      'Columns made: 1',
      '  article_pages.substance text',
      'Indexes made: 1',
      '  articles_slug on articles',
      '',
    ].join('\n'),
    'Nothing to do: the database is as this version wants it.\n',
  ]);
});

it.each([
  ['strapi_migrations', '2099.01.01T00.00.00.mood.js'],
  ['strapi_migrations_internal', '2099.01.02T00.00.00.of-a-plugin.js'],
])('leaves a database alone that a newer version has set up: %s', async (ledger, name) => {
  await sql(`ALTER TABLE articles ADD COLUMN IF NOT EXISTS mood text`);
  await sql(`INSERT INTO ${ledger} (name) VALUES ('${name}')`);
  const { status, err } = await migrate(database.url);
  expect(status).toBe(1);
  expect(err).toContain(`its migration ${name} is not among those of this version`);
  await sql('SELECT mood FROM articles');
});

it('says what is wrong and fails when there is no database', async () => {
  const { status, out, err } = await migrate(
    'postgres://newsroom@127.0.0.1:1/newsroom',
    '--dry-run',
  );
  expect([status, out]).toEqual([1, '']);
  expect(err).toContain('The database at 127.0.0.1:1 does not let us in');
});
