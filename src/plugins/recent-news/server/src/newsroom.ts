import type { Knex } from 'knex';
import { reasonSchema, type ListEntry, type ListRules } from './lists/types';
import type { Transaction } from './sql';

/** A story's text and dates, as its readers have it or as its draft says. */
export interface StorySource {
  documentId: string;
  title: string;
  lead: string | null;
  sections: { heading: string; lead: string | null; bullets: string[] }[];
  /** Milliseconds since 1970. */
  publishedAt: number;
  /** A teaser that a person wrote for this story. */
  teaser: string | null;
  /** BCP 47 tag; guessed from the text when missing. */
  language?: string;
  beat: string | null;
  topics: string[];
}

/** What readers have now, or what the next publish will give them. */
export type Side = 'draft' | 'live';

/** A stored list: what stands there, in order, and what a person decided about it as a whole. */
export interface StoredList {
  documentId: string;
  entries: ListEntry[];
  rules: ListRules;
}

/** A list as the newsroom keeps it: it does not know what a reason looks like. */
export interface KeptList extends Omit<StoredList, 'entries'> {
  entries: (Omit<ListEntry, 'reason'> & { reason: unknown })[];
}

export interface ListWrite extends StoredList {
  side: Side;
}

/** How a story is shown where one is chosen. */
export interface StoryHead {
  documentId: string;
  title: string;
  slug: string | null;
  /** Milliseconds since 1970; null before the first publish. */
  publishedAt: number | null;
  live: boolean;
  /** A teaser that a person wrote for it. */
  teaser: string | null;
}

/** What a user may do with a story, by the rights of the newsroom itself. */
export interface StoryRights {
  read: boolean;
  /** Change the list under it. */
  change: boolean;
  /** Decide what readers have of it. */
  publish: boolean;
}

type Db = Knex | Transaction;

/**
 * All that this plugin knows of the newsroom it serves. The application hands it over at the start, so
 * that no name of a content type or field stands in here.
 */
export interface Newsroom {
  /** Entries that a list may hold, those in reserve included; the newsroom refuses a story with more. */
  mostEntries: number;
  /** Runs in one transaction, which commits when `work` is done and rolls back when it throws. */
  transaction<T>(work: (trx: Transaction) => Promise<T>): Promise<T>;
  /** Keeps others from writing these stories until the transaction ends. Comes first in it. */
  hold(trx: Transaction, documentIds: readonly string[]): Promise<void>;
  /** The same, and nobody else changes what readers see meanwhile. */
  lock(trx: Transaction, documentIds: readonly string[]): Promise<void>;
  /** Those of these stories that are live, in any order. */
  liveStories(db: Db, documentIds: readonly string[]): Promise<StorySource[]>;
  /** Null when there is no such story. Its date is that of the first publish, or now. */
  draftStory(db: Db, documentId: string): Promise<StorySource | null>;
  /** Live stories in the order of their ids, after `after`: the way through all of them. */
  nextLive(db: Db, after: string, limit: number): Promise<string[]>;
  countLive(db: Db): Promise<number>;
  /** The lists of these stories on one side; a story without that side is left out. */
  lists(db: Db, documentIds: readonly string[], side: Side): Promise<KeptList[]>;
  /**
   * Makes lists what is given, and readers' pages with them. Only what differs is written.
   * @param touch whether the drafts count as edited, so that the admin calls them "modified"
   */
  writeLists(trx: Transaction, writes: readonly ListWrite[], touch?: boolean): Promise<void>;
  /** Live stories whose live lists hold one of these stories. */
  readersOf(db: Db, documentIds: readonly string[]): Promise<string[]>;
  /** An id for a new entry. */
  newId(): string;
  heads(db: Db, documentIds: readonly string[]): Promise<StoryHead[]>;
  findBySlug(db: Db, slug: string): Promise<string | null>;
  /** Live stories whose titles hold all the words, newest first. */
  search(db: Db, words: string, limit: number): Promise<StoryHead[]>;
  /** @param ability of the user who asks, as Strapi puts it into the request */
  rightsOn(ability: unknown, documentId: string): Promise<StoryRights>;
}

/** The newsroom with its lists as this plugin reads them: a reason of another version counts as none. */
export type ReadNewsroom = Omit<Newsroom, 'lists'> & {
  lists(db: Db, documentIds: readonly string[], side: Side): Promise<StoredList[]>;
};

export const withReasons = (newsroom: Newsroom): ReadNewsroom => ({
  ...newsroom,
  lists: async (db, documentIds, side) =>
    (await newsroom.lists(db, documentIds, side)).map((list) => ({
      ...list,
      entries: list.entries.map((entry) => ({
        ...entry,
        reason: reasonSchema.nullable().catch(null).parse(entry.reason),
      })),
    })),
});
