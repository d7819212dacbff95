/**
 * `npm run develop [-- --watch-admin]`: Strapi's own watch mode, on the demo's data unless
 * DATABASE_URL (environment or `.env`) names another database.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildServer } from './build.mjs';
import { loadDotEnv, useDemoEnvironment } from './database.mjs';
import { ensureInstalled } from './install.mjs';
import { home, root } from './paths.mjs';
import { startPostgres } from './postgres.mjs';
import { main, say } from './progress.mjs';
import { onStop } from './signals.mjs';

await main(async () => {
  let child;
  // The terminal's Ctrl-C reaches Strapi as well; what comes after it happens below.
  onStop((signal) => (child ? child.kill(signal) : process.exit(130)));
  await ensureInstalled();
  await buildServer();
  loadDotEnv();
  let postgres;
  if (!process.env.DATABASE_URL) {
    say('Starting Postgres …');
    postgres = await startPostgres({ home });
    await useDemoEnvironment(postgres.url, 'development');
  }
  process.env.NODE_ENV = 'development';
  child = spawn(
    process.execPath,
    [
      path.join(root, 'node_modules/@strapi/strapi/bin/strapi.js'),
      'develop',
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: 'inherit' },
  );
  const status = await new Promise((resolve) => child.once('close', resolve));
  await postgres?.stop();
  process.exit(status ?? 0);
});
