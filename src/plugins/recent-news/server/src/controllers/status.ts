import type { Core } from '@strapi/strapi';
import type { StatusAnswer } from '../contracts';
import { PLUGIN, QUEUES } from '../constants';
import type { Queue } from '../services/queue';
import { recentNewsOf } from '../services/recent-news';
import type { Context } from './ability';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const status = async (): Promise<StatusAnswer> => {
    const { newsroom, archive, backfill, lists, settings, db } = recentNewsOf(strapi);
    const { count } = await settings.get();
    const [stories, live, space] = [
      await archive.count(db),
      await newsroom.countLive(db),
      await archive.spaceReport(db),
    ];
    return {
      stories,
      unfiled: Math.max(0, live - stories),
      space,
      backfill: await backfill.last(),
      meter: await lists.meter(count),
      count,
    };
  };
  const queue = (): Queue => strapi.plugin('jobs').service('queue') as Queue;

  return {
    async find(ctx: Context): Promise<void> {
      ctx.body = { data: await status() };
    },

    async backfill(ctx: Context): Promise<void> {
      await queue().send(null, QUEUES.backfill, {}, { singletonKey: PLUGIN });
      ctx.status = 202;
      ctx.body = { data: await status() };
    },

    async refit(ctx: Context): Promise<void> {
      await queue().send(null, QUEUES.refit, { force: true }, { singletonKey: PLUGIN });
      ctx.status = 202;
      ctx.body = { data: await status() };
    },
  };
};
