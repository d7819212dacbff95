/**
 * Two processes that hold pages: the newsroom that publishes, and a reader. What the first has published is
 * never missed by itself, and by the other for no longer than a second, whatever happens to connections.
 *
 * A Postgres of its own, because it is stopped.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadScript } from '../../unit/scripts/load-script';
import { startNewsroom, type Newsroom } from '../harness';
import { size } from '../size';

jest.setTimeout(240_000);

const PUBLISHES = size('COHERENCE_PUBLISHES', 10, 125);
const AWAY = size('COHERENCE_AWAY_SECONDS', 6, 60) * 1_000;
const ARTICLE = 'api::article.article';
const LISTENER = 'newsroom-listener';

let home: string;
let postgres: { url: string; stop: () => Promise<void> };
let startPostgres: (options: object) => Promise<typeof postgres>;
let newsroom: Newsroom;
let reader: { address: string; stop: () => Promise<void> };
let documentId: string;

beforeAll(async () => {
  ({ startPostgres } = await loadScript('scripts/postgres.mjs'));
  const { startServer } = await loadScript('scripts/server-process.mjs');
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-test-coherence-'));
  fs.chmodSync(home, 0o711);
  postgres = await startPostgres({ home, fast: true, database: 'postgres' });
  process.env.TEST_DATABASE_ADMIN_URL = postgres.url;
  process.env.TEST_DATABASE_TEMPLATE = 'template1';
  newsroom = await startNewsroom();
  const made = await newsroom.strapi
    .documents(ARTICLE)
    .create({ data: { title: 'Version 0', slug: 'counted' } as never, status: 'published' });
  documentId = made.documentId;
  reader = await startServer({
    databaseUrl: newsroom.databaseUrl,
    env: { NEWSROOM_ROLE: 'reader', PUBLIC_URL: newsroom.url },
  });
  await until(async () => (await read(reader.address)).version === 0);
}, 240_000);

afterAll(async () => {
  await reader?.stop();
  await newsroom?.stop();
  await postgres?.stop();
  fs.rmSync(home, { recursive: true, force: true });
});

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo().catch(() => false))) await sleep(50);
};

interface Read {
  startedAt: number;
  status: number;
  version: number | null;
  isStale: boolean;
  age: string | null;
}

const read = async (address: string): Promise<Read> => {
  const startedAt = performance.now();
  const answer = await fetch(`${address}/api/articles/page/counted`);
  const text = await answer.text();
  const found = /Version (\d+)/.exec(text)?.[1];
  return {
    startedAt,
    status: answer.status,
    version: found === undefined ? null : Number(found),
    isStale: answer.headers.get('warning') !== null,
    age: answer.headers.get('age'),
  };
};

/** Reads the other process without a pause until it is told to stop. */
const watch = () => {
  const reads: Read[] = [];
  let isOver = false;
  const running = (async () => {
    while (!isOver) {
      reads.push(await read(reader.address));
      await sleep(3);
    }
  })();
  return async (): Promise<Read[]> => {
    isOver = true;
    await running;
    return reads;
  };
};

let version = 0;
const publish = async (): Promise<void> => {
  const documents = newsroom.strapi.documents(ARTICLE);
  await documents.update({ documentId, data: { title: `Version ${version + 1}` } });
  await documents.publish({ documentId });
  version += 1;
};

/**
 * Publishes version after version, and reads each at once in this process and all the time in the other.
 * @param midway is done when half of them are published
 */
