import type { Core } from '@strapi/strapi';
import { forbidden } from '../forbidden';
import { deskOf } from '../services/desk';
import { newId, newsBody, pasteBody, readRequest, saveBody } from '../validation/requests';
import { idOf, rightsOf, userIdOf, type Context } from './context';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async findOne(ctx: Context): Promise<void> {
    ctx.body = { data: await deskOf(strapi).open(idOf(ctx), rightsOf(strapi, ctx)) };
  },

  async blank(ctx: Context): Promise<void> {
    const documentId = readRequest(newId, idOf(ctx));
    ctx.body = { data: await deskOf(strapi).blank(documentId, rightsOf(strapi, ctx)) };
  },

  async save(ctx: Context): Promise<void> {
    const request = readRequest(saveBody, ctx.request.body, 'text');
    if (request.baseVersion === 0) readRequest(newId, idOf(ctx));
    const data = await deskOf(strapi).save(
      idOf(ctx),
      request,
      rightsOf(strapi, ctx),
      userIdOf(ctx),
    );
    ctx.body = { data };
  },

  /** What stood below a pasted page stands below the article. */
  async takeNews(ctx: Context): Promise<void> {
    const { entries } = readRequest(newsBody, ctx.request.body);
    const data = await deskOf(strapi).takeNews(
      idOf(ctx),
      entries,
      rightsOf(strapi, ctx),
      userIdOf(ctx),
    );
    ctx.body = { data };
  },

  async versions(ctx: Context): Promise<void> {
    ctx.body = { data: await deskOf(strapi).versions(idOf(ctx), rightsOf(strapi, ctx)) };
  },

  async checklist(ctx: Context): Promise<void> {
    const { checks, db } = deskOf(strapi);
    await rightsOf(strapi, ctx).demand('read', idOf(ctx));
    ctx.body = { data: { items: await checks.items(db, idOf(ctx)) } };
  },

  /** Live pages that show this story: they change when it goes. */
  async shownOn(ctx: Context): Promise<void> {
    const { newsroom, db } = deskOf(strapi);
    await rightsOf(strapi, ctx).demand('read', idOf(ctx));
    ctx.body = { data: { pages: (await newsroom.shownOn(db, idOf(ctx))).length } };
  },

  /** Where the parts of a pasted page go; nothing is stored. */
  async paste(ctx: Context): Promise<void> {
    const { input, format } = readRequest(pasteBody, ctx.request.body);
    const rights = rightsOf(strapi, ctx);
    const may = await rights.may(null);
    if (!may.create && !may.update) throw forbidden('Your role may not write articles.');
    ctx.body = { data: deskOf(strapi).newsroom.parse(input, format) };
  },
});
