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
export const lockArticles = async (
  trx: Transaction,
  documentIds: readonly string[],
): Promise<void> => {
  await lockNames(trx, documentIds, ARTICLE_SEED);
};

/** Keeps slugs from being taken by another transaction. Comes after the article's lock. */
export const lockSlugs = async (trx: Transaction, slugs: readonly string[]): Promise<void> => {
  await lockNames(trx, slugs, SLUG_SEED);
};

const lockNames = async (
  trx: Transaction,
  names: readonly string[],
  seed: number,
): Promise<void> => {
  const sorted = [...new Set(names)].sort();
  if (sorted.length === 0) return;
  await rows(
    trx,
    `SELECT pg_advisory_xact_lock(hashtextextended(name, ${seed}))
       FROM unnest(?::text[]) WITH ORDINALITY AS wanted(name, place) ORDER BY place`,
    [sorted],
  );
};

/**
 * One act at a time changes what readers see. An article's page shows other articles' headlines, so
 * two publishes may touch each other's pages and links; taking turns is what keeps the pages right
 * without retries.
 *
 * The same goes for whoever writes where Recent News entries point, drafts included: a link holds the
 * row of the article it leads to, and the delete and the discard of that article wait for it.
 *
 * Comes after all other locks and before the first look at what it protects.
 */
export const lockFrontDoor = async (trx: Transaction): Promise<void> => {
  await rows(trx, `SELECT pg_advisory_xact_lock(${FRONT_DOOR})`);
};
