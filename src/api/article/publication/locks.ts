import { rows, type Transaction } from '../sql';

/** The seed that keeps the newsroom's lock names apart from those of others in the database. */
const ARTICLE_SEED = 42;
const SLUG_SEED = 43;
/** Any fixed number: one lock for the newsroom's front door. */
const FRONT_DOOR = 7_204_201;

/**
 * Locks articles until the transaction ends. Always the first thing an act does, and several at
 * once in one sorted order: row locks taken in whatever order Strapi works made deadlocks.
 */
export const lockArticles = async (trx: Transaction, documentIds: readonly string[]): Promise<void> => {
  const sorted = [...new Set(documentIds)].sort();
  if (sorted.length === 0) return;
  await rows(
    trx,
    `SELECT pg_advisory_xact_lock(hashtextextended(id, ${ARTICLE_SEED}))
       FROM unnest(?::text[]) WITH ORDINALITY AS wanted(id, place) ORDER BY place`,
    [sorted],
  );
};

/** Keeps a slug from being taken by another transaction. Comes after the article's lock. */
export const lockSlug = async (trx: Transaction, slug: string): Promise<void> => {
  await rows(trx, `SELECT pg_advisory_xact_lock(hashtextextended(?, ${SLUG_SEED}))`, [slug]);
};

/**
 * One act at a time changes what readers see. An article's page shows other articles' headlines, so
 * two publishes may touch each other's pages and links; taking turns is what keeps the pages right
 * without retries. Comes after all other locks.
 */
export const lockFrontDoor = async (trx: Transaction): Promise<void> => {
  await rows(trx, `SELECT pg_advisory_xact_lock(${FRONT_DOOR})`);
};
