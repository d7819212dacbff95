import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { MOST_CHANGES, readRecord } from './plans';
import type { Change } from './tags';

/** Nobody shall be wrong for more than a second, the reading itself included, ms. */
const EVERY = 800;
/** A read takes some ms: one that takes longer hangs, and another is begun on another connection, ms. */
export const PATIENCE = 2_000;
/** While it cannot be read, it is tried more often: who comes back late is late, ms. */
const AGAIN = 250;
/** Hints of a burst are one read, ms. */
const GATHER = 10;

export interface RecordOptions {
  /** Gives a read up after `PATIENCE`, and its connection with it. */
  db: Knex;
  onChanges: (changes: Change[]) => void;
  /** Nobody can say what has changed: too much, or the history is another one. */
  onUnknown: () => void;
  log: { warn: (line: string) => void; info: (line: string) => void };
}

/**
 * Reads once a second, and when there is a hint, what acts have changed. The record, not the hint, is what
 * counts: a hint may be lost, a commit cannot.
 */
export const createRecord = ({ db, onChanges, onUnknown, log }: RecordOptions) => {
  let seen: { snapshot: string; timeline: string } | null = null;
  let standing: { open: boolean; confirmedAt: number | null } = { open: false, confirmedAt: null };
  let hints = new AbortController();
  let stopped = false;
  let isAway = false;
  let running: Promise<void> = Promise.resolve();

  const readOnce = async (): Promise<void> => {
    // What commits after this moment may be missing in what is read.
    const began = performance.now();
    const giveUp = new AbortController();
    const read = readRecord(db, seen?.snapshot ?? null);
    read.catch(() => undefined);
    const late = sleep(PATIENCE, null, { signal: giveUp.signal, ref: false });
    late.catch(() => undefined);
    const found = await Promise.race([read, late]);
    giveUp.abort();
    if (found === null) throw new Error(`no answer within ${PATIENCE / 1_000} s`);
    const { snapshot, timeline, open, changes } = found;
    if (seen && seen.timeline !== timeline) onUnknown();
    else if (changes.length > MOST_CHANGES) onUnknown();
    else if (changes.length > 0) onChanges(changes);
    seen = { snapshot, timeline };
    standing = { open, confirmedAt: began };
  };

  const run = async (): Promise<void> => {
    while (!stopped) {
      hints = new AbortController();
      const hint = hints.signal;
      const began = performance.now();
      try {
        await readOnce();
        if (isAway) log.info('The record of changes can be read again.');
        isAway = false;
      } catch (error) {
        if (stopped) return;
        if (!isAway)
          log.warn(
            `The record of changes cannot be read (${(error as Error).message}): pages are served as they were, and marked as stale after five seconds.`,
          );
        isAway = true;
      }
      const due = began + (isAway ? AGAIN : EVERY);
      const wait = hint.aborted ? GATHER : Math.max(GATHER, due - performance.now());
      await sleep(wait, undefined, { signal: hint }).catch(() => sleep(GATHER));
    }
  };

  return {
    start(): void {
      stopped = false;
      running = run();
    },
    async stop(): Promise<void> {
      stopped = true;
      hints.abort();
      await running;
    },
    /** There is something to read. */
    hint: (): void => hints.abort(),
    standing: () => standing,
  };
};
