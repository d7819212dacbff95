import { quantise } from './vector-bytes';

/**
 * A story's place as a look-up reads it by the thousand: scale (float4), milliseconds since 1970
 * (float8), then a signed byte a dimension. All little-endian; several of them are simply joined.
 */
const SCALE = 0;
const TIME = 4;
const VALUES = 12;

export const filedLength = (dimensions: number): number => VALUES + dimensions;

export const toFiled = (vector: Float32Array, publishedAt: number): Uint8Array => {
  const { scale, values } = quantise(vector);
  const bytes = new Uint8Array(filedLength(values.length));
  const view = new DataView(bytes.buffer);
  view.setFloat32(SCALE, scale, true);
  view.setFloat64(TIME, publishedAt, true);
  bytes.set(new Uint8Array(values.buffer), VALUES);
  return bytes;
};

const countOf = (bytes: Uint8Array, dimensions: number): number => {
  const count = bytes.length / filedLength(dimensions);
  if (Number.isInteger(count)) return count;
  throw new RangeError(
    `${bytes.length} bytes are no whole number of filed vectors of ${dimensions} dimensions`,
  );
};

/**
 * Products of a vector with each of many joined filed ones, in their order; off by at most some
 * thousandths.
 *
 * @param from number of filed vectors to pass over
 * @throws RangeError if the bytes are no whole number of filed vectors of these dimensions
 */
export const compareFiled = (vector: Float32Array, bytes: Uint8Array, from = 0): Float32Array => {
  const stride = filedLength(vector.length);
  const out = new Float32Array(Math.max(0, countOf(bytes, vector.length) - from));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const even = vector.length - (vector.length % 4);
  for (let i = 0; i < out.length; i++) {
    const at = (from + i) * stride;
    const base = at + VALUES;
    // Four sums at once: a single one makes each addition wait for the last.
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0; k < even; k += 4) {
      s0 += vector[k]! * values[base + k]!;
      s1 += vector[k + 1]! * values[base + k + 1]!;
      s2 += vector[k + 2]! * values[base + k + 2]!;
      s3 += vector[k + 3]! * values[base + k + 3]!;
    }
    for (let k = even; k < vector.length; k++) s0 += vector[k]! * values[base + k]!;
    out[i] = (s0 + s1 + (s2 + s3)) * view.getFloat32(at + SCALE, true);
  }
  return out;
};

/** Times of publication of joined filed vectors, in their order. */
export const timesOfFiled = (bytes: Uint8Array, dimensions: number): Float64Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stride = filedLength(dimensions);
  const times = new Float64Array(countOf(bytes, dimensions));
  for (let i = 0; i < times.length; i++) times[i] = view.getFloat64(i * stride + TIME, true);
  return times;
};

/** Joined filed vectors, as nearly as they were filed. */
export const vectorsOfFiled = (bytes: Uint8Array, dimensions: number): Float32Array[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stride = filedLength(dimensions);
  return Array.from({ length: countOf(bytes, dimensions) }, (_, i) => {
    const scale = view.getFloat32(i * stride + SCALE, true);
    return Float32Array.from(
      { length: dimensions },
      (_, k) => scale * view.getInt8(i * stride + VALUES + k),
    );
  });
};
