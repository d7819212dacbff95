import type { Context, Next } from 'koa';
import { notFound } from '../http/errors';
import { isOfWorkers, refusalOf } from '../roles';

/** A worker listens so that it can be asked whether it lives, and for nothing else. */
export default () =>
  (ctx: Context, next: Next): Promise<unknown> => {
    if (!isOfWorkers(ctx.path)) throw notFound(refusalOf('worker', ctx));
    return next();
  };
