/** Bytes of files to text, without a guess: what cannot be read as it says it is, is refused. */

const BOMS = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/** So much of the beginning is looked at for a `<meta charset>`; Word writes its own first. */
export const HEAD_BYTES = 4096;

const META_CHARSET = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([^\s"'>;/]+)/i;

export interface Encoding {
  /** As `TextDecoder` names it. */
  name: string;
  /** Length of the byte order mark. */
  bom: number;
  /** The page says itself what it is written in. */
  declared: boolean;
  isHtml: boolean;
}

export class EncodingError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EncodingError';
  }
}

/**
 * What text is written in: as its byte order mark says, or an HTML page's `<meta>`, or else UTF-8.
 * @param head the first bytes, {@link HEAD_BYTES} where there are so many
 * @param isHtml may it say so in a `<meta>`?
 * @throws EncodingError when it names an encoding that is not known
 */
export const encodingOf = (head: Buffer, isHtml: boolean): Encoding => {
  for (const { bytes, encoding } of BOMS) {
    if (bytes.every((byte, i) => head[i] === byte))
      return { name: encoding, bom: bytes.length, declared: true, isHtml };
  }
  const label = isHtml && META_CHARSET.exec(head.toString('latin1', 0, HEAD_BYTES))?.[1];
  if (!label) return { name: 'utf-8', bom: 0, declared: false, isHtml };
  const name = knownAs(label);
  // Who could read the tag byte by byte has not read UTF-16; browsers go on in UTF-8.
  if (name.startsWith('utf-16')) return { name: 'utf-8', bom: 0, declared: false, isHtml };
  return { name, bom: 0, declared: true, isHtml };
};

const knownAs = (label: string): string => {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new EncodingError(
      `says that it is written in "${label}", which is no known encoding; save it as UTF-8`,
    );
  }
};

/** Bytes at the end that begin a character of UTF-8 which goes on behind them. */
const unfinished = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
};

/** Offset of the first byte that is no UTF-8. */
const firstWrong = (bytes: Buffer): number => {
  const text = bytes.toString('utf8');
  let offset = 0;
  for (let from = 0; ;) {
    const at = text.indexOf('\uFFFD', from);
    if (at < 0) return bytes.length;
    offset += Buffer.byteLength(text.slice(from, at));
    const isItself =
      bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isItself) return offset;
    offset += 3;
    from = at + 1;
  }
};

const newlines = (bytes: Uint8Array): number => {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
};

const hex = (byte: number | undefined): string =>
  `0x${(byte ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * The text of a stream of bytes, piece by piece as they come.
 * @throws EncodingError that names the place of the first byte that cannot be read
 */
export const decode = async function* (
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const isUtf8 = encoding.name === 'utf-8';
  const decoder = new TextDecoder(encoding.name, { fatal: true, ignoreBOM: true });
  const remedy = encoding.isHtml && !encoding.declared ? ', or name its <meta charset>' : '';
  let skip = encoding.bom;
  let [before, line] = [0, 1];
  let carried: Buffer = Buffer.alloc(0);

  const read = (bytes: Buffer, last: boolean): string => {
    try {
      return decoder.decode(bytes, { stream: !isUtf8 && !last });
    } catch {
      if (!isUtf8) {
        throw new EncodingError(
          `is not the ${encoding.name} that it says it is (near byte ${before}); save it as UTF-8`,
        );
      }
      const at = firstWrong(bytes);
      throw new EncodingError(
        `is not UTF-8: byte ${before + at} (${hex(bytes[at])}, in line ${line + newlines(bytes.subarray(0, at))}) makes no character; save it as UTF-8${remedy}`,
      );
    }
  };

  for await (const chunk of chunks) {
    const all = carried.length ? Buffer.concat([carried, chunk]) : Buffer.from(chunk);
    const mark = Math.min(skip, all.length);
    skip -= mark;
    before += mark;
    const bytes = all.subarray(mark);
    const whole = bytes.length - (isUtf8 ? unfinished(bytes) : 0);
    const piece = bytes.subarray(0, whole);
    const text = read(piece, false);
    carried = bytes.subarray(whole);
    before += whole;
    line += newlines(piece);
    if (text) yield text;
  }
  const rest = read(carried, true);
  if (rest) yield rest;
};
