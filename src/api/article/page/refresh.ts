import { composePage, composeTags } from './compose';
import { planPageWrites, type WantedPage } from './plan-writes';
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

/** Enough to keep a step's statements under a megabyte or two of parameters. */
const STEP = 200;

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
      .filter(({ paths }) => paths.length > 1)
      .map(({ documentId }) => documentId);
    await plans.writePages(trx, writes, moved, at);
    return changes;
  };

  const tell = async (trx: Transaction, changes: readonly PageChange[]): Promise<void> => {
    if (changes.length === 0) return;
    await plans.recordChanges(trx, changes);
    for (const subscriber of subscribers.values()) await subscriber({ trx, changes });
  };

  return {
    /**
     * Calls `subscriber` with the changes of every act, in the act's transaction.
     * @param name tells subscribers apart; the same name again replaces the first
     */
    subscribe(name: string, subscriber: Subscriber): void {
      subscribers.set(name, subscriber);
    },

    /** Refreshes the pages of these articles, and those that show them. */
    async articles(
      trx: Transaction,
      documentIds: readonly string[],
      cause: Cause,
    ): Promise<PageChange[]> {
      const at = new Date();
      const changes: PageChange[] = [];
      for (let i = 0; i < documentIds.length; i += STEP) {
        changes.push(...(await step(trx, documentIds.slice(i, i + STEP), cause, at)));
      }
      // Others show a title and a slug: they need a look only if one of these may have changed.
      const own = new Set(documentIds);
      const readers = changes.length
        ? (
            await plans.readersOf(
              trx,
              changes.map(({ documentId }) => documentId),
            )
          ).filter((id) => !own.has(id))
        : [];
      for (let i = 0; i < readers.length; i += STEP) {
        const shown: Cause = { ...cause, changed: 'recent-news.changed' };
        changes.push(...(await step(trx, readers.slice(i, i + STEP), shown, at)));
      }
      await tell(trx, changes);
      return changes;
    },

    /** Refreshes every live page: what the Site shows has changed. */
    async everything(trx: Transaction): Promise<number> {
      const at = new Date();
      let changed = 0;
      for (let last = ''; ;) {
        const documentIds = await plans.nextLive(trx, last, STEP);
        const after = documentIds.at(-1);
        if (after === undefined) return changed;
        last = after;
        const cause: Cause = { changed: 'site.changed', gone: 'article.unpublished' };
        const changes = await step(trx, documentIds, cause, at);
        await tell(trx, changes);
        changed += changes.length;
      }
    },
  };
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
  tags: article ? composeTags(article) : [`article-${documentId}`],
  ...cause,
});
