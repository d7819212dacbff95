import { cellCountOf, fitCells, nearestCells, type Cells } from '../../relatedness/cells';
import { toFiled } from '../../relatedness/filed-vectors';
import { readingFromBytes } from '../../relatedness/reading-bytes';
import { fitSpace, foldIn, type Space } from '../../relatedness/space';
import { spaceToBytes } from '../../relatedness/space-bytes';
import type { StoryTerms } from '../../relatedness/terms';
import { vectorToBytes } from '../../relatedness/vector-bytes';

/** A fitted space, ready to be stored. */
export interface Fitted {
  dimensions: number;
  cells: number;
  bytes: Uint8Array;
  centres: Uint8Array;
}

/** Where a story stands in the space that was fitted. */
export interface Filing {
  cell: number;
  vector: Uint8Array;
  filed: Uint8Array;
}

export interface StoryToFile {
  publishedAt: number;
  reading: Uint8Array;
}

/** Fits a space to a sample of the archive, then places all stories in it, batch by batch. */
export interface Fitter {
  /** `worker`: on a thread of its own; `process`: here, holding up everything else. */
  where: 'worker' | 'process';
  addToSample(readings: readonly Uint8Array[]): Promise<void>;
  /** @param stories size of the whole archive, which decides on the number of cells */
  fit(stories: number): Promise<Fitted>;
  place(stories: readonly StoryToFile[]): Promise<Filing[]>;
  close(): Promise<void>;
}

/** Up to here a look-up compares with every story (one cell), and is exact. */
export const ONE_CELL_UP_TO = 2_000;
/** Vectors that centres are fitted to, per cell; see `fitCells`. */
const VECTORS_PER_CELL = 30;

export const createFitter = (): Fitter => {
  const sample: StoryTerms[] = [];
  let space: Space | undefined;
  let cells: Cells | undefined;
  return {
    where: 'process',
    async addToSample(readings) {
      for (const bytes of readings) sample.push(readingFromBytes(bytes).terms);
    },
    async fit(stories) {
      space = fitSpace(sample);
      const count = stories <= ONE_CELL_UP_TO ? 1 : cellCountOf(stories);
      const fitted = space;
      const vectors = sample
        .slice(0, Math.max(1, count * VECTORS_PER_CELL))
        .map((terms) => foldIn(fitted, terms));
      cells = fitCells(vectors, count);
      sample.length = 0;
      return {
        dimensions: space.dimensions,
        cells: cells.count,
        bytes: spaceToBytes(space),
        centres: vectorToBytes(cells.centres),
      };
    },
    async place(stories) {
      return stories.map(({ publishedAt, reading }) =>
        filingOf(space!, cells!, readingFromBytes(reading).terms, publishedAt),
      );
    },
    async close() {
      space = cells = undefined;
      sample.length = 0;
    },
  };
};

export const filingOf = (
  space: Space,
  cells: Cells,
  terms: StoryTerms,
  publishedAt: number,
): Filing => {
  const vector = foldIn(space, terms);
  return {
    cell: nearestCells(cells, vector, 1)[0] ?? 0,
    vector: vectorToBytes(vector),
    filed: toFiled(vector, publishedAt),
  };
};
