import { composePage, composeTags, pagePath, pageTag } from './compose';
import { planPageWrites, type WantedPage } from './plan-writes';
import { dropEntries, putEntries } from '../search/plans';
import { searchEntry } from '../search/entry';
import { composeMeta } from './meta';
import { USUAL_LANGUAGE } from '../text/language';
import * as plans from './plans';
import type { PageChange } from './types';
import type { Transaction } from '../sql';

/** Hears of what readers gained or lost, inside the act's transaction; throwing rolls the act back. */
export type Subscriber = (event: {
  trx: Transaction;
  changes: readonly PageChange[];
}) => Promise<void>;

/** How an act is called in the changes it makes. */
export interface Cause {
  changed: WantedPage['changed'];
  gone: WantedPage['gone'];
}

interface ArticlesOptions {
  hint?: boolean;
  showed?: readonly string[];
  more?: readonly OtherChange[];
}

/** Enough to keep a step's statements under a megabyte or two of parameters. */
const STEP = 200;

/** What a change of something else than an article is called, such as of a topic. */
export type OtherChange = Omit<PageChange, 'kind' | 'versionBefore' | 'versionAfter' | 'at'>;

/**
 * Brings readers' pages in line with what is published. The one way by which any act (publish,
 * unpublish, delete, a changed Site, a changed picture) reaches readers: it reads, compares, writes
 * what differs, records the changes and tells the subscribers. The caller holds the front door.
 */
