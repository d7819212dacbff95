import { LISTS_PER_TRANSACTION } from '../../constants';
import {
  assemble,
  readTheSame,
  sameList,
  withWords,
  type Proposal,
  type Words,
} from '../../lists/assemble';
import { isKept, type ListEntry, type ListRules } from '../../lists/types';
import type { ListWrite, ReadNewsroom, Side, StoredList, StorySource } from '../../newsroom';
import type { FullSettings } from '../../config';
import type { Db, Transaction } from '../../sql';
import type { Archive, PlacedProfile } from '../archive';
import type { SettingsService } from '../settings';
import * as plans from './plans';
import { basisOf, propose, type Proposed } from './propose';

export interface ListsParts {
  newsroom: ReadNewsroom;
  archive: Archive;
  settings: SettingsService;
  /** The database, for reads that need not hang together. */
  db: Db;
  /** Tells the plugin's own changes of readers' pages from everybody else's. */
  mark: (trx: Transaction) => void;
}

export interface RecomputeOptions {
  /** False: only the words of entries follow their stories, the choice stays. */
  choose?: boolean;
  /** Asks what would change, and changes nothing. */
  dryRun?: boolean;
}

/** A list before and after. */
export interface ListChange {
  documentId: string;
  before: ListEntry[];
  after: ListEntry[];
}

/** A list with what the machine added to it. */
export interface Completed {
  entries: ListEntry[];
  /** How many of them readers see. */
  shown: number;
}

/** What is known of the stories that lists lead to, or may. */
interface Facts {
  words: ReadonlyMap<string, Words>;
  never: ReadonlySet<string>;
}

/** Proposals made without holding anybody up, and when. */
interface Prepared {
  moment: string;
  proposed: ReadonlyMap<string, Proposed>;
}

/** Proposals made while somebody decided otherwise are made again; the third time under the lock. */
const MOST_ATTEMPTS = 3;

