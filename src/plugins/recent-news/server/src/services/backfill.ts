import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ListChange, Lists } from './lists';
import type { ReadNewsroom } from '../newsroom';
import type { Db } from '../sql';
import type { Archive } from './archive';
import type { RefitReport } from './archive';
import type { Store } from './settings';

/** How far a backfill has come. */
export const progressSchema = z.object({
  /** Filing the stories, fitting the space, making the lists. */
  phase: z.enum(['stories', 'space', 'lists', 'done']),
  /** The last story done in this phase; '' before the first. */
  after: z.string(),
  /** Done so far, all phases but the fit, of `total`. */
  done: z.number(),
  total: z.number(),
  changedStories: z.number(),
  changedLists: z.number(),
  /** ISO 8601. */
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

const KEY = 'backfill';

/** Stories filed in one transaction: their texts and readings are all that is held in memory. */
const STEP = 50;

/** Parts of a step done at once: one reckons while Postgres answers the other. */
const LANES = 2;

/** Between two asks whether another refit is over, ms. */
const ASK_AGAIN = 1_000;

export interface BackfillOptions {
  /** Makes no list other than it is; the archive and the space are brought up to date all the same. */
  dryRun?: boolean;
  /** Begins anew although an earlier run was cut short. */
  fresh?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  onChange?: (change: ListChange) => void;
  onRefit?: (report: RefitReport) => void;
}

interface Parts {
  newsroom: ReadNewsroom;
  archive: Archive;
  lists: Lists;
  store: Store;
  db: Db;
  refit: (signal?: AbortSignal) => Promise<RefitReport>;
}

/**
 * Brings all that is live up to what would be computed today: files each story, fits the space anew, and
 * makes every list. Bounded in memory; cut short at any point it goes on from there.
 */
export const createBackfill = ({ newsroom, archive, lists, store, db, refit }: Parts) => {
  const last = async (): Promise<Progress | null> => {
    const parsed = progressSchema.safeParse(await store.get(KEY));
    return parsed.success ? parsed.data : null;
  };

  const fileStep = (ids: readonly string[]): Promise<number> =>
    newsroom.transaction(async (trx) => {
      await newsroom.hold(trx, ids);
      const sources = await newsroom.liveStories(trx, ids);
      const live = new Set(sources.map(({ documentId }) => documentId));
      const kept = await archive.keep(trx, sources);
      const gone = ids.filter((id) => !live.has(id));
      await archive.drop(trx, gone);
      return kept.filter(({ changed }) => changed).length;
    });

  /** Resolves or throws when all lanes have ended, so that none goes on behind a run that is over. */
  const inLanes = async <Result>(
    ids: readonly string[],
    work: (part: readonly string[]) => Promise<Result>,
  ): Promise<Result[]> => {
    const size = Math.ceil(ids.length / LANES);
    const lanes = Array.from({ length: LANES }, (_, i) => ids.slice(i * size, (i + 1) * size));
    const ended = await Promise.allSettled(lanes.filter((part) => part.length > 0).map(work));
    return ended.map((each) => {
      if (each.status === 'rejected') throw each.reason;
      return each.value;
    });
  };

  /**
   * Fits the space, after another refit that is under way or that died a moment ago: it may not know of
   * what was just filed, and lists made meanwhile would stem from the space before.
   *
   * @returns null when it was stopped by the signal
   */
  const fitAfterOthers = async (signal?: AbortSignal): Promise<RefitReport | null> => {
    while (!signal?.aborted) {
      try {
        const report = await refit(signal);
        if (report.did !== 'busy') return report;
      } catch (error) {
        if (signal?.aborted && error === signal.reason) return null;
        throw error;
      }
      await sleep(ASK_AGAIN, undefined, { signal }).catch(() => undefined);
    }
    return null;
  };

  return {
    last,

    /** @returns what was done; without `finishedAt` when it was stopped by the signal */
    async run(options: BackfillOptions = {}): Promise<Progress> {
      const before = options.fresh || options.dryRun ? null : await last();
      const goesOn = before !== null && before.phase !== 'done';
      const progress: Progress = goesOn
        ? before
        : {
            phase: 'stories',
            after: '',
            done: 0,
            total: 0,
            changedStories: 0,
            changedLists: 0,
            startedAt: new Date().toISOString(),
            finishedAt: null,
          };
      progress.total = 2 * (await newsroom.countLive(db));
      const save = async (): Promise<void> => {
        if (!options.dryRun) await store.set(KEY, progress);
        options.onProgress?.({ ...progress });
      };
      const through = async (work: (ids: string[]) => Promise<void>): Promise<boolean> => {
        for (;;) {
          if (options.signal?.aborted) return false;
          const ids = await newsroom.nextLive(db, progress.after, STEP);
          const end = ids.at(-1);
          if (end === undefined) return true;
          await work(ids);
          progress.after = end;
          progress.done += ids.length;
          await save();
        }
      };
      await save();
      if (progress.phase === 'stories') {
        const whole = await through(async (ids) => {
          for (const changed of await inLanes(ids, fileStep)) progress.changedStories += changed;
        });
        if (!whole) return progress;
        Object.assign(progress, { phase: 'space', after: '' });
        await save();
      }
      if (progress.phase === 'space') {
        const report = await fitAfterOthers(options.signal);
        if (!report) return progress;
        options.onRefit?.(report);
        Object.assign(progress, { phase: 'lists', after: '' });
        await save();
      }
      if (progress.phase === 'lists') {
        const whole = await through(async (ids) => {
          const { dryRun } = options;
          const changes = (await inLanes(ids, (part) => lists.recompute(part, { dryRun }))).flat();
          progress.changedLists += changes.length;
          for (const change of changes) options.onChange?.(change);
        });
        if (!whole) return progress;
        Object.assign(progress, {
          phase: 'done',
          after: '',
          finishedAt: new Date().toISOString(),
        });
        await save();
      }
      return progress;
    },
  };
};

export type Backfill = ReturnType<typeof createBackfill>;
