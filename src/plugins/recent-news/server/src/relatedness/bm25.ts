import type { StoryTerms } from './terms';
import { frequencyOf, type Vocabulary } from './vocabulary';

/** What BM25 needs to know of an archive. */
export interface Bm25Archive {
  vocabulary: Vocabulary;
  /** Mean of {@link StoryTerms.length}. */
  meanLength: number;
}

/** Saturation and length normalisation as in Robertson & Zaragoza 2009; the usual values. */
const K1 = 1.2;
const B = 0.75;

const idf = (stories: number, frequency: number): number =>
  Math.log(1 + Math.max(0, stories - frequency + 0.5) / (frequency + 0.5));

/** BM25 of `story` for the terms of `query` (each asked once). */
export const bm25 = (archive: Bm25Archive, query: StoryTerms, story: StoryTerms): number => {
  const norm = K1 * (1 - B + (B * story.length) / (archive.meanLength || 1));
  let sum = 0;
  for (const term of query.text.keys()) {
    const count = story.text.get(term);
    if (count === undefined) continue;
    const frequency = frequencyOf(archive.vocabulary, term);
    sum += (idf(archive.vocabulary.stories, frequency) * count * (K1 + 1)) / (count + norm);
  }
  return sum;
};

/**
 * BM25 as a share of what the query story scores for itself: 0 with no word in common, about 1 for the
 * same text. Depends on the two stories alone, so that lists do not change with who else is there.
 */
export const lexicalSimilarity = (
  archive: Bm25Archive,
  query: StoryTerms,
  story: StoryTerms,
): number => {
  const self = selfScore(archive, query);
  return self > 0 ? Math.min(1, bm25(archive, query, story) / self) : 0;
};

/** An article asks once for each candidate what it scores for itself. */
const selfScores = new WeakMap<Bm25Archive, WeakMap<StoryTerms, number>>();

const selfScore = (archive: Bm25Archive, story: StoryTerms): number => {
  let scores = selfScores.get(archive);
  if (!scores) selfScores.set(archive, (scores = new WeakMap()));
  let score = scores.get(story);
  if (score === undefined) scores.set(story, (score = bm25(archive, story, story)));
  return score;
};
