import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import { inJobs } from '../batches';
import { createCaches } from '../caches';
import { AGAIN_AFTER, type Cache } from '../caches/cache';
import type { PurgesConfig } from '../config';
import { everything, keysOf, type Change, type Filing, type Keys } from '../keys';
import { queueOf, type Transaction } from '../queue';
import { HAND_OUT } from '../queues';

/** Where an act says what readers gained or lost by it. */
export const createPurges = ({ strapi }: { strapi: Core.Strapi }) => {
  const { adapter, filing } = strapi.config.get('plugin::purges') as PurgesConfig;
  const caches = createCaches(adapter);
  const sent = new WeakMap<Transaction, Keys>();

  return {
    caches,

    /**
     * Has the caches in front let go of whatever shows these changes: with one job, that exists if and
     * only if the transaction commits. One statement; none without a cache.
     */
    async record(trx: Transaction, changes: readonly Change[]): Promise<void> {
      if (caches.length === 0 || changes.length === 0) return;
      const before = sent.get(trx) ?? { hard: [], soft: [] };
      const keys = withoutSent(keysOf(changes, filing), before, filing);
      sent.set(trx, {
        hard: [...before.hard, ...keys.hard],
        soft: [...before.soft, ...keys.soft],
      });
      await queueOf(strapi).sendMany(trx, HAND_OUT, inJobs(keys));
    },

    /**
     * Has all caches let go of everything, at once and not by jobs; and again, for what was being fetched.
     * @returns of each what it is, and what went wrong
     */
    async everything(): Promise<{ title: string; fault: string | null }[]> {
      const once = (cache: Cache) =>
        cache.purge(everything(filing), new AbortController().signal).then(
          () => null,
          (error: Error) => error.message,
        );
      const first = await Promise.all(caches.map(once));
      if (first.some((fault) => fault === null)) await sleep(AGAIN_AFTER * 1_000);
      return Promise.all(
        caches.map(async (cache, i) => ({
          title: cache.title,
          fault: first[i] ?? (await once(cache)),
        })),
      );
    },
  };
};

export type Purges = ReturnType<typeof createPurges>;

/** An act of thousands of pages says what changed in steps, of which each would purge the lists. */
const withoutSent = (keys: Keys, before: Keys, { pages, site }: Filing): Keys => {
  const hard = new Set(before.hard);
  const soft = new Set(before.soft);
  return {
    hard: keys.hard.filter((key) => !hard.has(key)),
    soft: keys.soft.filter(
      (key) => !hard.has(key) && !soft.has(key) && !(key.startsWith(pages) && soft.has(site)),
    ),
  };
};
