import type { Context } from 'koa';
import type { Reading } from '../../../reading/reading';
import { respond } from '../../article/page/respond';
import { composeAround } from './compose';
import { readAround } from './plans';

export const createAroundHandlers = (reading: Reading) => ({
  /** What stands around the stories: the site, its topics, its authors. */
  async page(ctx: Context): Promise<void> {
    const stored = await readAround(reading.db);
    respond(ctx, JSON.stringify({ data: composeAround(stored), meta: {} }), {
      lastModified: stored.changedAt ?? new Date(0),
      tags: ['site', 'articles'],
    });
  },
});
