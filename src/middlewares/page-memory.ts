import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { frontOf } from '../front/service';

/** For routes whose answers everybody may have: they are kept, and given before Koa the next time. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  (ctx: Context, next: Next) =>
    frontOf(strapi).keep(ctx, next);
