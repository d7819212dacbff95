import type { Core } from '@strapi/strapi';
import { deskOf } from '../services/desk';
import { presenceBody, readRequest } from '../validation/requests';
import { idOf, nameOf, rightsOf, userIdOf, type Context } from './context';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /** "I have it open": answers who else has, and whether there is a newer version. */
  async beat(ctx: Context): Promise<void> {
    const { tab } = readRequest(presenceBody, ctx.request.body);
    const { presence, newsroom, db } = deskOf(strapi);
    const documentId = idOf(ctx);
    await rightsOf(strapi, ctx).demand('read', documentId);
    const userId = userIdOf(ctx);
    if (userId !== null) await presence.beat({ documentId, tab, userId, name: nameOf(ctx) });
    const open = await newsroom.read(db, documentId);
    ctx.body = {
      data: {
        editors: await presence.of(documentId),
        version: open?.version ?? 0,
        status: open?.status ?? 'draft',
      },
    };
  },

  async leave(ctx: Context): Promise<void> {
    const userId = userIdOf(ctx);
    if (userId !== null) await deskOf(strapi).presence.leave(ctx.params.tab!, userId);
    ctx.body = { data: {} };
  },
});
