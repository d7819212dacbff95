import type { Core } from '@strapi/strapi';
import type { Act } from '../permissions';
import { deskOf } from '../services/desk';
import { duplicateBody, readRequest } from '../validation/requests';
import { idOf, rightsOf, userIdOf, type Context } from './context';

/** What is done to an article as a whole; each is one act, however many documents it has. */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  /** The answer shows the article, so who may not see it is refused before anything is done. */
  const demand = async (ctx: Context, act: Act): Promise<void> => {
    const rights = rightsOf(strapi, ctx);
    await rights.demand('read', idOf(ctx));
    await rights.demand(act, idOf(ctx));
  };
  const answer = async (ctx: Context): Promise<void> => {
    ctx.body = { data: await deskOf(strapi).open(idOf(ctx), rightsOf(strapi, ctx)) };
  };

  return {
    async publish(ctx: Context): Promise<void> {
      await demand(ctx, 'publish');
      await deskOf(strapi).newsroom.publish(idOf(ctx), userIdOf(ctx));
      await answer(ctx);
    },

    async unpublish(ctx: Context): Promise<void> {
      await demand(ctx, 'publish');
      await deskOf(strapi).newsroom.unpublish(idOf(ctx));
      await answer(ctx);
    },

    async discard(ctx: Context): Promise<void> {
      await demand(ctx, 'update');
      await deskOf(strapi).newsroom.discard(idOf(ctx));
      await answer(ctx);
    },

    async duplicate(ctx: Context): Promise<void> {
      const rights = rightsOf(strapi, ctx);
      const { title } = readRequest(duplicateBody, ctx.request.body);
      const source = await deskOf(strapi).open(idOf(ctx), rights);
      const { newsroom, db } = deskOf(strapi);
      await rights.demand('create', null, await newsroom.copiedFields(db, idOf(ctx)));
      const documentId = await newsroom.duplicate(
        idOf(ctx),
        title ?? source.text.title,
        userIdOf(ctx),
      );
      ctx.body = { data: await deskOf(strapi).open(documentId, rights) };
    },

    async remove(ctx: Context): Promise<void> {
      await rightsOf(strapi, ctx).demand('delete', idOf(ctx));
      await deskOf(strapi).newsroom.remove(idOf(ctx));
      ctx.body = { data: { documentId: idOf(ctx) } };
    },
  };
};
