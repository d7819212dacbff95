import { errors } from '@strapi/utils';
import { z } from 'zod';

/**
 * What will be stored for `data`: JSON that the schema accepts. Nothing counts as `{}`.
 *
 * The schema sees what the handler will get back from the database, so that a Date (a string by
 * then) does not pass here and fail there.
 *
 * @throws {errors.ValidationError} naming queue and place
 */
export const storableData = (queue: string, schema: z.ZodType, data: unknown): unknown => {
  let stored: unknown;
  try {
    stored = JSON.parse(JSON.stringify(data ?? {}));
  } catch (error) {
    throw refusal(queue, `it is no JSON (${(error as Error).message})`);
  }
  const checked = schema.safeParse(stored);
  if (!checked.success) throw refusal(queue, z.prettifyError(checked.error));
  const place = unstorable(stored, 'data');
  if (place != null) {
    throw refusal(queue, `${place} holds a NUL or half a character, which Postgres does not store`);
  }
  return stored;
};

const refusal = (queue: string, why: string) =>
  new errors.ValidationError(`A job for "${queue}" cannot be sent: ${why}.`);

const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0');

/** The place of the first string that JSONB refuses. */
const unstorable = (value: unknown, place: string): string | undefined => {
  if (typeof value === 'string') return isStorable(value) ? undefined : place;
  if (value == null || typeof value !== 'object') return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = isStorable(key) ? unstorable(inner, `${place}.${key}`) : `a name in ${place}`;
    if (found != null) return found;
  }
  return undefined;
};
