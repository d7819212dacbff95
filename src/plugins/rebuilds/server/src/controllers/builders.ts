import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { Changes } from '../services/changes';
import type { Receipts } from '../services/receipts';

/** What builders ask for and answer. */
export const createChangesController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    const changes = strapi.plugin('rebuilds').service('changes') as Changes;
    const { changes: data, cursor, more } = await changes.since(ctx.request.query);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { data, meta: { cursor, more } };
  },
});

export const createReceiptsController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async create(ctx: Context) {
    const receipts = strapi.plugin('rebuilds').service('receipts') as Receipts;
    ctx.body = {
      data: await receipts.accept((ctx.request as unknown as { body: unknown }).body),
    };
  },
});
