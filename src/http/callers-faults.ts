import createError, { HttpError, isHttpError } from 'http-errors';
import type { Context, Next } from 'koa';

/**
 * What a caller did wrong is answered, and no matter for the log. Strapi knows errors by their class, of
 * which each library brings a copy of its own, and logs the others with their stack.
 */
export const answerCallersFaults =
  () =>
  async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      if (error instanceof HttpError || !isHttpError(error) || !error.expose) throw error;
      const { status, name, message, details = {} } = error;
      throw createError(status, message, { name, details });
    }
    // The router's own answer is a bare text.
    if (ctx.status === 405 && ctx.body == null)
      throw createError(
        405,
        `"${ctx.method} ${ctx.path}" is not possible; use ${ctx.response.get('Allow')}.`,
        { name: 'MethodNotAllowedError', details: {} },
      );
  };

/** How the end of a connection is told of whose caller went away. */
const GONE = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'HPE_INVALID_EOF_STATE']);

/** For Koa's `error` event, which tells what happens beside an answer; Koa itself prints all of it. */
export const logBeside =
  (log: { http(message: string): void; error(message: string): void }) =>
  (error: NodeJS.ErrnoException): void => {
    if (GONE.has(error.code ?? '')) log.http(`A caller left in the middle: ${error.message}`);
    else log.error(error.stack ?? error.message);
  };
