import { errors } from '@strapi/utils';
import { z } from 'zod';
import { decisionSchema } from '../lists/decide';

export const sideSchema = z.enum(['draft', 'live']).optional();

export const decisionsBody = z.strictObject({
  decisions: z.array(decisionSchema).min(1).max(50),
  /** Whether readers get it at once; otherwise with the article's next publish. */
  live: z.boolean().default(false),
});

export const neverBody = z.strictObject({ never: z.boolean() });

export const previewBody = z.strictObject({
  /** documentId or slug. */
  article: z.string().min(1),
  settings: z.record(z.string(), z.unknown()).default({}),
});

export const searchQuery = z.object({
  q: z.string().trim().min(1, 'give at least one word').max(200),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

export const explainQuery = z.object({
  article: z.string().min(1, 'give a slug or a documentId'),
  side: sideSchema,
});

/** @throws errors.ValidationError that names each part and what would be right */
export const readRequest = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> => {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({
    path: path.map(String),
    message: path.length > 0 ? `${path.join('.')}: ${message}` : message,
  }));
  throw new errors.ValidationError(faults.map(({ message }) => message).join('; '), {
    errors: faults,
  });
};
