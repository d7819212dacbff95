import type { Core } from '@strapi/strapi';
import { lockArticles } from '../publication/locks';
import { ARTICLE } from '../rules/types';
import { inTransaction, type Transaction } from '../sql';
import type { ArticleJson, ContentJson } from './article-json';
import { findOrMakeCover } from './covers';
import { readContent } from './export';
import {
  hashOf,
  idsOf,
  namedSlugs,
  resolve,
  slugOf,
  wantedList,
  wantsLive,
  type ImportOptions,
} from './import-content';
import { insertMany } from './insert-many';
import { isReserved } from '../slug';
import { createNamed, namedIds } from './named';
import * as plans from './plans';

export type Outcome = 'created' | 'updated' | 'unchanged';

/** The input has changed, but so has the article, by somebody's hand. */
export class EditedError extends Error {
  constructor(slug: string, imported: boolean) {
    const why = imported
      ? 'was edited in the newsroom since it was imported'
      : 'was written in the newsroom, not imported';
    super(`the article "${slug}" ${why}; it is left as it is (--overwrite replaces its draft)`);
    this.name = 'EditedError';
  }
}

/** Before that any plan is fast; from then on, each time the archive has grown so many times. */
const FIRST_STATISTICS = 200;
const STATISTICS_GROWTH = 4;

