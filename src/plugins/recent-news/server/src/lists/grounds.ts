import { likenessOf } from '../relatedness/relatedness';
import type { ListEntry, Reason } from './types';

/** One thing to say of an entry's place in its list; `reason-in-words` says it, the admin in its own language. */
export type Ground =
  | {
      kind:
        | 'notLive'
        | 'written'
        | 'added'
        | 'pinned'
        | 'editorsWords'
        | 'editorsHeadline'
        | 'editorsTeaser'
        | 'locked';
    }
  | {
      /** What the machine chose it for. */
      kind: Reason['rung'];
      /** Per cent of likeness of the two texts. */
      likeness: number;
      /** Days by which the entry is older than the article; negative if it is newer. */
      days: number;
      /** Words that both stories have, the most telling first. */
      words: string[];
    }
  | {
      kind: 'displaced';
      /** Of the story that stood there until then; null when it is gone. */
      title: string | null;
    };

interface Known {
  locked: boolean;
  /** Whether readers see the entry. */
  shown: boolean;
  titleOf: (documentId: string) => string | null;
  /** A stem as the story writes it: people are shown words. */
  wordOf: (stem: string) => string;
}

const handsOf = ({ hand, target }: ListEntry): Ground[] => {
  const isWritten = !!hand.added && target === null;
  const grounds: Ground[] = [];
  if (hand.added) grounds.push({ kind: isWritten ? 'written' : 'added' });
  else if (hand.pinned) grounds.push({ kind: 'pinned' });
  if (hand.headline && hand.teaser && !isWritten) grounds.push({ kind: 'editorsWords' });
  else if (hand.headline && target !== null) grounds.push({ kind: 'editorsHeadline' });
  else if (hand.teaser && target !== null) grounds.push({ kind: 'editorsTeaser' });
  return grounds;
};

/** Why an entry stands in its list, in the order in which it is to be told. */
export const groundsOf = (
  entry: ListEntry,
  { locked, shown, titleOf, wordOf }: Known,
): Ground[] => {
  const { reason } = entry;
  const grounds: Ground[] = [];
  if (!shown) grounds.push({ kind: 'notLive' });
  grounds.push(...handsOf(entry));
  if (locked) grounds.push({ kind: 'locked' });
  if (!reason) return grounds;
  grounds.push({
    kind: reason.rung,
    // Relatedness is spread for reckoning; people are told the share of likeness itself.
    likeness: Math.round(100 * likenessOf(reason.relatedness)),
    // Adding nothing makes of −0 a 0.
    days: Math.sign(reason.age) * Math.round(Math.abs(reason.age)) + 0,
    words: [...new Set(reason.terms.map(wordOf))],
  });
  if (reason.displaced) grounds.push({ kind: 'displaced', title: titleOf(reason.displaced) });
  return grounds;
};
