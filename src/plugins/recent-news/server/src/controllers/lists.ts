import type { Core } from '@strapi/strapi';
import type { ListAnswer } from '../contracts';
import { forbidden } from '../forbidden';
import type { Side } from '../newsroom';
import { recentNewsOf } from '../services/recent-news';
import { decisionsBody, explainQuery, readRequest, sideSchema } from '../validation/requests';
import { may, type Context } from './ability';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const answer = async (
    ctx: Context,
    name: string,
    side?: Side,
  ): Promise<{ data: ListAnswer }> => ({
    data: {
      ...(await recentNewsOf(strapi).explain.explain(name, side)),
      may: {
        decide: may(ctx, 'decide'),
        publish: may(ctx, 'publish'),
        stories: may(ctx, 'stories'),
      },
    },
  });

  return {
    /** `?article=SLUG or documentId`: the list, and why. */
    async explain(ctx: Context): Promise<void> {
      const { article, side } = readRequest(explainQuery, ctx.query);
      ctx.body = { data: await recentNewsOf(strapi).explain.explain(article, side) };
    },

    async findOne(ctx: Context): Promise<void> {
      ctx.body = await answer(
        ctx,
        ctx.params.id!,
        readRequest(sideSchema, ctx.query.side ?? 'draft'),
      );
    },

    async decide(ctx: Context): Promise<void> {
      const { decisions, live } = readRequest(decisionsBody, ctx.request.body);
      if (live && !may(ctx, 'publish')) {
        throw forbidden(
          'Changing a live list at once needs the right to do so. Without it the change goes live with the next publish.',
        );
      }
      await recentNewsOf(strapi).decisions.decide(ctx.params.id!, decisions, { live });
      ctx.body = await answer(ctx, ctx.params.id!, 'draft');
    },

    /** Makes the live list what the machine would make it now; a draft is computed on every look anyway. */
    async regenerate(ctx: Context): Promise<void> {
      const { lists, generator } = recentNewsOf(strapi);
      await generator.keep(ctx.params.id!);
      await lists.recompute([ctx.params.id!]);
      ctx.body = await answer(ctx, ctx.params.id!, 'draft');
    },
  };
};
