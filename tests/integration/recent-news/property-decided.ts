/**
 * What people decided about lists, kept beside the newsroom: written from the editors' manual, knowing
 * nothing of how a list is made.
 */
import { isKept, type StoredEntry, type StoredList } from './oracle';

/** What is a person's about an entry. */
export interface KeptEntry {
  added: boolean;
  pinned: boolean;
  /** Null where the story speaks. */
  headline: string | null;
  teaser: string | null;
}

/** Of one list. Entries are known by their story, or by their address where they have none. */
export interface Decided {
  hidden: Set<string>;
  locked: boolean;
  kept: Map<string, KeptEntry>;
  /** Kept entries in the order in which a person left them. */
  order: string[];
  /** The whole list when it was locked, or last decided about while it was. */
  whole: string[] | null;
}

export const nothingDecided = (): Decided => ({
  hidden: new Set(),
  locked: false,
  kept: new Map(),
  order: [],
  whole: null,
});

export const copyOf = (decided: Decided): Decided => structuredClone(decided);

export const keyOf = ({ target, url }: Pick<StoredEntry, 'target' | 'url'>): string =>
  target ?? `link ${url}`;

const NOTHING: KeptEntry = { added: false, pinned: false, headline: null, teaser: null };
const isNothing = ({ added, pinned, headline, teaser }: KeptEntry): boolean =>
  !added && !pinned && headline === null && teaser === null;

export const change = (decided: Decided, key: string, by: Partial<KeptEntry>): void => {
  const entry = { ...(decided.kept.get(key) ?? NOTHING), ...by };
  if (isNothing(entry)) decided.kept.delete(key);
  else decided.kept.set(key, entry);
};

/** @param before the list as the person saw it, kept and machine's entries alike */
export const reorder = (decided: Decided, before: readonly string[]): void => {
  decided.order = before.filter((key) => decided.kept.has(key));
};

/** Nobody can decide anything about a story that is no more. */
export const forget = (decided: Decided, key: string): void => {
  decided.kept.delete(key);
  decided.order = decided.order.filter((each) => each !== key);
  decided.whole = decided.whole && decided.whole.filter((each) => each !== key);
};

/** Each decision that does not stand, as a sentence. */
export const broken = (decided: Decided, list: StoredList): string[] => {
  const found: string[] = [];
  const label = `${list.live ? 'live' : 'draft'} list of ${list.documentId}`;
  const say = (fault: string): void => void found.push(`${label}: ${fault}`);
  const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();
  const hidden = [...decided.hidden].sort();
  if (!same(hidden, [...list.hidden].sort()))
    say(`hides ${list.hidden.join()} instead of ${hidden.join()}`);
  if (list.locked !== decided.locked) say(`is ${list.locked ? '' : 'not '}locked`);
  const kept = list.entries.filter(isKept);
  const seen = new Map(kept.map((entry) => [keyOf(entry), entry]));
  for (const [key, wish] of decided.kept) {
    const entry = seen.get(key);
    if (!entry) {
      say(`has lost ${key}, which a person kept: ${JSON.stringify(wish)}`);
      continue;
    }
    const { hand } = entry;
    if (!!hand.added !== wish.added || !!hand.pinned !== wish.pinned)
      say(`${key} is ${JSON.stringify(hand)} instead of ${JSON.stringify(wish)}`);
    for (const part of ['headline', 'teaser'] as const) {
      if (!!hand[part] !== (wish[part] !== null))
        say(`the ${part} of ${key} is ${hand[part] ? '' : 'not '}a person's`);
      else if (wish[part] !== null && entry[part] !== wish[part])
        say(`the ${part} of ${key} is ${entry[part]} instead of ${wish[part]}`);
    }
  }
  for (const key of seen.keys())
    if (!decided.kept.has(key)) say(`keeps ${key}, which nobody asked for`);
  const order = kept.map(keyOf);
  const wanted = decided.order.filter((key) => decided.kept.has(key));
  if (order.length === wanted.length && !same(order, wanted))
    say(`its kept entries stand as ${order.join()} instead of ${wanted.join()}`);
  if (decided.locked && decided.whole && !same(decided.whole, list.entries.map(keyOf)))
    say(
      `is locked, but shows ${list.entries.map(keyOf).join()} instead of ${decided.whole.join()}`,
    );
  return found;
};
