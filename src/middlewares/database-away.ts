import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { frontOf } from '../front/service';
import { answerWhenAway } from '../http/answer-when-away';
import { readPublicPermission } from '../reading/plans';
import { isReadRoute } from '../reading/routes';

const concerns = (ctx: Context): boolean => isReadRoute(ctx.state.route);

/** Readers are told at once, and as a reader process tells them, while the database is away. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const guard = answerWhenAway({
    concerns,
    held: (ctx) => frontOf(strapi).giveHeld(ctx),
    log: strapi.log,
  });
  return (ctx: Context, next: Next) =>
    guard(ctx, async () => {
      await next();
      // Strapi's login of users takes a database that is away for a caller who may not read: ask again.
      if (ctx.status === 401 && concerns(ctx)) await readPublicPermission(strapi.db.connection);
    });
};
