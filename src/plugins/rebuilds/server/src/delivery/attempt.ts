import type { LookupFunction } from 'node:net';
import { checkAddress, type AllowedHosts } from '../call/address';
import { faultOf, outcomeOf, type Outcome } from '../call/outcome';
import { post, type Answer } from '../call/post';
import { signingSecrets } from '../call/secrets';
import { webhookHeaders } from '../call/signing';
import { kindOf } from '../kinds';
import type { Target } from '../target';

/** How much of an answer the log keeps, characters. */
const KEPT = 1_000;

const USER_AGENT = 'Newsroom-Rebuilds/1';

export interface Wire {
  allowed: AllowedHosts;
  signal?: AbortSignal;
  /** For tests: instead of the system's look-up of names, and certificates to trust. */
  lookup?: LookupFunction;
  ca?: string;
}

export interface Attempted {
  answer: Answer;
  outcome: Outcome;
  /** For the log. */
  record: { ms: number; status: number | null; error: string | null; answer: string };
}

/** Signs a call and makes it. Never throws: what went wrong is in what it returns. */
export const attempt = async (
  target: Target,
  call: {
    id: string;
    query: Record<string, string>;
    headers: Record<string, string>;
    body: string;
  },
  { allowed, ...options }: Wire,
): Promise<Attempted> => {
  const now = new Date();
  const checked = checkAddress(target.url, allowed);
  const answer: Answer = checked.url
    ? await post(
        {
          url: withQuery(checked.url, call.query),
          headers: {
            'User-Agent': USER_AGENT,
            ...call.headers,
            ...target.headers,
            ...webhookHeaders(
              call.id,
              now,
              call.body,
              kindOf(target.kind).signed ? signingSecrets(target.secrets, now) : [],
            ),
          },
          body: call.body,
        },
        { allowed, ...options },
      )
    : { status: null, error: `the address ${checked.fault}`, headers: {}, body: '', ms: 0 };
  return {
    answer,
    outcome: outcomeOf(answer, new Date()),
    record: {
      ms: answer.ms,
      status: answer.status,
      error: faultOf(answer),
      answer: storable(answer.body).slice(0, KEPT),
    },
  };
};

const withQuery = (url: URL, query: Record<string, string>): URL => {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, value);
  return whole;
};

/** Postgres stores no NUL in a text. */
const storable = (text: string): string => text.replaceAll('\u0000', '\uFFFD').toWellFormed();
