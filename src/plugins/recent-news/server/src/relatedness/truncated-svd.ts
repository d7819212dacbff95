import { gaussian, seededRandom } from './random';
import { timesDense, transposeTimesDense, type SparseMatrix } from './sparse';
import { symmetricEigen } from './symmetric-eigen';

export interface TruncatedSvd {
  /** Dimensions found; fewer than asked for when the matrix has a lower rank. */
  rank: number;
  /** Descending. */
  singularValues: Float64Array;
  /** Right singular vectors, row-major, `columns × rank`. */
  right: Float32Array;
}

/** Extra directions that are thrown away again (Halko et al. recommend 5 to 10). */
const OVERSAMPLING = 10;
/** Text spectra fall slowly; two power iterations bring the scores to those of an exact SVD. */
const POWER_ITERATIONS = 2;
/** A direction whose singular value is below this share of the largest is rounding noise. */
const NOISE = 1e-6;

/**
 * The leading right singular vectors of a sparse matrix by a randomised range finder with power
 * iterations (Halko, Martinsson & Tropp 2011, SIAM Review 53, algorithms 4.4 and 5.1). Deterministic
 * for a seed. Signs are fixed: the largest entry of each vector is positive.
 *
 * @param wanted number of dimensions; at most the smaller side of the matrix is used
 */
export const truncatedSvd = (a: SparseMatrix, wanted: number, seed: number): TruncatedSvd => {
  const most = Math.min(a.rows, a.columns);
  const width = Math.min(most, wanted + OVERSAMPLING);
  if (width < 1 || wanted < 1)
    return { rank: 0, singularValues: new Float64Array(0), right: new Float32Array(0) };
  const normal = gaussian(seededRandom(seed));
  let basis = timesDense(a, Float64Array.from({ length: a.columns * width }, normal), width);
  orthonormalise(basis, a.rows, width, 1);
  for (let i = 0; i < POWER_ITERATIONS; i++) {
    basis = timesDense(a, transposeTimesDense(a, basis, width), width);
    orthonormalise(basis, a.rows, width, i === POWER_ITERATIONS - 1 ? 2 : 1);
  }
  // B = Qᵀ A, kept as its transpose; the eigenvectors of B Bᵀ are its left singular vectors.
  const b = transposeTimesDense(a, basis, width);
  const { values, vectors } = symmetricEigen(gram(b, a.columns, width), width);
  const sigma = values.map((value) => Math.sqrt(Math.max(0, value)));
  const floor = NOISE * (sigma[0] ?? 0);
  let rank = 0;
  while (rank < Math.min(wanted, width) && sigma[rank]! > floor) rank++;
  const right = new Float32Array(a.columns * rank);
  for (let column = 0; column < a.columns; column++) {
    const row = b.subarray(column * width, (column + 1) * width);
    for (let k = 0; k < rank; k++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += row[j]! * vectors[k * width + j]!;
      right[column * rank + k] = sum / sigma[k]!;
    }
  }
  fixSigns(right, a.columns, rank);
  return { rank, singularValues: sigma.slice(0, rank), right };
};

/**
 * Columns of a row-major `rows × width` matrix made orthonormal, in place, by modified Gram–Schmidt. A
 * dependent one becomes zero. Two passes are enough for full precision (Parlett 1998); one does between
 * power iterations, which only keep the directions apart.
 */
const orthonormalise = (x: Float64Array, rows: number, width: number, passes: 1 | 2): void => {
  // Columns laid out as rows: each pass reads them from end to end.
  const columns = Array.from({ length: width }, (_, j) => {
    const column = new Float64Array(rows);
    for (let i = 0; i < rows; i++) column[i] = x[i * width + j]!;
    return column;
  });
  columns.forEach((column, j) => {
    const before = norm(column);
    for (let pass = 0; pass < passes; pass++) {
      for (let k = 0; k < j; k++) {
        const other = columns[k]!;
        const along = dot(column, other);
        for (let i = 0; i < rows; i++) column[i]! -= along * other[i]!;
      }
    }
    const length = norm(column);
    const scale = length > 1e-10 * before ? 1 / length : 0;
    for (let i = 0; i < rows; i++) {
      column[i]! *= scale;
      x[i * width + j] = column[i]!;
    }
  });
};

/** Xᵀ X of a row-major `rows × width` matrix. */
const gram = (x: Float64Array, rows: number, width: number): Float64Array => {
  const out = new Float64Array(width * width);
  for (let row = 0; row < rows; row++) {
    const from = row * width;
    for (let i = 0; i < width; i++) {
      const value = x[from + i]!;
      if (value !== 0) for (let j = i; j < width; j++) out[i * width + j]! += value * x[from + j]!;
    }
  }
  for (let i = 0; i < width; i++)
    for (let j = 0; j < i; j++) out[i * width + j] = out[j * width + i]!;
  return out;
};

const fixSigns = (right: Float32Array, columns: number, rank: number): void => {
  for (let k = 0; k < rank; k++) {
    let largest = 0;
    for (let i = 0; i < columns; i++) {
      const value = right[i * rank + k]!;
      if (Math.abs(value) > Math.abs(largest)) largest = value;
    }
    if (largest < 0) for (let i = 0; i < columns; i++) right[i * rank + k]! *= -1;
  }
};

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};
const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));
