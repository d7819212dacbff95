import type { HttpError } from 'http-errors';
import { invalid, tooLarge, unsupported } from './errors';

const MOST_MB = 5;

/** Room for the longest article the limits allow (50 sections of 50 bullets), and not much more. */
export const MOST_BYTES = MOST_MB * 1024 * 1024;

export const unknownEncoding = (encoding: string | undefined): HttpError =>
  unsupported(
    `Content-Encoding: "${encoding}" is not known here; send the body as it is, or with gzip, deflate or br.`,
  );

/** What readers of bodies throw: `raw-body`, `zlib`, `formidable`. */
interface Thrown {
  message?: string;
  code?: unknown;
  status?: unknown;
  /** Only formidable's own errors have one; what the disk says about a file has none. */
  httpCode?: unknown;
}

/**
 * What a caller did wrong, of an error that reading a body ended with.
 * @param encoding the request's Content-Encoding
 * @returns null when it is no fault of the caller's
 */
export const bodyFault = (error: unknown, encoding: string | undefined): HttpError | null => {
  const { message = '', code, status, httpCode } = (error ?? {}) as Thrown;
  if (/^(Z_|ERR_)/.test(String(code)))
    return invalid(
      `body: is not ${encoding}, although Content-Encoding says so, or is cut off; send all of it, or leave Content-Encoding out.`,
    );
  if (code === 'ECONNRESET' || code === 'ECONNABORTED')
    return invalid('body: ended before all of it was there; send it again.');
  if (typeof httpCode === 'number') {
    // Strapi has an answer of its own to a file that is too large, which the admin knows.
    if (message.includes('maxFileSize')) return null;
    return httpCode === 413
      ? tooLarge(`body: is too large: ${message}`)
      : invalid(
          `body: cannot be read as the multipart/form-data that its Content-Type announces (${message}); send parts between lines of --boundary, a last --boundary--, and the boundary in the Content-Type.`,
        );
  }
  if (status === 413) return tooLarge(`body: is larger than ${MOST_MB} MB; send less at a time.`);
  if (status === 415) return unknownEncoding(encoding);
  return status === 400 ? invalid(`body: cannot be read: ${message}`) : null;
};
