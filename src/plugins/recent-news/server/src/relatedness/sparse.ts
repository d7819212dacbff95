/** A row of a sparse matrix: column numbers, ascending, and the values there. */
export interface SparseVector {
  indices: Int32Array;
  values: Float64Array;
}

/** Compressed sparse rows: row i is `indices/values[offsets[i] … offsets[i + 1])`. */
export interface SparseMatrix {
  rows: number;
  columns: number;
  offsets: Int32Array;
  indices: Int32Array;
  values: Float64Array;
}

export const stackRows = (vectors: readonly SparseVector[], columns: number): SparseMatrix => {
  const offsets = new Int32Array(vectors.length + 1);
  vectors.forEach((vector, i) => {
    offsets[i + 1] = offsets[i]! + vector.indices.length;
  });
  const indices = new Int32Array(offsets[vectors.length]!);
  const values = new Float64Array(indices.length);
  vectors.forEach((vector, i) => {
    indices.set(vector.indices, offsets[i]);
    values.set(vector.values, offsets[i]);
  });
  return { rows: vectors.length, columns, offsets, indices, values };
};

/** A · X, where X is dense, row-major, `columns × width`. Result: `rows × width`. */
export const timesDense = (a: SparseMatrix, x: Float64Array, width: number): Float64Array => {
  const out = new Float64Array(a.rows * width);
  for (let row = 0; row < a.rows; row++) {
    const to = row * width;
    for (let e = a.offsets[row]!; e < a.offsets[row + 1]!; e++) {
      const value = a.values[e]!;
      const from = a.indices[e]! * width;
      for (let j = 0; j < width; j++) out[to + j]! += value * x[from + j]!;
    }
  }
  return out;
};

/** Aᵀ · X, where X is dense, row-major, `rows × width`. Result: `columns × width`. */
export const transposeTimesDense = (
  a: SparseMatrix,
  x: Float64Array,
  width: number,
): Float64Array => {
  const out = new Float64Array(a.columns * width);
  for (let row = 0; row < a.rows; row++) {
    const from = row * width;
    for (let e = a.offsets[row]!; e < a.offsets[row + 1]!; e++) {
      const value = a.values[e]!;
      const to = a.indices[e]! * width;
      for (let j = 0; j < width; j++) out[to + j]! += value * x[from + j]!;
    }
  }
  return out;
};
