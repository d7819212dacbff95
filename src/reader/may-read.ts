import createError from 'http-errors';
import type { Context, Next } from 'koa';
import { forbidden } from '../http/errors';
import type { Permission } from './permission';
import { answerError } from './show-errors';

/**
 * Lets through what everybody may read. Who brings a token asks for more than that, and is sent to a
 * process that knows tokens rather than given less without a word.
 */
export const mayRead =
  (permission: Permission) =>
  async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.get('Authorization'))
      throw forbidden(
        'This process is a reader and checks no tokens: send this request to a process with the role all or admin, or leave out "Authorization".',
      );
    const { read, any } = await permission();
    if (read) return next();
    // Both as Strapi says them.
    const refusal = any
      ? createError(403, { details: {} })
      : createError(401, 'Missing or invalid credentials', { details: {} });
    answerError(ctx, refusal);
  };
