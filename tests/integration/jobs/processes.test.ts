import { z } from 'zod';
import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { OtherProcess } from './other-process';
import { queueOf, until } from './queues';

jest.setTimeout(120_000);

let newsroom: Newsroom;
let queue: ReturnType<typeof queueOf>;
const others: OtherProcess[] = [];

const start = async (...stuck: ('hangs' | 'works')[]): Promise<OtherProcess[]> => {
  const started = stuck.map((how) =>
    OtherProcess.start({ databaseUrl: newsroom.databaseUrl, stuck: how }),
  );
  others.push(...started);
  await Promise.all(started.map(({ ready }) => ready));
  return started;
};

interface Run {
  job: string;
  n: number | null;
  attempt: number;
  pid: number;
}
const runs = (name: string) =>
  newsroom.sql<Run>('SELECT job, n, attempt, pid FROM test_runs WHERE queue = $1 ORDER BY at', [
    name,
  ]);

beforeAll(async () => {
  process.env.NEWSROOM_JOBS = 'off';
  newsroom = await startNewsroom();
  queue = queueOf(newsroom.strapi);
  for (const name of ['shared', 'stuck', 'patient', 'lingering', 'cron']) {
    queue.define({
      name,
      schema: z.object({ n: z.number().optional() }),
      handle: () => {
        throw new Error('This process works no jobs.');
      },
      ...(name === 'stuck' && { expireInSeconds: 2, retryDelay: 0, retryBackoff: false }),
      ...(name === 'patient' && { retryLimit: 0 }),
    });
  }
  await newsroom.sql(
    `CREATE TABLE test_runs (queue text, job text, n int, attempt int, pid int,
       at timestamptz DEFAULT clock_timestamp())`,
  );
});
afterEach(async () => {
  await Promise.all(others.splice(0).map((other) => other.kill()));
});
afterAll(() => newsroom?.stop());

it('makes its tables once, however many processes begin together', async () => {
  await queue.state();
  await newsroom.sql('DROP SCHEMA pgboss CASCADE');
  const started = await start('works', 'works', 'works');
  const tables = await newsroom.sql<{ name: string }>(
    'SELECT name FROM pgboss.queue ORDER BY name',
  );
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['cron', 'patient', 'shared', 'stuck']),
  );
  expect(started.map(({ said }) => said)).toEqual(['', '', '']);
});

it('shares work among processes without doubling any, and the one that only sends works none', async () => {
  const total = 600;
  await newsroom.strapi.db.transaction(async ({ trx }) => {
    await queue.sendMany(
      trx as never,
      'shared',
      Array.from({ length: total }, (_, n) => ({ n })),
    );
  });
  expect(await queue.state('shared')).toMatchObject({ shared: { waiting: total, active: 0 } });
  const started = await start('works', 'works');
  await queue.whenIdle(['shared'], { timeoutMs: 60_000 });
  // Whoever came second has had its turn at new work.
  await queue.sendMany(
    null,
    'shared',
    Array.from({ length: total }, (_, n) => ({ n: total + n })),
  );
  await queue.whenIdle(['shared'], { timeoutMs: 60_000 });
  const done = await runs('shared');
  expect(done).toHaveLength(2 * total);
  expect(new Set(done.map(({ n }) => n)).size).toBe(2 * total);
  expect(new Set(done.map(({ pid }) => pid))).toEqual(new Set(started.map(({ pid }) => pid)));
});

it('has another process do the job of one that was killed in the middle of it', async () => {
  const [doomed] = await start('hangs');
  const id = await queue.send(null, 'stuck', { n: 7 });
  await until(async () => (await runs('stuck')).length === 1);
  await doomed!.kill();
  const [survivor] = await start('works');
  await until(async () => (await runs('stuck')).length === 2);
  await queue.whenIdle(['stuck']);
  expect(await runs('stuck')).toEqual([
    { job: id, n: 7, attempt: 1, pid: doomed!.pid },
    { job: id, n: 7, attempt: 2, pid: survivor!.pid },
  ]);
});

it('waits at its end for the job that runs', async () => {
  const [leaving] = await start('works');
  await queue.send(null, 'lingering', { n: 9 });
  await until(async () => (await runs('lingering')).length === 1);
  expect(await leaving!.stop()).toBe(0);
  expect((await runs('lingering')).map(({ n }) => n)).toEqual([9, -9]);
  expect(await queue.state('lingering')).toEqual({
    lingering: { waiting: 0, active: 0, failed: 0, oldestWaitingSeconds: null },
  });
});

it('hands back at its end what it cannot finish, at once and without using up an attempt', async () => {
  const [leaving] = await start('hangs');
  const id = await queue.send(null, 'patient', { n: 8 });
  await until(async () => (await runs('patient')).length === 1);
  expect(await leaving!.stop()).toBe(0);
  expect(await queue.state('patient')).toMatchObject({ patient: { waiting: 1, failed: 0 } });
  const [staying] = await start('works');
  await until(async () => (await runs('patient')).length === 2);
  await queue.whenIdle(['patient']);
  expect((await runs('patient'))[1]).toEqual({ job: id, n: 8, attempt: 1, pid: staying!.pid });
  expect(await queue.state('patient')).toMatchObject({ patient: { waiting: 0, failed: 0 } });
});

it('leaves no timer and no connection behind: the process ends by itself', async () => {
  const [one, two] = await start('works', 'works');
  await queue.send(null, 'shared', { n: -1 });
  await queue.whenIdle();
  expect(await Promise.all([one!.stop(), two!.stop()])).toEqual([0, 0]);
  expect([one!.said, two!.said]).toEqual(['', '']);
});

it('keeps a schedule once over all processes', async () => {
  await newsroom.sql(`DELETE FROM test_runs WHERE queue = 'cron'`);
  await newsroom.sql(`DELETE FROM pgboss.job WHERE name LIKE '%send-it%'`);
  await start('works', 'works');
  await until(async () => (await runs('cron')).length > 0);
  // One sent it; the other has looked by then.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const done = await runs('cron');
  const [due] = await newsroom.sql<{ minutes: number }>(
    `SELECT count(DISTINCT singleton_on)::int AS minutes FROM pgboss.job WHERE name LIKE '%send-it%'`,
  );
  // A minute may have begun meanwhile whose job is still to come.
  expect(done.length).toBeLessThanOrEqual(due!.minutes);
  expect(done[0]).toMatchObject({ n: 1, attempt: 1 });
});
