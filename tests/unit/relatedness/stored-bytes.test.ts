import fc from 'fast-check';
import {
  compareFiled,
  timesOfFiled,
  toFiled,
  vectorsOfFiled,
} from '../../../src/plugins/recent-news/server/src/relatedness/filed-vectors';
import { readStory } from '../../../src/plugins/recent-news/server/src/relatedness/profile';
import {
  readingFromBytes,
  readingToBytes,
} from '../../../src/plugins/recent-news/server/src/relatedness/reading-bytes';
import {
  fitSpace,
  foldIn,
  spaceSimilarity,
} from '../../../src/plugins/recent-news/server/src/relatedness/space';
import { sampleArchive } from './sample-archive';

const stories = sampleArchive();
const readings = stories.map(readStory);
const space = fitSpace(readings.map(({ terms }) => terms));
const vectors = readings.map(({ terms }) => foldIn(space, terms));

describe('a reading as bytes', () => {
  it('comes back exactly, whatever the text, at any offset', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.lorem({ maxCount: 300 })),
        (title, body) => {
          const reading = readStory({ id: 'x', publishedAt: 0, title, body });
          const bytes = readingToBytes(reading);
          const shifted = new Uint8Array(bytes.length + 1);
          shifted.set(bytes, 1);
          const back = readingFromBytes(shifted.subarray(1));
          expect(back.terms).toEqual(reading.terms);
          expect([...back.terms.text.keys()]).toEqual([...reading.terms.text.keys()]);
          expect(back.signature).toEqual(reading.signature);
          expect(back.numbers).toEqual(reading.numbers);
        },
      ),
    );
  });

  it('is small, and refused when it is none or cut short', () => {
    const bytes = readingToBytes(readings[0]!);
    expect(bytes.length).toBeLessThan(900);
    expect(() => readingFromBytes(Uint8Array.from([9]))).toThrow(/format 9.*read again/);
    expect(() => readingFromBytes(new Uint8Array(0))).toThrow(/format none/);
    expect(() => readingFromBytes(bytes.subarray(0, bytes.length - 1)).terms).toThrow(RangeError);
  });
});

describe('filed vectors', () => {
  const bytes = Buffer.concat(vectors.map((vector, i) => toFiled(vector, stories[i]!.publishedAt)));

  it('keep times exactly and products within some thousandths', () => {
    expect([...timesOfFiled(bytes, space.dimensions)]).toEqual(
      stories.map(({ publishedAt }) => publishedAt),
    );
    for (const vector of vectors) {
      const similarities = compareFiled(vector, bytes);
      expect(similarities).toHaveLength(vectors.length);
      vectors.forEach((other, i) =>
        expect(Math.abs(similarities[i]! - spaceSimilarity(vector, other))).toBeLessThan(0.01),
      );
      expect([...compareFiled(vector, bytes, 3)]).toEqual([...similarities.subarray(3)]);
    }
    vectorsOfFiled(bytes, space.dimensions).forEach((vector, i) =>
      expect(spaceSimilarity(vector, vectors[i]!)).toBeCloseTo(1, 2),
    );
  });

  it('take any vector, and no part of one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true, min: -1, max: 1 }), { maxLength: 9 }),
        fc.integer(),
        (values, publishedAt) => {
          const filed = toFiled(Float32Array.from(values), publishedAt);
          expect(timesOfFiled(filed, values.length)[0]).toBe(publishedAt);
          expect(compareFiled(Float32Array.from(values), filed).every(Number.isFinite)).toBe(true);
        },
      ),
    );
    expect(compareFiled(vectors[0]!, new Uint8Array(0))).toHaveLength(0);
    expect(compareFiled(vectors[0]!, bytes, 99)).toHaveLength(0);
    expect(() => compareFiled(vectors[0]!, bytes.subarray(1))).toThrow(/no whole number/);
  });
});
