import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import { inTransaction } from '../sql';
import { outlineOf } from '../outline/of-tree';
import type { Outline } from '../outline/types';
import { readOutlines } from '../tree/plans';
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

const mentions = (value: unknown, key: string): boolean => {
  if (Array.isArray(value)) return value.some((item) => mentions(item, key));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => name === key || mentions(inner, key));
};

const sortsBy = (sort: unknown, key: string): boolean =>
  typeof sort === 'string'
    ? sort.split(',').some((part) => part.trim().split(/[:.]/).includes(key))
    : Array.isArray(sort)
      ? sort.some((part) => sortsBy(part, key))
      : mentions(sort, key);

/** Without a stored value the database would answer a filter on it with an error, or with nothing. */
const refuseOutlineInQuery = ({ filters, sort }: LooseParams): void => {
  if (mentions(filters, 'outline')) {
    throw new errors.ValidationError(
      'filters.outline: the outline cannot be filtered by; filter by sections instead, such as filters[sections][heading][$contains]',
    );
  }
  if (sortsBy(sort, 'outline')) {
    throw new errors.ValidationError(
      'sort: the outline cannot be sorted by; sort by title, firstPublishedAt or updatedAt',
    );
  }
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

/** `outline` is never stored: every read of an article fills it from the tree as it is. */
export const outlineRead: RuleFactory = (strapi) => async (context, next) => {
  if (!TREE.has(context.uid)) return next();
  const params = paramsOf(context);
  refuseOutlineInQuery(params);
  if (context.uid !== ARTICLE || !(READS.has(context.action) || WRITES.has(context.action)))
    return next();
  if (!asksForOutline(params)) return next();
  const allowed = await maySeeOutline(strapi);

  return inTransaction(strapi, async (trx) => {
    const result = await next();
    const articles = rowsIn(result);
    if (!allowed || context.action === 'unpublish') {
      for (const article of articles) delete article.outline;
      return result;
    }
    const unfilled = articles.filter(({ id, outline }) => Number.isInteger(id) && outline == null);
    const ids = unfilled.map(({ id }) => id);
    if (ids.length === 0) return result;
    const outlines = new Map(
      (await readOutlines(trx, ids)).map(({ id, sections }) => [id, sections]),
    );
    for (const article of unfilled) article.outline = outlineOf(outlines.get(article.id) ?? []);
    return result;
  });
};
