import { createId } from '@paralleldrive/cuid2';
import type { Core } from '@strapi/strapi';
import { LIMITS } from '../limits';
import { handOf, originOf, type Hand } from '../outline/hand';
import { pagesOf } from '../page/service';
import { readersOf } from '../page/plans';
import { touchDraft } from '../plans';
import { lockArticles, lockFrontDoor } from '../publication/locks';
import { inTransaction, type Transaction } from '../sql';
import { readLists, writeLists, type ListRules, type WantedEntry } from '../tree/lists';
import * as plans from './plans';
import { rightsOn } from './rights';

/** Which of an article's two texts. */
export type Side = 'draft' | 'live';
const ROWS = { draft: 'draft', live: 'published' } as const;

export interface ListEntry {
  /** Null makes a new entry. */
  documentId: string | null;
  target: string | null;
  headline: string | null;
  teaser: string | null;
  url: string | null;
  hand: Hand;
  reason: unknown;
}

export interface List {
  documentId: string;
  entries: ListEntry[];
  rules: ListRules;
}

const withDefaults = (rules: Partial<ListRules> | null): ListRules => ({
  locked: rules?.locked ?? false,
  hidden: rules?.hidden ?? [],
});

/**
 * Articles as stories, for whoever chooses and writes their Recent News: texts to read, lists to read and
 * write, and no word of how they are stored.
 */
export const createStories = (strapi: Core.Strapi) => ({
  transaction: <T>(work: (trx: Transaction) => Promise<T>): Promise<T> =>
    inTransaction(strapi, work),

  hold: (trx: Transaction, documentIds: readonly string[]): Promise<void> =>
    lockArticles(trx, documentIds),

  async lock(trx: Transaction, documentIds: readonly string[]): Promise<void> {
    await lockArticles(trx, documentIds);
    await lockFrontDoor(trx);
  },

  liveStories: (db: plans.Db, documentIds: readonly string[]) =>
    plans.readTexts(db, documentIds, 'published'),

  draftStory: async (db: plans.Db, documentId: string) =>
    (await plans.readTexts(db, [documentId], 'draft'))[0] ?? null,

  mostEntries: LIMITS.relatedNews,
  newId: createId,
  nextLive: plans.nextLive,
  countLive: plans.countLive,
  heads: plans.readHeads,
  findBySlug: plans.findBySlug,
  search: plans.searchTitles,
  rightsOn: (ability: unknown, documentId: string) => rightsOn(strapi, ability, documentId),

  readersOf: (db: plans.Db, documentIds: readonly string[]): Promise<string[]> =>
    readersOf(db, documentIds),

  async lists(db: plans.Db, documentIds: readonly string[], side: Side): Promise<List[]> {
    const found = await readLists(db, documentIds, ROWS[side]);
    return found.map(({ documentId, related, rules }) => ({
      documentId,
      rules: withDefaults(rules),
      entries: related.map((entry) => ({
        documentId: entry.documentId,
        target: entry.target,
        headline: entry.headline,
        teaser: entry.teaser,
        url: entry.url,
        hand: handOf(entry),
        reason: entry.reason,
      })),
    }));
  },

  /**
   * Makes lists what is given, and readers' pages with them. The caller holds the locks.
   * @param touch whether the drafts count as edited
   */
  async writeLists(
    trx: Transaction,
    writes: readonly (List & { side: Side })[],
    touch = false,
  ): Promise<void> {
    const now = new Date();
    const ids = sharedIds(writes);
    const write = async (side: Side, lists: readonly List[], at: Date): Promise<void> => {
      if (lists.length === 0) return;
      await writeLists(
        trx,
        ROWS[side],
        {
          documentIds: lists.map(({ documentId }) => documentId),
          entries: lists.flatMap(({ documentId, entries }) =>
            entries.map((entry, i) => ({
              ...asRow(documentId, entry, i + 1),
              documentId: entry.documentId ?? ids(documentId, entry.target),
            })),
          ),
          rules: lists.map(({ documentId, rules }) => ({
            documentId,
            rules: rules.locked || rules.hidden.length > 0 ? rules : null,
          })),
        },
        at,
      );
    };
    const drafts = writes.filter(({ side }) => side === 'draft');
    const live = writes.filter(({ side }) => side === 'live');
    const shown = new Map(live.map((list) => [list.documentId, list]));
    const isOther = (list: List): boolean => !sameWords(list, shown.get(list.documentId));
    // The admin tells what differs from what readers have by the time alone.
    const justAfter = new Date(now.getTime() + 1);
    await write(
      'draft',
      drafts.filter((list) => !isOther(list)),
      now,
    );
    await write('draft', drafts.filter(isOther), justAfter);
    if (touch) for (const { documentId } of drafts) await touchDraft(trx, documentId, now);
    await write('live', live, now);
    if (live.length > 0)
      await pagesOf(strapi).articles(
        trx,
        live.map(({ documentId }) => documentId),
        { changed: 'recent-news.changed', gone: 'article.unpublished' },
      );
  },
});

export type Stories = ReturnType<typeof createStories>;

const sameWords = (a: List, b: List | undefined): boolean => {
  const words = (list: List | undefined): string =>
    JSON.stringify(
      list?.entries.map(({ target, headline, teaser, url }) => [target, headline, teaser, url]),
    );
  return words(a) === words(b);
};

const asRow = (
  article: string,
  { target, headline, teaser, url, hand, reason }: ListEntry,
  position: number,
): Omit<WantedEntry, 'documentId'> => ({
  article,
  position,
  headline,
  teaser,
  url,
  target,
  origin: originOf(hand),
  hand,
  reason,
});

/**
 * New entries get an id; one that stands in the draft and in the live list is one document, as all that
 * Strapi publishes.
 */
const sharedIds = (writes: readonly List[]) => {
  const known = new Map<string, string>();
  const keyOf = (documentId: string, target: string) => `${documentId}\n${target}`;
  for (const { documentId, entries } of writes)
    for (const entry of entries)
      if (entry.documentId !== null && entry.target !== null)
        known.set(keyOf(documentId, entry.target), entry.documentId);
  return (documentId: string, target: string | null): string => {
    if (target === null) return createId();
    const key = keyOf(documentId, target);
    const id = known.get(key) ?? createId();
    known.set(key, id);
    return id;
  };
};

/** The stories service with its type; Strapi's registry knows it by name only. */
export const storiesOf = (strapi: Core.Strapi): Stories =>
  strapi.service('api::article.stories') as unknown as Stories;
