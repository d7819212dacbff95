import createError, { isHttpError, type HttpError } from 'http-errors';
import type { Context, Next } from 'koa';

/** Answers with an error in the form that all of the newsroom's have. */
export const answerError = (ctx: Context, error: HttpError): void => {
  const { status, name, message, details } = error;
  ctx.status = status;
  ctx.body = { data: null, error: { status, name, message, details } };
};

/** Whatever goes wrong in there is answered; what nobody foresaw is logged, and told to nobody else. */
export const showErrors =
  (log: { error(message: string): void }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      if (isHttpError(error)) return answerError(ctx, error);
      log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      answerError(ctx, createError(500));
    }
  };
