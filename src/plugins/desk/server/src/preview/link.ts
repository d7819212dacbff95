import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a link opens a draft, ms: an afternoon's work; the Desk asks for a new one by itself. */
export const LINK_LASTS = 4 * 3_600_000;

const signatureOf = (secret: string, documentId: string, until: number): Buffer =>
  createHmac('sha256', secret).update(`preview\n${documentId}\n${until}`).digest();

/** A token that opens one draft until `until` (ms since 1970). */
export const signLink = (secret: string, documentId: string, until: number): string =>
  `${until}.${signatureOf(secret, documentId, until).toString('base64url')}`;

export type LinkState = 'good' | 'expired' | 'forged';

/** @param now ms since 1970 */
export const checkLink = (
  secret: string,
  documentId: string,
  token: string,
  now: number,
): LinkState => {
  const [until = '', signature = ''] = token.split('.');
  if (!/^\d{1,15}$/.test(until)) return 'forged';
  const given = Buffer.from(signature, 'base64url');
  const right = signatureOf(secret, documentId, Number(until));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 'forged';
  return Number(until) > now ? 'good' : 'expired';
};
