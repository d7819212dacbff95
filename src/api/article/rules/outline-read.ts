import type { Core } from '@strapi/strapi';
import { inTransaction } from '../sql';
import { outlineOf } from '../outline/of-tree';
import type { Outline } from '../outline/types';
import { readOutlines } from '../tree/plans';
import { refuseOutlineInQuery } from './outline-query';
import {
  ARTICLE,
  BULLET,
  paramsOf,
  RELATED,
  SECTION,
  type LooseParams,
  type RuleFactory,
} from './types';

const READS = new Set(['findOne', 'findFirst', 'findMany']);
const WRITES = new Set(['create', 'update', 'publish', 'unpublish', 'discardDraft', 'clone']);
const TREE = new Set<string>([ARTICLE, SECTION, BULLET, RELATED]);

interface Row {
  id: number;
  outline?: Outline | null;
}

/** `fields` says which columns; without it all, so the outline too. */
const asksForOutline = ({ fields }: LooseParams): boolean => {
  if (fields == null) return true;
  const names = Array.isArray(fields) ? fields.map(String) : String(fields).split(',');
  return names.some((name) => name.trim() === 'outline' || name.trim() === '*');
};

/**
 * In the content API the outline shows sections and bullets, so it is there for those who may read
 * these. Calls from code and from the admin (which has permissions of its own) are not asked.
 */
const maySeeOutline = async (strapi: Core.Strapi): Promise<boolean> => {
  const state = strapi.requestContext.get()?.state;
  if (state?.route?.info?.type !== 'content-api') return true;
  try {
    await strapi.auth.verify(state.auth, { scope: [`${SECTION}.find`, `${BULLET}.find`] });
    return true;
  } catch {
    return false;
  }
};

const rowsIn = (result: unknown): Row[] => {
  if (Array.isArray(result)) return result as Row[];
  if (typeof result !== 'object' || result === null) return [];
  return 'entries' in result ? rowsIn(result.entries) : [result as Row];
};

interface Attribute {
  type?: string;
  target?: string;
}

/** The articles that were populated into `rows`, at any depth, of which the outline was asked for. */
const articlesWithin = (strapi: Core.Strapi, uid: string, rows: readonly Row[]): Row[] => {
  const { attributes } = strapi.getModel(uid as typeof ARTICLE);
  return Object.entries(attributes as Record<string, Attribute>).flatMap(([name, attribute]) => {
    const { type, target } = attribute;
    if (type !== 'relation' || !target) return [];
    const populated = rows
      .flatMap((row) => (row as unknown as Record<string, unknown>)[name])
      .filter((inner): inner is Row => typeof inner === 'object' && inner !== null);
    if (populated.length === 0) return [];
    const here = target === ARTICLE ? populated.filter((article) => 'outline' in article) : [];
    return [...here, ...articlesWithin(strapi, target, populated)];
  });
};

/** `outline` is never stored: every read of an article fills it from the tree as it is. */
export const outlineRead: RuleFactory = (strapi) => async (context, next) => {
  if (!TREE.has(context.uid)) return next();
  const params = paramsOf(context);
  refuseOutlineInQuery(params);
  if (!READS.has(context.action) && !WRITES.has(context.action)) return next();
  const isAsked = context.uid === ARTICLE && asksForOutline(params);
  const populates = params.populate != null && params.populate !== false;
  if (!isAsked && !populates) return next();

  return inTransaction(strapi, async (trx) => {
    const result = await next();
    const found = rowsIn(result);
    const articles = [
      ...(isAsked ? found : []),
      ...(populates ? articlesWithin(strapi, context.uid, found) : []),
    ];
    if (articles.length === 0) return result;
    if (context.action === 'unpublish' || !(await maySeeOutline(strapi))) {
      for (const article of articles) delete article.outline;
      return result;
    }
    const unfilled = articles.filter(({ id, outline }) => Number.isInteger(id) && outline == null);
    const ids = [...new Set(unfilled.map(({ id }) => id))];
    if (ids.length === 0) return result;
    const outlines = new Map(
      (await readOutlines(trx, ids)).map(({ id, sections }) => [id, sections]),
    );
    for (const article of unfilled) article.outline = outlineOf(outlines.get(article.id) ?? []);
    return result;
  });
};
