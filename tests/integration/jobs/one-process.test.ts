import type { Knex } from 'knex';
import pg from 'pg';
import { z } from 'zod';
import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { gate, queueOf, until } from './queues';

jest.setTimeout(60_000);

let newsroom: Newsroom;
let queue: ReturnType<typeof queueOf>;
const ran: { name: string; data: unknown; attempt: number }[] = [];
const ranOf = (name: string) => ran.filter((run) => run.name === name).map(({ data }) => data);

const transaction = async (work: (trx: Knex.Transaction) => Promise<unknown>): Promise<void> => {
  await newsroom.strapi.db.transaction(({ trx }) => work(trx as Knex.Transaction));
};

interface Row {
  id: string;
  state: string;
  retry_count: number;
  delay: number;
  output: { message?: string; takenOverBy?: string } | null;
}
const jobs = (name: string) =>
  newsroom.sql<Row>(
    `SELECT id, state::text, retry_count, output::json,
            extract(epoch FROM start_after - now())::float8 AS delay
     FROM pgboss.job WHERE name = $1 ORDER BY created_on, id`,
    [name],
  );

/** Defines a queue that notes what it is given, and then does `also`. */
const define = (
  name: string,
  options: Partial<Parameters<typeof queue.define>[0]> = {},
  also: (data: unknown, context: { signal: AbortSignal; attempt: number }) => unknown = () => {},
) =>
  queue.define({
    name,
    schema: z.unknown(),
    async handle(data, context) {
      ran.push({ name, data, attempt: context.attempt });
      await also(data, context);
    },
    ...options,
  });

beforeAll(async () => {
  process.env.NEWSROOM_JOBS = 'on';
  newsroom = await startNewsroom();
  queue = queueOf(newsroom.strapi);
});
afterAll(() => newsroom?.stop());
beforeEach(() => {
  ran.length = 0;
  jest.spyOn(newsroom.strapi.log, 'warn').mockReturnValue(newsroom.strapi.log);
  jest.spyOn(newsroom.strapi.log, 'error').mockReturnValue(newsroom.strapi.log);
});
afterEach(() => jest.restoreAllMocks());

describe('sending', () => {
  it('goes with the transaction: committed with it, and not begun before', async () => {
    define('with-act');
    await transaction(async (trx) => {
      await queue.send(trx, 'with-act', { n: 1, list: [{ a: 'ü' }] });
      // Another connection sees nothing yet.
      expect(await jobs('with-act')).toEqual([]);
    });
    await queue.whenIdle(['with-act']);
    expect(ranOf('with-act')).toEqual([{ n: 1, list: [{ a: 'ü' }] }]);
    expect((await jobs('with-act')).map(({ state }) => state)).toEqual(['completed']);
  });

  it('goes with the transaction: rolled back with it', async () => {
    define('rolled-back');
    const act = transaction(async (trx) => {
      await queue.send(trx, 'rolled-back', {});
      throw new Error('the act fails');
    });
    await expect(act).rejects.toThrow('the act fails');
    expect(await jobs('rolled-back')).toEqual([]);
  });

  it('commits on its own without a transaction, even inside one that fails', async () => {
    define('alone');
    const act = transaction(async () => {
      await queue.send(null, 'alone', { n: 2 });
      throw new Error('the act fails');
    });
    await expect(act).rejects.toThrow('the act fails');
    await queue.whenIdle(['alone']);
    expect(ranOf('alone')).toEqual([{ n: 2 }]);
  });

  it('sends many with one statement', async () => {
    define('many', { concurrency: 10 });
    const list = Array.from({ length: 500 }, (_, n) => ({ n }));
    await transaction(async (trx) => {
      const connection = await trx.client.acquireConnection();
      const query = jest.spyOn(connection, 'query');
      const ids = await queue.sendMany(trx, 'many', list);
      expect(query).toHaveBeenCalledTimes(1);
      expect(new Set(ids).size).toBe(500);
      expect(await queue.sendMany(trx, 'many', [])).toEqual([]);
      expect(query).toHaveBeenCalledTimes(1);
    });
    await queue.whenIdle(['many']);
    expect(ranOf('many')).toHaveLength(500);
    expect(new Set((ranOf('many') as { n: number }[]).map(({ n }) => n)).size).toBe(500);
  });

  it('refuses data that the schema refuses, says where, and leaves the transaction usable', async () => {
    define('strict', { schema: z.strictObject({ documentId: z.string() }) });
    await transaction(async (trx) => {
      const sent = queue.sendMany(trx, 'strict', [{ documentId: 'a' }, { documentId: 7 }]);
      await expect(sent).rejects.toMatchObject({
        name: 'ValidationError',
        message: expect.stringMatching(/"strict" cannot be sent: .*string.*\n.*documentId/s),
      });
      await queue.send(trx, 'strict', { documentId: 'b' });
    });
    await queue.whenIdle(['strict']);
    expect(ranOf('strict')).toEqual([{ documentId: 'b' }]);
  });

  it('says what is wrong with a queue, an option or a moment', async () => {
    define('known');
    await expect(queue.send(null, 'unknown', {})).rejects.toThrow(
      /no queue "unknown"; defined are: .*known/,
    );
    await expect(queue.send(null, 'known', {}, { priority: 0.5 })).rejects.toThrow('priority');
    let ended: Knex.Transaction;
    await transaction(async (trx) => void (ended = trx));
    await expect(queue.send(ended!, 'known', {})).rejects.toThrow('transaction has ended');
    expect(() => define('9 lives')).toThrow('must begin with a letter');
    expect(() => define('zero', { concurrency: 0 })).toThrow('concurrency');
  });

  it('waits for the moment it is told', async () => {
    define('later');
    await queue.send(null, 'later', {}, { startAfter: 3600 });
    await queue.send(null, 'later', {}, { startAfter: new Date(Date.now() + 7_200_000) });
    await queue.whenIdle(['later']);
    expect(ranOf('later')).toEqual([]);
    const delays = (await jobs('later')).map(({ delay }) => Math.round(delay / 60));
    expect(delays).toEqual([60, 120]);
    expect(await queue.state('later')).toEqual({
      later: { waiting: 2, active: 0, failed: 0, oldestWaitingSeconds: null },
    });
  });
});

