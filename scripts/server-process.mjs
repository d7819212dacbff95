/** A server in a process of its own, for browser tests and benches. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { home, root } from './paths.mjs';
import { freePort } from './ports.mjs';
import { TEST_SECRETS } from './test-database.mjs';

/** A first boot makes all tables; on a busy machine that has taken 20 s, ms. */
const READY_WITHIN = 120_000;

/**
 * @param {{ databaseUrl: string, env?: Record<string, string>, port?: number }} options
 *   port: a free one unless told
 * @returns {Promise<{ address: string, pid: number, output: () => string, stop: () => Promise<void>, kill: () => Promise<void> }>}
 *   kill: as a crash would, without a word
 */
export async function startServer({ databaseUrl, env = {}, port: wanted }) {
  const port = wanted ?? (await freePort());
  const address = `http://127.0.0.1:${port}`;
  let said = '';
  let ended = false;
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      ...TEST_SECRETS,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      ENV_PATH: path.join(home, 'no.env'),
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise((resolve) => child.once('close', resolve)).then(() => (ended = true));
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  const until = Date.now() + READY_WITHIN;
  for (;;) {
    const answer = await fetch(`${address}/_health`).catch(() => null);
    if (answer?.ok) break;
    if (ended || Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`The server did not start:\n${said}`);
    }
    await sleep(100);
  }
  return {
    address,
    pid: child.pid,
    output: () => said,
    async kill() {
      child.kill('SIGKILL');
      await closed;
      process.removeListener('exit', kill);
    },
    async stop() {
      child.kill('SIGTERM');
      await closed;
      process.removeListener('exit', kill);
    },
  };
}
