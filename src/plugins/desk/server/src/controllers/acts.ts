import type { Core } from '@strapi/strapi';
import { deskOf } from '../services/desk';
import { duplicateBody, readRequest } from '../validation/requests';
import { idOf, rightsOf, userIdOf, type Context } from './context';

/** What is done to an article as a whole; each is one act, however many documents it has. */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  const answer = async (ctx: Context): Promise<void> => {
    ctx.body = { data: await deskOf(strapi).open(idOf(ctx), rightsOf(strapi, ctx)) };
  };

  return {
    async publish(ctx: Context): Promise<void> {
      await rightsOf(strapi, ctx).demand('publish', idOf(ctx));
      await deskOf(strapi).newsroom.publish(idOf(ctx), userIdOf(ctx));
      await answer(ctx);
    },

    async unpublish(ctx: Context): Promise<void> {
      await rightsOf(strapi, ctx).demand('publish', idOf(ctx));
      await deskOf(strapi).newsroom.unpublish(idOf(ctx));
      await answer(ctx);
    },

    async discard(ctx: Context): Promise<void> {
      await rightsOf(strapi, ctx).demand('update', idOf(ctx));
      await deskOf(strapi).newsroom.discard(idOf(ctx));
      await answer(ctx);
    },

    async duplicate(ctx: Context): Promise<void> {
      const rights = rightsOf(strapi, ctx);
      const { title } = readRequest(duplicateBody, ctx.request.body);
      const source = await deskOf(strapi).open(idOf(ctx), rights);
      await rights.demand('create', null);
      const documentId = await deskOf(strapi).newsroom.duplicate(
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
