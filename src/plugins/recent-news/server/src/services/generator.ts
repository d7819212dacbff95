import type { Knex } from 'knex';
import { QUEUES, STORIES_PER_JOB } from '../constants';
import type { ChangeKinds } from '../config';
import { isKept, type ListEntry } from '../lists/types';
import type { ReadNewsroom } from '../newsroom';
import type { Db, Transaction } from '../sql';
import type { Archive, RefitOptions } from './archive';
import type { Lists } from './lists';
import type { Queue, SendOptions } from './queue';
import type { SettingsService } from './settings';

/** What happened to a story that readers see. */
export interface StoryChange {
  kind: string;
  documentId: string;
}

interface Parts {
  newsroom: ReadNewsroom;
  archive: Archive;
  lists: Lists;
  settings: SettingsService;
  db: Db;
  queue: Queue;
  kinds: ChangeKinds;
  /** Whether the change is this plugin's own doing. */
  isOwn: (trx: Transaction) => boolean;
}

const chunks = <T>(list: readonly T[], size: number): T[][] => {
  const out: T[][] = [];
  for (let from = 0; from < list.length; from += size) out.push(list.slice(from, from + size));
  return out;
};

/** Thousands of pages may show a story: a job that makes all their lists would outlive its time. */
const MOST_AT_ONCE = 50;

/** A new story's own list comes before other stories' reach for older pages. */
const AFTER_ALL_NEW = { priority: -1 };

/** Thousands of stories may have one topic; nobody waits for them. */
const AFTER_ALL_ELSE = { priority: -2 };

/**
 * Keeps lists right as the archive changes. What must be atomic with an act happens in its transaction
 * (`touched`): stories that are gone leave the archive, and jobs are sent. All else is done by the jobs,
 * which read what is there now, so that running one twice changes nothing.
 */
export const createGenerator = ({
  newsroom,
  archive,
  lists,
  settings,
  db,
  queue,
  kinds,
  isOwn,
}: Parts) => {
  const send = (
    trx: Transaction | null,
    name: string,
    ids: readonly string[],
    options?: SendOptions,
  ): Promise<unknown> =>
    ids.length === 0
      ? Promise.resolve()
      : queue.sendMany(
          trx,
          name,
          chunks(ids, STORIES_PER_JOB).map((step) => ({ ids: step })),
          options,
        );

  /**
   * Files one story as it is live now, or takes it out. If it changed, a job is sent in the same
   * transaction that looks at other pages: whoever dies after this has not lost them.
   */
  const keep = (documentId: string): Promise<{ live: boolean; changed: boolean }> =>
    newsroom.transaction(async (trx) => {
      // Under its lock: nobody unpublishes it between the look and the filing.
      await newsroom.hold(trx, [documentId]);
      const sources = await newsroom.liveStories(trx, [documentId]);
      if (sources.length === 0) {
        await archive.drop(trx, [documentId]);
        await lists.dropStates(trx, [documentId]);
        return { live: false, changed: false };
      }
      const [kept] = await archive.keep(trx, sources);
      const changed = kept?.changed ?? false;
      if (changed)
        await queue.send(trx, QUEUES.stories, { ids: [documentId], again: true }, AFTER_ALL_NEW);
      return { live: true, changed };
    });

  const story = async (documentId: string, again: boolean): Promise<void> => {
    const { live, changed } = await keep(documentId);
    if (!live) return;
    await lists.recompute([documentId]);
    if (changed) return;
    // Its own teaser may have changed, which choosing does not depend on.
    await look(await showing(documentId), again ? undefined : { choose: false });
    if (!again) return;
    const standing = await showing(documentId);
    const [profile] = await archive.profiles(db, [documentId]);
    const current = await settings.get();
    const { refresh } = current;
    const others = profile
      ? await archive.readersFor(db, profile, {
          settings: current,
          ...refresh,
          limit: refresh.limit - (await reached(documentId, standing)),
          without: standing,
        })
      : [];
    await look(others);
  };

  const showing = async (documentId: string): Promise<string[]> =>
    (await newsroom.readersOf(db, [documentId])).filter((id) => id !== documentId);

  /**
   * On how many pages the story took the place of another: a job that is run twice must not change as many
   * pages again.
   */
  const reached = async (documentId: string, pages: readonly string[]): Promise<number> => {
    const took = ({ target, hand, reason }: ListEntry): boolean =>
      target === documentId && !isKept({ hand }) && !!reason?.displaced;
    const live = await newsroom.lists(db, pages, 'live');
    return live.filter(({ entries }) => entries.some(took)).length;
  };

  /** Makes lists anew: some here and now, all beyond in jobs of their own. */
  const look = async (
    pages: readonly string[],
    options?: Parameters<Lists['recompute']>[1],
  ): Promise<void> => {
    await lists.recompute(pages.slice(0, MOST_AT_ONCE), options);
    await send(null, QUEUES.lists, pages.slice(MOST_AT_ONCE));
  };

  return {
    /**
     * Hears, in the act's own transaction, what readers gained or lost.
     */
    async touched(trx: Transaction, changes: readonly StoryChange[]): Promise<void> {
      if (isOwn(trx)) return;
      const of = (wanted: readonly string[]): string[] => [
        ...new Set(
          changes.filter(({ kind }) => wanted.includes(kind)).map(({ documentId }) => documentId),
        ),
      ];
      const gone = of(kinds.gone);
      const fresh = of(kinds.fresh);
      if (gone.length > 0) {
        await archive.drop(trx, gone);
        await lists.dropStates(trx, gone);
      }
      await send(trx, QUEUES.stories, fresh);
      // A published story's own job looks after the pages that show it.
      if (fresh.length === 0) await send(trx, QUEUES.lists, of(kinds.list));
    },

    /** Hears, in the act's own transaction, of live stories whose topics are called otherwise, or gone. */
    resorted: (trx: Transaction, ids: readonly string[]): Promise<unknown> =>
      send(trx, QUEUES.stories, ids, AFTER_ALL_ELSE),

    /**
     * @param ids stories that were published or changed
     * @param again whether other pages are looked at although the text is the same as before
     */
    async stories(ids: readonly string[], again = false): Promise<void> {
      for (const id of ids) await story(id, again);
      if (!again && (await archive.isRefitDue(db)))
        await queue.send(null, QUEUES.refit, {}, { singletonKey: QUEUES.refit });
    },

    /** @param ids stories whose lists have lost an entry */
    lists: (ids: readonly string[]) => lists.recompute(ids),

    keep,

    /** A story that shall not be recommended leaves every list, and comes back when it may again. */
    async never(documentId: string, by: string | null): Promise<{ lists: number }> {
      const holding = await newsroom.transaction(async (trx) => {
        // Whoever writes a list now has done so when it is asked which lists hold the story.
        await newsroom.lock(trx, [documentId]);
        await archive.never(trx, documentId, by);
        const ids = await newsroom.readersOf(trx, [documentId]);
        await send(trx, QUEUES.lists, ids);
        if (by === null) await queue.send(trx, QUEUES.stories, { ids: [documentId], again: true });
        return ids;
      });
      return { lists: holding.length };
    },

    refit: (options: Pick<RefitOptions, 'force' | 'signal'> = {}) =>
      archive.refit(db as Knex, options),
  };
};

export type Generator = ReturnType<typeof createGenerator>;
