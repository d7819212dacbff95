/** What an input becomes when it is written through the Document Service. */
import type { Core } from '@strapi/strapi';
import type { Transaction } from '../sql';
import type { ContentJson } from './article-json';
import { findOrMakeCover } from './covers';
import { idsOf, resolve, wantedList } from './import-content';
import { namedIds } from './named';
import type { KnownArticle } from './plans';

/** The parts that speak of other articles. */
export type ListsJson = Pick<ContentJson, 'relatedNews' | 'recentNews'>;

/** @param known the article whose lists are there already */
export const listsData = async (
  trx: Transaction,
  { relatedNews, recentNews }: ListsJson,
  known?: KnownArticle,
) => {
  const hidden = recentNews?.hidden ?? [];
  const ids = await idsOf(trx, [...relatedNews.flatMap(({ target }) => target ?? []), ...hidden]);
  const wanted = resolve(relatedNews, ids);
  return {
    recentNewsRules: recentNews
      ? { locked: recentNews.locked, hidden: hidden.flatMap((slug) => ids.get(slug) ?? []) }
      : null,
    relatedNews: known
      ? await wantedList(trx, known.id, wanted, recentNews?.locked ?? false)
      : wanted,
  };
};

/**
 * Everything but slug and date of first publication: the one is looked for, the other is history once
 * the article was published, so neither may ride along.
 */
export const contentData = async (
  strapi: Core.Strapi,
  trx: Transaction,
  content: ContentJson,
  known?: KnownArticle,
) => ({
  title: content.title,
  lead: content.lead,
  teaser: content.teaser,
  byline: content.byline,
  sourceTitle: content.sourceTitle,
  sourceUrl: content.sourceUrl,
  coverAlt: content.coverAlt,
  coverCaption: content.coverCaption,
  coverCredit: content.coverCredit,
  outline: content.outline,
  topics: await namedIds(trx, 'topics', content.topics),
  authors: await namedIds(trx, 'authors', content.authors),
  ...(content.cover && { cover: await findOrMakeCover(strapi, content.cover) }),
  ...(await listsData(trx, content, known)),
});
