import type { ListEntry, Reason } from './types';

const days = (age: number): string => {
  const whole = Math.round(Math.abs(age));
  if (whole === 0) return 'of the same day';
  const span = whole === 1 ? 'a day' : `${whole} days`;
  return age > 0 ? `${span} older than this story` : `${span} newer than this story`;
};

const quoted = (terms: readonly string[]): string => terms.map((term) => `“${term}”`).join(', ');

/** Relatedness is spread for reckoning (see `sharpen`); people are told the share of likeness itself. */
const likeness = (relatedness: number): number =>
  Math.round(100 * Math.sqrt(Math.sqrt(relatedness)));

const machine = (reason: Reason, wordOf: (stem: string) => string): string[] => {
  const shared =
    reason.terms.length > 0
      ? ` Both speak of ${quoted([...new Set(reason.terms.map(wordOf))])}.`
      : '';
  switch (reason.rung) {
    case 'related':
      return [
        `Related by its text (${likeness(reason.relatedness)} %), ${days(reason.age)}.${shared}`,
      ];
    case 'topic':
      return [`On the same subject, and the newest such story, ${days(reason.age)}.${shared}`];
    case 'recent':
      return [
        `Nothing closer is left, so this is the newest other story, ${days(reason.age)}.${shared}`,
      ];
  }
};

/** Why an entry stands in its list, in sentences for an editor. */
export const inWords = (
  entry: ListEntry,
  locked: boolean,
  shown: boolean,
  titleOf: (documentId: string) => string,
  wordOf: (stem: string) => string = (stem) => stem,
): string[] => {
  const { hand, reason, target } = entry;
  const sentences: string[] = [];
  if (!shown) sentences.push('Its story is not live, so readers do not see this entry.');
  if (hand.added) sentences.push(target === null ? 'Written by an editor.' : 'Added by an editor.');
  else if (hand.pinned) sentences.push('Pinned by an editor.');
  if (hand.headline && hand.teaser && !(hand.added && target === null))
    sentences.push('Headline and teaser are an editor’s.');
  else if (hand.headline && target !== null) sentences.push('The headline is an editor’s.');
  else if (hand.teaser && target !== null) sentences.push('The teaser is an editor’s.');
  if (locked) sentences.push('The list is locked: the choice of stories stands.');
  if (reason) sentences.push(...machine(reason, wordOf));
  if (reason?.displaced) sentences.push(`It took the place of “${titleOf(reason.displaced)}”.`);
  return sentences;
};
