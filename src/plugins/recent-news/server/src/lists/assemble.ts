import { isKept, VACANT, type ListEntry, type ListRules, type Reason } from './types';

/** A story that the machine would put into a list, best first among its kind. */
export interface Proposal {
  target: string;
  headline: string;
  teaser: string | null;
  reason: Omit<Reason, 'displaced'>;
}

/** The words of a story as the machine writes them. */
export interface Words {
  headline: string;
  teaser: string | null;
}

/**
 * Gives an entry the machine's words where no person has written any. An entry whose story is not
 * known here (gone, or not live) keeps what it has.
 */
export const withWords = (entry: ListEntry, words: Words | undefined): ListEntry =>
  words === undefined
    ? entry
    : {
        ...entry,
        headline: entry.hand.headline ? entry.headline : words.headline,
        teaser: entry.hand.teaser ? entry.teaser : words.teaser,
      };

/**
 * The list under a story: what a person decided stands, in its place; the machine's proposals fill the
 * places between and after, up to `count`. The machine's entries that are proposed again keep their
 * identity. More than `count` stand only if a person put them there.
 *
 * @param stored the list as it stands, in order
 * @param proposals best first; at least `count` of them where the archive has so many
 * @param most entries that the list may hold, those that readers do not see included
 * @param isShown whether readers see the entry now: one that leads to a story that is not live takes no
 *   place from others, but is not forgotten
 */
export const assemble = (
  stored: readonly ListEntry[],
  proposals: readonly Proposal[],
  rules: ListRules,
  count: number,
  most: number,
  isShown: (entry: ListEntry) => boolean,
): ListEntry[] => {
  if (rules.locked) return stored.filter((entry) => entry !== VACANT);
  const kept = stored.flatMap((entry, place) => (isKept(entry) ? [{ entry, place }] : []));
  const taken = new Set(kept.flatMap(({ entry }) => entry.target ?? []));
  const hidden = new Set(rules.hidden);
  const shown = kept.filter(({ entry }) => isShown(entry)).length;
  const places = Math.max(0, Math.min(count - shown, most - kept.length));
  const chosen = proposals
    .filter(({ target }) => !taken.has(target) && !hidden.has(target))
    .slice(0, places);
  const before = new Map(
    stored.flatMap((entry) => (entry.target && !isKept(entry) ? [[entry.target, entry]] : [])),
  );
  const stays = new Set(chosen.map(({ target }) => target));
  const left = stored.filter((entry) => !isKept(entry) && entry.target && !stays.has(entry.target));
  const fillers = chosen.map((proposal): ListEntry => {
    const old = before.get(proposal.target);
    const displaced = old ? (old.reason?.displaced ?? null) : (left.shift()?.target ?? null);
    return {
      documentId: old?.documentId ?? null,
      target: proposal.target,
      headline: proposal.headline,
      teaser: proposal.teaser,
      url: null,
      hand: {},
      reason: { ...proposal.reason, displaced },
    };
  });
  return interleave(kept, fillers);
};

/** Puts fillers around entries that have a place; a place past the end becomes the end. */
const interleave = (
  kept: readonly { entry: ListEntry; place: number }[],
  fillers: readonly ListEntry[],
): ListEntry[] => {
  const list: ListEntry[] = [];
  const queue = [...fillers];
  for (const { entry, place } of kept) {
    while (list.length < place && queue.length > 0) list.push(queue.shift()!);
    list.push(entry);
  }
  return [...list, ...queue];
};

const sameReason = (a: Reason | null, b: Reason | null): boolean =>
  a === b || (!!a && !!b && a.rung === b.rung && a.spaceVersion === b.spaceVersion);

/** Whether two lists are the same to readers. */
export const readTheSame = (a: readonly ListEntry[], b: readonly ListEntry[]): boolean =>
  a.length === b.length &&
  a.every(({ target, headline, teaser, url }, i) => {
    const other = b[i]!;
    return (
      target === other.target &&
      headline === other.headline &&
      teaser === other.teaser &&
      url === other.url
    );
  });

/** Whether two lists are the same to readers and to editors; scores alone make no difference. */
export const sameList = (a: readonly ListEntry[], b: readonly ListEntry[]): boolean =>
  readTheSame(a, b) &&
  a.every((entry, i) => {
    const other = b[i]!;
    return (
      entry.documentId === other.documentId &&
      JSON.stringify(entry.hand) === JSON.stringify(other.hand) &&
      sameReason(entry.reason, other.reason)
    );
  });
