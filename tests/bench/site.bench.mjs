/**
 * The example site beside a newsroom of `--stories` stories, thirty a day: a whole build (from the
 * start of its process), and how long after the commit of a publish its page is live. The rebuild call
 * goes out at once (its quiet time is 0 here; a target has 5 seconds unless told otherwise), through
 * the newsroom's jobs, over HTTP.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSite } from '../../scripts/build.mjs';
import { summary } from './rounds.mjs';

export const options = ['stories'];

const ROUNDS = 20;
const WARM_UPS = 3;
/** ms. */
const LIVE_WITHIN = 30_000;

const freePort = async () => {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** A process that answers each message with one. */
const start = (file, args, env = {}) => {
  const child = fork(path.join(import.meta.dirname, file), args.map(String), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = () =>
    new Promise((resolve, reject) => {
      const onExit = (code) => reject(new Error(`${file} ended with status ${code}`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(message);
      });
    });
  return {
    first: answer(),
    ask(message) {
      const answered = answer();
      child.send(message);
      return answered;
    },
    end() {
      child.removeAllListeners();
      child.kill('SIGKILL');
    },
  };
};

/** When a file has a text, ms. */
const liveAt = async (file, text) => {
  for (const until = Date.now() + LIVE_WITHIN; Date.now() < until; await sleep(1)) {
    if (readFileSync(file, 'utf8').includes(text)) return Date.now();
  }
  throw new Error(`Not live within ${LIVE_WITHIN} ms: ${text}`);
};

const p95 = (values) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];

export const run = async ({ url, stories = '10000' }) => {
  const count = Number(stories);
  await buildSite();
  const port = await freePort();
  const data = mkdtempSync(path.join(tmpdir(), 'newsroom-site-bench-'));
  const newsroom = start('site-case.mjs', [count, port], {
    DATABASE_URL: url,
    NEWSROOM_JOBS: 'on',
    REBUILDS_ALLOW_PRIVATE: `127.0.0.1:${port}`,
  });
  let site;
  try {
    const keys = await newsroom.first;
    process.stderr.write(`${count} stories stand in the newsroom; building the site …\n`);
    const began = performance.now();
    site = start('../integration/site/rewrites-process.mjs', [
      JSON.stringify({ ...keys, port, data }),
    ]);
    await site.first;
    const { megabytes } = await site.ask('built');
    const seconds = (performance.now() - began) / 1000;

    const waits = [];
    for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
      // All over the archive: of the newest, most lists change; of an old one, its month and topic.
      const n = round % 2 === 0 ? count - 1 - (round + WARM_UPS) : (round + WARM_UPS) * 97;
      const slug = `generated-story-${n % count}`;
      const title = `Another headline in round ${round + WARM_UPS}`;
      const live = liveAt(path.join(data, 'public', `${slug}.html`), title);
      const { committed } = await newsroom.ask({ slug, title });
      const wait = (await live) - committed;
      await site.ask('built');
      if (round >= 0) waits.push(wait);
    }
    const row = (name, metric, values) => ({ case: name, metric, ...summary(values) });
    const whole = `build of ${count} stories`;
    const one = 'one publish';
    return {
      rows: [
        row(whole, 'seconds', [seconds]),
        row(whole, 'stories a second', [count / seconds]),
        row(whole, 'peak memory, MB', [megabytes]),
        row(one, 'from commit to live, ms', waits),
        row(one, 'the same, p95, ms', [p95(waits)]),
      ],
      ratios: {},
    };
  } finally {
    site?.end();
    newsroom.end();
    rmSync(data, { recursive: true, force: true });
  }
};
