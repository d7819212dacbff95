import type { Core } from '@strapi/strapi';
import { deskOf } from '../services/desk';
import { idOf, rightsOf, userIdOf, type Context } from './context';

/** Earlier addresses of an article that still lead readers to it. */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  const answer = async (ctx: Context): Promise<void> => {
    const { newsroom, db } = deskOf(strapi);
    const found = await newsroom.addresses(db, idOf(ctx));
    ctx.body = { data: found.map(({ slug, since }) => ({ slug, since: since.toISOString() })) };
  };
  return {
    async find(ctx: Context): Promise<void> {
      await rightsOf(strapi, ctx).demand('read', idOf(ctx));
      await answer(ctx);
    },

    /** Answers those that are left. */
    async close(ctx: Context): Promise<void> {
      const rights = rightsOf(strapi, ctx);
      await rights.demand('read', idOf(ctx));
      await rights.demand('publish', idOf(ctx));
      await deskOf(strapi).newsroom.closeAddress(idOf(ctx), ctx.params.slug!, userIdOf(ctx));
      await answer(ctx);
    },
  };
};
