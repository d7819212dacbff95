import { inTransaction } from '../sql';
import { lockArticles } from '../publication/locks';
import { ARTICLE, documentIdOf, type RuleFactory } from './types';

const ACTS = new Set([
  'create',
  'update',
  'delete',
  'publish',
  'unpublish',
  'discardDraft',
  'clone',
]);

/**
 * Every act on an article is one transaction that holds the article's lock before anything else.
 * Stands outermost, so that all other rules see a state nobody else can change.
 */
export const oneAct: RuleFactory = (strapi) => (context, next) => {
  if (context.uid !== ARTICLE || !ACTS.has(context.action)) return next();
  return inTransaction(strapi, async (trx) => {
    const documentId = documentIdOf(context);
    if (documentId) await lockArticles(trx, [documentId]);
    return next();
  });
};
