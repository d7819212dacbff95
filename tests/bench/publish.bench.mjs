/**
 * What it costs to publish an article of 36 documents (1 article, 8 sections, 24 bullets, 3 Recent
 * News entries): as one act of this newsroom, and document by document as stock Strapi does it. Both
 * have been published before, so both replace what is live.
 *
 * Each case is a process with a database of its own on the same Postgres. The stock one runs the
 * same content types from a copy of `dist/` without the newsroom's rules.
 */
import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { databaseFor } from './database.mjs';
import { measure, ratio } from './rounds.mjs';
import { root, stockDist } from './stock-dist.mjs';

/** A process that publishes the same article again and again, each time it is asked to. */
export const startCase = (kind, databaseUrl, distDir) => {
  const child = fork(path.join(import.meta.dirname, 'publish-case.mjs'), [kind], {
    env: { ...process.env, DATABASE_URL: databaseUrl, DIST_DIR: distDir },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`the ${kind} case ended with status ${code}`)));
    });
  return {
    ready: answer(),
    async publish() {
      const result = answer();
      child.send('publish');
      return result;
    },
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners();
        child.once('exit', resolve);
        child.kill('SIGKILL');
      }),
  };
};

export const run = async ({ url }) => {
  const dist = stockDist();
  const cases = [];
  try {
    const newsroom = startCase(
      'newsroom',
      await databaseFor(url, 'bench_newsroom'),
      path.join(root, 'dist'),
    );
    cases.push(newsroom);
    await newsroom.ready;
    const stock = startCase('stock', await databaseFor(url, 'bench_stock'), dist);
    cases.push(stock);
    await stock.ready;
    const rows = await measure(
      { 'newsroom, as one': () => newsroom.publish(), 'Strapi, one by one': () => stock.publish() },
      { rounds: 21, warmUps: 5 },
    );
    const share = (metric) => ratio(rows, metric, 'newsroom, as one', 'Strapi, one by one');
    return { rows, ratios: { sql: share('sql'), time: share('time') } };
  } finally {
    await Promise.all(cases.map((each) => each.stop()));
    rmSync(dist, { recursive: true, force: true });
  }
};
