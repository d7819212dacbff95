import fc from 'fast-check';
import {
  bm25,
  lexicalSimilarity,
} from '../../../src/plugins/recent-news/server/src/relatedness/bm25';
import {
  fitSpace,
  foldIn,
  spaceSimilarity,
} from '../../../src/plugins/recent-news/server/src/relatedness/space';
import {
  spaceFromBytes,
  spaceToBytes,
} from '../../../src/plugins/recent-news/server/src/relatedness/space-bytes';
import { termsOf } from '../../../src/plugins/recent-news/server/src/relatedness/terms';
import {
  quantise,
  quantisedSimilarity,
  vectorFromBytes,
  vectorToBytes,
} from '../../../src/plugins/recent-news/server/src/relatedness/vector-bytes';
import { sampleArchive } from './sample-archive';

const stories = sampleArchive();
const terms = stories.map(termsOf);
const space = fitSpace(terms);
const vectors = terms.map((story) => foldIn(space, story));

describe('termsOf', () => {
  it('joins inflections, leaves out stop words and lone letters, and weighs the headline most', () => {
    const { text, opening } = termsOf({
      title: 'Ferries sailing',
      body: 'The ferry sailed to a pier, plan B, at 4.',
      language: 'en',
    });
    expect([...text.keys()].sort()).toEqual(['ferri', 'pier', 'plan', 'sail']);
    expect(text.get('ferri')!).toBeGreaterThan(3);
    expect(text.get('pier')!).toBeLessThan(1);
    expect(opening.get('pier')).toBe(1);
  });

  it('reads other scripts', () => {
    expect(
      termsOf({ title: '東京の夜間バス', body: 'قطار جديد في المدينة' }).text.size,
    ).toBeGreaterThan(3);
    const german = termsOf({
      title: 'Neue Häuser',
      body: 'Das Haus und die Straße.',
      language: 'de',
    });
    expect(german.text.has('das')).toBe(false);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (title, body) => {
        const read = termsOf({ title, body });
        expect(Number.isFinite(read.length)).toBe(true);
        expect(foldIn(space, read).every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe('lexicalSimilarity', () => {
  it('is 1 for the same text, 0 with no word in common, and between otherwise', () => {
    expect(lexicalSimilarity(space, terms[0]!, terms[0]!)).toBeCloseTo(1, 10);
    const other = termsOf({ title: 'Quince jelly', body: 'Boil slowly.' });
    expect(lexicalSimilarity(space, terms[0]!, other)).toBe(0);
    const sister = lexicalSimilarity(space, terms[0]!, terms[4]!);
    expect(sister).toBeGreaterThan(0);
    expect(sister).toBeLessThan(1);
  });

  it('rates a rare word in common above a frequent one', () => {
    const query = termsOf({ title: 'Saturn and the council', body: '' });
    const rare = bm25(space, query, termsOf({ title: 'Saturn', body: '' }));
    const frequent = bm25(space, query, termsOf({ title: 'Council', body: '' }));
    expect(rare).toBeGreaterThan(frequent);
  });
});

describe('space', () => {
  it('puts stories of one beat nearer together than others', () => {
    stories.forEach((story, i) => {
      const nearest = stories
        .map((other, j) => ({
          beat: other.beat,
          similarity: i === j ? -1 : spaceSimilarity(vectors[i]!, vectors[j]!),
        }))
        .sort((a, b) => b.similarity - a.similarity)[0]!;
      expect({ id: story.id, beat: nearest.beat }).toEqual({ id: story.id, beat: story.beat });
    });
  });

  it('has vectors of unit length, and folds a fitted story in on its own vector', () => {
    vectors.forEach((vector, i) => {
      expect(spaceSimilarity(vector, vector)).toBeCloseTo(1, 5);
      const again = foldIn(space, termsOf(stories[i]!));
      expect(spaceSimilarity(again, vector)).toBeCloseTo(1, 5);
    });
  });

  it('is the same however often it is fitted', () => {
    expect(spaceToBytes(fitSpace(terms))).toEqual(spaceToBytes(space));
  });

  it('works from no story on', () => {
    for (const size of [0, 1, 2, 3]) {
      const small = fitSpace(terms.slice(0, size));
      const vector = foldIn(small, terms[5]!);
      expect(vector).toHaveLength(small.dimensions);
      expect(vector.every(Number.isFinite)).toBe(true);
    }
    expect(fitSpace([]).dimensions).toBe(0);
    expect(fitSpace([termsOf({ title: '', body: '' })]).dimensions).toBe(0);
  });

  it('refuses to compare vectors of two spaces', () => {
    expect(() => spaceSimilarity(new Float32Array(3), new Float32Array(4))).toThrow(
      /3 and 4 dimensions/,
    );
  });
});

describe('bytes', () => {
  it('bring a space back that folds in the same', () => {
    const back = spaceFromBytes(spaceToBytes(space));
    expect(spaceToBytes(back)).toEqual(spaceToBytes(space));
    terms.forEach((story, i) => expect(foldIn(back, story)).toEqual(vectors[i]));
  });

  it('are refused when they are not a whole space', () => {
    const bytes = spaceToBytes(space);
    expect(() => spaceFromBytes(bytes.subarray(0, bytes.length - 4))).toThrow(/announces/);
    expect(() => spaceFromBytes(Uint8Array.from([1, 2, 3]))).toThrow(/no relatedness space/);
    const other = bytes.slice();
    other[7] = 99;
    expect(() => spaceFromBytes(other)).toThrow(/format 99.*refit/);
  });

  it('bring any vector back exactly, at any offset', () => {
    fc.assert(
      fc.property(fc.float32Array(), (vector) => {
        const bytes = vectorToBytes(vector);
        const shifted = new Uint8Array(bytes.length + 1);
        shifted.set(bytes, 1);
        expect(vectorFromBytes(shifted.subarray(1))).toEqual(vector);
      }),
    );
    expect(() => vectorFromBytes(new Uint8Array(5))).toThrow(/5 bytes/);
  });

  it('in a quarter of the room stay within two hundredths', () => {
    for (const a of vectors) {
      for (const b of vectors) {
        expect(
          Math.abs(quantisedSimilarity(quantise(a), quantise(b)) - spaceSimilarity(a, b)),
        ).toBeLessThan(0.02);
      }
    }
    expect(quantisedSimilarity(quantise(new Float32Array(3)), quantise(new Float32Array(3)))).toBe(
      0,
    );
  });
});
