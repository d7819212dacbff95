import { errors } from '@strapi/utils';
import { decide, DecisionError, type Decision } from '../lists/decide';
import type { ListEntry, ListRules } from '../lists/types';
import type { ListWrite, ReadNewsroom, Side, StoredList, StorySource } from '../newsroom';
import type { Db, Transaction } from '../sql';
import type { PlacedProfile } from './archive';
import type { Lists } from './lists';
import { basisOf, type Proposed } from './lists/propose';
import type { SettingsService } from './settings';

/** A list as an editor sees it: what stands, and what the machine would add. */
export interface ListView {
  documentId: string;
  side: Side;
  entries: ListEntry[];
  rules: ListRules;
  /** Proposals that the list has no room for, best first. */
  next: { target: string; headline: string }[];
}

interface Parts {
  newsroom: ReadNewsroom;
  lists: Lists;
  settings: SettingsService;
  db: Db;
  mark: (trx: Transaction) => void;
}

export const createDecisions = ({ newsroom, lists, settings, db, mark }: Parts) => {
  const sourceOf = async (on: Db, documentId: string, side: Side): Promise<StorySource | null> =>
    side === 'draft'
      ? newsroom.draftStory(on, documentId)
      : ((await newsroom.liveStories(on, [documentId]))[0] ?? null);

  const listOf = async (on: Db, documentId: string, side: Side): Promise<StoredList | null> =>
    (await newsroom.lists(on, [documentId], side))[0] ?? null;

  /**
   * @param asked what was proposed for the article's other side: the same text with the same decisions gets
   *   the same list there, even if the space changes between
   */
  const proposed = async (
    on: Db,
    documentId: string,
    side: Side,
    list: Pick<StoredList, 'entries' | 'rules'>,
    asked = new Map<string, Proposed>(),
  ): Promise<Proposed | null> => {
    const source = await sourceOf(on, documentId, side);
    if (!source) return null;
    const question = JSON.stringify([source, basisOf(list.entries, list.rules)]);
    const answer = asked.get(question) ?? (await lists.proposeFor(on, source, list));
    asked.set(question, answer);
    return answer;
  };

  const view = async (
    on: Db,
    side: Side,
    list: StoredList,
    proposal: Proposed,
    count: number,
  ): Promise<ListView> => {
    const { entries } = await lists.completed(on, list, proposal, count);
    const there = new Set(entries.map(({ target }) => target));
    const spare = proposal.proposals.filter(({ target }) => !there.has(target));
    const words = await lists.wordsOf(
      on,
      spare.map(({ target }) => target),
    );
    return {
      documentId: list.documentId,
      side,
      entries,
      rules: list.rules,
      next: spare.flatMap(({ target }) => {
        const headline = words.get(target)?.headline;
        return headline === undefined ? [] : [{ target, headline }];
      }),
    };
  };

  const unknown = (documentId: string): never => {
    throw new errors.NotFoundError(`There is no story with the documentId "${documentId}".`);
  };

  interface Outcome {
    write: ListWrite;
    shown: number;
    /** Version of the space in which the machine chose. */
    space: number;
  }

  /** Applies decisions to one side and says what it becomes; null where there is no such side. */
  const decided = async (
    trx: Transaction,
    documentId: string,
    side: Side,
    decisions: readonly Decision[],
    newIds: readonly string[],
    prepared: Proposed | null,
    late: readonly PlacedProfile[],
    asked: Map<string, Proposed>,
    count: number,
  ): Promise<Outcome | null> => {
    const stored = await listOf(trx, documentId, side);
    if (!stored) return null;
    const isFresh =
      prepared?.basis === basisOf(stored.entries, stored.rules) &&
      late.every(({ id }) => id !== documentId);
    const before = isFresh
      ? prepared.withLate(late)
      : await proposed(trx, documentId, side, stored, asked);
    if (!before) return null;
    // The editor decided on what the list shows, the machine's entries included.
    let list: Pick<StoredList, 'entries' | 'rules'> = {
      rules: stored.rules,
      entries: (await lists.completed(trx, stored, before, count)).entries,
    };
    for (const [i, decision] of decisions.entries())
      list = decide(list, decision, newsroom.mostEntries, newIds[i]);
    const again =
      basisOf(list.entries, list.rules) === before.basis
        ? before
        : await proposed(trx, documentId, side, list, asked);
    const { entries, shown } = await lists.completed(trx, list, again, count);
    const { rules } = list;
    return {
      write: { documentId, side, entries, rules },
      shown,
      space: (again ?? before).space,
    };
  };

  return {
    /**
     * The list as it stands on one side, completed as the machine would complete it now. A draft shows
     * what its next publish would give.
     *
     * @throws errors.NotFoundError when there is no such story, or nothing of it is live
     */
    async view(documentId: string, side: Side): Promise<ListView> {
      const list = await listOf(db, documentId, side);
      if (!list) return unknown(documentId);
      const proposal = (await proposed(db, documentId, side, list))!;
      const { count } = await settings.get();
      return view(db, side, list, proposal, count);
    },

    /**
     * Carries out what an editor decided, on the draft and, if asked, at once on what is live.
     *
     * @param live whether readers get it now; otherwise with the next publish
     * @returns the draft's list afterwards
     * @throws errors.ApplicationError when a decision does not fit the list; nothing is changed then
     */
    async decide(
      documentId: string,
      decisions: readonly Decision[],
      { live }: { live: boolean },
    ): Promise<ListView> {
      const targets = decisions.flatMap((each) => (each.kind === 'add' ? [each.target] : []));
      await refuseUnknown(documentId, targets);
      const newIds = decisions.map(() => newsroom.newId());
      const { count } = await settings.get();
      const moment = await lists.now(db);
      const draft = await listOf(db, documentId, 'draft');
      if (!draft) return unknown(documentId);
      const shown = live ? await listOf(db, documentId, 'live') : null;
      const asked = new Map<string, Proposed>();
      const prepared = {
        draft: await proposed(db, documentId, 'draft', draft, asked),
        live: shown && (await proposed(db, documentId, 'live', shown, asked)),
      };
      try {
        await newsroom.transaction(async (trx) => {
          await newsroom.lock(trx, [documentId]);
          const sides: Side[] = live ? ['draft', 'live'] : ['draft'];
          const late = await lists.filedSince(trx, moment);
          const askedNow = new Map<string, Proposed>();
          const outcomes: Outcome[] = [];
          for (const side of sides) {
            const outcome = await decided(
              trx,
              documentId,
              side,
              decisions,
              newIds,
              prepared[side],
              late,
              askedNow,
              count,
            );
            if (outcome) outcomes.push(outcome);
          }
          mark(trx);
          const toReaders = outcomes.find(({ write }) => write.side === 'live');
          const writes = outcomes.map(({ write }) => write);
          await newsroom.writeLists(trx, writes, !toReaders);
          if (toReaders) {
            const { write, space } = toReaders;
            const done = { entries: write.entries, shown: toReaders.shown };
            const state = lists.stateOf(documentId, done, write.rules, count, space);
            await lists.saveStates(trx, [state], new Date());
          }
        });
      } catch (error) {
        if (error instanceof DecisionError) throw new errors.ApplicationError(error.message);
        throw error;
      }
      return this.view(documentId, 'draft');
    },
  };

  async function refuseUnknown(documentId: string, targets: readonly string[]): Promise<void> {
    if (targets.includes(documentId))
      throw new errors.ApplicationError('A story cannot be recommended under itself.');
    const known = new Map(
      (await newsroom.heads(db, targets)).map((head) => [head.documentId, head]),
    );
    for (const target of targets) {
      const head = known.get(target);
      if (!head)
        throw new errors.NotFoundError(`There is no story with the documentId "${target}".`);
      if (!head.live)
        throw new errors.ApplicationError(
          // Not by its title: whoever asks may have no right to see a colleague's draft.
          `The story "${target}" is not live, so readers could not follow the entry. Publish it first.`,
        );
    }
  }
};

export type Decisions = ReturnType<typeof createDecisions>;
