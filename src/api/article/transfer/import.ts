import type { Core } from '@strapi/strapi';
import { lockArticles } from '../publication/locks';
import { problemsBeforeReaders } from '../publication/readiness';
import { ARTICLE } from '../rules/types';
import { isReserved } from '../slug';
import { inTransaction } from '../sql';
import type { ArticleJson } from './article-json';
import { hashOf, idsOf, namedSlugs, slugOf, wantsLive, type ImportOptions } from './import-content';
import { contentData, listsData, type ListsJson } from './import-data';
import { recall, remember } from './import-memory';
import { importOne, type Outcome, type Written } from './import-one';
import { insertMany } from './insert-many';
import { createNamed } from './named';
import * as plans from './plans';

export type { Outcome } from './import-one';

/** As much of an article as is needed to write its lists again. */
export interface Waiting extends ListsJson, Written {
  slug: string;
  /** Where readers see something else than the draft says, both sides are written again. */
  whole: ArticleJson | null;
}

const waitingOf = (article: ArticleJson, written: Written): Waiting => ({
  ...written,
  slug: slugOf(article),
  relatedNews: article.relatedNews,
  recentNews: article.recentNews,
  whole: article.live && article,
});

/** Is there anything that no other door would show readers? */
const isUnready = ({ slug, title, lead, outline, relatedNews }: ArticleJson): boolean =>
  problemsBeforeReaders({
    title,
    slug: slugOf({ slug, title }),
    lead,
    sections: outline,
    related: relatedNews,
  }).length > 0;

/** Before that any plan is fast; from then on, each time the archive has grown so many times. */
const FIRST_STATISTICS = 200;
const STATISTICS_GROWTH = 4;

export const createImporter = (strapi: Core.Strapi, options: ImportOptions) => {
  const documents = strapi.documents(ARTICLE);

  const one = async (article: ArticleJson): Promise<Outcome> =>
    (await importOne(strapi, article, options)).outcome;

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
    ): Promise<{ outcomes: (Outcome | Error)[]; waiting: Waiting[] }> {
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
            !article.recentNews &&
            // One by one, the publish refuses it and names the place.
            !(wantsLive(article, options) && isUnready(article))
          );
        };
        const isSame = (article: ArticleJson) => {
          const row = known.get(slugOf(article));
          if (!row || recall(row.importHash)?.hash !== hashOf(article, article.live)) return false;
          const { firstPublishedAt: given } = article;
          if (given !== null && row.firstPublishedAt?.getTime() !== Date.parse(given)) return false;
          if (!wantsLive(article, options)) return true;
          return row.everPublished && !(row.modified && !article.live);
        };
        const same = articles.filter(isSame);
        // Those of earlier versions learn which date they were given, now that it is known.
        await plans.setImportHashes(
          trx,
          same.flatMap(({ slug, title, firstPublishedAt: date }) => {
            const row = known.get(slugOf({ slug, title }))!;
            const memory = recall(row.importHash)!;
            if (memory.date !== undefined || date === null) return [];
            return { documentId: row.documentId, hash: remember({ ...memory, date }) };
          }),
        );
        return {
          fresh: articles.filter(isFresh),
          same,
          targets: await idsOf(trx, articles.flatMap(namedSlugs)),
        };
      });
      const outcomes = new Map<ArticleJson, Outcome | Error>(
        same.map((article) => [article, 'unchanged']),
      );
      const written = new Map<ArticleJson, Written>();
      if (fresh.length > 0) {
        try {
          await createNamed(strapi, fresh);
          const made = await inTransaction(strapi, (trx) =>
            insertMany(strapi, trx, fresh, targets, options),
          );
          for (const [article, as] of made) {
            outcomes.set(article, 'created');
            written.set(article, as);
          }
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
        try {
          const imported = await importOne(strapi, article, options);
          outcomes.set(article, imported.outcome);
          if (imported.written) written.set(article, imported.written);
          here.add(slugOf(article));
        } catch (error) {
          outcomes.set(article, error instanceof Error ? error : new Error(String(error)));
        }
      }
      return {
        outcomes: articles.map((article) => outcomes.get(article)!),
        waiting: articles.flatMap((article) => {
          const as = written.get(article);
          return as && early.has(article) ? [waitingOf(article, as)] : [];
        }),
      };
    },

    /**
     * Writes the Recent News of articles again whose targets came after them. Hours may have passed:
     * what somebody has worked on since is theirs, and what they took back stays so.
     * @returns `missing`: slugs that still point nowhere; `edited`: those of articles that were left as
     *   they are, for they were edited meanwhile
     */
    async relink(articles: readonly Waiting[]): Promise<{ missing: string[]; edited: string[] }> {
      const missing = new Set<string>();
      const edited: string[] = [];
      for (const { slug, documentId, version, whole, ...lists } of articles) {
        await inTransaction(strapi, async (trx) => {
          await lockArticles(trx, [documentId]);
          const known = await plans.findById(trx, documentId);
          if (!known) return;
          if (known.version !== version) {
            edited.push(slug);
            return;
          }
          const named = namedSlugs(whole ?? { ...lists, live: null });
          const ids = await idsOf(trx, named);
          for (const name of named) if (!ids.has(name)) missing.add(name);
          const write = (data: object) => documents.update({ documentId, data: data as never });
          // Of a draft at this version, readers have the other text, the same one, or nothing any more.
          if (whole?.live && known.live && known.modified) {
            // The live side is written and published first, then the draft gets its own text back.
            const shown = await contentData(strapi, trx, whole.live, known);
            await write({ ...shown, slug: whole.live.slug });
            await documents.publish({ documentId });
            await write({ ...(await contentData(strapi, trx, whole, known)), slug });
          } else {
            await write(await listsData(trx, lists, known));
            if (known.live && !known.modified) await documents.publish({ documentId });
          }
        });
      }
      return { missing: [...missing], edited };
    },
  };
};
