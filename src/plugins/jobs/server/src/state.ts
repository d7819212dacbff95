import { setTimeout as sleep } from 'node:timers/promises';
import { countJobs, countWaiting } from './plans';
import type { Sql } from './sql';

export interface QueueState {
  /** Jobs not begun, those for later and those to be tried again included. */
  waiting: number;
  active: number;
  /** Jobs given up after their last attempt, of the last seven days. */
  failed: number;
  /** How long the oldest waiting job has been due, s; null when none is. */
  oldestWaitingSeconds: number | null;
}

/** One entry a queue, in the order of `names`. */
export const stateOf = async (
  sql: Sql,
  names: readonly string[],
): Promise<Record<string, QueueState>> => {
  const counted = new Map((await countJobs(sql, names)).map((counts) => [counts.name, counts]));
  return Object.fromEntries(
    names.map((name) => {
      const counts = counted.get(name);
      return [
        name,
        {
          waiting: counts?.waiting ?? 0,
          active: counts?.active ?? 0,
          failed: counts?.failed ?? 0,
          oldestWaitingSeconds: counts?.oldest ?? null,
        },
      ];
    }),
  );
};

export interface QueueDepth {
  queue: string;
  /** Not begun, and it is time. */
  due: number;
  /** Not begun: for later, or to be tried again. */
  later: number;
  /** How long the oldest one has been due, s; 0 when none is. */
  oldestSeconds: number;
}

/** What waits in each queue, in the order of `names`: one small statement, for who asks all the time. */
export const depthsOf = async (sql: Sql, names: readonly string[]): Promise<QueueDepth[]> => {
  const counted = new Map((await countWaiting(sql, names)).map((counts) => [counts.name, counts]));
  return names.map((queue) => {
    const { due = 0, later = 0, oldest = null } = counted.get(queue) ?? {};
    return { queue, due, later, oldestSeconds: oldest ?? 0 };
  });
};

/** Between two looks, ms: short enough for a test, and one small statement each. */
const LOOK_AGAIN = 25;

/**
 * Resolves when none of the queues has a job that is active or due.
 * @throws Error after `timeoutMs`, with what still waits
 */
export const untilIdle = async (
  sql: Sql,
  names: readonly string[],
  timeoutMs: number,
): Promise<void> => {
  for (const until = performance.now() + timeoutMs; ; await sleep(LOOK_AGAIN)) {
    const busy = (await countJobs(sql, names)).filter(({ due, active }) => due + active > 0);
    if (busy.length === 0) return;
    if (performance.now() < until) continue;
    const queues = busy.map(({ name, due, active }) => `${name} (${due} due, ${active} active)`);
    throw new Error(`After ${timeoutMs} ms there are still jobs: ${queues.join(', ')}.`);
  }
};
