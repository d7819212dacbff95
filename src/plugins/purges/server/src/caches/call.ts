import type { z } from 'zod';
import { Busy, Refused } from './cache';

/** A cache that takes longer has trouble of its own, ms. */
const TIMEOUT = 5_000;

/** Asked for when an API is busy and does not say for how long, s. */
const USUAL_WAIT = 10;

/** An answer is some identifiers; of anything longer (a page of HTML) the beginning tells enough. */
const MOST_READ = 100_000;

export interface Call<Answer> {
  /** Who is called, for what is thrown: "Fastly". */
  title: string;
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
  /** What an answer with status 200 must look like. */
  answer: z.ZodType<Answer>;
  /** What it says of itself when it refuses, such as an error message; null when nothing can be found. */
  reason: (body: unknown) => string | null;
  /** What whoever configured it should look at when it refuses. */
  hint: string;
  signal: AbortSignal;
}

/**
 * Calls a cache, once; follows no redirect.
 * @throws {Refused} for a status 4xx but 408 and 429, and for an answer that is none of its own
 * @throws {Busy} for 429, and for 503 with `Retry-After`
 * @throws Error for all else
 */
export const call = async <Answer>(asked: Call<Answer>): Promise<Answer> => {
  const { title, signal } = asked;
  const late = AbortSignal.timeout(TIMEOUT);
  let status: number;
  let headers: Headers;
  let text: string;
  try {
    const response = await fetch(asked.url, {
      method: asked.method,
      headers: { 'User-Agent': 'Newsroom-Purges/1', Accept: 'application/json', ...asked.headers },
      body: asked.body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, late]),
    });
    ({ status, headers } = response);
    text = (await response.text()).slice(0, MOST_READ);
  } catch (error) {
    signal.throwIfAborted();
    if (late.aborted) throw new Error(`${title} did not answer within ${TIMEOUT / 1000} seconds`);
    throw new Error(`${title} cannot be reached: ${inWords(error)}`, { cause: error });
  }
  const body = asJson(text);
  const said = asked.reason(body);
  const because = said === null ? '' : ` ("${said.slice(0, 200)}")`;
  if (status >= 200 && status < 300) {
    const checked = asked.answer.safeParse(body);
    if (checked.success) return checked.data;
    throw new Refused(
      `${title} answered ${status} with something that is not its answer to a purge${because}: ${asked.hint}`,
    );
  }
  const wait = retryAfter(headers.get('retry-after'));
  if (status === 429 || (status === 503 && wait !== null))
    throw new Busy(`${title} answered ${status}, too much was asked of it`, wait ?? USUAL_WAIT);
  if (status >= 300 && status < 500 && status !== 408)
    throw new Refused(`${title} answered ${status}${because}: ${asked.hint}`);
  throw new Error(`${title} answered ${status}${because}`);
};

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** RFC 9110, 10.2.3: seconds, or a date; null when there is none that can be read. */
const retryAfter = (header: string | null): number | null => {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = /^[A-Za-z]{3}, /.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
};

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name could not be looked up just now',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
};

/** `fetch` says "fetch failed" whatever it was; what it was is its cause. */
const inWords = (error: unknown): string => {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } };
  const inner = (cause as { errors?: (Error & { code?: string })[] } | undefined)?.errors?.[0];
  const code = cause?.code ?? inner?.code ?? '';
  return REASONS[code] ?? (cause?.message || message);
};
