import Router from '@koa/router';
import Koa, { type Context, type Middleware, type Next } from 'koa';
import type { ReaderEnvironment } from '../environment';
import { answerWhenAway } from '../http/answer-when-away';
import { logBeside } from '../http/callers-faults';
import { notFound } from '../http/errors';
import { wellFormed } from '../http/well-formed';
import type { Reading } from '../reading/reading';
import { PREFIX, readRoutes } from '../reading/routes';
import { refusalOf } from '../roles';
import type { Log } from './log';
import { mayRead } from './may-read';
import type { Permission } from './permission';
import { showErrors } from './show-errors';
import { corsHeaders, poweredBy, readQueries, securityHeaders } from './standard-headers';

interface Parts {
  environment: Pick<ReaderEnvironment, 'previewUrl' | 'proxies'>;
  reading: Reading;
  permission: Permission;
  log: Log;
  /** Stands in front of the handlers whose answers may be kept. */
  keep?: Middleware | undefined;
  /** Answers with what is held of an earlier answer, when no other can be made. */
  giveHeld?: ((ctx: Context) => Promise<boolean>) | undefined;
  /** Outermost: sees every request. */
  measure?: Middleware | undefined;
}

const passOn: Middleware = (_ctx, next) => next();

const logRequests =
  (log: Log) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const began = performance.now();
    await next();
    log.http(`${ctx.method} ${ctx.url} (${Math.ceil(performance.now() - began)} ms) ${ctx.status}`);
  };

/** The routes of readers, below `/api`. */
export const readRouter = (
  reading: Reading,
  guard: readonly Middleware[] = [],
  keep: Middleware = passOn,
): Router => {
  const router = new Router();
  for (const { path, handler, isGuarded, isKept } of readRoutes(reading)) {
    const before = [...(isGuarded ? guard : []), ...(isKept ? [keep] : [])];
    router.get(`${PREFIX}${path}`, ...before, handler);
  }
  return router;
};

/**
 * What Strapi answers to readers who bring no token, in the same order of middlewares
 * (`config/middlewares`), without Strapi.
 */
export const createApp = (parts: Parts): Koa => {
  const { environment, reading, permission, log, keep, giveHeld, measure } = parts;
  const app = new Koa({ proxy: environment.proxies > 0, maxIpsCount: environment.proxies });
  app.on('error', logBeside(log));
  readQueries(app);
  const away = answerWhenAway({ concerns: () => true, ...(giveHeld && { held: giveHeld }), log });
  const router = readRouter(reading, [away, mayRead(permission)], keep);
  router.all('/_health', (ctx) => {
    ctx.status = 204;
  });
  app
    .use(measure ?? passOn)
    .use(logRequests(log))
    .use(showErrors(log))
    .use(securityHeaders(environment.previewUrl))
    .use(corsHeaders())
    .use(poweredBy)
    .use(wellFormed(log))
    .use(router.routes())
    .use((ctx) => {
      throw notFound(refusalOf('reader', ctx));
    });
  return app;
};
