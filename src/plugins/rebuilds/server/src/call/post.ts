import http from 'node:http';
import https from 'node:https';
import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { hostWithPort, isLinkLocalIp, type AllowedHosts } from './address';

/** From the look-up of the name to the last byte, ms: what Svix grants, and no builder needs more. */
export const TOTAL_MS = 15_000;

/** More of an answer than this is not read, bytes. */
export const MOST_READ = 65_536;

/** Headers of an answer beyond this end the call, bytes: Node's own default, so that it is ours. */
const MOST_HEADERS = 16_384;

export interface Post {
  url: URL;
  headers: Record<string, string>;
  body: string;
}

export interface PostOptions {
  allowed: AllowedHosts;
  signal?: AbortSignal;
  totalMs?: number;
  /** Certificates to trust besides those Node knows; PEM. */
  ca?: string;
  /** Instead of the system's look-up of names. */
  lookup?: LookupFunction;
}

/** What came of it: an answer, or why there was none. */
export interface Answer {
  status: number | null;
  /** In words; null when there was an answer. */
  error: string | null;
  headers: http.IncomingHttpHeaders;
  /** At most {@link MOST_READ} bytes. */
  body: string;
  ms: number;
}

/**
 * Makes one call. Follows no redirect, reads no more than {@link MOST_READ} bytes, checks
 * certificates, and connects to no private address unless its host is allowed. Never throws: what
 * went wrong is part of the answer.
 */
export const post = ({ url, headers, body }: Post, options: PostOptions): Promise<Answer> => {
  const { allowed, signal, totalMs = TOTAL_MS, ca, lookup } = options;
  const from = performance.now();
  const isAllowed = allowed.has(hostWithPort(url));
  const isTls = url.protocol === 'https:';
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let read = 0;
    let answer: http.IncomingMessage | undefined;
    let settled = false;
    const settle = (error: string | null): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      request.destroy();
      resolve({
        status: answer?.statusCode ?? null,
        error,
        headers: answer?.headers ?? {},
        body: Buffer.concat(chunks).toString('utf8'),
        ms: Math.round(performance.now() - from),
      });
    };
    const stop = (): void => settle('this server was stopping');

    const request = (isTls ? https : http).request(url, {
      method: 'POST',
      agent: isAllowed ? openAgent(isTls) : guardedAgent(isTls),
      lookup: isAllowed ? withoutLinkLocal(lookup ?? dns.lookup) : lookup,
      maxHeaderSize: MOST_HEADERS,
      ...(isTls && { rejectUnauthorized: true, ...(ca && { ca }) }),
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
    });
    const timer = setTimeout(
      () =>
        settle(
          answer
            ? `the answer was not complete after ${totalMs / 1000} seconds`
            : `no answer within ${totalMs / 1000} seconds`,
        ),
      totalMs,
    );
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });

    request.on('error', (error) => settle(inWords(error)));
    request.on('response', (response) => {
      answer = response;
      response.on('data', (chunk: Buffer) => {
        const room = MOST_READ - read;
        chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
        read += Math.min(chunk.length, room);
        // The status is known, and the rest of the answer would change nothing.
        if (read >= MOST_READ) settle(null);
      });
      response.on('end', () => settle(null));
      response.on('aborted', () => settle('the connection broke before the answer was complete'));
      response.on('error', (error) => settle(inWords(error)));
    });
    request.end(body);
  });
};

/** An agent of its own for each call: a kept connection would go to an address that was checked long ago. */
const guardedAgent = (isTls: boolean): http.Agent =>
  isTls
    ? new RequestFilteringHttpsAgent({ keepAlive: false })
    : new RequestFilteringHttpAgent({ keepAlive: false });

const openAgent = (isTls: boolean): http.Agent =>
  isTls ? new https.Agent({ keepAlive: false }) : new http.Agent({ keepAlive: false });

/** For hosts that were opened by name: the name must still not lead to a cloud's metadata. */
const withoutLinkLocal =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      const refused = error
        ? undefined
        : addresses.find((address) => isIP(address) && isLinkLocalIp(address));
      if (refused) {
        callback(new Error(`${hostname} leads to ${refused}, which no call may go to`), '', 0);
      } else {
        callback(error, found, family);
      }
    });
  };

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nobody listens there (connection refused)',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name could not be looked up just now',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  EPIPE: 'the connection was closed while the call was being sent',
  HPE_HEADER_OVERFLOW: `the answer has more than ${MOST_HEADERS} bytes of headers`,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody vouches for its certificate (self-signed)',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody vouches for its certificate (self-signed in the chain)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody vouches for its certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  EPROTO: 'it does not speak TLS there',
};

const inWords = (error: Error & { code?: string; errors?: Error[] }): string => {
  const inner = error.errors?.[0] as (Error & { code?: string }) | undefined;
  const code = error.code ?? inner?.code ?? '';
  if (/is not allowed\. Because/.test(error.message)) return 'its name leads to a private address';
  if (code.startsWith('HPE_') && !REASONS[code]) return `the answer is not HTTP (${code})`;
  return REASONS[code] ?? (error.message || code || 'the call failed');
};
