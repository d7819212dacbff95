import type { Answer } from './post';
import { retryAfterSeconds } from './retry-after';

export type Outcome =
  | { result: 'delivered' }
  /** The receiver wants no more calls. */
  | { result: 'gone' }
  /** To be tried again; not before `askedSeconds` where the receiver asked for it. */
  | { result: 'failed'; askedSeconds?: number };

/** These may say when to come back (RFC 9110, 15.6.4; RFC 6585, 4). */
const ASKING = new Set([429, 503]);

/** What an answer means by Standard Webhooks 1.0: the status decides, also when its text never came to an end. */
export const outcomeOf = ({ status, headers }: Answer, now: Date): Outcome => {
  if (status === 410) return { result: 'gone' };
  if (status !== null && status >= 200 && status < 300) {
    return { result: 'delivered' };
  }
  const askedSeconds =
    status !== null && ASKING.has(status)
      ? retryAfterSeconds(headers['retry-after'], now)
      : undefined;
  return { result: 'failed', ...(askedSeconds !== undefined && { askedSeconds }) };
};

/** One sentence for the log; null for a success. */
export const faultOf = ({ status, error }: Answer): string | null => {
  if (error !== null) return error;
  if (status === null || (status >= 200 && status < 300)) return null;
  if (status >= 300 && status < 400) {
    return `it answered ${status}; redirects are not followed, so give the target the address it leads to`;
  }
  if (status === 410) return 'it answered 410 (Gone): it wants no more calls';
  return `it answered ${status}`;
};
