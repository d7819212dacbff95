import type { z } from 'zod';
import { invalidPlaces } from '../../../http/errors';

/**
 * Reads a query by its schema.
 * @throws ValidationError (400) that names each parameter and what it may be
 */
export const readQuery = <Schema extends z.ZodType>(
  schema: Schema,
  query: unknown,
): z.infer<Schema> => {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw invalidPlaces(
    parsed.error.issues.map(({ path, message }) => ({
      place: path.join('.') || 'query',
      message,
    })),
  );
};

/** What an object schema says of parameters that it does not know. */
export const unknownKeys =
  (known: readonly string[]) =>
  (issue: { code?: string; keys?: unknown }): string | undefined =>
    issue.code === 'unrecognized_keys'
      ? `unknown: ${(issue.keys as string[]).join(', ')}; known are ${known.join(', ')}`
      : undefined;

const wholeNumber = (most: number) => ({ error: `must be a whole number from 1 to ${most}` });

/** A whole number from 1 to `most`, as a query gives it. */
export const count = (coerce: typeof z.coerce, most: number, fallback: number) =>
  coerce
    .number(wholeNumber(most))
    .int(wholeNumber(most))
    .min(1, wholeNumber(most))
    .max(most, wholeNumber(most))
    .default(fallback);
