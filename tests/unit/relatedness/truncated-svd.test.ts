import fc from 'fast-check';
import {
  gaussian,
  seededRandom,
} from '../../../src/plugins/recent-news/server/src/relatedness/random';
import { stackRows } from '../../../src/plugins/recent-news/server/src/relatedness/sparse';
import { symmetricEigen } from '../../../src/plugins/recent-news/server/src/relatedness/symmetric-eigen';
import { truncatedSvd } from '../../../src/plugins/recent-news/server/src/relatedness/truncated-svd';

const dense = (rows: number[][]) =>
  stackRows(
    rows.map((row) => ({ indices: Int32Array.from(row.keys()), values: Float64Array.from(row) })),
    rows[0]?.length ?? 0,
  );

describe('symmetricEigen', () => {
  it('finds the eigenvalues of a known matrix, largest first', () => {
    const { values } = symmetricEigen(Float64Array.from([2, 1, 1, 2]), 2);
    expect([...values].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([3, 1]);
  });

  it('gives vectors that the matrix only stretches', () => {
    const size = 12;
    const normal = gaussian(seededRandom(4));
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = normal();
    const { values, vectors } = symmetricEigen(matrix, size);
    for (let k = 0; k < size; k++) {
      for (let i = 0; i < size; i++) {
        let sum = 0;
        for (let j = 0; j < size; j++) sum += matrix[i * size + j]! * vectors[k * size + j]!;
        expect(sum).toBeCloseTo(values[k]! * vectors[k * size + i]!, 8);
      }
    }
  });

  it('refuses a matrix with NaN', () => {
    expect(() => symmetricEigen(Float64Array.from([NaN]), 1)).toThrow(/not finite/);
  });
});

describe('truncatedSvd', () => {
  it('recovers a matrix of low rank and stops at its rank', () => {
    const normal = gaussian(seededRandom(2));
    const left = Array.from({ length: 30 }, () => [normal(), normal(), normal()]);
    const right = Array.from({ length: 20 }, () => [normal(), normal(), normal()]);
    const rows = left.map((l) => right.map((r) => l[0]! * r[0]! + l[1]! * r[1]! + l[2]! * r[2]!));
    const svd = truncatedSvd(dense(rows), 10, 1);
    expect(svd.rank).toBe(3);
    for (const row of rows) {
      const inSpace = [0, 1, 2].map((k) =>
        row.reduce((sum, value, j) => sum + value * svd.right[j * 3 + k]!, 0),
      );
      row.forEach((value, j) => {
        const again = inSpace.reduce((sum, x, k) => sum + x * svd.right[j * 3 + k]!, 0);
        expect(again).toBeCloseTo(value, 3);
      });
    }
  });

  it('gives orthonormal vectors and falling singular values, the same for the same seed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer(),
        (rows, columns, seed) => {
          const normal = gaussian(seededRandom(seed));
          const matrix = dense(
            Array.from({ length: rows }, () => Array.from({ length: columns }, normal)),
          );
          const svd = truncatedSvd(matrix, 5, seed);
          expect(truncatedSvd(matrix, 5, seed)).toEqual(svd);
          for (let a = 0; a < svd.rank; a++) {
            if (a) expect(svd.singularValues[a]!).toBeLessThanOrEqual(svd.singularValues[a - 1]!);
            for (let b = 0; b <= a; b++) {
              let dot = 0;
              for (let j = 0; j < columns; j++)
                dot += svd.right[j * svd.rank + a]! * svd.right[j * svd.rank + b]!;
              expect(dot).toBeCloseTo(a === b ? 1 : 0, 3);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has no dimensions for an empty matrix', () => {
    expect(truncatedSvd(dense([]), 3, 1).rank).toBe(0);
    expect(truncatedSvd(dense([[0, 0]]), 3, 1).rank).toBe(0);
  });
});