describe('working', () => {
  it('is no part of the transaction or the request that sent the job', async () => {
    const seen: unknown[] = [];
    define('apart', {}, () => {
      const { strapi } = newsroom;
      seen.push(strapi.db.inTransaction(), strapi.requestContext.get());
    });
    await newsroom.strapi.requestContext.run({ state: {} } as never, () =>
      transaction((trx) => queue.send(trx, 'apart', {})),
    );
    await queue.whenIdle(['apart']);
    expect(seen).toEqual([false, undefined]);
  });

  it('hands the handler what the schema makes of the data', async () => {
    define('dated', { schema: z.object({ at: z.coerce.date(), of: z.string().default('all') }) });
    const at = new Date('2026-03-04T05:06:07Z');
    await queue.send(null, 'dated', { at });
    await queue.whenIdle(['dated']);
    expect(ranOf('dated')).toEqual([{ at, of: 'all' }]);
  });

  it('keeps to its concurrency, and begins the important first', async () => {
    const { opened, open } = gate();
    let atOnce = 0;
    let most = 0;
    define('two', { concurrency: 2 }, async () => {
      most = Math.max(most, ++atOnce);
      await opened;
      atOnce -= 1;
    });
    await queue.sendMany(null, 'two', ['a', 'b']);
    await until(() => ran.length === 2);
    await queue.sendMany(null, 'two', ['c', 'd']);
    await queue.send(null, 'two', 'urgent', { priority: 5 });
    const { two } = await queue.state('two');
    expect(two).toMatchObject({ waiting: 3, active: 2 });
    expect(two!.oldestWaitingSeconds).toBeGreaterThanOrEqual(0);
    await expect(queue.whenIdle(['two'], { timeoutMs: 1 })).rejects.toThrow(
      'After 1 ms there are still jobs: two (3 due, 2 active).',
    );
    open();
    await queue.whenIdle(['two']);
    expect(most).toBe(2);
    expect(ranOf('two').indexOf('urgent')).toBeLessThan(4);
    expect(ranOf('two').toSorted()).toEqual(['a', 'b', 'c', 'd', 'urgent']);
  });

  it('tries again, each time after a longer wait, and tells the attempt', async () => {
    define('flaky', { retryLimit: 3, retryDelay: 600 }, (_, { attempt }) => {
      if (attempt < 3) throw new Error(`no ${attempt}\0`);
    });
    await queue.send(null, 'flaky', {});
    for (const attempt of [1, 2]) {
      await until(async () => (await jobs('flaky'))[0]?.output?.message === `no ${attempt}`);
      const [job] = await jobs('flaky');
      expect(job).toMatchObject({ state: 'retry', retry_count: attempt - 1 });
      expect(job!.delay).toBeGreaterThan(590 * 2 ** (attempt - 1));
      expect(job!.delay).toBeLessThanOrEqual(1200 * 2 ** (attempt - 1));
      await newsroom.sql(`UPDATE pgboss.job SET start_after = now() WHERE name = 'flaky'`);
    }
    await queue.whenIdle(['flaky']);
    expect(ran.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(newsroom.strapi.log.warn).toHaveBeenCalledWith(
      expect.stringMatching(/^Job flaky .* attempt 2 of 4, failed: no 2/),
    );
  });

  it('gives up after the last attempt, in sight', async () => {
    define('hopeless', { retryLimit: 1, retryDelay: 0, retryBackoff: false }, () => {
      throw new Error('never');
    });
    await queue.send(null, 'hopeless', {});
    await until(async () => (await queue.state('hopeless')).hopeless!.failed === 1);
    expect(ran.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect((await jobs('hopeless'))[0]).toMatchObject({
      state: 'failed',
      output: { message: 'never' },
    });
    expect(newsroom.strapi.log.error).toHaveBeenCalledWith(
      expect.stringContaining('failed for good: never'),
    );
  });

  it('fails a job whose data an older version sent', async () => {
    define('changed', { retryLimit: 0 });
    await queue.send(null, 'changed', { old: true }, { startAfter: 3600 });
    define('changed', { retryLimit: 0, schema: z.object({ fresh: z.boolean() }) });
    expect(newsroom.strapi.log.warn).toHaveBeenCalledWith(expect.stringContaining('defined twice'));
    await newsroom.sql(`UPDATE pgboss.job SET start_after = now() WHERE name = 'changed'`);
    await until(async () => (await queue.state('changed')).changed!.failed === 1);
    expect((await jobs('changed'))[0]!.output!.message).toContain('its data is wrong');
    expect(ran).toEqual([]);
  });

  it('abandons an attempt whose time is up, and works on', async () => {
    const reasons: unknown[] = [];
    define('slow', { expireInSeconds: 1 }, (data, { signal }) => {
      if (data !== 'hang') return undefined;
      signal.addEventListener('abort', () => reasons.push(signal.reason));
      return new Promise(() => undefined);
    });
    await queue.sendMany(null, 'slow', ['hang', 'next']);
    await until(() => ran.length === 2);
    expect(ranOf('slow')).toEqual(['hang', 'next']);
    expect(reasons).toEqual([expect.objectContaining({ message: 'The time of this job is up.' })]);
    // Maintenance has it tried again; until then the row is as it was.
    expect((await jobs('slow')).map(({ state }) => state).toSorted()).toContain('active');
  });
});

it('records how a job ended when the database was away at that moment', async () => {
  const name = new URL(newsroom.databaseUrl).pathname.slice(1);
  const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_ADMIN_URL });
  await admin.connect();
  const { warn } = newsroom.strapi.log;
  // Strapi's own pool says there that its connections ended.
  jest.spyOn(console, 'log').mockReturnValue();
  define('cut-off', {}, async () => {
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
      name,
    ]);
  });
  try {
    await queue.send(null, 'cut-off', {});
    await until(() =>
      (warn as jest.Mock).mock.calls.some(([line]) => /not recorded yet/.test(String(line))),
    );
  } finally {
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await admin.end();
  }
  await until(async () => (await jobs('cut-off'))[0]?.state === 'completed');
  expect(ranOf('cut-off')).toHaveLength(1);
  // And what comes after is worked.
  define('back');
  await queue.send(null, 'back', {});
  await queue.whenIdle(['back']);
  expect(ranOf('back')).toHaveLength(1);
});

