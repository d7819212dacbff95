import { errors } from '@strapi/utils';
import createError from 'http-errors';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { readHeads, readPage } from '../page/plans';
import { CACHE_CONTROL, etagOf, isFresh, listBody, pageBody } from '../page/answer';
import { readListQuery } from '../page/list-query';

/** Sets the validators and answers 304 where the caller has these bytes already. */
const answer = (
  ctx: Context,
  body: string,
  headers: { lastModified: Date; tags: string[] },
): void => {
  ctx.set('Cache-Control', CACHE_CONTROL);
  ctx.set('Cache-Tag', headers.tags.join(','));
  const etag = etagOf(body);
  ctx.set('ETag', etag);
  ctx.set('Last-Modified', headers.lastModified.toUTCString());
  const conditions = {
    ifNoneMatch: ctx.get('If-None-Match'),
    ifModifiedSince: ctx.get('If-Modified-Since'),
  };
  if (isFresh(conditions, { etag, lastModified: headers.lastModified })) {
    ctx.status = 304;
    return;
  }
  ctx.status = 200;
  ctx.type = 'application/json; charset=utf-8';
  ctx.body = body;
};

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /** One published article whole, from the row that its publish wrote. */
  async page(ctx: Context) {
    const slug = String(ctx.params.slug);
    const page = await readPage(strapi.db.connection, slug);
    if (!page) throw new errors.NotFoundError(`No article was ever published under "${slug}".`);
    if (!page.live || page.data === null) {
      // A cache may keep that for a while, but an article can come back.
      ctx.set('Cache-Control', CACHE_CONTROL);
      ctx.set('Cache-Tag', `article-${page.documentId}`);
      throw createError(410, `The article "${slug}" was published once and is no longer.`, {
        name: 'GoneError',
        details: { slug },
      });
    }
    answer(ctx, pageBody(page.data, page.version), {
      lastModified: page.changedAt,
      tags: [...page.tags, 'site'],
    });
  },

  /** Headlines of what is published, from the same rows. */
  async list(ctx: Context) {
    const { sort, descending, page, pageSize } = readListQuery(ctx.query);
    const { heads, total, changedAt, tagged } = await readHeads(strapi.db.connection, {
      sort,
      descending,
      limit: pageSize,
      offset: (page - 1) * pageSize,
    });
    answer(ctx, listBody(heads, { page, pageSize, total }), {
      lastModified: changedAt ?? new Date(0),
      tags: ['articles', ...tagged.map((id) => `article-${id}`)],
    });
  },
});
