import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { NO_TEXT } from '../blank-text';
import type { DeskConfig } from '../config';
import { MOST_COUNTED, PLUGIN } from '../constants';
import type {
  ChoiceKind,
  DeskArticle,
  DeskList,
  DeskMay,
  DeskNewsEntry,
  DeskSave,
  DeskStatus,
  DeskText,
  DeskVersions,
} from '../contracts';
import { idsOf } from '../ids';
import type { DeskNewsroom, Recommender, ListSort, OpenArticle } from '../newsroom';
import type { Db } from '../sql';
import { createChecks } from './checks';
import { createPresence } from './presence';
import { createRights, type Rights } from './rights';

export interface Asked {
  words: string[];
  status: DeskStatus | null;
  sort: ListSort;
  page: number;
  pageSize: number;
}

const notFound = (documentId: string): Error =>
  new errors.NotFoundError(
    `There is no article with the documentId "${documentId}"; it may have been deleted.`,
  );

const assemble = (
  strapi: Core.Strapi,
  newsroom: DeskNewsroom,
  recommender: () => Recommender | null,
) => {
  const db = strapi.db.connection as unknown as Db;
  const config = strapi.config.get(`plugin::${PLUGIN}`) as DeskConfig;
  const store = strapi.store({ type: 'plugin', name: PLUGIN });
  const presence = createPresence(db);
  const checks = createChecks({
    newsroom,
    store: {
      get: (key) => store.get({ key }),
      set: async (key, value) => void (await store.set({ key, value })),
    },
    defaults: config.levels ?? {},
    recommender,
    warn: (message) => strapi.log.warn(message),
  });

  const { fields, newsField } = newsroom;
  const rights = (ability: unknown): Rights =>
    createRights(strapi, ability, { fields, shown: [...fields, newsField] });

  const opened = async (documentId: string): Promise<OpenArticle> => {
    const open = await newsroom.read(db, documentId);
    if (!open) throw notFound(documentId);
    return open;
  };

  const asAnswer = async (open: OpenArticle, may: DeskMay): Promise<DeskArticle> => ({
    documentId: open.documentId,
    version: open.version,
    text: open.text,
    cover: open.cover,
    status: open.status,
    savedAt: open.savedAt.toISOString(),
    slug: open.liveSlug,
    editors: await presence.of(open.documentId),
    may: {
      ...may,
      readOnly: may.readOnly.map((field) => newsroom.placeOfField(field)),
    },
  });

  const open = async (documentId: string, own: Rights): Promise<DeskArticle> => {
    await own.demand('read', documentId);
    return asAnswer(await opened(documentId), await own.may(documentId));
  };

  return {
    db,
    newsroom,
    presence,
    checks,
    rights,
    previewSecret: config.previewSecret,
    open,

    /** What will stand under a draft; nothing where nobody recommends. */
    shownBelow: async (documentId: string) => (await recommender()?.shown(documentId)) ?? [],

    /** Names of what a text is given to, in its order; those that are not there any more are left out. */
    async namesIn(text: DeskText): Promise<Record<ChoiceKind, string[]>> {
      const named = async (kind: ChoiceKind): Promise<string[]> => {
        const ids = idsOf(text.details[kind]);
        if (ids.length === 0) return [];
        const names = new Map((await newsroom.choices(db, kind)).map(({ id, name }) => [id, name]));
        return ids.flatMap((id) => names.get(id) ?? []);
      };
      return { topics: await named('topics'), authors: await named('authors') };
    },

    /** What a new article is before its first save. */
    async blank(documentId: string, own: Rights): Promise<DeskArticle> {
      await own.demand('read', null);
      await own.demand('create', null);
      const may = await own.may(null);
      return {
        documentId,
        version: 0,
        text: NO_TEXT,
        cover: null,
        status: 'draft',
        savedAt: null,
        slug: null,
        editors: [],
        may: { ...may, readOnly: may.readOnly.map((field) => newsroom.placeOfField(field)) },
      };
    },

    /**
     * @throws a 409 with code STALE and what stands there now, when somebody saved since
     * @throws a 404 when it was deleted since
     * @throws a 403 when the user may not write one of the fields that differ
     */
    async save(
      documentId: string,
      { baseVersion, text }: DeskSave,
      own: Rights,
      userId: number | null,
    ): Promise<DeskArticle> {
      const before = await newsroom.read(db, documentId);
      if (!before && baseVersion > 0) throw notFound(documentId);
      // The answer shows it.
      await own.demand('read', before ? documentId : null);
      // A first save can only make it: should what stands there be gone in a moment, it does.
      const isFirst = baseVersion === 0;
      const act = isFirst ? 'create' : 'update';
      const subject = isFirst ? null : documentId;
      const isStale = before !== null && before.version !== baseVersion;
      // What others changed since is no change of this user's.
      const changed = isStale ? [] : newsroom.changedFields(before?.text ?? NO_TEXT, text);
      await own.demand(act, subject, changed);
      try {
        if (isStale) throw newsroom.stale(baseVersion, before.version);
        const after =
          before && changed.length === 0
            ? before
            : await newsroom.save(documentId, { baseVersion, text, userId });
        return await asAnswer(after, await own.may(documentId));
      } catch (error) {
        const stale = error as { code?: unknown; details?: Record<string, unknown> };
        if (stale.code === 'STALE')
          stale.details = { code: 'STALE', current: await open(documentId, own) };
        throw error;
      }
    },

    /** @throws a 403 when the user may not write the article's Recent News */
    async takeNews(
      documentId: string,
      entries: readonly DeskNewsEntry[],
      own: Rights,
      userId: number | null,
    ): Promise<DeskArticle> {
      await opened(documentId);
      await own.demand('read', documentId);
      await own.demand('update', documentId, [newsField]);
      await newsroom.takeNews(documentId, entries, userId);
      return open(documentId, own);
    },

    async versions(documentId: string, own: Rights): Promise<DeskVersions> {
      await own.demand('read', documentId);
      return {
        live: await newsroom.readLive(db, documentId),
        draft: (await opened(documentId)).text,
      };
    },

    async list(asked: Asked, own: Rights): Promise<DeskList> {
      await own.demand('read', null);
      const { rows, total } = await newsroom.list(db, {
        words: asked.words,
        status: asked.status,
        sort: asked.sort,
        offset: (asked.page - 1) * asked.pageSize,
        limit: asked.pageSize,
        counted: MOST_COUNTED,
        among: await own.readable(),
      });
      const editors = await presence.byArticle(rows.map(({ documentId }) => documentId));
      const { create, update, publish, delete: remove } = await own.may(null);
      return {
        rows: rows.map((row) => ({
          ...row,
          firstPublishedAt: row.firstPublishedAt?.toISOString() ?? null,
          savedAt: row.savedAt.toISOString(),
          editors: editors.get(row.documentId) ?? [],
        })),
        page: asked.page,
        pageSize: asked.pageSize,
        total,
        may: { create, update, publish, delete: remove },
      };
    },
  };
};

