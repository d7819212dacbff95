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

/** Articles whose drafts point to one of these. */
const draftsPointingTo = async (
  trx: Transaction,
  documentIds: readonly string[],
): Promise<string[]> =>
  (
    await rows<{ documentId: string }>(
      trx,
      `SELECT DISTINCT a.document_id AS "documentId"
         FROM articles t
         JOIN related_news_target_lnk k ON k.article_id = t.id
         JOIN related_news_article_lnk l ON l.related_news_id = k.related_news_id
         JOIN articles a ON a.id = l.article_id
        WHERE t.document_id = ANY(?) AND t.published_at IS NULL`,
      [documentIds],
    )
  ).map(({ documentId }) => documentId);

/**
 * For acts that take the draft row of an article away (delete, discard): links that other drafts have
 * to it go along. Whoever writes one of those drafts may come to the front door next, so their locks
 * and the row itself come before it, or each would wait for the other.
 * @param beginsTransaction whether nothing was done in it yet. Then a link that was made while this
 *   waited makes it let go of all and begin anew, in order; otherwise its lock comes out of order.
 */
export const lockWithThosePointing = async (
  trx: Transaction,
  documentIds: readonly string[],
  beginsTransaction: boolean,
): Promise<void> => {
  for (;;) {
    const wanted = new Set([...documentIds, ...(await draftsPointingTo(trx, documentIds))]);
    if (beginsTransaction) await rows(trx, 'SAVEPOINT before_locks');
    await lockArticles(trx, [...wanted]);
    // Waits for links that are being made. In the order in which those who make them hold these rows.
    await rows(
      trx,
      `SELECT id FROM articles WHERE document_id = ANY(?) AND published_at IS NULL ORDER BY document_id FOR UPDATE`,
      [documentIds],
    );
    const late = (await draftsPointingTo(trx, documentIds)).filter((id) => !wanted.has(id));
    if (late.length === 0) return;
    if (!beginsTransaction) return lockArticles(trx, late);
    await rows(trx, 'ROLLBACK TO SAVEPOINT before_locks');
  }
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
 * without retries. Comes after all other locks.
 */
export const lockFrontDoor = async (trx: Transaction): Promise<void> => {
  await rows(trx, `SELECT pg_advisory_xact_lock(${FRONT_DOOR})`);
};
