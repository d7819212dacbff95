/**
 * A Postgres for this run, and in it a template database that a first boot of the server left.
 *
 * Integration tests make their own database with `CREATE DATABASE … TEMPLATE` from
 * TEST_DATABASE_TEMPLATE, over TEST_DATABASE_ADMIN_URL. jest calls this only when integration
 * tests are among those selected.
 *
 * With NEWSROOM_TEST_POOL=1 newsrooms reach their databases through PgBouncer, in transaction mode with
 * two connections each, at TEST_DATABASE_POOL_URL.
 */
const path = require('node:path');

module.exports = async () => {
  // Not `import()`: jest compiles this file, and would make a require of it.
  const { buildServer } = require(path.resolve(__dirname, '../scripts/build.mjs'));
  const { startTestPostgres, makeTemplate, TEST_SECRETS } = require(
    path.resolve(__dirname, '../scripts/test-database.mjs'),
  );
  const { onStop } = require(path.resolve(__dirname, '../scripts/signals.mjs'));
  // An ordinary exit stops Postgres and removes its files.
  onStop(() => process.exit(130));
  await buildServer();
  const postgres = await startTestPostgres({ database: 'postgres' });
  globalThis.__TEST_POSTGRES__ = postgres;
  const template = 'newsroom_template';
  await makeTemplate(postgres.adminUrl, template);
  Object.assign(process.env, TEST_SECRETS, {
    TEST_DATABASE_ADMIN_URL: postgres.adminUrl,
    TEST_DATABASE_TEMPLATE: template,
    ENV_PATH: path.resolve(__dirname, '../.newsroom/no.env'),
  });
  if (process.env.NEWSROOM_TEST_POOL) {
    const { startPgBouncer } = require(path.resolve(__dirname, '../scripts/pgbouncer.mjs'));
    globalThis.__TEST_POOL__ = await startPgBouncer(postgres.adminUrl);
    process.env.TEST_DATABASE_POOL_URL = globalThis.__TEST_POOL__.url;
    process.env.TEST_DATABASE_POOL_OF = postgres.adminUrl;
  }
};
