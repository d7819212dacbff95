import { setTimeout as sleep } from 'node:timers/promises';
import { AGAIN_AFTER, Busy, BUSY_SECONDS, Refused, type Cache } from './caches/cache';
import { everything, type Filing, type Keys } from './keys';
import type { Queue, Transaction } from './queue';
import { catchUpFor, queueFor } from './queues';

/** So often, with growing waits, a purge is tried by its own keys: some 45 s. */
export const ATTEMPTS = 6;

/** A cache that is known to be away is asked no more often, however much changes meanwhile, s. */
const LEFT_ALONE = 5;

/** Waits for a cache that is busy are no shorter and no longer, whatever it says, s. */
const SHORTEST_WAIT = 1;
const LONGEST_WAIT = 3_600;

export interface DeliveryOptions {
  queue: Queue;
  caches: readonly Cache[];
  filing: Filing;
  log: { info(line: string): void; warn(line: string): void; error(line: string): void };
  inTransaction: <T>(work: (trx: Transaction) => Promise<T>) => Promise<T>;
}

/** How this process finds a cache; others find out for themselves. */
interface Standing {
  /** It has failed for so long that it is to be purged as a whole. */
  isAway: boolean;
  /** Not asked before: it failed a moment ago, or has asked for it (monotonic, ms). */
  leftAloneUntil: number;
}

/** For how long it is still to be left alone, s; negative when that is over. */
const leftAlone = ({ leftAloneUntil }: Standing): number =>
  (leftAloneUntil - performance.now()) / 1_000;

const noteFailure = (standing: Standing, error: Error): void => {
  const seconds =
    error instanceof Busy
      ? Math.min(Math.max(LEFT_ALONE, error.seconds), LONGEST_WAIT)
      : LEFT_ALONE;
  const until = performance.now() + seconds * 1_000;
  standing.leftAloneUntil = Math.max(standing.leftAloneUntil, until);
};

/** What is done with the plugin's jobs. */
export const createDelivery = ({ queue, caches, filing, log, inTransaction }: DeliveryOptions) => {
  const standings = new Map<string, Standing>(
    caches.map(({ id }) => [id, { isAway: false, leftAloneUntil: 0 }]),
  );

  const answered = ({ id, title }: Cache): void => {
    const standing = standings.get(id)!;
    if (standing.isAway) log.info(`Purges: ${title} answers again.`);
    standing.isAway = false;
  };

  /**
   * Leaves it to the job that purges all of the cache: one that waits, however many changes there are
   * meanwhile.
   */
  const leaveToCatchUp = async (cache: Cache, error: Error | null): Promise<void> => {
    const standing = standings.get(cache.id)!;
    if (error) noteFailure(standing, error);
    // Not marked before it is sent: without the job nobody would come back to it.
    await queue.send(
      null,
      catchUpFor(cache),
      {},
      { singletonKey: 'all', startAfter: Math.max(LEFT_ALONE, Math.ceil(leftAlone(standing))) },
    );
    if (standing.isAway || !error) return;
    standing.isAway = true;
    log.error(
      `Purges: ${error.message}. It is asked again and again for a day, and is then told to let go of everything.`,
    );
  };

  return {
    /** Tells each cache on its own; and again, timed from now, when the act has committed for sure. */
    handOut: (keys: Keys): Promise<void> =>
      inTransaction(async (trx) => {
        for (const cache of caches) {
          await queue.send(trx, queueFor(cache), keys);
          await queue.send(trx, queueFor(cache), keys, { startAfter: AGAIN_AFTER });
        }
      }),

    /** @throws Error when it did not work and is to be tried again */
    async purge(
      cache: Cache,
      keys: Keys,
      { signal, attempt }: { signal: AbortSignal; attempt: number },
    ): Promise<void> {
      const standing = standings.get(cache.id)!;
      if (standing.isAway && leftAlone(standing) > 0) return leaveToCatchUp(cache, null);
      try {
        await patiently(cache, keys, signal);
        answered(cache);
      } catch (error) {
        signal.throwIfAborted();
        const isHopeless = error instanceof Refused || error instanceof Busy;
        if (!isHopeless && !standing.isAway && attempt < ATTEMPTS) throw error;
        await leaveToCatchUp(cache, error as Error);
      }
    },

    /** @throws Error when it did not work and is to be tried again */
    async catchUp(cache: Cache, { signal }: { signal: AbortSignal }): Promise<void> {
      const standing = standings.get(cache.id)!;
      // Another job has been told meanwhile for how long it is to be left alone.
      if (leftAlone(standing) > LEFT_ALONE) return leaveToCatchUp(cache, null);
      try {
        await patiently(cache, everything(filing), signal);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof Busy) return leaveToCatchUp(cache, error);
        noteFailure(standing, error as Error);
        throw error;
      }
      answered(cache);
    },
  };
};

export type Delivery = ReturnType<typeof createDelivery>;

/** Waits as long as a busy cache asks for, within bounds; jobs of the same cache wait behind it. */
const patiently = async (cache: Cache, keys: Keys, signal: AbortSignal): Promise<void> => {
  const end = performance.now() + BUSY_SECONDS * 1_000;
  for (;;) {
    try {
      return await cache.purge(keys, signal);
    } catch (error) {
      if (!(error instanceof Busy)) throw error;
      const wait = Math.max(SHORTEST_WAIT, error.seconds) * 1_000;
      if (performance.now() + wait > end) throw error;
      await sleep(wait, undefined, { signal });
    }
  }
};
