import { z } from 'zod';
import type { Space } from './space';
import { vocabularyFrom } from './vocabulary';

/** Raised when the layout of the bytes changes; an old space is then fitted anew. */
const FORMAT = 1;
/** "NRSP": Newsroom space. */
const MAGIC = 0x4e525350;
const PREFIX = 12;

const header = z.object({
  format: z.literal(FORMAT),
  stories: z.int().nonnegative(),
  meanLength: z.number().nonnegative(),
  seed: z.int(),
  terms: z.array(z.string()),
  layers: z.array(
    z.object({
      name: z.string(),
      bag: z.enum(['text', 'opening']),
      weighting: z.enum(['informative', 'register']),
      dimensions: z.int().nonnegative(),
      weight: z.number().positive(),
      rank: z.int().nonnegative(),
    }),
  ),
});

/**
 * A space as bytes: "NRSP", format, length of the header (three unsigned 32-bit numbers, big-endian),
 * the header as JSON, the terms' frequencies (int32), then per layer its term factors and its basis
 * (float4), all little-endian. The same space gives the same bytes.
 */
export const spaceToBytes = (space: Space): Uint8Array => {
  const head = new TextEncoder().encode(
    JSON.stringify({
      format: FORMAT,
      stories: space.vocabulary.stories,
      meanLength: space.meanLength,
      seed: space.seed,
      terms: space.vocabulary.terms,
      layers: space.layers.map(({ name, bag, weighting, dimensions, weight, rank }) => ({
        name,
        bag,
        weighting,
        dimensions,
        weight,
        rank,
      })),
    }),
  );
  const parts = space.layers.flatMap((layer) => [layer.termFactors, layer.basis]);
  const numbers =
    space.vocabulary.frequencies.length + parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(PREFIX + head.length + 4 * numbers);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, FORMAT);
  view.setUint32(8, head.length);
  bytes.set(head, PREFIX);
  let at = PREFIX + head.length;
  for (const frequency of space.vocabulary.frequencies) {
    view.setInt32(at, frequency, true);
    at += 4;
  }
  for (const part of parts) {
    for (const value of part) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
};

/** @throws RangeError if the bytes are not a space of this format, or cut short */
export const spaceFromBytes = (bytes: Uint8Array): Space => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX || view.getUint32(0) !== MAGIC)
    throw new RangeError('these bytes are no relatedness space');
  if (view.getUint32(4) !== FORMAT) {
    throw new RangeError(
      `relatedness space of format ${view.getUint32(4)}, this version reads ${FORMAT}: refit it`,
    );
  }
  const headLength = view.getUint32(8);
  if (bytes.length < PREFIX + headLength)
    throw new RangeError('the relatedness space is cut short in its header');
  const head = header.parse(
    JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX, PREFIX + headLength))),
  );
  const size = head.terms.length;
  const numbers = size + head.layers.reduce((sum, { rank }) => sum + size + size * rank, 0);
  const expected = PREFIX + headLength + 4 * numbers;
  if (bytes.length !== expected) {
    throw new RangeError(
      `the relatedness space has ${bytes.length} bytes, its header announces ${expected}`,
    );
  }
  let at = PREFIX + headLength;
  const frequencies = new Int32Array(size);
  for (let i = 0; i < size; i++, at += 4) frequencies[i] = view.getInt32(at, true);
  const floats = (length: number): Float32Array => {
    const out = new Float32Array(length);
    for (let i = 0; i < length; i++, at += 4) out[i] = view.getFloat32(at, true);
    return out;
  };
  const layers = head.layers.map((layer) => ({
    ...layer,
    termFactors: floats(size),
    basis: floats(size * layer.rank),
  }));
  return {
    vocabulary: vocabularyFrom(head.stories, head.terms, frequencies),
    meanLength: head.meanLength,
    seed: head.seed,
    layers,
    dimensions: layers.reduce((sum, layer) => sum + layer.rank, 0),
  };
};
