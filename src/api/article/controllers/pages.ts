import { errors } from '@strapi/utils';
import createError from 'http-errors';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { checkLink } from '../../../plugins/desk/server/src/preview/link';
import { deskOf } from '../../../plugins/desk/server/src/services/desk';
import { CACHE_CONTROL, listBody, pageBody, paginationOf } from '../page/answer';
import { pagePath } from '../page/compose';
import { writeCursor } from '../page/cursor';
import { readListQuery } from '../page/list-query';
import * as lists from '../page/list-plans';
import { readPage } from '../page/plans';
import { composePreview } from '../page/preview';
import { readQuery } from '../page/query-errors';
import { RedirectsQuerySchema } from '../page/redirects-query';
import { respond } from '../page/respond';
import { SearchQuerySchema } from '../search/search-query';
import { searchOf } from '../search/service';

const ownTags = (documentIds: readonly string[]): string[] =>
  documentIds.map((id) => `article-${id}`);

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /** One published article whole, from the row that its publish wrote. */
  async page(ctx: Context) {
    const slug = String(ctx.params.slug);
    const page = await readPage(strapi.db.connection, slug);
    if (!page) throw new errors.NotFoundError(`No article was ever published under "${slug}".`);
    if (page.live && page.data !== null) {
      respond(ctx, pageBody(page.data, page.version, page.meta), {
        lastModified: page.changedAt,
        tags: [...page.tags, 'site'],
      });
      return;
    }
    // A cache may keep that for a while, but an article can come back.
    ctx.set('Cache-Control', CACHE_CONTROL);
    ctx.set('Cache-Tag', `article-${page.documentId}`);
    if (page.movedTo !== null) {
      ctx.status = 301;
      ctx.set('Location', `/api/articles/page${pagePath(page.movedTo)}`);
      const redirect = { slug: page.movedTo, path: pagePath(page.movedTo) };
      ctx.body = { data: null, meta: { redirect } };
      return;
    }
    throw createError(410, `The article "${slug}" was published once and is no longer.`, {
      name: 'GoneError',
      details: { slug },
    });
  },

  /** A draft as the page that its publish would make, for whoever holds a link to it. */
  async preview(ctx: Context) {
    const documentId = String(ctx.params.documentId);
    const { previewSecret } = deskOf(strapi);
    const state = checkLink(previewSecret, documentId, String(ctx.query.token ?? ''), Date.now());
    if (state !== 'good')
      throw createError(
        403,
        state === 'expired'
          ? 'This preview link has expired; open the preview anew.'
          : 'This is no preview link; open the preview in the admin.',
        { name: 'ForbiddenError', details: {} },
      );
    const body = await composePreview(strapi, documentId);
    if (body === null) throw new errors.NotFoundError('This article is not there any more.');
    ctx.set('Cache-Control', 'private, no-store');
    ctx.set('X-Robots-Tag', 'noindex');
    ctx.type = 'application/json; charset=utf-8';
    ctx.body = body;
  },

  /** Headlines of what is published, from the same rows. */
  async list(ctx: Context) {
    const query = readListQuery(ctx.query);
    const { page, pageSize, filter, after } = query;
    const db = strapi.db.connection;
    const [heads, total, lastModified] = await Promise.all([
      lists.readHeads(db, { ...query, limit: pageSize, offset: (page - 1) * pageSize }),
      // Whoever goes on by a cursor has been told already.
      after ? null : lists.countHeads(db, filter),
      lists.lastChange(db),
    ]);
    const last = heads.length === pageSize ? heads.at(-1) : undefined;
    const cursor =
      query.sort === 'firstPublishedAt' && last?.firstPublishedAt
        ? writeCursor({ firstPublishedAt: last.firstPublishedAt, slug: last.slug })
        : null;
    const body = listBody(
      heads.map(({ head }) => head),
      total === null ? { cursor } : { pagination: paginationOf(page, pageSize, total), cursor },
    );
    respond(ctx, body, {
      lastModified,
      tags: ['articles', ...ownTags(heads.map(({ documentId }) => documentId))],
    });
  },

  /** Published stories that hold some words. */
  async search(ctx: Context) {
    const { q, topic, page, pageSize } = readQuery(SearchQuerySchema, ctx.query);
    const [found, lastModified] = await Promise.all([
      searchOf(strapi).search({ q, topic: topic ?? null, page, pageSize }),
      lists.lastChange(strapi.db.connection),
    ]);
    const pagination = { page, pageSize, more: found.more };
    respond(ctx, listBody(found.stories, { query: q, pagination, corrected: found.corrected }), {
      lastModified,
      tags: ['articles', ...ownTags(found.documentIds)],
    });
  },

  /** Old addresses, each with the one that it leads to. */
  async redirects(ctx: Context) {
    const { after, pageSize } = readQuery(RedirectsQuerySchema, ctx.query);
    const db = strapi.db.connection;
    const [found, lastModified] = await Promise.all([
      lists.readRedirects(db, after, pageSize),
      lists.lastChange(db),
    ]);
    const body = listBody(
      found.map(({ from, to }) => JSON.stringify({ from: pagePath(from), to: pagePath(to) })),
      { cursor: found.length === pageSize ? (found.at(-1)?.from ?? null) : null },
    );
    respond(ctx, body, { lastModified, tags: ['articles'] });
  },
});
