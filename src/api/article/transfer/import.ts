import { createHash } from 'node:crypto';
import { createId } from '@paralleldrive/cuid2';
import type { Core } from '@strapi/strapi';
import { diffOutline, diffRelated, type StoredEntry } from '../outline/diff';
import { handOf, isKept } from '../outline/hand';
import type { RelatedEntry } from '../outline/types';
import { pagesOf } from '../page/service';
import { lockArticles, lockFrontDoor, lockSlugs } from '../publication/locks';
import { ARTICLE } from '../rules/types';
import { slugFromTitle } from '../slug';
import { inTransaction, type Transaction } from '../sql';
import { columnsOf, copiedColumns } from '../tree/columns';
import { applyRelated, linkPublishedTargets } from '../tree/entries';
import * as tree from '../tree/plans';
import type { Rooted } from '../tree/side';
import type { ArticleJson, ContentJson, EntryJson } from './article-json';
import { findOrMakeCover } from './covers';
import { readContent } from './export';
import * as plans from './plans';

export type Outcome = 'created' | 'updated' | 'unchanged';

export interface ImportOptions {
  /** Publish what does not say itself (`status`) whether it is live. */
  publish: boolean;
  /** Replace what people wrote since the last import. */
  overwrite: boolean;
}

/** The slug under which an article is looked for and made. */
export const slugOf = (article: Pick<ArticleJson, 'slug' | 'title'>): string =>
  article.slug ?? slugFromTitle(article.title, 'article');

/** Equal for equal content, so it tells whether an input, or an article since its import, has changed. */
const hashOf = (content: ContentJson, live: ContentJson | null = null): string => {
  const plain = ({
    title,
    lead,
    byline,
    sourceTitle,
    sourceUrl,
    coverAlt,
    coverCaption,
    coverCredit,
    cover,
    outline,
    relatedNews,
    teaser,
    recentNews,
  }: ContentJson) => [
    title,
    lead,
    byline,
    sourceTitle,
    sourceUrl,
    coverAlt,
    coverCaption,
    coverCredit,
    cover?.hash ?? null,
    outline.map(({ heading, lead: sentence, bullets }) => [
      heading,
      sentence,
      bullets.map(({ text }) => text),
    ]),
    relatedNews.map((entry) => [entry.headline, entry.teaser, entry.url, entry.target]),
    // Where they say nothing the hash is the one that versions without them made.
    ...(teaser === null && !recentNews
      ? []
      : [[teaser, recentNews && [recentNews.locked, [...recentNews.hidden].sort()]]]),
  ];
  return createHash('sha256')
    .update(JSON.stringify([plain(content), live && plain(live)]))
    .digest('base64url');
};

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

const wantsLive = (article: ArticleJson, { publish }: ImportOptions): boolean =>
  article.status === null ? publish : article.status !== 'draft';

/**
 * Resolves the slugs that entries point to.
 * @returns the entries; one whose target is not there (yet) leads nowhere
 */
const resolve = (entries: readonly EntryJson[], ids: ReadonlyMap<string, string>): RelatedEntry[] =>
  entries.map((entry) => ({
    ...entry,
    target: entry.target === null ? null : (ids.get(entry.target) ?? null),
  }));

const asWritten = ({ documentId, headline, teaser, url, target }: StoredEntry): RelatedEntry => ({
  documentId,
  headline,
  teaser,
  url,
  target,
});

/**
 * The list that an input asks for. An entry that would be exported as it is given is left as it stands,
 * the machine's words included. What the machine chose stays, unless the input names the same article.
 */
