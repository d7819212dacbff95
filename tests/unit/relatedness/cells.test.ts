import {
  cellCountOf,
  fitCells,
  nearestCells,
} from '../../../src/plugins/recent-news/server/src/relatedness/cells';
import { fitSpace, foldIn } from '../../../src/plugins/recent-news/server/src/relatedness/space';
import { termsOf } from '../../../src/plugins/recent-news/server/src/relatedness/terms';
import { sampleArchive } from './sample-archive';

const stories = sampleArchive();
const terms = stories.map(termsOf);
const space = fitSpace(terms);

describe('cells', () => {
  it('are the same for a seed, and each story has a nearest one', () => {
    const vectors = terms.map((story) => foldIn(space, story));
    const cells = fitCells(vectors, cellCountOf(vectors.length));
    expect(fitCells(vectors, cellCountOf(vectors.length))).toEqual(cells);
    for (const vector of vectors) {
      const nearest = nearestCells(cells, vector, 10);
      expect(new Set(nearest).size).toBe(cells.count);
      expect(nearestCells(cells, vector, 2)).toEqual(nearest.slice(0, 2));
    }
    expect(fitCells([], 4).count).toBe(0);
  });
});
