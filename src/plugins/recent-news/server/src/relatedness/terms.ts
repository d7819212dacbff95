import { languageOf } from '../text/languages';
import { surfaceWords, wordReader } from '../text/words';
import type { StoryText } from './story';

/** Stem → how much of the story it is, a float4; see {@link termsOf}. */
export type TermWeights = ReadonlyMap<string, number>;

/** A story as three bags of stems, each asked for something else. */
export interface StoryTerms {
  /** Every word; a word counts less the later it stands. */
  text: TermWeights;
  /** Headline and first words, evenly. */
  opening: TermWeights;
  /** Sum of the weights in `text`. */
  length: number;
}

/** A headline of eight words would drown in a body of two hundred: it is read three times. */
const TITLE_WEIGHT = 3;
/** News is told in order of weight; the 150th word of the body counts half (measured: 50 to 200 do). */
const HALF_WEIGHT_AT = 150;
/** A lead of one or two sentences. */
const OPENING_WORDS = 40;
/** Nothing is spelt like this; it is a pasted key or a data URL. */
const LONGEST_WORD = 40;
/** Initials, list letters, halves of decimals: without them P@3 rose by 0.4. Han characters are words. */
const LONE_CHARACTER = /^[\p{sc=Latin}\p{N}]$/u;

/** Characters that the language is guessed from. */
const SAMPLE = 4_000;

/** The stems of a story, without stop words. Never throws, whatever the text holds. */
export const termsOf = (story: StoryText): StoryTerms => {
  const sample = `${story.title}\n${story.body.slice(0, SAMPLE)}`.toLowerCase();
  const read = wordReader(languageOf(story.language, surfaceWords(sample)));
  const text = new Map<string, number>();
  const opening = new Map<string, number>();
  let length = 0;
  const add = (bag: Map<string, number>, stem: string, weight: number): void => {
    bag.set(stem, (bag.get(stem) ?? 0) + weight);
  };
  for (const { stem, stop } of read(story.title.normalize('NFC'))) {
    if (stop || isNoise(stem)) continue;
    add(text, stem, TITLE_WEIGHT);
    add(opening, stem, 1);
    length += TITLE_WEIGHT;
  }
  read(story.body.normalize('NFC')).forEach(({ stem, stop }, place) => {
    if (stop || isNoise(stem)) return;
    const weight = 1 / (1 + place / HALF_WEIGHT_AT);
    add(text, stem, weight);
    length += weight;
    if (place < OPENING_WORDS) add(opening, stem, 1);
  });
  // What is stored is what was computed.
  for (const [stem, weight] of text) text.set(stem, Math.fround(weight));
  return { text, opening, length };
};

const isNoise = (stem: string): boolean => stem.length > LONGEST_WORD || LONE_CHARACTER.test(stem);
