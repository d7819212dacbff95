import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { lockArticles } from '../../api/article/publication/locks';
import { CHILD_TYPES } from '../../api/article/rules/children';
import { ARTICLE } from '../../api/article/rules/types';
import { inTransaction, type Transaction } from '../../api/article/sql';
import { findChild } from '../../api/article/tree/children';
import { notFound } from '../../http/errors';

interface DocumentManager {
  publish(id: string, uid: string, options: object): Promise<unknown[] | undefined>;
  delete(id: string, uid: string, options: object): Promise<unknown>;
  publishMany(uid: string, ids: string[], locale?: string): Promise<number>;
  unpublishMany(ids: string[], uid: string, options?: object): Promise<{ count: number }>;
  deleteMany(ids: string[], uid: string, options?: object): Promise<{ count: number }>;
  findLocales(
    ids: string | string[] | undefined,
    uid: string,
    options: { isPublished?: boolean },
  ): Promise<unknown[]>;
  countDraftRelations(id: string, uid: string, locale?: string): Promise<DraftRelations>;
  countManyEntriesDraftRelations(ids: string[], uid: string, locale?: string): Promise<number>;
}

/** Relations that a publish would leave behind, as the admin warns of them. */
interface DraftRelations {
  unpublishedRelations: number;
  draftM2mLinks: number;
}

type ServiceFactory = (context: { strapi: Core.Strapi }) => DocumentManager;

const refuseUnknown = async (strapi: Core.Strapi, uid: string, ids: string[]): Promise<void> => {
  const found = (await strapi.db.query(uid as typeof ARTICLE).findMany({
    select: ['documentId'],
    where: { documentId: { $in: ids } },
  })) as { documentId: string }[];
  const known = new Set(found.map(({ documentId }) => documentId));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined)
    throw notFound(
      `There is no ${strapi.getModel(uid as typeof ARTICLE).info.singularName} with the documentId "${unknown}".`,
    );
};

/**
 * Strapi runs the parts of a bulk action at the same time on one connection, so they would take
 * their locks in any order and go on after one of them failed. Here they go one after the other,
 * all locks first and in sorted order: it all happens, or nothing.
 */
const inTurn = (strapi: Core.Strapi, stock: DocumentManager): DocumentManager => {
  const eachInTurn = (
    ids: string[],
    act: (id: string) => Promise<number>,
    articlesOf: (trx: Transaction, ids: string[]) => Promise<string[]> = async (_, articles) =>
      articles,
  ): Promise<number> =>
    inTransaction(strapi, async (trx) => {
      await lockArticles(trx, await articlesOf(trx, ids));
      let count = 0;
      for (const id of ids) count += await act(id);
      return count;
    });

  /** Sections, bullets and entries are changed under the lock of their article. */
  const articlesOfChildren = (uid: string) => async (trx: Transaction, ids: string[]) => {
    const articles: string[] = [];
    for (const id of ids) {
      const child = await findChild(trx, CHILD_TYPES[uid]!.table, id);
      if (child) articles.push(child.parent.articleDocumentId);
    }
    return articles;
  };

  return {
    ...stock,
    // Strapi's bulk unpublish takes an id that is nobody's for a document that is not published.
    async findLocales(ids, uid, options) {
      if (Array.isArray(ids) && options.isPublished) await refuseUnknown(strapi, uid, ids);
      return stock.findLocales(ids, uid, options);
    },
    // What hangs on an article goes live with it: the warning "publish without relations" would be false.
    countDraftRelations: (id, uid, locale) =>
      uid === ARTICLE || CHILD_TYPES[uid]
        ? Promise.resolve({ unpublishedRelations: 0, draftM2mLinks: 0 })
        : stock.countDraftRelations(id, uid, locale),
    countManyEntriesDraftRelations: (ids, uid, locale) =>
      uid === ARTICLE || CHILD_TYPES[uid]
        ? Promise.resolve(0)
        : stock.countManyEntriesDraftRelations(ids, uid, locale),
    publishMany: (uid, ids, locale) =>
      uid !== ARTICLE
        ? stock.publishMany(uid, ids, locale)
        : eachInTurn(
            ids,
            async (id) => (await stock.publish(id, uid, { locale, populate: {} }))?.length ?? 0,
          ),
    unpublishMany: async (ids, uid, options = {}) =>
      uid !== ARTICLE
        ? stock.unpublishMany(ids, uid, options)
        : {
            count: await eachInTurn(ids, async (id) => {
              const result = await strapi
                .documents(ARTICLE)
                .unpublish({ ...options, documentId: id, populate: {} } as never);
              return result.entries.length;
            }),
          },
    deleteMany: async (ids, uid, options = {}) => {
      if (uid !== ARTICLE && !CHILD_TYPES[uid]) return stock.deleteMany(ids, uid, options);
      const act = async (id: string) => {
        await stock.delete(id, uid, options);
        return 1;
      };
      return {
        count: await eachInTurn(ids, act, uid === ARTICLE ? undefined : articlesOfChildren(uid)),
      };
    },
  };
};

type Action = (this: unknown, ctx: Context, ...rest: unknown[]) => unknown;

/** The badge that the edit view shows and sends back with its form; Strapi's check knows no such status. */
const BADGE = 'modified';

/** Forms that bring a status along, of collection types and of single types. */
const FORM_ACTIONS = [
  'create',
  'update',
  'createOrUpdate',
  'publish',
  'unpublish',
  'discard',
  'clone',
];

/** What the edit view echoes is no order: `status: 'modified'` is left out instead of refused. */
const withoutBadge = (action: Action): Action =>
  function (ctx, ...rest) {
    const body = (ctx.request as { body?: { status?: unknown } }).body;
    if (body?.status === BADGE) delete body.status;
    return action.call(this, ctx, ...rest);
  };

interface ContentManager {
  services: Record<string, ServiceFactory>;
  controllers: Record<string, Record<string, Action>>;
}

export default (plugin: ContentManager) => {
  const stock = plugin.services['document-manager'];
  if (stock)
    plugin.services['document-manager'] = (context) => inTurn(context.strapi, stock(context));
  for (const controller of [
    plugin.controllers['collection-types'],
    plugin.controllers['single-types'],
  ]) {
    for (const name of FORM_ACTIONS) {
      const action = controller?.[name];
      if (controller && action) controller[name] = withoutBadge(action);
    }
  }
  return plugin;
};
