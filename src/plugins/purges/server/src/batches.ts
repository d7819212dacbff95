import type { Keys } from './keys';

/** What one job carries at most. */
export const KEYS_A_JOB = 500;

/** The keys in parts that one job each can carry; the hard ones first, because they are urgent. */
export const inJobs = ({ hard, soft }: Keys, most = KEYS_A_JOB): Keys[] => {
  const jobs: Keys[] = [];
  for (const [manner, keys] of [
    ['hard', hard],
    ['soft', soft],
  ] as const) {
    let rest = keys;
    while (rest.length > 0) {
      const last = jobs.at(-1);
      const room = last ? most - last.hard.length - last.soft.length : 0;
      if (room === 0) {
        jobs.push({ hard: [], soft: [] });
        continue;
      }
      last![manner].push(...rest.slice(0, room));
      rest = rest.slice(room);
    }
  }
  return jobs;
};

/** Parts that fit into one call: no more than `most` keys and, joined, no more than `bytes`. */
export const inCalls = (
  keys: readonly string[],
  { most, bytes = Number.POSITIVE_INFINITY }: { most: number; bytes?: number },
): string[][] => {
  const calls: string[][] = [];
  let size = 0;
  for (const key of keys) {
    const last = calls.at(-1);
    const added = key.length + 1;
    if (!last || last.length === most || size + added > bytes) {
      calls.push([key]);
      size = added;
    } else {
      last.push(key);
      size += added;
    }
  }
  return calls;
};
