import { promisify } from 'node:util';
import zlib from 'node:zlib';
import Negotiator from 'negotiator';

export type Encoding = 'br' | 'gzip' | 'identity';

/** Ours first: a caller who takes several alike gets the smallest. */
const OFFERED: Encoding[] = ['br', 'gzip', 'identity'];

/** As version 1 has it; the types are those of 0.6. */
interface Preferring {
  encodings(available: Encoding[], options: { preferred: Encoding[] }): Encoding[];
}

/** Browsers and caches send a handful of different headers; whoever makes them up shall not fill memory. */
const MOST_HEADERS = 500;
const chosen = new Map<string, Encoding | null>();

/**
 * The encoding that a caller likes best.
 * @param header `Accept-Encoding`; without it anything would be allowed, and plain bytes are what is meant
 * @returns null when the caller refuses them all
 */
export const chooseEncoding = (header: string | undefined): Encoding | null => {
  if (header === undefined) return 'identity';
  const known = chosen.get(header);
  if (known !== undefined) return known;
  const negotiator = new Negotiator({ headers: { 'accept-encoding': header } });
  const encoding =
    (negotiator as unknown as Preferring).encodings(OFFERED, { preferred: OFFERED })[0] ?? null;
  if (chosen.size >= MOST_HEADERS) chosen.clear();
  chosen.set(header, encoding);
  return encoding;
};

/** A frame of compression around less than this saves nothing, bytes. */
const WORTH_IT = 500;

const gzip = promisify(zlib.gzip);
const brotli = promisify(zlib.brotliCompress);

/** Compressed once and sent many times, so thoroughly: 7 KB take some ms, on a thread of its own. */
const THOROUGHLY = {
  gzip: { level: 9 },
  br: (size: number) => ({
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: 9,
      [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: size,
    },
  }),
};

/** @returns null where the bytes would not get fewer */
export const compress = async (bytes: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer | null> => {
  if (bytes.length < WORTH_IT) return null;
  const compressed =
    encoding === 'br'
      ? await brotli(bytes, THOROUGHLY.br(bytes.length))
      : await gzip(bytes, THOROUGHLY.gzip);
  return compressed.length < bytes.length ? compressed : null;
};
