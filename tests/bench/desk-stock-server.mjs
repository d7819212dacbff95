/** Starts the stock Strapi of `desk-stock.mjs` from a copy of the build. */
import { fork } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../scripts/ports.mjs';
import { root, stockDist } from './stock-dist.mjs';

const ARTICLE = 'src/api/article/content-types/article/schema.json';

const stockForms = () => {
  const dist = stockDist();
  // How the newsroom has its form shown.
  const { config: _form, ...schema } = JSON.parse(readFileSync(path.join(dist, ARTICLE), 'utf8'));
  writeFileSync(path.join(dist, ARTICLE), JSON.stringify(schema));
  return dist;
};

/** @returns {Promise<{ address: string, stop: () => Promise<void> }>} */
export const startStock = async (databaseUrl) => {
  const dist = stockForms();
  const port = await freePort();
  const child = fork(path.join(import.meta.dirname, 'desk-stock.mjs'), [], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      DIST_DIR: dist,
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_DIR: path.join(root, 'public'),
      ADMIN_RATE_LIMIT: 'false',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    process.removeListener('exit', kill);
    kill();
    await ended;
    rmSync(dist, { recursive: true, force: true });
  };
  const said = await Promise.race([
    new Promise((resolve) => child.once('message', resolve)),
    ended,
  ]);
  if (said !== 'ready') {
    await stop();
    throw new Error(`The stock Strapi did not start; it ended with status ${said}.`);
  }
  return { address: `http://127.0.0.1:${port}`, stop };
};
