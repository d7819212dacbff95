import { z } from 'zod';
import { isKept, VACANT, type Hand, type ListEntry, type ListRules } from './types';

/** An entry is named by its own id, or by the story it leads to. */
const which = z.union([
  z.strictObject({ entry: z.string().min(1) }),
  z.strictObject({ target: z.string().min(1) }),
]);
type Which = z.infer<typeof which>;

const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => text || null)
    .nullable();
const place = z.int().min(1).max(50);

/** Longest texts, as everywhere in the newsroom. */
const HEADLINE = 200;
const TEASER = 500;

/** What a person may decide about a list. Places count from 1. */
export const decisionSchema = z.discriminatedUnion('kind', [
  /** Kept, in place. */
  z.strictObject({ kind: z.literal('pin'), which }),
  /** No longer pinned; what else a person decided about it stands. */
  z.strictObject({ kind: z.literal('unpin'), which }),
  /** Never this story here. */
  z.strictObject({ kind: z.literal('hide'), which }),
  z.strictObject({ kind: z.literal('unhide'), target: z.string().min(1) }),
  /** Moves an entry to a place, where it is pinned: otherwise the machine would move it back. */
  z.strictObject({ kind: z.literal('move'), which, place }),
  /** A person's words; null gives a text back to the machine. */
  z.strictObject({
    kind: z.literal('edit'),
    which,
    headline: words(HEADLINE).optional(),
    teaser: words(TEASER).optional(),
  }),
  /** Everything about the entry is the machine's again; an outside link goes. */
  z.strictObject({ kind: z.literal('release'), which }),
  z.strictObject({
    kind: z.literal('add'),
    target: z.string().min(1),
    place: place.optional(),
  }),
  z.strictObject({
    kind: z.literal('link'),
    url: z.url({
      protocol: /^https?$/,
      error: 'must be an address like https://example.org/story',
    }),
    headline: z.string().trim().min(1).max(HEADLINE),
    teaser: words(TEASER).optional(),
    place: place.optional(),
  }),
  /** The choice stands as it is until it is unlocked. */
  z.strictObject({ kind: z.literal('lock') }),
  z.strictObject({ kind: z.literal('unlock') }),
]);
export type Decision = z.infer<typeof decisionSchema>;

export interface Decidable {
  entries: ListEntry[];
  rules: ListRules;
}

/** A decision that can't be carried out, in a sentence for the person who made it. */
export class DecisionError extends Error {}

const indexOf = (entries: readonly ListEntry[], named: Which): number => {
  const index = entries.findIndex((entry) =>
    'entry' in named ? entry.documentId === named.entry : entry.target === named.target,
  );
  if (index < 0) {
    throw new DecisionError(
      'target' in named
        ? `The story "${named.target}" does not stand in this list (any more).`
        : `The entry "${named.entry}" does not stand in this list (any more).`,
    );
  }
  return index;
};

const without = (hand: Hand, ...names: (keyof Hand)[]): Hand =>
  Object.fromEntries(
    Object.entries(hand).filter(([name]) => !names.includes(name as keyof Hand)),
  ) as Hand;

const insertAt = (entries: readonly ListEntry[], entry: ListEntry, at: number): ListEntry[] => [
  ...entries.slice(0, at),
  entry,
  ...entries.slice(at),
];

/** Entries that `assemble` takes away for no other: a locked list keeps the machine's, too. */
const staying = ({ entries, rules }: Decidable): number =>
  entries.filter((entry) => (rules.locked ? entry !== VACANT : isKept(entry))).length;

/**
 * Carries out one decision on the list as its editor saw it, machine's entries included. What it leaves
 * is completed by `assemble`. The same decision again changes nothing.
 *
 * @param most entries that the list may hold
 * @param newId the id of an entry that the decision makes; the same in the draft and in what is live
 * @throws DecisionError when the entry is not there, or there is no room for one more
 */
export const decide = (
  list: Decidable,
  decision: Decision,
  most: number,
  newId: string | null = null,
): Decidable => {
  const decided = carryOut(list, decision, newId);
  // A list that is too long from before may still be made shorter, or other words.
  if (staying(decided) > Math.max(most, staying(list)))
    throw new DecisionError(
      `A list holds ${most} entries at most, and this one is full. Take one away first.`,
    );
  return decided;
};

