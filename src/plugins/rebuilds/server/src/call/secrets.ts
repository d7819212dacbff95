import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const PREFIX = 'whsec_';

/** Standard Webhooks asks for 24 to 64 random bytes. */
const BYTES = 32;
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

/** One of a target's secrets. */
export interface Secret {
  /** `whsec_` and base64. */
  value: string;
  /** ISO 8601; when it stops signing because a newer one took its place. */
  endsAt: string | null;
}

export const newSecret = (): string => PREFIX + randomBytes(BYTES).toString('base64');

/** A secret that somebody brings along, because the receiver has it already. */
export const secretSchema = z.string().refine(
  (secret) => {
    if (!secret.startsWith(PREFIX)) return false;
    const base64 = secret.slice(PREFIX.length);
    const bytes = Buffer.from(base64, 'base64');
    return (
      bytes.toString('base64') === base64 &&
      bytes.length >= LEAST_BYTES &&
      bytes.length <= MOST_BYTES
    );
  },
  { error: `must be whsec_ and the base64 of ${LEAST_BYTES} to ${MOST_BYTES} random bytes` },
);

/** Those that sign a call made now, the newest first. */
export const signingSecrets = (secrets: readonly Secret[], now: Date): string[] =>
  secrets
    .filter(({ endsAt }) => endsAt === null || Date.parse(endsAt) > now.getTime())
    .map(({ value }) => value);

/**
 * Puts a new secret first. The one before goes on signing until `endsAt`, so that a receiver can
 * change over without a gap; older ones end now.
 */
export const rotated = (
  secrets: readonly Secret[],
  next: string,
  { now, endsAt }: { now: Date; endsAt: Date },
): Secret[] => {
  const [current] = secrets.filter((secret) => signingSecrets([secret], now).length > 0);
  return [
    { value: next, endsAt: null },
    ...(current ? [{ value: current.value, endsAt: endsAt.toISOString() }] : []),
  ];
};