export const createImporter = (strapi: Core.Strapi, options: ImportOptions) => {
  const documents = strapi.documents(ARTICLE);

  const toData = async (trx: Transaction, content: ContentJson, known?: plans.KnownArticle) => {
    const { cover, relatedNews, recentNews, topics, authors, ...fields } = content;
    const hidden = recentNews?.hidden ?? [];
    const ids = await idsOf(trx, [...relatedNews.flatMap(({ target }) => target ?? []), ...hidden]);
    const wanted = resolve(relatedNews, ids);
    return {
      ...fields,
      topics: await namedIds(trx, 'topics', topics),
      authors: await namedIds(trx, 'authors', authors),
      ...(cover && { cover: await findOrMakeCover(strapi, cover) }),
      recentNewsRules: recentNews
        ? { locked: recentNews.locked, hidden: hidden.flatMap((slug) => ids.get(slug) ?? []) }
        : null,
      relatedNews: known
        ? await wantedList(trx, known.id, wanted, recentNews?.locked ?? false)
        : wanted,
    };
  };

  /** One article through the Document Service: events fire, and every rule is asked. */
  const one = async (article: ArticleJson): Promise<Outcome> => {
    await createNamed(strapi, [article]);
    return inTransaction(strapi, async (trx) => {
      const slug = slugOf(article);
      const hash = hashOf(article, article.live);
      const [known] = await plans.findBySlugs(trx, [slug]);
      if (known) await lockArticles(trx, [known.documentId]);
      const live = wantsLive(article, options);
      const publishes = live && !(known?.everPublished && !known.live);
      const current = known && (await readContent(trx, known.documentId));
      const currentHash = current && hashOf(current);
      if (known && (known.importHash === hash || currentHash === hash)) {
        if (known.importHash !== hash) await plans.setImportHash(trx, known.documentId, hash);
        if (!publishes || known.live) return 'unchanged';
        await documents.publish({ documentId: known.documentId });
        return 'updated';
      }
      if (known && currentHash !== known.importHash && !options.overwrite)
        throw new EditedError(slug, known.importHash !== null);
      const shown = article.live ?? null;
      const first = await toData(trx, shown ?? article, known);
      const dated =
        article.firstPublishedAt !== null && !known?.everPublished
          ? { firstPublishedAt: article.firstPublishedAt }
          : {};
      const data = { ...first, ...dated, slug: shown?.slug ?? slug };
      // The data's shape was checked by `readArticleJson` and is again by the rules.
      const written = known
        ? await documents.update({ documentId: known.documentId, data: data as never })
        : await documents.create({ data: data as never });
      const documentId = written!.documentId;
      if (publishes) await documents.publish({ documentId });
      if (shown) {
        const { coverAlt, ...draft } = await toData(trx, article, known);
        await documents.update({ documentId, data: { ...draft, coverAlt, slug } as never });
      }
      await plans.setImportHash(trx, documentId, hash);
      return known ? 'updated' : 'created';
    });
  };

  let made = 0;
  let nextStatistics = FIRST_STATISTICS;
  const keepStatistics = async (count: number): Promise<void> => {
    made += count;
    if (made < nextStatistics) return;
    nextStatistics = made * STATISTICS_GROWTH;
    await plans.refreshStatistics(strapi.db.connection);
  };

  return {
    one,
    /**
     * Imports a batch in input order.
     * @returns an outcome an article, or the error that kept it out; `waiting` are those that point to
     *   articles which are not there yet: give them to `relink` when everything is
     */
    async batch(
      articles: readonly ArticleJson[],
    ): Promise<{ outcomes: (Outcome | Error)[]; waiting: ArticleJson[] }> {
      const { fresh, same, targets } = await inTransaction(strapi, async (trx) => {
        const slugs = articles.map(slugOf);
        const known = new Map((await plans.findBySlugs(trx, slugs)).map((row) => [row.slug, row]));
        const heldLive = new Set(await plans.slugsHeldLive(trx, slugs));
        const counts = new Map<string, number>();
        for (const slug of slugs) counts.set(slug, (counts.get(slug) ?? 0) + 1);
        const isFresh = (article: ArticleJson) => {
          const slug = slugOf(article);
          return (
            !known.has(slug) &&
            !heldLive.has(slug) &&
            !isReserved(slug) &&
            counts.get(slug) === 1 &&
            !article.cover &&
            !article.live &&
            !article.recentNews
          );
        };
        const isSame = (article: ArticleJson) => {
          const row = known.get(slugOf(article));
          return (
            row?.importHash === hashOf(article, article.live) &&
            (row.everPublished || !wantsLive(article, options))
          );
        };
        return {
          fresh: articles.filter(isFresh),
          same: articles.filter(isSame),
          targets: await idsOf(trx, articles.flatMap(namedSlugs)),
        };
      });
      const outcomes = new Map<ArticleJson, Outcome | Error>(
        same.map((article) => [article, 'unchanged']),
      );
      if (fresh.length > 0) {
        try {
          await createNamed(strapi, fresh);
          await inTransaction(strapi, (trx) => insertMany(strapi, trx, fresh, targets, options));
          for (const article of fresh) outcomes.set(article, 'created');
          await keepStatistics(fresh.length);
        } catch (error) {
          // One of them spoils all; one by one only that one stays out, with its own error.
          strapi.log.debug(`bulk import falls back to one by one: ${String(error)}`);
        }
      }
      const inBulk = articles.filter((article) => outcomes.get(article) === 'created');
      const here = new Set([...targets.keys(), ...inBulk.map(slugOf)]);
      const namesMore = (article: ArticleJson) => namedSlugs(article).some((s) => !here.has(s));
      const early = new Set(inBulk.filter(namesMore));
      for (const article of articles) {
        if (outcomes.has(article)) continue;
        if (namesMore(article)) early.add(article);
        outcomes.set(
          article,
          await one(article).catch((error: unknown) =>
            error instanceof Error ? error : new Error(String(error)),
          ),
        );
        if (!(outcomes.get(article) instanceof Error)) here.add(slugOf(article));
      }
      const waiting = articles.filter(
        (article) =>
          early.has(article) &&
          !(outcomes.get(article) instanceof Error) &&
          outcomes.get(article) !== 'unchanged',
      );
      return { outcomes: articles.map((article) => outcomes.get(article)!), waiting };
    },

    /**
     * Writes the Recent News of articles again whose targets came after them.
     * @returns the slugs that still point nowhere
     */
    async relink(articles: readonly ArticleJson[]): Promise<string[]> {
      const missing = new Set<string>();
      for (const article of articles) {
        await inTransaction(strapi, async (trx) => {
          const [known] = await plans.findBySlugs(trx, [slugOf(article)]);
          if (!known) return;
          const named = namedSlugs(article);
          const ids = await idsOf(trx, named);
          for (const slug of named) if (!ids.has(slug)) missing.add(slug);
          if (article.live) {
            // The live side is written and published first, then the draft gets its own text back.
            await lockArticles(trx, [known.documentId]);
            const shown = await toData(trx, article.live, known);
            await documents.update({
              documentId: known.documentId,
              data: { ...shown, slug: article.live.slug } as never,
            });
            await documents.publish({ documentId: known.documentId });
            await documents.update({
              documentId: known.documentId,
              data: { ...(await toData(trx, article, known)), slug: slugOf(article) } as never,
            });
          } else {
            const { relatedNews, recentNewsRules } = await toData(trx, article, known);
            await documents.update({
              documentId: known.documentId,
              data: { relatedNews, recentNewsRules } as never,
            });
            if (known.live) await documents.publish({ documentId: known.documentId });
          }
        });
      }
      return [...missing];
    },
  };
};
