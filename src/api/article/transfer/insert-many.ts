import { createId } from '@paralleldrive/cuid2';
import type { Core } from '@strapi/strapi';
import { diffOutline, diffRelated } from '../outline/diff';
import type { Cause } from '../page/refresh';
import { pagesOf } from '../page/service';
import { lockArticles, lockFrontDoor, lockSlugs } from '../publication/locks';
import { ARTICLE } from '../rules/types';
import type { Transaction } from '../sql';
import { columnsOf, copiedColumns } from '../tree/columns';
import { applyRelated, linkPublishedTargets } from '../tree/entries';
import * as tree from '../tree/plans';
import type { Rooted } from '../tree/side';
import type { ArticleJson } from './article-json';
import { hashOf, resolve, slugOf, wantsLive, type ImportOptions } from './import-content';
import { remember } from './import-memory';
import type { Written } from './import-one';
import { linkNamed } from './named';
import * as plans from './plans';

/** As `insertDrafts` writes it. */
const FIRST_VERSION = 1;

/**
 * Makes many new articles in a few statements. For what is new, has no picture and no second version.
 *
 * @param known documentIds of articles that they may point to, by slug
 * @returns what was made of each
 */
export const insertMany = async (
  strapi: Core.Strapi,
  trx: Transaction,
  articles: readonly ArticleJson[],
  known: ReadonlyMap<string, string>,
  options: ImportOptions,
): Promise<Map<ArticleJson, Written>> => {
  const now = new Date();
  const made = articles.map((article) => ({
    article,
    documentId: createId(),
    slug: slugOf(article),
  }));
  await lockArticles(
    trx,
    made.map(({ documentId }) => documentId),
  );
  await lockSlugs(
    trx,
    made.map(({ slug }) => slug),
  );
  await lockFrontDoor(trx);

  const rootIds = await plans.insertDrafts(
    trx,
    made.map(({ article, documentId, slug }) => ({
      ...article,
      documentId,
      slug,
      importHash: remember({
        hash: hashOf(article, article.live),
        date: article.firstPublishedAt,
      }),
      firstPublishedAt:
        article.firstPublishedAt === null ? null : new Date(article.firstPublishedAt),
    })),
    now,
  );
  const ids = new Map([
    ...known,
    ...made.map(({ slug, documentId }) => [slug, documentId] as const),
  ]);
  const writes: tree.TreeWrites = { sections: [], bullets: [], goneSections: [], goneBullets: [] };
  const entries: Rooted<ReturnType<typeof diffRelated>['entries'][number]>[] = [];
  for (const { article, documentId } of made) {
    const root = rootIds.get(documentId)!;
    const outline = diffOutline([], article.outline, createId);
    writes.sections.push(...tree.below(root, outline.sections));
    writes.bullets.push(...outline.bullets);
    const wanted = resolve(article.relatedNews, ids);
    entries.push(...tree.below(root, diffRelated([], wanted, createId).entries));
  }
  await tree.applyOutline(trx, writes, now);
  await applyRelated(trx, { entries, gone: [] }, now);

  const live = made
    .filter(({ article }) => wantsLive(article, options))
    .map(({ documentId }) => documentId);
  if (live.length > 0) await plans.insertPublished(trx, live, columnsOf(strapi, ARTICLE), now);
  await linkNamed(trx, made);
  const written = new Map(
    made.map(({ article, documentId }) => [article, { documentId, version: FIRST_VERSION }]),
  );
  if (live.length === 0) return written;
  await tree.copyTrees(trx, live, { side: 'published', publishedAt: now }, copiedColumns(strapi));
  await tree.linkToRoots(trx, live, 'published');
  await linkPublishedTargets(trx, live);
  const cause: Cause = { changed: 'article.updated', gone: 'article.unpublished' };
  await pagesOf(strapi).articles(trx, live, cause, { hint: false });
  return written;
};
