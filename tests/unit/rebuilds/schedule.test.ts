import fc from 'fast-check';
import { retryAfterSeconds } from '../../../src/plugins/rebuilds/server/src/call/retry-after';
import {
  nextAttempt,
  SCHEDULE_SECONDS,
} from '../../../src/plugins/rebuilds/server/src/call/schedule';
import { dueAt } from '../../../src/plugins/rebuilds/server/src/call/debounce';

const START = new Date('2026-11-25T12:00:00Z');
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);

/** Seconds after the first failure of every further attempt, each of which fails too. */
const attempts = (random: () => number, tookSeconds = 0, asked?: number): number[] => {
  const times: number[] = [];
  let [now, wait] = [0, 0];
  for (let attempt = 1; attempt < 10_000; attempt += 1) {
    const next = nextAttempt({
      firstFailedAt: START,
      now: after(now),
      wait,
      attempts: attempt,
      askedSeconds: asked,
      random: random(),
    });
    if (!next) return times;
    times.push((next.at.getTime() - START.getTime()) / 1000);
    now = times.at(-1)! + tookSeconds;
    wait = next.wait + 1;
  }
  throw new Error('the schedule does not end');
};

test('without chance it is the schedule of Standard Webhooks', () => {
  const hours = (h: number, m: number) => h * 3600 + m * 60 + 5;
  expect(attempts(() => 1)).toEqual([
    5,
    hours(0, 5),
    hours(0, 35),
    hours(2, 35),
    hours(7, 35),
    hours(17, 35),
    hours(31, 35),
    hours(51, 35),
    hours(75, 35),
  ]);
  expect(SCHEDULE_SECONDS).toBe(hours(75, 35));
});

test('with chance it has as many attempts, each in its own wait, and takes two to three days', () => {
  const ends = attempts(() => 1);
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }),
      (dice) => {
        let i = 0;
        const times = attempts(() => dice[i++ % 10]!);
        expect(times).toHaveLength(9);
        times.forEach((time, k) => {
          expect(time).toBeGreaterThanOrEqual((ends[k - 1] ?? 0) - 0.001);
          expect(time).toBeLessThanOrEqual(ends[k]! + 0.001);
        });
        expect(times.at(-1)!).toBeGreaterThan(51 * 3600);
      },
    ),
  );
});

test('all moments of a wait are equally likely', () => {
  const at = Array.from({ length: 101 }, (_, i) => attempts(() => i / 100)[1]!);
  const gaps = at.slice(1).map((time, i) => time - at[i]!);
  // The second wait begins where the first one fell.
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(0.1);
});

test('attempts that take their time, or come late, do not lose the schedule', () => {
  expect(attempts(() => 0.5, 15)).toHaveLength(9);
  // Nobody was there for twenty hours.
  const late = nextAttempt({
    firstFailedAt: START,
    now: after(72_000),
    wait: 2,
    attempts: 3,
    random: 0,
  });
  expect(late).toMatchObject({ at: after(72_000), wait: 6 });
  expect(
    nextAttempt({
      firstFailedAt: START,
      now: after(SCHEDULE_SECONDS + 1),
      wait: 3,
      attempts: 4,
      random: 0,
    }),
  ).toBeNull();
});

test('who asks for a time gets it, and never hammering', () => {
  const asked = (askedSeconds: number, attempt = 1, random = 0) =>
    (nextAttempt({
      firstFailedAt: START,
      now: START,
      wait: 0,
      attempts: attempt,
      askedSeconds,
      random,
    })!.at.getTime() -
      START.getTime()) /
    1000;
  expect(asked(30)).toBe(30);
  expect(asked(30, 1, 1)).toBe(33);
  expect(asked(7_200)).toBe(7_200);
  expect(asked(1e12)).toBe(86_400);
  const times = attempts(() => 0.5, 0, 1);
  expect(times.length).toBeGreaterThan(5);
  expect(times.length).toBeLessThan(100);
  expect(times.at(-1)).toBeGreaterThan(40 * 3600);
});

test.each([
  ['120', 120],
  [' 0 ', 0],
  ['Wed, 25 Nov 2026 12:01:30 GMT', 90],
  ['Wednesday, 25-Nov-26 12:01:30 GMT', 90],
  ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  ['1.5', undefined],
  ['-3', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %j is %j seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, START)).toBe(seconds);
});

test('a burst waits for quiet, but not for ever', () => {
  const debounce = { quietSeconds: 5, maxWaitSeconds: 60 };
  expect(dueAt(debounce, { oldest: START, newest: START })).toEqual(after(5));
  expect(dueAt(debounce, { oldest: START, newest: after(40) })).toEqual(after(45));
  expect(dueAt(debounce, { oldest: START, newest: after(58) })).toEqual(after(60));
});
