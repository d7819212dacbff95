import type { Core } from '@strapi/strapi';
import { deskOf } from '../services/desk';
import { listQuery, readRequest } from '../validation/requests';
import { rightsOf, type Context } from './context';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context): Promise<void> {
    const { q, status, ...asked } = readRequest(listQuery, ctx.query);
    const words = q.split(/\s+/).filter(Boolean);
    ctx.body = {
      data: await deskOf(strapi).list(
        { ...asked, words, status: status ?? null },
        rightsOf(strapi, ctx),
      ),
    };
  },
});