export type Desk = ReturnType<typeof assemble>;

/** The plugin's service `desk`, once the application has said whose articles are written here. */
export const createDesk = ({ strapi }: { strapi: Core.Strapi }) => {
  let parts: Desk | undefined;
  let recommender: Recommender | null = null;
  return {
    /** Hands over the newsroom; called by the application while it registers. */
    serve(newsroom: DeskNewsroom): void {
      parts = assemble(strapi, newsroom, () => recommender);
    },

    /** Names who recommends stories, and so knows near-duplicates and what will stand below a story. */
    useRecommender(who: Recommender): void {
      recommender = who;
    },

    /** What the checklist forbids; asked by the publish itself, in its transaction. */
    blocking: (db: Db, documentId: string): Promise<{ place: string; message: string }[]> =>
      parts ? parts.checks.blocking(db, documentId) : Promise.resolve([]),

    /** @throws Error when no newsroom was handed over */
    get parts(): Desk {
      if (!parts) {
        throw new Error(
          `Plugin ${PLUGIN} serves no newsroom yet: call strapi.plugin('${PLUGIN}').service('desk').serve(…) in register.`,
        );
      }
      return parts;
    },
  };
};

export type DeskService = ReturnType<typeof createDesk>;

export const deskOf = (strapi: Core.Strapi): Desk =>
  (strapi.plugin(PLUGIN).service('desk') as DeskService).parts;
