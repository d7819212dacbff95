import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { respond } from '../../article/page/respond';
import { composeAround } from '../around/compose';
import { readAround } from '../around/plans';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /** What stands around the stories: the site, its topics, its authors. */
  async page(ctx: Context) {
    const stored = await readAround(strapi.db.connection);
    respond(ctx, JSON.stringify({ data: composeAround(stored), meta: {} }), {
      lastModified: stored.changedAt ?? new Date(0),
      tags: ['site', 'articles'],
    });
  },
});
