import type { Word } from '../text/words';

/** What the story as a whole says about its words and sentences. */
export interface Salience {
  /** tf × inverse sentence frequency weights of each sentence, unit length. */
  vectors: Map<string, number>[];
  /** LexRank of each sentence, 1 on average. */
  lexrank: Float64Array;
  /** Cosine of each sentence with the sum of all. */
  centroid: Float64Array;
}

/**
 * Continuous LexRank (Erkan & Radev 2004) with damping 0.85 over cosine similarities of at least
 * `THRESHOLD`, ten power iterations being enough for an order.
 */
const THRESHOLD = 0.1;
const DAMPING = 0.85;
const ITERATIONS = 10;

export const salienceOf = (
  sentences: readonly (readonly Word[])[],
  weightOf: (word: Word) => number,
): Salience => {
  const n = sentences.length;
  const vectors = sentences.map((words) => {
    const vector = new Map<string, number>();
    for (const word of words) {
      const weight = weightOf(word);
      if (weight > 0) vector.set(word.stem, (vector.get(word.stem) ?? 0) + weight);
    }
    let norm = 0;
    for (const weight of vector.values()) norm += weight * weight;
    norm = Math.sqrt(norm);
    for (const [stem, weight] of vector) vector.set(stem, weight / norm);
    return vector;
  });
  const similar = new Float64Array(n * n);
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const cosine = dot(vectors[i]!, vectors[j]!);
      if (cosine < THRESHOLD) continue;
      similar[i * n + j] = similar[j * n + i] = cosine;
      sums[i]! += cosine;
      sums[j]! += cosine;
    }
  let lexrank = new Float64Array(n).fill(1);
  for (let k = 0; k < ITERATIONS; k++) {
    const next = new Float64Array(n).fill(1 - DAMPING);
    for (let i = 0; i < n; i++) {
      if (!sums[i]) continue;
      const share = (DAMPING * lexrank[i]!) / sums[i]!;
      for (let j = 0; j < n; j++) next[j]! += share * similar[i * n + j]!;
    }
    lexrank = next;
  }
  const sum = new Map<string, number>();
  for (const vector of vectors)
    for (const [stem, weight] of vector) sum.set(stem, (sum.get(stem) ?? 0) + weight);
  let norm = 0;
  for (const weight of sum.values()) norm += weight * weight;
  norm = Math.sqrt(norm) || 1;
  const centroid = Float64Array.from(vectors, (vector) => dot(vector, sum) / norm);
  return { vectors, lexrank, centroid };
};

const dot = (a: Map<string, number>, b: Map<string, number>): number => {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [key, weight] of small) sum += weight * (large.get(key) ?? 0);
  return sum;
};
