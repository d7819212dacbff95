/** A backfill that is cut short by the end of its process. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Engine } from '../../../src/plugins/jobs/server/src/services/engine';
import { startNewsroom, type Newsroom } from '../harness';
import { queueOf, until } from '../jobs/queues';
import { partsOf } from './oracle';
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

const jobState = async (id: string): Promise<string> => {
  const [job] = await newsroom.sql<{ state: string }>(
    'SELECT state FROM pgboss.job WHERE id = $1',
    [id],
  );
  return job!.state;
};

test('the end of a process hands its backfill to the next, which goes on', async () => {
  const { backfill } = partsOf(newsroom);
  const before = await version();
  const holding = new pg.Client({ connectionString: newsroom.directUrl });
  await holding.connect();
  await holding.query('BEGIN; LOCK TABLE recent_news_stories');
  const run = jest.spyOn(backfill, 'run');
  const queue = queueOf(newsroom.strapi);
  const jobs = [await queue.send(null, 'recent-news.backfill', { fresh: false })];
  const states = (): Promise<string[]> => Promise.all(jobs.map(jobState));
  await until(async () => run.mock.calls.length > 0);
  await until(async () => (await states()).every((state) => state === 'active'));
  // Whoever is told to end does so as soon as the statement in hand is answered.
  run.mock.calls[0]![0]!.signal!.addEventListener('abort', () => void holding.query('COMMIT'));
  await (newsroom.strapi.plugin('jobs').service('engine') as Engine).stop();
  await holding.end();
  expect(await states()).toEqual(['created']);
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
