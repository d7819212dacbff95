import type { Core } from '@strapi/strapi';
import type { ChoiceKind } from '../contracts';
import { deskOf } from '../services/desk';
import { rightsOf, type Context } from './context';

/** What an article may be given to. All at once: the search in it goes on without the server. */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  const answer = async (ctx: Context, kind: ChoiceKind): Promise<void> => {
    const { newsroom, db } = deskOf(strapi);
    await rightsOf(strapi, ctx).demand('read', null);
    ctx.body = { data: await newsroom.choices(db, kind) };
  };
  return {
    topics: (ctx: Context): Promise<void> => answer(ctx, 'topics'),
    authors: (ctx: Context): Promise<void> => answer(ctx, 'authors'),
  };
};
