import type { StoryTerms } from './terms';

/** What of a reading comes from the story's text alone. */
export interface TextReading {
  terms: StoryTerms;
  signature: Uint32Array;
  numbers: ReadonlySet<string>;
}

/** Raised when the layout changes; stories are then read again. */
export const READING_FORMAT = 1;
const MOST_VARINT_BYTES = 5;

/**
 * A reading as bytes: format (one byte), length of the text (float8), the signature (its number of places,
 * then each as uint32), the numbers, then the terms with their weight (float4) and how often they stand in
 * the opening. All little-endian; counts and lengths of strings as LEB128. Terms come back in their order
 * and with their weights exactly, as {@link StoryTerms} are float4.
 */
export const readingToBytes = ({ terms, signature, numbers }: TextReading): Uint8Array => {
  const strings = [...numbers, ...terms.text.keys()].map((text) => Buffer.from(text, 'utf8'));
  const room =
    1 + 8 + 4 * MOST_VARINT_BYTES + 4 * signature.length + (terms.text.size * 2 + numbers.size) * 9;
  const bytes = Buffer.alloc(strings.reduce((sum, text) => sum + text.length, room));
  let at = bytes.writeUInt8(READING_FORMAT, 0);
  at = bytes.writeDoubleLE(terms.length, at);
  const count = (value: number): void => {
    let rest = value;
    while (rest > 127) {
      bytes[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[at++] = rest;
  };
  let next = 0;
  const string = (): void => {
    const text = strings[next++]!;
    count(text.length);
    at += text.copy(bytes, at);
  };
  count(signature.length);
  for (const value of signature) at = bytes.writeUInt32LE(value, at);
  count(numbers.size);
  for (let i = 0; i < numbers.size; i++) string();
  count(terms.text.size);
  for (const [term, weight] of terms.text) {
    string();
    at = bytes.writeFloatLE(weight, at);
    count(terms.opening.get(term) ?? 0);
  }
  return bytes.subarray(0, at);
};

/**
 * The reading that the bytes hold. Its parts are read when first asked for: of a hundred candidates few
 * are looked at closely.
 *
 * @throws RangeError if the bytes are no reading of this format (when a part is asked for: if cut short)
 */
export const readingFromBytes = (bytes: Uint8Array): TextReading => {
  if (bytes[0] !== READING_FORMAT) {
    throw new RangeError(
      `a reading of format ${bytes[0] ?? 'none'}, this version reads ${READING_FORMAT}: the story must be read again`,
    );
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let parts: TextReading | undefined;
  const read = (): TextReading => (parts ??= decode(buffer));
  return {
    get terms() {
      return read().terms;
    },
    get signature() {
      return read().signature;
    },
    get numbers() {
      return read().numbers;
    },
  };
};

const decode = (bytes: Buffer): TextReading => {
  const length = bytes.readDoubleLE(1);
  let at = 9;
  const count = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('the reading is cut short');
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  const string = (): string => {
    const size = count();
    if (at + size > bytes.length) throw new RangeError('the reading is cut short');
    at += size;
    return bytes.toString('utf8', at - size, at);
  };
  const signature = new Uint32Array(count());
  for (let i = 0; i < signature.length; i++, at += 4) signature[i] = bytes.readUInt32LE(at);
  const numbers = new Set<string>();
  for (let left = count(); left > 0; left--) numbers.add(string());
  const text = new Map<string, number>();
  const opening = new Map<string, number>();
  for (let left = count(); left > 0; left--) {
    const term = string();
    text.set(term, bytes.readFloatLE(at));
    at += 4;
    const opens = count();
    if (opens > 0) opening.set(term, opens);
  }
  return { terms: { text, opening, length }, signature, numbers };
};
