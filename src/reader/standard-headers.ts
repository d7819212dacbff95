import cors from '@koa/cors';
import Koa, { type Context, type Next } from 'koa';
import helmet from 'koa-helmet';
import qs from 'qs';
import { CORS, POWERED_BY, QUERY, security } from '../http/headers';

/** What browsers may do with an answer, as `strapi::security` says it. */
export const securityHeaders = (previewUrl: string | null) =>
  // The types of helmet want the tuple that its own lists are.
  helmet(security(previewUrl) as Parameters<typeof helmet>[0]);

/** Who may read an answer, as `strapi::cors` says it. Who names no origin is told of all. */
export const corsHeaders = () =>
  cors({
    origin: (ctx) => {
      const origin = ctx.get('Origin');
      if (!origin) return '*';
      return CORS.origin.includes('*') || CORS.origin.includes(origin) ? origin : '';
    },
    maxAge: CORS.maxAge,
    credentials: CORS.credentials,
    allowMethods: CORS.methods,
    allowHeaders: CORS.headers,
    keepHeadersOnError: CORS.keepHeadersOnError,
  });

/** Only what ends well says it, as with `strapi::poweredBy`. */
export const poweredBy = async (ctx: Context, next: Next): Promise<void> => {
  await next();
  ctx.set('X-Powered-By', POWERED_BY);
};

/** Gives `ctx.query` as `strapi::query` reads it, nested. */
export const readQueries = (app: Koa): void => {
  const parsed = new WeakMap<object, { text: string; query: object }>();
  Object.defineProperty(app.request, 'query', {
    get(this: Koa.Request) {
      const known = parsed.get(this);
      if (known?.text === this.querystring) return known.query;
      const query = qs.parse(this.querystring, QUERY);
      parsed.set(this, { text: this.querystring, query });
      return query;
    },
  });
};