describe('a key', () => {
  it('has one job stand for all that wait', async () => {
    const { opened, open } = gate();
    define('keyed', { retryLimit: 2 }, (data) => (data === 'first' ? opened : undefined));
    await queue.send(null, 'keyed', 'first');
    await until(() => ran.length === 1);
    const send = (data: string, singletonKey: string, options = {}) =>
      queue.send(null, 'keyed', data, { singletonKey, ...options });
    for (const n of [1, 2, 3]) await send(`a${n}`, 'a');
    await send('a later', 'a', { startAfter: 3600 });
    await send('b', 'b');
    open();
    await queue.whenIdle(['keyed']);
    expect(ranOf('keyed')).toEqual(['first', 'a1', 'b']);
    expect(await queue.state('keyed')).toMatchObject({ keyed: { waiting: 0 } });
    const all = await jobs('keyed');
    expect(all.filter(({ output }) => output?.takenOverBy === all[1]!.id)).toHaveLength(3);
  });

  it('takes the attempts of the jobs it stands for', async () => {
    define('heir', { retryLimit: 2, retryDelay: 3600 }, () => {
      throw new Error('down');
    });
    const old = await queue.send(null, 'heir', 'old', { singletonKey: 'k' });
    await until(async () => (await jobs('heir'))[0]?.output?.message === 'down');
    await newsroom.sql(
      `UPDATE pgboss.job SET retry_count = 1, start_after = now() + '1 hour' WHERE name = 'heir'`,
    );
    await queue.send(null, 'heir', 'new', { singletonKey: 'k', startAfter: 3600 });
    await newsroom.sql(`UPDATE pgboss.job SET start_after = now() WHERE id = $1`, [old]);
    await until(async () => ran.length === 2 && (await queue.state('heir')).heir!.active === 0);
    const [job] = (await jobs('heir')).filter(({ id }) => id === old);
    // Its own third attempt would have been the last.
    expect(job).toMatchObject({ state: 'retry', retry_count: 2 });
  });

  it('leaves a job alone whose transaction is still open', async () => {
    define('open');
    await transaction(async (trx) => {
      await queue.send(trx, 'open', 'inside', { singletonKey: 'k' });
      await queue.send(null, 'open', 'outside', { singletonKey: 'k' });
      await queue.whenIdle(['open']);
      expect(ranOf('open')).toEqual(['outside']);
    });
    await queue.whenIdle(['open']);
    expect(ranOf('open')).toEqual(['outside', 'inside']);
  });

  it('stands for those that were fetched together with it as well', async () => {
    const { opened, open } = gate();
    define('batch', { concurrency: 4 }, (data) => (data === 'first' ? opened : undefined));
    await queue.sendMany(null, 'batch', ['first', 'first', 'first', 'first']);
    await until(() => ran.length === 4);
    await queue.sendMany(null, 'batch', [1, 2, 3, 4, 5, 6, 7, 8], { singletonKey: 'k' });
    open();
    await queue.whenIdle(['batch']);
    expect(ranOf('batch').filter((data) => data !== 'first').length).toBeLessThanOrEqual(4);
    expect((await jobs('batch')).every(({ state }) => state === 'completed')).toBe(true);
  });
});

describe('a schedule', () => {
  it('is kept once, and the later one counts', async () => {
    define('planned', { schema: z.object({ what: z.string() }) });
    await queue.schedule('planned', '0 3 * * *', { what: 'x' });
    await queue.schedule('planned', '0 4 * * *', { what: 'y' });
    const kept = await newsroom.sql(
      `SELECT cron, data::json FROM pgboss.schedule WHERE name = 'planned'`,
    );
    expect(kept).toEqual([{ cron: '0 4 * * *', data: { what: 'y' } }]);
  });

  it('that cannot be read, or sends what is refused, is refused', async () => {
    define('misplanned', { schema: z.object({ what: z.string() }) });
    await expect(queue.schedule('misplanned', 'daily', { what: 'x' })).rejects.toThrow(
      'The schedule "daily" of the queue "misplanned" cannot be kept',
    );
    await expect(queue.schedule('misplanned', '* * * * *', {})).rejects.toThrow('what');
    await expect(queue.schedule('nowhere', '* * * * *')).rejects.toThrow('no queue "nowhere"');
  });
});
