/** Backfill and refit beside another refit, and cut short by the end of their process. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Engine } from '../../../src/plugins/jobs/server/src/services/engine';
import type { RefitReport } from '../../../src/plugins/recent-news/server/src/services/archive';
import { startNewsroom, type Newsroom } from '../harness';
import { queueOf, until } from '../jobs/queues';
import { madeIn, partsOf } from './oracle';
import { createAndPublish, settled, textOf } from './stories';
import { Worker } from './workers';

jest.setTimeout(120_000);

let newsroom: Newsroom;

beforeAll(async () => {
  process.env.NEWSROOM_JOBS = 'on';
  newsroom = await startNewsroom();
  for (let i = 0; i < 4; i++)
    await createAndPublish(newsroom, { ...textOf('tram', i), day: i * 3 });
  await settled(newsroom);
});
afterAll(async () => {
  await newsroom?.stop();
  process.env.NEWSROOM_JOBS = 'off';
});

const version = async (): Promise<number> =>
  (await partsOf(newsroom).archive.spaceReport(partsOf(newsroom).db))!.version;

/** As a refit in another process would, that dies at once or works on. */
const leaseSpace = (seconds: number): Promise<unknown> =>
  newsroom.sql(
    `INSERT INTO recent_news_spaces (state, leased_until)
     VALUES ('filling', now() + make_interval(secs => $1))`,
    [seconds],
  );
const endLease = (): Promise<unknown> =>
  newsroom.sql(`UPDATE recent_news_spaces SET leased_until = now() WHERE state = 'filling'`);

const jobState = async (id: string): Promise<string> => {
  const [job] = await newsroom.sql<{ state: string }>(
    'SELECT state FROM pgboss.job WHERE id = $1',
    [id],
  );
  return job!.state;
};

test('a backfill waits for a refit that is under way, and makes its lists in a space of its own', async () => {
  const before = await version();
  await leaseSpace(2);
  const reports: RefitReport[] = [];
  const done = await partsOf(newsroom).backfill.run({ onRefit: (report) => reports.push(report) });
  expect(done).toMatchObject({ phase: 'done', done: 8, total: 8 });
  expect(reports).toEqual([expect.objectContaining({ did: 'refitted' })]);
  expect(await version()).toBeGreaterThan(before);
  expect(new Set((await madeIn(newsroom)).values())).toEqual(new Set([await version()]));
});

test('a backfill that waits for a refit can be stopped, and goes on there', async () => {
  await leaseSpace(60);
  const stop = new AbortController();
  const running = partsOf(newsroom).backfill.run({
    fresh: true,
    signal: stop.signal,
    onProgress: ({ phase }) => {
      if (phase === 'space') setTimeout(() => stop.abort(), 200);
    },
  });
  expect(await running).toMatchObject({ phase: 'space', finishedAt: null });
  await endLease();
  expect(await partsOf(newsroom).backfill.run()).toMatchObject({ phase: 'done', done: 8 });
});

test('a backfill is stopped in the middle of its own refit, and leaves nothing of it behind', async () => {
  const before = await version();
  const stop = new AbortController();
  const { archive } = partsOf(newsroom);
  const refit = jest.spyOn(archive, 'refit').mockImplementation((db, options) => {
    refit.mockRestore();
    return archive.refit(db, { ...options, onProgress: () => stop.abort() });
  });
  const stopped = await partsOf(newsroom).backfill.run({ fresh: true, signal: stop.signal });
  expect(stopped.phase).toBe('space');
  expect(await version()).toBe(before);
  expect(
    await newsroom.sql(`SELECT version FROM recent_news_spaces WHERE state = 'filling'`),
  ).toEqual([]);
  expect((await partsOf(newsroom).backfill.run()).phase).toBe('done');
});

test('a refit that somebody asked for comes after the one that is under way', async () => {
  const before = await version();
  await leaseSpace(60);
  const queue = queueOf(newsroom.strapi);
  const id = await queue.send(null, 'recent-news.refit', { force: true });
  await until(async () => (await jobState(id)) === 'retry');
  await endLease();
  await until(async () => (await jobState(id)) === 'completed');
  expect(await version()).toBeGreaterThan(before);
});

test('the end of a process hands its backfill and its refit to the next, which go on', async () => {
  const { backfill } = partsOf(newsroom);
  const before = await version();
  const holding = new pg.Client({ connectionString: newsroom.directUrl });
  await holding.connect();
  await holding.query('BEGIN; LOCK TABLE recent_news_stories');
  const run = jest.spyOn(backfill, 'run');
  const queue = queueOf(newsroom.strapi);
  const jobs = [
    await queue.send(null, 'recent-news.backfill', { fresh: false }),
    await queue.send(null, 'recent-news.refit', { force: true }),
  ];
  const states = (): Promise<string[]> => Promise.all(jobs.map(jobState));
  await until(async () => run.mock.calls.length > 0);
  await until(async () => (await states()).every((state) => state === 'active'));
  // Whoever is told to end does so as soon as the statement in hand is answered.
  run.mock.calls[0]![0]!.signal!.addEventListener('abort', () => void holding.query('COMMIT'));
  await (newsroom.strapi.plugin('jobs').service('engine') as Engine).stop();
  await holding.end();
  expect(await states()).toEqual(['created', 'created']);
  expect(await backfill.last()).toMatchObject({ phase: 'stories', finishedAt: null });
  expect(await version()).toBe(before);

  const next = Worker.start(newsroom.databaseUrl);
  try {
    await next.ready;
    while ((await states()).some((state) => state !== 'completed')) await sleep(100);
  } finally {
    await next.kill();
  }
  expect(await backfill.last()).toMatchObject({ phase: 'done', done: 8, total: 8 });
  expect(await version()).toBeGreaterThan(before);
});
