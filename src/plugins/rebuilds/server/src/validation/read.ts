import { errors } from '@strapi/utils';
import type { z } from 'zod';

/**
 * Checks what came from outside.
 * @throws {errors.ValidationError} whose details lead a form to its fields
 */
export const readInput = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> => {
  const checked = schema.safeParse(input ?? {});
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map(({ path, message }) => ({
    path: path.map(String),
    message: `${path.join('.') || 'the request'} ${message}`,
    name: 'ValidationError',
  }));
  throw new errors.ValidationError(faults.map(({ message }) => message).join('; '), {
    errors: faults,
  });
};
