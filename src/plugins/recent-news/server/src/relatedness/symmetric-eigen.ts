/** Off-diagonal mass, relative to the whole, below which a matrix counts as diagonal. */
const DIAGONAL = 1e-20;
/** Jacobi converges quadratically; eight sweeps are usual, sixty mean that the input holds NaN. */
const MOST_SWEEPS = 60;

/**
 * Eigenvalues, descending, and eigenvectors of a symmetric matrix by cyclic Jacobi rotations
 * (Golub & Van Loan, Matrix Computations, 4th ed., § 8.5).
 *
 * @param matrix row-major, `size × size`; not changed
 * @returns `vectors` row-major, `size × size`: row i belongs to value i
 * @throws RangeError if the matrix holds a value that is not finite
 */
export const symmetricEigen = (
  matrix: Float64Array,
  size: number,
): { values: Float64Array; vectors: Float64Array } => {
  if (!matrix.every(Number.isFinite))
    throw new RangeError('symmetricEigen: the matrix holds a value that is not finite');
  const a = matrix.slice();
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  let total = 0;
  for (const x of a) total += x * x;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) off += a[p * size + q]! ** 2;
    if (off <= DIAGONAL * total) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => a[j * size + j]! - a[i * size + i]! || i - j,
  );
  const values = new Float64Array(size);
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => {
    values[to] = a[from * size + from]!;
    vectors.set(v.subarray(from * size, (from + 1) * size), to * size);
  });
  return { values, vectors };
};

/** One rotation in the plane (p, q) that makes a[p, q] zero; `v` keeps eigenvectors as rows. */
const rotate = (a: Float64Array, v: Float64Array, size: number, p: number, q: number): void => {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const rowP = p * size;
  const rowQ = q * size;
  for (let i = 0; i < size; i++) {
    const x = a[rowP + i]!;
    const y = a[rowQ + i]!;
    a[rowP + i] = c * x - s * y;
    a[rowQ + i] = s * x + c * y;
  }
  for (let i = 0; i < size; i++) {
    const x = a[i * size + p]!;
    const y = a[i * size + q]!;
    a[i * size + p] = c * x - s * y;
    a[i * size + q] = s * x + c * y;
  }
  for (let i = 0; i < size; i++) {
    const x = v[rowP + i]!;
    const y = v[rowQ + i]!;
    v[rowP + i] = c * x - s * y;
    v[rowQ + i] = s * x + c * y;
  }
};