const carryOut = (list: Decidable, decision: Decision, newId: string | null): Decidable => {
  const { entries, rules } = list;
  const change = (index: number, by: (entry: ListEntry) => ListEntry): Decidable => ({
    rules,
    entries: entries.map((entry, i) => (i === index ? by(entry) : entry)),
  });
  switch (decision.kind) {
    case 'pin':
      return change(indexOf(entries, decision.which), (entry) => ({
        ...entry,
        hand: { ...entry.hand, pinned: true },
      }));
    case 'unpin':
      return change(indexOf(entries, decision.which), (entry) => ({
        ...entry,
        hand: without(entry.hand, 'pinned'),
      }));
    case 'hide': {
      const { which: named } = decision;
      // Once hidden it is no longer in the list: the same decision again is no mistake.
      if ('target' in named && rules.hidden.includes(named.target)) return list;
      const index = indexOf(entries, named);
      const { target } = entries[index]!;
      return {
        rules:
          target === null ? rules : { ...rules, hidden: [...new Set([...rules.hidden, target])] },
        entries: entries.map((entry, i) => (i === index ? VACANT : entry)),
      };
    }
    case 'unhide':
      return {
        entries,
        rules: { ...rules, hidden: rules.hidden.filter((id) => id !== decision.target) },
      };
    case 'move': {
      const index = indexOf(entries, decision.which);
      const moved = entries[index]!;
      const rest = entries.filter((_, i) => i !== index);
      const at = Math.min(decision.place - 1, rest.length);
      return {
        rules,
        entries: insertAt(rest, { ...moved, hand: { ...moved.hand, pinned: true } }, at),
      };
    }
    case 'edit':
      return change(indexOf(entries, decision.which), (entry) => edited(entry, decision));
    case 'release': {
      const index = indexOf(entries, decision.which);
      if (entries[index]!.target === null) return change(index, () => VACANT);
      return change(index, (entry) => ({ ...entry, url: null, hand: {} }));
    }
    case 'add': {
      const there = entries.findIndex(({ target }) => target === decision.target);
      const at = decision.place === undefined ? null : decision.place - 1;
      const added: Hand = { added: true, pinned: true };
      const shown = {
        entries,
        rules: { ...rules, hidden: rules.hidden.filter((id) => id !== decision.target) },
      };
      if (there >= 0) {
        const rest = entries.filter((_, i) => i !== there);
        const entry = { ...entries[there]!, hand: { ...entries[there]!.hand, ...added } };
        return { ...shown, entries: insertAt(rest, entry, Math.min(at ?? there, rest.length)) };
      }
      const entry: ListEntry = {
        documentId: null,
        target: decision.target,
        headline: null,
        teaser: null,
        url: null,
        hand: added,
        reason: null,
      };
      return { ...shown, entries: insertAt(entries, entry, placeFor(entries, at)) };
    }
    case 'link': {
      const at = decision.place === undefined ? null : decision.place - 1;
      const entry: ListEntry = {
        documentId: newId,
        target: null,
        headline: decision.headline,
        teaser: decision.teaser ?? null,
        url: decision.url,
        hand: {
          added: true,
          pinned: true,
          headline: true,
          ...(decision.teaser && { teaser: true as const }),
        },
        reason: null,
      };
      return { rules, entries: insertAt(entries, entry, placeFor(entries, at)) };
    }
    case 'lock':
      return { entries, rules: { ...rules, locked: true } };
    case 'unlock':
      return { entries, rules: { ...rules, locked: false } };
  }
};

/** Where a new entry goes: behind what people put there, before what the machine filled up with. */
const placeFor = (entries: readonly ListEntry[], at: number | null): number => {
  if (at !== null) return Math.min(at, entries.length);
  return entries.findLastIndex(isKept) + 1;
};

const edited = (entry: ListEntry, decision: Extract<Decision, { kind: 'edit' }>): ListEntry => {
  const { headline, teaser } = decision;
  let { hand } = entry;
  const next = { ...entry };
  if (headline !== undefined) {
    if (headline === null && entry.target === null)
      throw new DecisionError('An outside link needs a headline: no story gives it one.');
    next.headline = headline ?? entry.headline;
    hand = headline === null ? without(hand, 'headline') : { ...hand, headline: true };
  }
  if (teaser !== undefined) {
    next.teaser = teaser ?? (entry.target === null ? null : entry.teaser);
    hand = teaser === null ? without(hand, 'teaser') : { ...hand, teaser: true };
  }
  return { ...next, hand };
};
