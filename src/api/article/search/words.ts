import { composed, fold } from './fold';

/** More words than these narrow nothing down any more. */
const MOST_WORDS = 12;
/** No word of a text is longer, and no tail of one says more. In characters: half of one is no text. */
const LONGEST = 60;

const shortened = (word: string): string =>
  word.length <= LONGEST ? word : Array.from(word).slice(0, LONGEST).join('');

/** The words of a folded text, in order, each once. */
export const wordsIn = (folded: string): string[] => [
  ...new Set((folded.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map(shortened)),
];

/** The words that a query asks for, folded, in order, each once. */
export const wordsOf = (query: string): string[] =>
  wordsIn(fold(composed(query))).slice(0, MOST_WORDS);

/** Does the query end in the middle of a word? A blank or a full stop behind it ends it. */
export const isTyping = (query: string): boolean => /[\p{L}\p{N}]$/u.test(query);
