import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import zlib from 'node:zlib';
import type { Request } from 'koa';
import rawBody from 'raw-body';
import { bodyFault, MOST_BYTES, unknownEncoding } from './body-faults';
import { invalid, unsupported } from './errors';

export const JSON_TYPES = [
  'application/json',
  'application/json-patch+json',
  'application/vnd.api+json',
  'application/csp-report',
  'application/reports+json',
];

const UNPACKERS: Record<string, () => NodeJS.ReadWriteStream & Readable> = {
  gzip: () => zlib.createUnzip(),
  deflate: () => zlib.createUnzip(),
  br: () => zlib.createBrotliDecompress(),
};

const unpacked = (req: IncomingMessage, encoding: string): Readable => {
  if (encoding === 'identity') return req;
  const unpack = UNPACKERS[encoding];
  if (!unpack) throw unknownEncoding(encoding);
  const stream = unpack();
  // A pipe ends with what it leads into, and would wait for ever for a caller who has gone.
  req.once('error', (error) => stream.destroy(error));
  return req.pipe(stream);
};

const NOT_UTF_8 = 'send it in UTF-8, with "Content-Type: application/json".';

const textOf = (bytes: Buffer): string => {
  // JSON writes a null byte as an escape, so one that stands for itself is half of a wider character.
  if (bytes.includes(0))
    throw invalid(`body: holds null bytes, as text in UTF-16 or UTF-32 does; ${NOT_UTF_8}`);
  if (!isUtf8(bytes)) throw invalid(`body: holds bytes that are no UTF-8; ${NOT_UTF_8}`);
  // Takes a byte order mark away.
  return new TextDecoder().decode(bytes);
};

const parsed = (text: string): unknown => {
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(`body: is not valid JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null)
    throw invalid(`body: must be a JSON object, but is ${value === null ? 'null' : typeof value}.`);
  return value;
};

/**
 * Strapi's own reader takes bytes that are no UTF-8 for U+FFFD and stores that.
 * @returns an object or a list; an empty object where nothing was sent
 * @throws HttpError 400, 413 or 415 that says what is wrong with the body
 */
export const readJson = async ({ req, charset }: Request): Promise<unknown> => {
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw unsupported(`Content-Type: JSON is not read in the charset "${charset}"; ${NOT_UTF_8}`);
  const encoding = req.headers['content-encoding'] ?? 'identity';
  const length = encoding === 'identity' ? (req.headers['content-length'] ?? null) : null;
  const bytes = await rawBody(unpacked(req, encoding), { limit: MOST_BYTES, length }).catch(
    (error: unknown) => {
      throw bodyFault(error, encoding) ?? error;
    },
  );
  return parsed(textOf(bytes));
};
