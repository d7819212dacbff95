import type { TermWeights } from './terms';

/** The terms an archive is measured by, and in how many of its stories each stands. */
export interface Vocabulary {
  /** Stories counted. */
  stories: number;
  /** Sorted, so that two processes number them alike. */
  terms: readonly string[];
  indexOf: ReadonlyMap<string, number>;
  /** Stories that hold the term, by the term's number. */
  frequencies: Int32Array;
}

/** A term of one story ties nothing; but a small archive can't spare any. */
const RARE_TERMS_MATTER_BELOW = 100;
/** Bounds the space to 50,000 × 310 float4 = 62 MB; the rarest terms go first. */
export const MOST_TERMS = 50_000;

export const vocabularyOf = (bags: readonly TermWeights[], mostTerms = MOST_TERMS): Vocabulary => {
  const counts = new Map<string, number>();
  for (const bag of bags)
    for (const term of bag.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  const least = bags.length < RARE_TERMS_MATTER_BELOW ? 1 : 2;
  let kept = [...counts].filter(([, count]) => count >= least);
  if (kept.length > mostTerms) {
    kept = kept.sort(([a, x], [b, y]) => y - x || byCodeUnits(a, b)).slice(0, mostTerms);
  }
  kept.sort(([a], [b]) => byCodeUnits(a, b));
  return vocabularyFrom(
    bags.length,
    kept.map(([term]) => term),
    Int32Array.from(kept, ([, count]) => count),
  );
};

export const vocabularyFrom = (
  stories: number,
  terms: readonly string[],
  frequencies: Int32Array,
): Vocabulary => ({
  stories,
  terms,
  frequencies,
  indexOf: new Map(terms.map((term, i) => [term, i])),
});

/** A term unknown to the vocabulary counts as held by one story. */
export const frequencyOf = (vocabulary: Vocabulary, term: string): number => {
  const i = vocabulary.indexOf.get(term);
  return i === undefined ? 1 : vocabulary.frequencies[i]!;
};

/** Inverse document frequency, log(1 + stories / frequency): positive even when every story has the term. */
export const inverseFrequency = (stories: number, frequency: number): number =>
  Math.log(1 + Math.max(1, stories) / Math.max(1, frequency));

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
