import type { Language } from '../text/languages';
import { rougeL } from './rouge';
import { endsSentence } from './hard-wrap';
import type { Sentence } from './sentences';
import type { Word } from '../text/words';

/** Room for a teaser in the Recent News block; the upper bound is hard. */
export const MIN_CHARACTERS = 60;
export const MAX_CHARACTERS = 200;
/**
 * ROUGE-L F1 with the title from which a teaser repeats it. 0.8 is the limit set; the rest is a
 * margin for stemmers that join more words than ours.
 */
const TITLE_REPEATED = 0.75;

/** Rules that a sentence may break when the story has none that keeps them, worst first. */
const FAULTS = {
  'a fragment of a sentence': 64,
  'inside a quotation': 32,
  'an open quotation mark or bracket': 24,
  'a quotation without its speaker': 16,
  'no end of a sentence': 12,
  'starts with a word that points back': 8,
  'starts with a word that joins it to another sentence': 6,
  'shorter than 60 characters': 5,
  'a question': 3,
  shortened: 2,
} as const;
export type Fault = keyof typeof FAULTS;

export const severityOf = (faults: readonly Fault[]): number =>
  faults.reduce((sum, fault) => sum + FAULTS[fault], 0);

/** Calls to act and page furniture, by how they open or by words that no reporting has. */
const CLICK_HERE =
  /^(?:click|subscribe|sign up|follow us|join us|read (?:more|on|also|the full)|see also|find out more|learn more|share this|watch:|listen:|photo(?:graph)?s?:|(?:image|video|media) (?:caption|playback|source|copyright))\b|\b(?:click(?:ing)? (?:here|below|on the link)|sign up (?:for|to) (?:our|the newsletter)|all rights reserved|your browser|for more information,? (?:visit|see|go to|call))\b|https?:\/\/|\bwww\.|\S@\S/iu;
const PAIRS: readonly [string, string][] = [
  ['“', '”'],
  ['«', '»'],
  ['(', ')'],
  ['[', ']'],
];
/** Everything in quotation marks; what is left of a sentence says who speaks. */
const QUOTATIONS = /"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|(?<!\p{L})['‘].*?['’](?!\p{L})/gu;
const isBareQuotation = (text: string): boolean =>
  /^["“«„'‘]/.test(text) && (text.replace(QUOTATIONS, '').match(/\p{L}+/gu)?.length ?? 0) < 2;

const unbalanced = (text: string): boolean => {
  if ((text.match(/"/g)?.length ?? 0) % 2) return true;
  const count = (sign: string): number => text.split(sign).length - 1;
  const german = count('„');
  if (german) return german !== count('“') + count('”');
  return PAIRS.some(([open, close]) => count(open) !== count(close));
};

/** "This paper proposes": the page itself is no earlier sentence. */
const DEICTIC =
  /^(?:this|the present) (?:paper|work|article|study|letter|report|note|manuscript|thesis|survey|tutorial|week|month|year|morning|evening|summer|winter|spring|autumn|time)\b|^(?:it (?:is|was|has been|will be) (?:\w+ed|\w+n|\w+ly|\w+ble|\w+nt)|there (?:is|are|was|were|has|have|will)) |^(?:one|both|another|neither|such) (?:of|in|\p{L}+s?) |^those (?:who|in|with)\b|^that is\b/iu;

/** "One of its four cameras has failed": whose? */
const PART_OF_SOMETHING = /^[\p{L}\p{N}]+ of (?:its|his|her|their|these|those|them|it)\b/iu;

/** True when the sentence hangs on the one before it. */
const points = (text: string, words: readonly Word[], language: Language): boolean => {
  if (language.code === 'en' && PART_OF_SOMETHING.test(text)) return true;
  const first = words[0]?.lower ?? '';
  if (!language.pointers.has(first.replace(/'(?:s|re|ve|ll|d)$/, ''))) return false;
  return !(language.code === 'en' && DEICTIC.test(text.replace(/^[^\p{L}]+/u, '')));
};
const joins = (text: string, language: Language): boolean => {
  const start = text
    .replace(/^[^\p{L}]+/u, '')
    .slice(0, 40)
    .toLowerCase();
  return language.connectives.some(
    (connective) =>
      start.startsWith(connective) && !/^[\p{L}\p{M}'’-]/u.test(start.slice(connective.length)),
  );
};

/** True when a text can be no teaser whatever else the story has to offer. */
export const isForbidden = (
  text: string,
  words: readonly Word[],
  titleStems: readonly string[],
): boolean =>
  text.length > MAX_CHARACTERS ||
  words.length < 3 ||
  CLICK_HERE.test(text) ||
  repeatsTitle(words, titleStems);

export const repeatsTitle = (words: readonly Word[], titleStems: readonly string[]): boolean =>
  titleStems.length > 0 &&
  rougeL(
    words.map((word) => word.stem),
    titleStems,
  ) >= TITLE_REPEATED;

/** Editorial rules that a wording breaks. */
export const faultsOf = (
  text: string,
  words: readonly Word[],
  sentence: Sentence,
  language: Language,
): Fault[] => {
  const faults: Fault[] = [];
  if (sentence.fragment || /^\p{Ll}/u.test(sentence.text) || /[:;,]$/.test(text))
    faults.push('a fragment of a sentence');
  if (sentence.quoted) faults.push('inside a quotation');
  if (unbalanced(text)) faults.push('an open quotation mark or bracket');
  if (isBareQuotation(text)) faults.push('a quotation without its speaker');
  if (!endsSentence(text)) faults.push('no end of a sentence');
  if (points(text, words, language)) faults.push('starts with a word that points back');
  if (joins(text, language)) faults.push('starts with a word that joins it to another sentence');
  if (text.length < MIN_CHARACTERS) faults.push('shorter than 60 characters');
  if (/[?؟]["'”’)]*$/.test(text)) faults.push('a question');
  return faults;
};
