/** Which database a command works on. */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, home, root } from './paths.mjs';
import { runningPostgres, startPostgres } from './postgres.mjs';
import { say } from './progress.mjs';
import { onStop } from './signals.mjs';

/**
 * Calls `work` with DATABASE_URL and the secrets in the environment.
 *
 * The database is, in this order: the one DATABASE_URL names (environment or `.env`), the one of
 * the demo that runs now, the demo's own, started for as long as `work` takes.
 */
export async function withDatabase(work) {
  loadDotEnv();
  if (process.env.DATABASE_URL) return work();

  if (runningPostgres(home) == null) say('Starting the database of the demo …');
  // Also when it runs: whoever uses it keeps it from being stopped.
  // An ordinary exit stops Postgres.
  const forget = onStop(() => process.exit(130));
  const postgres = await startPostgres({ home });
  try {
    await useDemoEnvironment(postgres.url);
    return await work();
  } finally {
    await postgres.stop();
    forget();
  }
}

/** The variables of `.env` (or of ENV_PATH, as in Strapi); those that are set already stay as they are. */
export function loadDotEnv() {
  const file = process.env.ENV_PATH ?? path.join(root, '.env');
  if (fs.existsSync(file)) process.loadEnvFile(file);
}

/**
 * Points this process at the demo's database, and at nothing else that `.env` or the shell may
 * say about another one. Needs the compiled server.
 */
export async function useDemoEnvironment(url, mode = 'production') {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('DATABASE_')) delete process.env[name];
  }
  const publicDir = path.join(home, 'public');
  fs.mkdirSync(path.join(publicDir, 'uploads'), { recursive: true });
  Object.assign(process.env, await demoSecrets(), {
    NODE_ENV: mode,
    DATABASE_URL: url,
    NEWSROOM_ROLE: 'all',
    // Its uploads go with it when it begins anew.
    PUBLIC_DIR: publicDir,
    // Strapi reads `.env` itself when it starts.
    ENV_PATH: path.join(home, 'no.env'),
  });
}

async function demoSecrets() {
  const { keptSecrets } = await import(
    pathToFileURL(path.join(dist, 'src', 'environment.js')).href
  );
  return keptSecrets(path.join(home, 'secrets.json'));
}
