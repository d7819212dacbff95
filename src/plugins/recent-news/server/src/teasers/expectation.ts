import { pairsOf, type Document, type Term } from './document';
import type { Word } from '../text/words';

/**
 * How likely each word and each pair of neighbouring words of a story is to stand in a teaser that a
 * person would write: two logistic models, and the ROUGE that a wording may expect under them.
 */
export interface ExpectationWeights {
  /** By term feature, for words that carry meaning and for stop words apart. */
  content: Readonly<Record<string, number>>;
  stop: Readonly<Record<string, number>>;
  pair: Readonly<Record<string, number>>;
  /**
   * English stems (and pairs) that teasers take up more or less often than other words of a story:
   * log of the ratio, shrunk towards 0.
   */
  words: Readonly<Record<string, number>>;
  pairs: Readonly<Record<string, number>>;
}

export interface Expectation {
  /** Probability of each stem. */
  words: Map<string, number>;
  /** Probability of each pair, `stem stem`. */
  pairs: Map<string, number>;
}

/** Features of a word, each about 0 to 1. `preference` is its entry in the table of words. */
export const termFeatures = (
  term: Term,
  document: Document,
  preference: number,
): Record<string, number> => {
  const n = document.sentences.length;
  return {
    base: 1,
    count: Math.log(term.count),
    spread: Math.log(term.spread),
    share: term.spread / n,
    early: Math.exp(-term.first / 3),
    first: term.first === 0 ? 1 : 0,
    last: term.first === n - 1 ? 1 : 0,
    capital: term.capital,
    number: term.number ? 1 : 0,
    inTitle: term.inTitle ? 1 : 0,
    noTitle: document.title.length ? 0 : 1,
    centrality: Math.log(Math.max(0.1, term.centrality)),
    introduced: document.salience.lexrank[term.first]!,
    quoted: term.quoted,
    letters: Math.min(12, term.letters) / 12,
    sentences: Math.log(n),
    preference,
  };
};

export const pairFeatures = (
  pair: string,
  document: Document,
  words: ReadonlyMap<string, number>,
  preference: number,
): Record<string, number> => {
  const [left, right] = pair.split(' ') as [string, string];
  const [a, b] = [document.terms.get(left)!, document.terms.get(right)!];
  const count = document.pairs.get(pair)!;
  return {
    base: 1,
    left: logit(words.get(left)!),
    right: logit(words.get(right)!),
    count: Math.log(count),
    repeated: count > 1 ? 1 : 0,
    inTitle: document.titlePairs.has(pair) ? 1 : 0,
    stops: a.stop && b.stop ? 1 : 0,
    mixed: a.stop !== b.stop ? 1 : 0,
    bound: Math.log(count / Math.min(a.count, b.count)),
    name: a.capital * b.capital,
    preference,
  };
};

/** Log odds, kept finite. */
const logit = (p: number): number => Math.log((p + 1e-6) / (1 - p + 1e-6));
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

export const weigh = (
  features: Readonly<Record<string, number>>,
  weights: Readonly<Record<string, number>>,
): number => {
  let sum = 0;
  for (const name in features) sum += features[name]! * (weights[name] ?? 0);
  return sum;
};

/** Looks up the preference of a stem or pair; 0 where nothing is known. */
export type Preference = (key: string) => number;

export const expectWords = (
  document: Document,
  weights: ExpectationWeights,
  preference: Preference,
): Map<string, number> => {
  const out = new Map<string, number>();
  for (const term of document.terms.values()) {
    const features = termFeatures(term, document, preference(term.stem));
    out.set(term.stem, sigmoid(weigh(features, term.stop ? weights.stop : weights.content)));
  }
  return out;
};

export const expectPairs = (
  document: Document,
  words: ReadonlyMap<string, number>,
  weights: ExpectationWeights,
  preference: Preference,
): Map<string, number> => {
  const out = new Map<string, number>();
  for (const pair of document.pairs.keys())
    out.set(
      pair,
      sigmoid(weigh(pairFeatures(pair, document, words, preference(pair)), weights.pair)),
    );
  return out;
};

export const expectationOf = (document: Document, weights: ExpectationWeights): Expectation => {
  // The tables hold English stems; in another language a stem of the same letters is another word.
  const known = document.language.code === 'en';
  const words = expectWords(document, weights, (stem) =>
    known && Object.hasOwn(weights.words, stem) ? weights.words[stem]! : 0,
  );
  const pairs = expectPairs(document, words, weights, (pair) =>
    known && Object.hasOwn(weights.pairs, pair) ? weights.pairs[pair]! : 0,
  );
  return { words, pairs };
};

/** Words of a teaser as people write them: the summaries of both fitting sets average 20 to 21. */
const TYPICAL_WORDS = 20;
/** For a pair that came about by a cut and stands nowhere in the story. */
const UNSEEN_PAIR = 0.01;

/** Expected ROUGE-1 F1: hits over the mean of both lengths, a repeated word counting once. */
export const expectedWords = (words: readonly Word[], expectation: Expectation): number => {
  let hits = 0;
  for (const stem of new Set(words.map((word) => word.stem)))
    hits += expectation.words.get(stem) ?? 0;
  return (2 * hits) / (words.length + TYPICAL_WORDS);
};

/** Expected ROUGE-2 F1. */
export const expectedPairs = (words: readonly Word[], expectation: Expectation): number => {
  let hits = 0;
  for (const pair of pairsOf(words)) hits += expectation.pairs.get(pair) ?? UNSEEN_PAIR;
  return (2 * hits) / (words.length + TYPICAL_WORDS - 2);
};
