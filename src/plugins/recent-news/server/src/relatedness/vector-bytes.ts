/** As nearly all machines are: bytes are then copied as they are, which is many times quicker. */
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A vector as float4 bytes, little-endian: exact. */
export const vectorToBytes = (vector: Float32Array): Uint8Array => {
  const bytes = new Uint8Array(4 * vector.length);
  const view = new DataView(bytes.buffer);
  vector.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return bytes;
};

/** @throws RangeError if the length is no multiple of four */
export const vectorFromBytes = (bytes: Uint8Array): Float32Array => {
  if (bytes.length % 4) throw new RangeError(`a vector of float4 can't have ${bytes.length} bytes`);
  const vector = new Float32Array(bytes.length / 4);
  if (LITTLE_ENDIAN) {
    new Uint8Array(vector.buffer).set(bytes);
  } else {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i < vector.length; i++) vector[i] = view.getFloat32(4 * i, true);
  }
  return vector;
};

/**
 * A vector in a quarter of the room: each value as a signed byte of the largest one's 127th part.
 * Good for short lists of candidates in memory; the exact order needs the float4 bytes.
 */
export interface QuantisedVector {
  scale: number;
  values: Int8Array;
}

export const quantise = (vector: Float32Array): QuantisedVector => {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const scale = largest / 127;
  const values = new Int8Array(vector.length);
  if (scale > 0) vector.forEach((value, i) => (values[i] = Math.round(value / scale)));
  return { scale, values };
};

export const quantisedSimilarity = (a: QuantisedVector, b: QuantisedVector): number => {
  let sum = 0;
  for (let i = 0; i < a.values.length; i++) sum += a.values[i]! * b.values[i]!;
  return sum * a.scale * b.scale;
};
