import type { Core } from '@strapi/strapi';
import { readAllowedHosts } from '../call/address';
import type { RebuildsConfig } from '../config';
import { QUEUES } from '../constants';
import type { Wire } from '../delivery/attempt';
import { deliver } from '../delivery/deliver';
import { earliestRetry } from '../delivery/retry';
import { pruneCalls, queuedTargets } from '../plans/calls';
import { numberActs, pruneActs } from '../plans/outbox';
import {
  ensureProgress,
  forgetStrangers,
  readClock,
  readProgress,
  type Progress,
} from '../plans/progress';
import { queueOf } from '../queue';
import { inTransaction, type Transaction } from '../sql';
import { readTargets } from '../target';

/** Rows that one statement deletes: short enough to be in nobody's way. */
const PRUNE_BATCH = 1_000;

const DAY_MS = 86_400_000;

/**
 * Whether a new act need not be told to a target, so that one which fails, or takes its time, costs
 * the others no job an act. What a call under way cannot tell of is looked for when it ends.
 */
const isLookedAtInTime = (
  { wakeAt, leaseUntil, callId, lastFailedAt }: Progress,
  now: Date,
): boolean => {
  if (leaseUntil && leaseUntil > now) return true;
  if (!wakeAt || wakeAt <= now) return false;
  // A call that failed may go out earlier for the sake of the act.
  return callId === null || wakeAt <= earliestRetry(lastFailedAt);
};

/** The work of the jobs. All of it may be done twice, or by several processes at once. */
export const createDelivery = ({ strapi }: { strapi: Core.Strapi }) => {
  const config = strapi.config.get('plugin::rebuilds') as RebuildsConfig;
  const wire: Wire = { allowed: readAllowedHosts(config.allowPrivate) };
  const chance = { random: Math.random };

  const lookAt = async (
    isDue: (progress: Progress, facts: { last: number; now: Date; hasReplay: boolean }) => boolean,
  ): Promise<number> =>
    inTransaction(strapi, async (trx: Transaction) => {
      const last = await numberActs(trx);
      const targets = (await readTargets(strapi)).filter(({ enabled }) => enabled);
      await ensureProgress(
        trx,
        targets.map(({ documentId }) => documentId),
      );
      const progress = await readProgress(trx);
      const replays = await queuedTargets(trx);
      const now = await readClock(trx);
      const due = targets
        // One that was deleted this moment has none.
        .flatMap(({ documentId }) => progress.get(documentId) ?? [])
        .filter((each) => isDue(each, { last, now, hasReplay: replays.has(each.targetId) }));
      await queueOf(strapi).sendMany(
        trx,
        QUEUES.deliver,
        due.map(({ targetId }) => ({ targetId })),
      );
      return due.length;
    });

  return {
    /** What calls may do; tests bring their own names and certificates. */
    wire,

    /** Where in its wait a call is tried again, from 0 to 1; tests bring their own dice. */
    chance,

    /** After an act: has those targets looked at for which nobody is going to look soon. */
    gather: (): Promise<number> => lookAt((progress, { now }) => !isLookedAtInTime(progress, now)),

    /** Once a minute: has those looked at for which work waits and nobody is going to look. */
    sweep: (): Promise<number> =>
      lookAt(
        ({ wakeAt, leaseUntil, callId, position }, { last, now, hasReplay }) =>
          (!wakeAt || wakeAt <= now) &&
          (!leaseUntil || leaseUntil <= now) &&
          (callId !== null || position < last || hasReplay),
      ),

    deliver: (targetId: string, signal?: AbortSignal): Promise<void> =>
      deliver(targetId, {
        strapi,
        queue: queueOf(strapi),
        config,
        random: chance.random,
        wire: { ...wire, ...(signal && { signal }) },
      }),

    /** Deletes what is older than `keepDays`, in batches; never an act that a target has not got. */
    async prune(signal?: AbortSignal): Promise<{ acts: number; calls: number }> {
      const before = new Date(Date.now() - config.keepDays * DAY_MS);
      const inBatches = async (batch: () => Promise<number>): Promise<number> => {
        for (let all = 0; ;) {
          const count = await batch();
          all += count;
          if (count < PRUNE_BATCH || signal?.aborted) return all;
        }
      };
      // A target that is no more keeps nothing.
      await inTransaction(strapi, async (trx) =>
        forgetStrangers(
          trx,
          (await readTargets(strapi)).map(({ documentId }) => documentId),
        ),
      );
      return {
        calls: await inBatches(() =>
          inTransaction(strapi, (trx) => pruneCalls(trx, before, PRUNE_BATCH)),
        ),
        acts: await inBatches(() =>
          inTransaction(strapi, (trx) => pruneActs(trx, before, PRUNE_BATCH)),
        ),
      };
    },
  };
};

export type Delivery = ReturnType<typeof createDelivery>;