const wantedList = async (
  trx: Transaction,
  draftId: number,
  given: readonly RelatedEntry[],
  locked: boolean,
): Promise<RelatedEntry[]> => {
  const [stored] = await tree.readTrees(trx, [draftId]);
  const related = stored?.related ?? [];
  const free = related.filter((entry) => locked || isKept(handOf(entry)));
  const entries = given.map((entry) => {
    const at = free.findIndex((old) => {
      const hand = handOf(old);
      return (
        old.target === entry.target &&
        old.url === entry.url &&
        (hand.headline ? old.headline : null) === entry.headline &&
        (hand.teaser ? old.teaser : null) === entry.teaser
      );
    });
    return at < 0 ? entry : asWritten(free.splice(at, 1)[0]!);
  });
  const named = new Set(given.map(({ target }) => target));
  const machines = related.filter((entry) => !isKept(handOf(entry)) && !named.has(entry.target));
  return [...entries, ...machines.map(asWritten)];
};

/** Slugs of all articles that an input speaks of, in the draft's lists and in the live one's. */
const namedSlugs = ({ live, ...draft }: ArticleJson): string[] =>
  [draft, ...(live ? [live] : [])].flatMap(({ relatedNews, recentNews }) => [
    ...relatedNews.flatMap(({ target }) => target ?? []),
    ...(recentNews?.hidden ?? []),
  ]);

const idsOf = async (trx: Transaction, slugs: readonly string[]): Promise<Map<string, string>> => {
  if (slugs.length === 0) return new Map();
  return new Map(
    (await plans.findBySlugs(trx, [...new Set(slugs)])).map(({ slug, documentId }) => [
      slug,
      documentId,
    ]),
  );
};

/** Before that any plan is fast; from then on, each time the archive has grown so many times. */
const FIRST_STATISTICS = 200;
const STATISTICS_GROWTH = 4;

export const createImporter = (strapi: Core.Strapi, options: ImportOptions) => {
  const documents = strapi.documents(ARTICLE);

  const toData = async (trx: Transaction, content: ContentJson, known?: plans.KnownArticle) => {
    const { cover, relatedNews, recentNews, ...fields } = content;
    const hidden = recentNews?.hidden ?? [];
    const ids = await idsOf(trx, [...relatedNews.flatMap(({ target }) => target ?? []), ...hidden]);
    const entries = resolve(relatedNews, ids);
    const wanted = entries.filter(({ headline, target }) => headline !== null || target !== null);
    return {
      ...fields,
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
  const one = (article: ArticleJson): Promise<Outcome> =>
    inTransaction(strapi, async (trx) => {
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

  /**
   * Makes many new articles in a few statements and one transaction. For what is new, has no picture
   * and no second version; all else goes `one` by one.
   */
  const many = (
    trx: Transaction,
    articles: readonly ArticleJson[],
    ids: ReadonlyMap<string, string>,
  ) => insertMany(strapi, trx, articles, ids, options);

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
          await inTransaction(strapi, (trx) => many(trx, fresh, targets));
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

const insertMany = async (
  strapi: Core.Strapi,
  trx: Transaction,
  articles: readonly ArticleJson[],
  known: ReadonlyMap<string, string>,
  options: ImportOptions,
): Promise<void> => {
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
      importHash: hashOf(article, article.live),
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
    const wanted = resolve(article.relatedNews, ids).filter(
      (e) => e.headline !== null || e.target !== null,
    );
    entries.push(...tree.below(root, diffRelated([], wanted, createId).entries));
  }
  await tree.applyOutline(trx, writes, now);
  await applyRelated(trx, { entries, gone: [] }, now);

  const live = made
    .filter(({ article }) => wantsLive(article, options))
    .map(({ documentId }) => documentId);
  if (live.length === 0) return;
  await plans.insertPublished(trx, live, columnsOf(strapi, ARTICLE), now);
  await tree.copyTrees(trx, live, { side: 'published', publishedAt: now }, copiedColumns(strapi));
  await tree.linkToRoots(trx, live, 'published');
  await linkPublishedTargets(trx, live);
  await pagesOf(strapi).articles(trx, live, {
    changed: 'article.updated',
    gone: 'article.unpublished',
  });
};
