/**
 * The whole schedule of retries, run through by the jobs that run it in a newsroom: only the clock is
 * set, to the moment that the log names for the next try, each time.
 */
import { startNewsroom, type Newsroom } from '../harness';
import { advanceTo, bringClock } from './clock';
import { accepts, Receiver, until, type Answering } from './receiver';

/** Standard Webhooks 1.0: the waits after the first attempt, seconds. */
const WAITS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
const SUM = WAITS.reduce((sum, wait) => sum + wait, 0);

/** What an attempt, and a look at it, take of real time on a machine that is busy, s. */
const SLACK = 20;

jest.setTimeout(120_000);

let newsroom: Newsroom;
let site: Receiver;

beforeAll(async () => {
  process.env.NEWSROOM_JOBS = 'on';
  site = await Receiver.start();
  process.env.REBUILDS_ALLOW_PRIVATE = site.host;
  newsroom = await startNewsroom(bringClock);
}, 120_000);

afterAll(async () => {
  await newsroom?.stop();
  await site?.stop();
});

interface Detail {
  id: string;
  state: string;
  nextAt: string | null;
  attempts: { number: number; startedAt: string; ms: number | null; error: string | null }[];
}

const delivery = () => newsroom.strapi.plugin('rebuilds').service('delivery');
const target = async () =>
  (await newsroom.admin('GET', '/rebuilds/overview')).body.data.targets[0] as {
    id: string;
    state: string;
    fault: string | null;
    nextAt: string | null;
    offAt: string | null;
    waitingChanges: number;
  };
const newest = async (): Promise<Detail | null> => {
  const { body } = await newsroom.admin('GET', '/rebuilds/calls?limit=1');
  const [call] = body.data.calls;
  return call ? (await newsroom.admin('GET', `/rebuilds/calls/${call.id}`)).body.data : null;
};

let acts = 0;
const act = () =>
  newsroom.strapi.db.transaction(({ trx }) =>
    newsroom.strapi
      .plugin('rebuilds')
      .service('outbox')
      .record(trx, [
        {
          kind: 'event.changed',
          documentId: `d${(acts += 1)}`,
          slug: `s${acts}`,
          paths: [`/s${acts}`],
          tags: [],
          versionBefore: null,
          versionAfter: 1,
          at: new Date().toISOString(),
        },
      ]),
  );

/** Tries and fails until the target is given up. @returns when each attempt began, s after the first */
const giveUp = async (): Promise<number[]> => {
  for (let attempt = 1; ; attempt += 1) {
    const call = await until(`attempt ${attempt} has failed`, async () => {
      const now = await newest();
      return now?.attempts.length === attempt && now.state !== 'sending' && now;
    });
    const { state, nextAt, id } = await target();
    if (call.state === 'failed') {
      expect(state).toBe('failing');
      return call.attempts.map(
        ({ startedAt }) => (Date.parse(startedAt) - Date.parse(call.attempts[0]!.startedAt)) / 1000,
      );
    }
    expect({ state, nextAt }).toEqual({ state: 'retrying', nextAt: call.nextAt });
    const time = new Date(call.nextAt!);
    // Whoever looks too soon calls nobody.
    if (attempt > 1) {
      await advanceTo(newsroom.directUrl, new Date(time.getTime() - 5_000));
      await delivery().deliver(id);
      expect((await newest())!.attempts).toHaveLength(attempt);
    }
    await advanceTo(newsroom.directUrl, time);
    await delivery().sweep();
  }
};

const refuses: Answering = (_request, response) => {
  response.statusCode = 500;
  response.end('no');
};

test('ten attempts in 75 h 35 min 5 s at the longest; turned on it gets everything as one call', async () => {
  site.answering = refuses;
  // The end of each wait.
  delivery().chance.random = () => 1;
  await newsroom.admin('POST', '/rebuilds/targets', {
    name: 'Site',
    url: site.url,
    quietSeconds: 0,
    events: ['event.changed'],
  });
  await act();
  const times = await giveUp();
  expect(times).toHaveLength(WAITS.length + 1);
  const waits = times.slice(1).map((time, i) => time - times[i]!);
  waits.forEach((wait, i) => {
    expect(wait).toBeGreaterThan(WAITS[i]! - SLACK);
    expect(wait).toBeLessThan(WAITS[i]! + SLACK);
  });
  const sum = waits.reduce((all, wait) => all + wait, 0);
  expect(SUM).toBe(75 * 3600 + 35 * 60 + 5);
  expect(sum).toBeGreaterThanOrEqual(SUM);
  expect(sum).toBeLessThan(SUM + SLACK);
  expect(new Set(site.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(site.received.map(({ body }) => body)).size).toBe(1);
  expect(await target()).toMatchObject({
    state: 'failing',
    fault: expect.stringContaining('three days'),
    nextAt: null,
    waitingChanges: 1,
  });

  await act();
  site.answering = accepts;
  const before = site.received.length;
  await newsroom.admin('PUT', `/rebuilds/targets/${(await target()).id}`, { enabled: true });
  await until('it has everything', async () => (await target()).state === 'idle');
  expect(site.received).toHaveLength(before + 1);
  const [told] = site.bodies().slice(-1);
  expect(told!.data.changes.map(({ documentId }) => documentId)).toEqual(['d1', 'd2']);
  process.stdout.write(`waits (s): ${waits.map(Math.round).join(', ')}; sum ${Math.round(sum)}\n`);
});

const whenLong = process.env.NEWSROOM_LONG ? test : test.skip;

whenLong('as chance has it: as many attempts, each within its own wait', async () => {
  site.answering = refuses;
  delivery().chance.random = Math.random;
  await act();
  const times = await giveUp();
  expect(times).toHaveLength(WAITS.length + 1);
  let end = 0;
  times.slice(1).forEach((time, i) => {
    expect(time).toBeGreaterThan(end - SLACK);
    end += WAITS[i]!;
    expect(time).toBeLessThan(end + SLACK);
  });
  expect(times.at(-1)).toBeGreaterThan(51 * 3600);
});
