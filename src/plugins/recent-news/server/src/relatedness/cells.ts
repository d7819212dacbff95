import { seededRandom } from './random';

/**
 * Cells of a space: stories whose vectors are nearest to the same centre are filed together, and a look-up
 * reads the few cells nearest to the article (inverted file, Jégou, Douze & Schmid 2011, § IV).
 */
export interface Cells {
  dimensions: number;
  count: number;
  /** Row-major, count × dimensions, each of unit length. */
  centres: Float32Array;
}

/** Lloyd's iterations; assignments hardly change after ten. */
const ITERATIONS = 10;

/** About the root of the archive: as many centres to compare with as stories in one cell. */
export const cellCountOf = (stories: number): number => Math.max(1, Math.round(Math.sqrt(stories)));

/**
 * Centres by spherical k-means (Dhillon & Modha 2001) from distinct stories drawn by seed.
 *
 * @param vectors a sample of the archive; 50 a cell are plenty
 */
export const fitCells = (vectors: readonly Float32Array[], count: number, seed = 1): Cells => {
  const dimensions = vectors[0]?.length ?? 0;
  const cells: Cells = {
    dimensions,
    count: Math.min(count, vectors.length),
    centres: new Float32Array(0),
  };
  cells.centres = new Float32Array(cells.count * dimensions);
  const random = seededRandom(seed);
  const order = vectors.map((_, i) => i);
  for (let i = 0; i < cells.count; i++) {
    const j = i + Math.floor(random() * (order.length - i));
    [order[i], order[j]] = [order[j]!, order[i]!];
    cells.centres.set(vectors[order[i]!]!, i * dimensions);
  }
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const sums = new Float64Array(cells.centres.length);
    for (const vector of vectors) {
      const base = nearestCells(cells, vector, 1)[0]! * dimensions;
      for (let k = 0; k < dimensions; k++) sums[base + k]! += vector[k]!;
    }
    for (let c = 0; c < cells.count; c++) {
      let squares = 0;
      for (let k = 0; k < dimensions; k++) squares += sums[c * dimensions + k]! ** 2;
      // An empty cell keeps its centre.
      if (squares === 0) continue;
      const scale = 1 / Math.sqrt(squares);
      for (let k = 0; k < dimensions; k++)
        cells.centres[c * dimensions + k] = sums[c * dimensions + k]! * scale;
    }
  }
  return cells;
};

/** The numbers of the cells nearest to a vector, nearest first. */
export const nearestCells = (cells: Cells, vector: Float32Array, count: number): number[] => {
  const { dimensions, centres } = cells;
  const even = dimensions - (dimensions % 4);
  const best: { cell: number; similarity: number }[] = [];
  for (let cell = 0; cell < cells.count; cell++) {
    const base = cell * dimensions;
    // Four sums at once: a single one makes each addition wait for the last.
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0; k < even; k += 4) {
      s0 += centres[base + k]! * vector[k]!;
      s1 += centres[base + k + 1]! * vector[k + 1]!;
      s2 += centres[base + k + 2]! * vector[k + 2]!;
      s3 += centres[base + k + 3]! * vector[k + 3]!;
    }
    for (let k = even; k < dimensions; k++) s0 += centres[base + k]! * vector[k]!;
    const similarity = s0 + s1 + (s2 + s3);
    if (best.length === count && similarity <= best[count - 1]!.similarity) continue;
    let at = best.length;
    while (at > 0 && best[at - 1]!.similarity < similarity) at--;
    best.splice(at, 0, { cell, similarity });
    if (best.length > count) best.pop();
  }
  return best.map(({ cell }) => cell);
};
