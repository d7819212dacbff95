import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { kindsSchema } from '../config';
import { PLUGIN } from '../constants';
import { withReasons, type Newsroom } from '../newsroom';
import type { Db, Transaction } from '../sql';
import { createArchive } from './archive';
import { createBackfill } from './backfill';
import { createDecisions } from './decisions';
import { createExplain } from './explain';
import { createGenerator } from './generator';
import { createLists } from './lists';
import type { Queue } from './queue';
import { createSettings, type Store } from './settings';

/** What is kept between starts stands in Strapi's own store, under the plugin's name. */
const storeOf = (strapi: Core.Strapi): Store => {
  const store = strapi.store({ type: 'plugin', name: PLUGIN });
  return {
    get: (key) => store.get({ key }),
    set: async (key, value) => void (await store.set({ key, value })),
  };
};

const assemble = (strapi: Core.Strapi, served: Newsroom) => {
  const newsroom = withReasons(served);
  const db = strapi.db.connection as unknown as Db;
  const queue = strapi.plugin('jobs').service('queue') as Queue;
  const store = storeOf(strapi);
  // The plugin hears of its own writes as well, and has nothing to add to them.
  const own = new WeakSet<Transaction>();
  const mark = (trx: Transaction): void => void own.add(trx);
  const settings = createSettings(store, strapi.plugin(PLUGIN).config('settings'));
  const archive = createArchive({ warn: (message) => strapi.log.warn(message) });
  const lists = createLists({ newsroom, archive, settings, db, mark });
  const decisions = createDecisions({ newsroom, lists, settings, db, mark });
  const generator = createGenerator({
    newsroom,
    archive,
    lists,
    settings,
    db,
    queue,
    kinds: kindsSchema.parse(strapi.plugin(PLUGIN).config('kinds') ?? {}),
    isOwn: (trx) => own.has(trx),
  });
  return {
    db,
    newsroom,
    settings,
    archive,
    lists,
    decisions,
    generator,
    explain: createExplain({ newsroom, archive, decisions, db }),
    backfill: createBackfill({
      newsroom,
      archive,
      lists,
      store,
      db,
      refit: (signal) => archive.refit(db as Knex, { force: true, signal }),
    }),
  };
};

export type RecentNews = ReturnType<typeof assemble>;

/**
 * The plugin's service `recent-news`: everything it does, once the application has said which newsroom it
 * serves.
 */
export const createRecentNews = ({ strapi }: { strapi: Core.Strapi }) => {
  let parts: RecentNews | undefined;
  return {
    /** Hands over the newsroom; called by the application while it registers. */
    serve(newsroom: Newsroom): void {
      parts = assemble(strapi, newsroom);
    },

    /** @throws Error when no newsroom was handed over */
    get parts(): RecentNews {
      if (!parts) {
        throw new Error(
          `Plugin ${PLUGIN} serves no newsroom yet: call strapi.plugin('${PLUGIN}').service('recent-news').serve(…) in register.`,
        );
      }
      return parts;
    },

    /** Live stories that tell the same as this draft, the closest first. */
    async twins(db: Db, documentId: string): Promise<{ documentId: string; title: string }[]> {
      if (!parts) return [];
      const { newsroom, archive } = parts;
      const draft = await newsroom.draftStory(db, documentId);
      if (!draft) return [];
      const same = await archive.duplicatesOf(db, await archive.profileOf(db, draft));
      const heads = await newsroom.heads(
        db,
        same.map(({ id }) => id),
      );
      return heads.map((head) => ({ documentId: head.documentId, title: head.title }));
    },

    /** The list of a draft as its readers would get it. */
    async shown(
      documentId: string,
    ): Promise<{ headline: string; teaser: string | null; url: string | null }[]> {
      if (!parts) return [];
      const { entries } = await parts.explain.explain(documentId, 'draft');
      const { count } = await parts.settings.get();
      return entries
        .filter((entry) => entry.shown && entry.headline !== null)
        .slice(0, count)
        .map(({ headline, teaser, url }) => ({ headline: headline ?? '', teaser, url }));
    },

    /** Hears of what readers gained or lost, in the act's transaction. */
    touched: (...args: Parameters<RecentNews['generator']['touched']>): Promise<void> =>
      parts ? parts.generator.touched(...args) : Promise.resolve(),

    /** Hears of live stories whose topics are called otherwise, or gone, in the act's transaction. */
    async resorted(...args: Parameters<RecentNews['generator']['resorted']>): Promise<void> {
      await parts?.generator.resorted(...args);
    },
  };
};

export type RecentNewsService = ReturnType<typeof createRecentNews>;

export const recentNewsOf = (strapi: Core.Strapi): RecentNews =>
  (strapi.plugin(PLUGIN).service('recent-news') as RecentNewsService).parts;
