import type { Context } from 'koa';
import { gone, notFound } from '../../../http/errors';
import type { Reading } from '../../../reading/reading';
import { SearchQuerySchema } from '../search/search-query';
import { CACHE_CONTROL, listBody, pageBody, paginationOf } from './answer';
import { pagePath, pageTag } from './compose';
import { writeCursor } from './cursor';
import * as lists from './list-plans';
import { readListQuery } from './list-query';
import { readPage } from './plans';
import { readQuery } from './query-errors';
import { RedirectsQuerySchema } from './redirects-query';
import { respond } from './respond';

const ownTags = (documentIds: readonly string[]): string[] =>
  documentIds.map((id) => `article-${id}`);

/** Answers what readers ask of published articles. */
export const createPageHandlers = (reading: Reading) => ({
  /** One published article whole, from the row that its publish wrote. */
  async page(ctx: Context): Promise<void> {
    const slug = String(ctx.params.slug);
    const page = await readPage(reading.db, slug);
    if (!page) {
      // Some caches keep what says nothing of itself, and nothing would tell them of the first publish.
      ctx.set('Cache-Control', 'private, no-store');
      throw notFound(`No article was ever published under "${slug}".`);
    }
    if (page.live && page.data !== null) {
      const { mediaOrigin } = reading;
      respond(ctx, pageBody(page.data, { ...page, mediaOrigin }), {
        lastModified: page.changedAt,
        tags: [pageTag(page.documentId), ...page.tags, 'site'],
      });
      return;
    }
    // A cache may keep that for a while, but an article can come back.
    ctx.set('Cache-Control', CACHE_CONTROL);
    ctx.set('Cache-Tag', `${pageTag(page.documentId)},article-${page.documentId},site`);
    if (page.movedTo !== null) {
      ctx.status = 301;
      ctx.set('Location', `/api/articles/page${pagePath(page.movedTo)}`);
      const redirect = { slug: page.movedTo, path: pagePath(page.movedTo) };
      ctx.body = { data: null, meta: { redirect } };
      return;
    }
    throw gone(`The article "${slug}" was published once and is no longer.`, { slug });
  },

  /** Headlines of what is published, from the same rows. */
  async list(ctx: Context): Promise<void> {
    const query = readListQuery(ctx.query);
    const { page, pageSize, filter, after } = query;
    const { db } = reading;
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
  async search(ctx: Context): Promise<void> {
    const { q, topic, page, pageSize } = readQuery(SearchQuerySchema, ctx.query);
    const [found, lastModified] = await Promise.all([
      reading.search.search({ q, topic: topic ?? null, page, pageSize }),
      lists.lastChange(reading.db),
    ]);
    const pagination = { page, pageSize, more: found.more };
    respond(ctx, listBody(found.stories, { query: q, pagination, corrected: found.corrected }), {
      lastModified,
      tags: ['articles', ...ownTags(found.documentIds)],
    });
  },

  /** Old addresses, each with the one that it leads to. */
  async redirects(ctx: Context): Promise<void> {
    const { after, pageSize } = readQuery(RedirectsQuerySchema, ctx.query);
    const { db } = reading;
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
