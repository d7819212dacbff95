import fc from 'fast-check';
import {
  cellCountOf,
  fitCells,
  nearestCells,
} from '../../../src/plugins/recent-news/server/src/relatedness/cells';
import {
  gatherCandidates,
  LOOKUP,
  lookupTerms,
  type Posting,
} from '../../../src/plugins/recent-news/server/src/relatedness/inverted-lists';
import { fitSpace, foldIn } from '../../../src/plugins/recent-news/server/src/relatedness/space';
import { termsOf } from '../../../src/plugins/recent-news/server/src/relatedness/terms';
import { sampleArchive } from './sample-archive';

const stories = sampleArchive();
const terms = stories.map(termsOf);
const space = fitSpace(terms);

describe('inverted lists', () => {
  it('file a story under its most telling terms', () => {
    const found = lookupTerms(space.vocabulary, terms[2]!, 4);
    expect(found).toHaveLength(4);
    expect(found.map(({ term }) => term)).toContain('saturn');
    expect(found.every(({ weight }, i) => i === 0 || weight <= found[i - 1]!.weight)).toBe(true);
  });

  it('gather the sisters of a story', () => {
    const lists = new Map<string, Posting[]>();
    for (let i = stories.length - 1; i >= 0; i--) {
      for (const { term, weight } of lookupTerms(space.vocabulary, terms[i]!)) {
        lists.set(term, [...(lists.get(term) ?? []), { story: i, weight }]);
      }
    }
    const at = stories.length - 1;
    const found = gatherCandidates(
      lookupTerms(space.vocabulary, terms[at]!),
      (term) => lists.get(term),
      { ...LOOKUP, candidates: 4 },
    );
    expect(found.map((i) => stories[i]!.beat)).toEqual(['budget', 'budget', 'budget', 'budget']);
  });

  it('read no more than the plan allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (length, perTerm, candidates) => {
          const list = Array.from({ length }, (_, story) => ({ story, weight: 1 }));
          const found = gatherCandidates([{ term: 'x', weight: 1 }], () => list, {
            terms: 1,
            perTerm,
            candidates,
          });
          expect(found).toEqual(
            list.slice(0, Math.min(perTerm, candidates)).map(({ story }) => story),
          );
        },
      ),
    );
  });
});

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