const race = async (midway: () => Promise<void> = async () => {}) => {
  const acknowledged: { at: number; version: number }[] = [];
  const stop = watch();
  const own: { wanted: number; got: number | null }[] = [];
  for (let i = 0; i < PUBLISHES; i++) {
    if (i === Math.floor(PUBLISHES / 2)) await midway();
    await publish();
    acknowledged.push({ at: performance.now(), version });
    own.push({ wanted: version, got: (await read(newsroom.url)).version });
    // Long enough for a second's pace to show, short enough for the hints to be what is relied on.
    await sleep(20);
  }
  await sleep(1_100);
  const others = await stop();
  const tooOld = others.filter(({ startedAt, version: got }) => {
    const due = acknowledged.findLast(({ at }) => at <= startedAt - 1_000);
    return due !== undefined && (got ?? -1) < due.version;
  });
  return {
    oldHere: own.filter(({ wanted, got }) => wanted !== got),
    tooOld,
    failed: others.filter(({ status }) => status !== 200),
    reads: others.length,
    last: others.at(-1)?.version,
  };
};

const backends = () =>
  newsroom.sql<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE application_name = $1', [
    LISTENER,
  ]);

const expectCoherent = (found: Awaited<ReturnType<typeof race>>): void => {
  expect(found).toMatchObject({ oldHere: [], tooOld: [], failed: [], last: version });
  expect(found.reads).toBeGreaterThan(PUBLISHES);
};

test('with nothing in the way', async () => {
  expectCoherent(await race());
});

test('with the listeners cut', async () => {
  let cut = 0;
  expectCoherent(
    await race(async () => {
      for (const { pid } of await backends())
        cut += (await newsroom.sql('SELECT pg_terminate_backend($1)', [pid])).length;
    }),
  );
  expect(cut).toBe(2);
  await until(async () => (await backends()).length === 2);
});

test('with the listeners stalled', async () => {
  const stalled = (await backends()).map(({ pid }) => pid);
  expect(stalled).toHaveLength(2);
  try {
    expectCoherent(
      await race(async () => stalled.forEach((pid) => void process.kill(pid, 'SIGSTOP'))),
    );
    // They are given up, and new ones listen.
    await until(
      async () => (await backends()).filter(({ pid }) => !stalled.includes(pid)).length === 2,
    );
  } finally {
    for (const pid of stalled) process.kill(pid, 'SIGCONT');
  }
});

test('with Postgres restarted', async () => {
  expectCoherent(
    await race(async () => {
      await postgres.stop();
      postgres = await startPostgres({ home, fast: true, database: 'postgres' });
      await until(async () => (await newsroom.sql('SELECT 1')).length === 1);
      // Whoever publishes now meets dead connections first; an editor would press again.
      await until(async () => {
        await newsroom.strapi.db.connection.raw('SELECT 1');
        return true;
      });
    }),
  );
});

test('without Postgres held pages go on being served, and say how old they are', async () => {
  await read(newsroom.url);
  const listed = `/api/articles/pages`;
  await fetch(`${newsroom.url}${listed}`).then((answer) => answer.text());
  await fetch(`${reader.address}${listed}`).then((answer) => answer.text());
  await postgres.stop();
  const since = performance.now();
  const seen: Read[] = [];
  while (performance.now() - since < AWAY) {
    for (const address of [newsroom.url, reader.address]) {
      seen.push(await read(address));
      expect((await fetch(`${address}${listed}`)).status).toBe(200);
    }
    await sleep(20);
  }
  expect(seen.filter(({ status, version: got }) => status !== 200 || got !== version)).toEqual([]);
  // Nothing is called fresh that was not known to be right within the last five seconds.
  const late = seen.filter(({ startedAt }) => startedAt - since > 5_100);
  expect(late.length).toBeGreaterThan(2);
  expect(late.filter(({ isStale, age }) => !isStale || !(Number(age) >= 5))).toEqual([]);
  const cold = await fetch(`${reader.address}/api/articles/page/not-held`);
  expect([cold.status, cold.headers.get('retry-after')]).toEqual([503, '1']);

  postgres = await startPostgres({ home, fast: true, database: 'postgres' });
  await until(async () => {
    await publish();
    return true;
  });
  const published = performance.now();
  await until(async () => (await read(reader.address)).version === version);
  expect(performance.now() - published).toBeLessThan(1_000);
  const after = await read(reader.address);
  expect([after.isStale, after.age]).toEqual([false, null]);
});
