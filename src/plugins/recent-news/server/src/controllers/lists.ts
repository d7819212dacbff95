import type { Core } from '@strapi/strapi';
import type { ListAnswer } from '../contracts';
import { forbidden } from '../forbidden';
import type { Side, StoryHead, StoryRights } from '../newsroom';
import { recentNewsOf } from '../services/recent-news';
import { decisionsBody, explainQuery, readRequest, sideSchema } from '../validation/requests';
import { demand, may, type Context } from './ability';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const answer = async (
    ctx: Context,
    head: StoryHead,
    rights: StoryRights,
    side?: Side,
  ): Promise<{ data: ListAnswer }> => ({
    data: {
      ...(await recentNewsOf(strapi).explain.of(head, side)),
      may: {
        decide: rights.change && may(ctx, 'decide'),
        publish: rights.publish && may(ctx, 'publish'),
        stories: may(ctx, 'stories'),
      },
    },
  });

  const find = (name: string): Promise<StoryHead> => recentNewsOf(strapi).explain.find(name);

  return {
    /** `?article=SLUG or documentId`: the list, and why. For tokens, which see all stories. */
    async explain(ctx: Context): Promise<void> {
      const { article, side } = readRequest(explainQuery, ctx.query);
      ctx.body = { data: await recentNewsOf(strapi).explain.explain(article, side) };
    },

    /** The same for a user, who may not see all of them. */
    async explainToUser(ctx: Context): Promise<void> {
      const { article, side } = readRequest(explainQuery, ctx.query);
      const head = await find(article);
      await demand(strapi, ctx, head.documentId, 'read');
      ctx.body = { data: await recentNewsOf(strapi).explain.of(head, side) };
    },

    async findOne(ctx: Context): Promise<void> {
      const side = readRequest(sideSchema, ctx.query.side ?? 'draft');
      const head = await find(ctx.params.id!);
      const rights = await demand(strapi, ctx, head.documentId, 'read');
      ctx.body = await answer(ctx, head, rights, side);
    },

    async decide(ctx: Context): Promise<void> {
      const { decisions, live } = readRequest(decisionsBody, ctx.request.body);
      if (live && !may(ctx, 'publish')) {
        throw forbidden(
          'Changing a live list at once needs the right to do so. Without it the change goes live with the next publish.',
        );
      }
      const documentId = ctx.params.id!;
      const wanted = live ? (['change', 'publish'] as const) : (['change'] as const);
      const rights = await demand(strapi, ctx, documentId, 'read', ...wanted);
      await recentNewsOf(strapi).decisions.decide(documentId, decisions, { live });
      ctx.body = await answer(ctx, await find(documentId), rights, 'draft');
    },

    /** Makes the live list what the machine would make it now; a draft is computed on every look anyway. */
    async regenerate(ctx: Context): Promise<void> {
      const head = await find(ctx.params.id!);
      const { documentId } = head;
      const rights = await demand(strapi, ctx, documentId, 'read', 'change', 'publish');
      const { lists, generator } = recentNewsOf(strapi);
      await generator.keep(documentId);
      await lists.recompute([documentId]);
      ctx.body = await answer(ctx, head, rights, 'draft');
    },
  };
};
