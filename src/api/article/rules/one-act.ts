import { inTransaction } from '../sql';
import { lockArticles, lockWithThosePointing } from '../publication/locks';
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

/** Acts after which the article has no draft row, or another one. */
const TAKE_DRAFT_AWAY = new Set(['delete', 'discardDraft']);

/**
 * Every act on an article is one transaction that holds the article's lock before anything else.
 * Stands outermost, so that all other rules see a state nobody else can change.
 */
export const oneAct: RuleFactory = (strapi) => (context, next) => {
  if (context.uid !== ARTICLE || !ACTS.has(context.action)) return next();
  const beginsTransaction = !strapi.db.inTransaction();
  return inTransaction(strapi, async (trx) => {
    const documentId = documentIdOf(context);
    if (documentId && TAKE_DRAFT_AWAY.has(context.action)) {
      await lockWithThosePointing(trx, [documentId], beginsTransaction);
    } else if (documentId) {
      await lockArticles(trx, [documentId]);
    }
    return next();
  });
};