export const createPageRefresh = () => {
  const subscribers = new Map<string, Subscriber>();

  const step = async (
    trx: Transaction,
    documentIds: readonly string[],
    cause: Cause,
    at: Date,
  ): Promise<PageChange[]> => {
    const sources = await plans.readSources(trx, documentIds);
    const existing = new Map(
      sources.flatMap((source) => source.rows.map((row) => [row.slug, row] as const)),
    );
    const wanted = sources.map((source) => wantedPage(source, cause));
    const { writes, changes } = planPageWrites([...existing.values()], wanted, at.toISOString());
    const moved = changes
      .filter(({ kind }) => kind === 'article.moved')
      .map(({ documentId }) => documentId);
    await plans.writePages(trx, writes, moved, at);
    // A change of what stands around a story changes none of its words.
    const said = new Set(
      changes.flatMap(({ kind, documentId }) => (kind === 'recent-news.changed' ? [] : documentId)),
    );
    await putInSearch(
      trx,
      wanted.filter(({ documentId }) => said.has(documentId)),
    );
    return changes;
  };

  const tell = async (
    trx: Transaction,
    changes: readonly PageChange[],
    channel: string | null = plans.CHANNEL,
  ): Promise<void> => {
    if (changes.length === 0) return;
    await plans.recordChanges(trx, changes, channel);
    for (const subscriber of subscribers.values()) await subscriber({ trx, changes });
  };

  const others = (more: readonly OtherChange[], at: Date): PageChange[] =>
    more.map((change) => ({
      kind: 'site.changed',
      ...change,
      versionBefore: null,
      versionAfter: null,
      at: at.toISOString(),
    }));

  const around = async (
    trx: Transaction,
    documentIds: readonly string[],
    more: readonly OtherChange[],
  ): Promise<number> => {
    const at = new Date();
    const cause: Cause = { changed: 'site.changed', gone: 'article.unpublished' };
    const changes = others(more, at);
    for (let i = 0; i < documentIds.length; i += STEP)
      changes.push(...(await step(trx, documentIds.slice(i, i + STEP), cause, at)));
    await tell(trx, changes);
    return changes.length;
  };

  return {
    /**
     * Calls `subscriber` with the changes of every act, in the act's transaction.
     * @param name tells subscribers apart; the same name again replaces the first
     */
    subscribe(name: string, subscriber: Subscriber): void {
      subscribers.set(name, subscriber);
    },

    /**
     * Refreshes the pages of these articles, and those that show them.
     * @param options hint: false for one act of thousands, of which readers may hear a second later;
     *   showed: who showed them before the act, where nothing tells any more afterwards;
     *   more: what else has changed by the act and is no article
     */
    async articles(
      trx: Transaction,
      documentIds: readonly string[],
      cause: Cause,
      { hint = true, showed = [], more = [] }: ArticlesOptions = {},
    ): Promise<PageChange[]> {
      const at = new Date();
      const changes = others(more, at);
      for (let i = 0; i < documentIds.length; i += STEP) {
        changes.push(...(await step(trx, documentIds.slice(i, i + STEP), cause, at)));
      }
      // Others show a title and a slug: they need a look only if one of these may have changed.
      const own = new Set(documentIds);
      const shown = changes.flatMap(({ documentId }) => (own.has(documentId) ? documentId : []));
      const showing = shown.length ? await plans.readersOf(trx, shown) : [];
      const readers = [...new Set([...showing, ...showed])].filter((id) => !own.has(id));
      for (let i = 0; i < readers.length; i += STEP) {
        const around: Cause = { ...cause, changed: 'recent-news.changed' };
        changes.push(...(await step(trx, readers.slice(i, i + STEP), around, at)));
      }
      await tell(trx, changes, hint ? plans.CHANNEL : null);
      return changes;
    },

    /** Makes the search know these stories by what is published of them. */
    async search(trx: Transaction, documentIds: readonly string[]): Promise<void> {
      for (let i = 0; i < documentIds.length; i += STEP) {
        const sources = await plans.readSources(trx, documentIds.slice(i, i + STEP));
        const cause: Cause = { changed: 'article.updated', gone: 'article.unpublished' };
        await putInSearch(
          trx,
          sources.map((source) => wantedPage(source, cause)),
        );
      }
    },

    /**
     * Refreshes every live page: what the Site shows has changed.
     * @param more what else has changed by it: what stands on no page of a story
     */
    async everything(trx: Transaction, more: readonly OtherChange[]): Promise<number> {
      let changed = await around(trx, [], more);
      for (let last = ''; ;) {
        const documentIds = await plans.nextLive(trx, last, STEP);
        const after = documentIds.at(-1);
        if (after === undefined) return changed;
        last = after;
        changed += await around(trx, documentIds, []);
      }
    },

    /**
     * Refreshes pages that show something which is no article and has changed, such as a topic.
     * @param more what else has changed by it: its own page
     */
    around,

    /**
     * Takes an earlier address away from an article: it answers "gone" from then on.
     * @returns whether it led there
     */
    async close(trx: Transaction, documentId: string, slug: string): Promise<boolean> {
      const at = new Date();
      const live = await plans.closeSlug(trx, documentId, slug, at);
      if (!live) return false;
      await tell(trx, [
        {
          kind: 'article.moved',
          documentId,
          slug: live.slug,
          paths: [pagePath(slug)],
          tags: [pageTag(documentId), ...live.tags],
          versionBefore: live.version,
          versionAfter: live.version,
          at: at.toISOString(),
        },
      ]);
      return true;
    },
  };
};

const putInSearch = async (trx: Transaction, wanted: readonly WantedPage[]): Promise<void> => {
  await putEntries(
    trx,
    wanted.flatMap(({ page }) => (page ? searchEntry(page) : [])),
  );
  await dropEntries(
    trx,
    wanted.flatMap(({ documentId, page }) => (page ? [] : documentId)),
  );
};

export type PageRefresh = ReturnType<typeof createPageRefresh>;

/** What readers are to have of a document, by what is published of it now. */
export const wantedPage = (
  { documentId, article, newestVersion, site }: plans.PageSources,
  cause: Cause,
): WantedPage => ({
  documentId,
  newestVersion,
  page: article ? composePage(article, site) : null,
  metaOf: (page) => JSON.stringify(composeMeta(page, siteOf(site))),
  tags: article ? composeTags(article) : [`article-${documentId}`],
  ...cause,
});

/** A site that has said nothing of its language is in the one that is usual here. */
const siteOf = ({ name, url, language }: plans.PageSources['site']) => ({
  name,
  url,
  language: language ?? USUAL_LANGUAGE,
});
