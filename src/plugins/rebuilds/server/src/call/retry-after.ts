/**
 * Reads a `Retry-After` header (RFC 9110, 10.2.3): a number of seconds, or a date.
 * @returns seconds from now, 0 for a date that has passed; undefined when there is none that can be read
 */
export const retryAfterSeconds = (header: string | undefined, now: Date): number | undefined => {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  // A date has a weekday or a zone: `Date.parse` would take "1.5" for the fifth of January.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
};
