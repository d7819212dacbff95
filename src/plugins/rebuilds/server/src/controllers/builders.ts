import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { ChangesGoneError, type Changes } from '../services/changes';
import type { Receipts } from '../services/receipts';

/** What builders ask for and answer. */
export const createChangesController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    const changes = strapi.plugin('rebuilds').service('changes') as Changes;
    ctx.set('Cache-Control', 'no-store');
    try {
      const { changes: data, cursor, more } = await changes.since(ctx.request.query);
      ctx.body = { data, meta: { cursor, more } };
    } catch (error) {
      if (!(error instanceof ChangesGoneError)) throw error;
      const { name, message, details } = error;
      ctx.status = 410;
      ctx.body = { data: null, error: { status: 410, name, message, details } };
    }
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