export const createLists = ({ newsroom, archive, settings, db, mark }: ListsParts) => {
  /** Headlines and teasers of live stories; one that is not live is left out. */
  const wordsOf = async (on: Db, ids: readonly string[]): Promise<Map<string, Words>> => {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const [heads, machine] = [await newsroom.heads(on, wanted), await archive.teasers(on, wanted)];
    return new Map(
      heads
        .filter(({ live }) => live)
        .map(({ documentId, title, teaser }) => [
          documentId,
          { headline: title, teaser: teaser ?? machine.get(documentId) ?? null },
        ]),
    );
  };

  /** What completing these lists needs to know of stories, asked once for all of them. */
  const factsOf = async (
    on: Db,
    lists: readonly Pick<StoredList, 'entries'>[],
    proposed: readonly (Pick<Proposed, 'proposals'> | null)[],
  ): Promise<Facts> => {
    const targets = proposed.flatMap((each) => each?.proposals.map(({ target }) => target) ?? []);
    const standing = lists.flatMap(({ entries }) => entries.flatMap(({ target }) => target ?? []));
    return {
      words: await wordsOf(on, [...standing, ...targets]),
      // Said while the proposals were made, perhaps.
      never: new Set((await archive.nevers(on, targets)).map(({ documentId }) => documentId)),
    };
  };

  /**
   * Completes a list by proposals, with the words of the stories as they are now.
   * @param proposed null: the choice stays, only words follow
   */
  const completedBy = (
    { words, never }: Facts,
    list: Pick<StoredList, 'entries' | 'rules'>,
    proposed: Pick<Proposed, 'proposals'> | null,
    count: number,
  ): Completed => {
    const proposals = (proposed?.proposals ?? []).flatMap((proposal): Proposal[] => {
      const said = never.has(proposal.target) ? undefined : words.get(proposal.target);
      return said ? [{ ...proposal, ...said }] : [];
    });
    const isShown = ({ target }: ListEntry): boolean => target === null || words.has(target);
    const chosen = proposed
      ? assemble(list.entries, proposals, list.rules, count, newsroom.mostEntries, isShown)
      : list.entries;
    const entries = chosen.map((entry) =>
      withWords(entry, entry.target === null ? undefined : words.get(entry.target)),
    );
    return { entries, shown: entries.filter(isShown).length };
  };

  const completed = async (
    on: Db,
    list: Pick<StoredList, 'entries' | 'rules'>,
    proposed: Pick<Proposed, 'proposals'> | null,
    count: number,
  ): Promise<Completed> =>
    completedBy(await factsOf(on, [list], [proposed]), list, proposed, count);

  const stateOf = (
    documentId: string,
    { entries, shown }: Completed,
    rules: ListRules,
    count: number,
    space: number,
  ): plans.ListState => {
    const machine = entries.filter((entry) => !isKept(entry) && entry.reason);
    const third = machine.at(-1);
    const last = third?.reason;
    // What leads to a story that is not live takes no place from others.
    const isShort = shown < count && entries.length < newsroom.mostEntries;
    const isClosed = rules.locked || (machine.length === 0 && !isShort);
    return {
      documentId,
      space,
      thirdRank: isClosed ? Infinity : isShort ? null : (last?.rank ?? null),
      thirdRung: isClosed ? 'related' : isShort ? null : (last?.rung ?? null),
      thirdTarget: isClosed || isShort ? null : (third?.target ?? null),
      length: shown,
    };
  };

  /** Proposals for the live lists of stories, made without holding anybody up. */
  const prepare = async (
    on: Db,
    ids: readonly string[],
    current: FullSettings,
  ): Promise<Prepared> => {
    const moment = await plans.now(on);
    const lists = await newsroom.lists(on, ids, 'live');
    const profiles = new Map(
      (
        await archive.profiles(
          on,
          lists.map(({ documentId }) => documentId),
        )
      ).map((profile) => [profile.id, profile]),
    );
    const proposed = new Map<string, Proposed>();
    for (const list of lists) {
      const profile = profiles.get(list.documentId);
      if (profile && !list.rules.locked)
        proposed.set(list.documentId, await propose(on, archive, profile, list, current));
    }
    return { moment, proposed };
  };

  /**
   * Stories that were filed since a moment. Asked under the lock this leaves no gap: who files a story
   * later takes the same lock before it looks which lists want it.
   */
  const filedSince = async (trx: Transaction, moment: string): Promise<PlacedProfile[]> =>
    archive.profiles(trx, await plans.filedSince(trx, moment));

  const wholeStep = async (
    trx: Transaction,
    ids: readonly string[],
    prepared: Prepared | null,
    current: FullSettings,
    { choose = true, dryRun = false }: RecomputeOptions,
    last: boolean,
  ): Promise<{ changes: ListChange[]; again: string[] }> => {
    await newsroom.lock(trx, ids);
    const late = prepared ? await filedSince(trx, prepared.moment) : [];
    const changed = new Set(late.map(({ id }) => id));
    const live = await newsroom.lists(trx, ids, 'live');
    const drafts = new Map(
      (await newsroom.lists(trx, ids, 'draft')).map((list) => [list.documentId, list]),
    );
    const again: string[] = [];
    const ready: { list: StoredList; proposed: Proposed | null }[] = [];
    for (const list of live) {
      let proposed = prepared?.proposed.get(list.documentId)?.withLate(late);
      const holds =
        !choose ||
        list.rules.locked ||
        (proposed?.basis === basisOf(list.entries, list.rules) && !changed.has(list.documentId));
      if (!holds) {
        if (!last) {
          again.push(list.documentId);
          continue;
        }
        const [profile] = await archive.profiles(trx, [list.documentId]);
        if (profile) proposed = await propose(trx, archive, profile, list, current);
      }
      ready.push({ list, proposed: proposed ?? null });
    }
    const facts = await factsOf(
      trx,
      ready.flatMap(({ list }) => [list, drafts.get(list.documentId) ?? list]),
      ready.map(({ proposed }) => proposed),
    );
    const writes: ListWrite[] = [];
    const states: plans.ListState[] = [];
    const changes: ListChange[] = [];
    for (const { list, proposed } of ready) {
      const done = completedBy(facts, list, proposed, current.count);
      const after = done.entries;
      const side = (which: Side, stored: StoredList, entries: ListEntry[]): void => {
        if (!sameList(stored.entries, entries)) writes.push({ ...stored, side: which, entries });
      };
      side('live', list, after);
      const draft = drafts.get(list.documentId);
      if (draft) {
        side('draft', draft, completedBy(facts, draft, proposed, current.count).entries);
      }
      if (!readTheSame(list.entries, after))
        changes.push({ documentId: list.documentId, before: list.entries, after });
      const version = proposed?.space ?? 0;
      if (choose) states.push(stateOf(list.documentId, done, list.rules, current.count, version));
    }
    if (!dryRun) {
      mark(trx);
      await newsroom.writeLists(trx, writes);
      await plans.saveStates(trx, states, new Date());
    }
    return { changes, again };
  };

  const recompute = async (
    ids: readonly string[],
    options: RecomputeOptions = {},
  ): Promise<ListChange[]> => {
    const current = await settings.get();
    const changes: ListChange[] = [];
    for (let from = 0; from < ids.length; from += LISTS_PER_TRANSACTION) {
      let step = [...new Set(ids.slice(from, from + LISTS_PER_TRANSACTION))];
      for (let attempt = 1; step.length > 0; attempt++) {
        const prepared = options.choose === false ? null : await prepare(db, step, current);
        const asked = step;
        const done = await newsroom.transaction((trx) =>
          wholeStep(trx, asked, prepared, current, options, attempt >= MOST_ATTEMPTS),
        );
        changes.push(...done.changes);
        step = done.again;
      }
    }
    return changes;
  };

  return {
    wordsOf,
    completed,
    now: plans.now,
    filedSince,
    /**
     * Makes the live lists of these stories, and those of their drafts, what the machine would make them
     * now next to what people decided. What stays the same is not written.
     *
     * @returns the live lists that read differently now
     */
    recompute,
    /** The proposals of a text that need not be stored anywhere. */
    async proposeFor(
      on: Db,
      source: StorySource,
      list: Pick<StoredList, 'entries' | 'rules'>,
      over?: FullSettings,
    ) {
      const current = over ?? (await settings.get());
      const profile = await archive.profileOf(on, source);
      return propose(on, archive, profile, list, current);
    },
    stateOf,
    saveStates: plans.saveStates,
    dropStates: plans.dropStates,
    meter: (count: number) => plans.meter(db, count),
  };
};

export type Lists = ReturnType<typeof createLists>;
