import type { Core } from '@strapi/strapi';
import { inTransaction, rows } from '../sql';
import { ARTICLE, BULLET, paramsOf, RELATED, SECTION, type RuleFactory } from './types';

const READS = new Set(['findOne', 'findFirst', 'findMany']);
const TREE = new Set<string>([ARTICLE, SECTION, BULLET, RELATED]);

const isInTransaction = (strapi: Core.Strapi): boolean => strapi.db.inTransaction();

/**
 * A nested read is many statements. Each would see what was committed just before it, so a reader
 * might get an article from before a publish with sections from after it (which is none at all).
 * One snapshot for all statements of a read makes a publish seen whole or not at all.
 */
export const oneSnapshot: RuleFactory = (strapi) => (context, next) => {
  if (!TREE.has(context.uid) || !READS.has(context.action) || isInTransaction(strapi))
    return next();
  const { populate, fields } = paramsOf(context);
  // A single statement is its own snapshot, and the outline comes in a second one.
  const single = populate == null && fields != null && !String(fields).includes('outline');
  if (single) return next();
  return inTransaction(strapi, async (trx) => {
    await rows(trx, 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return next();
  });
};
