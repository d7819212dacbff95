/**
 * All SQL on `related_news` and its links alone. A row without `hand` is its origin's as a whole; `hand`
 * says more finely what a person decided (see `rules/entry-hand`). A published row whose target is
 * not live keeps its words in `asleep`.
 */
import type { EntryRow } from '../outline/diff';
import { rows, type Transaction } from '../sql';
import { ON, type Rooted, type Side } from './side';

/** Where entry `e` leads: only published ones remember it, of a draft the link alone knows. */
export const TARGET = `coalesce(e.target_document_id, (
        SELECT t.document_id FROM related_news_target_lnk k JOIN articles t ON t.id = k.article_id
         WHERE k.related_news_id = e.id LIMIT 1))`;

/**
 * Entries with the words that are theirs: a published one whose target is not live has them asleep, so
 * that no other read can quote what was taken back.
 */
export const ENTRIES_JSON = `
  (SELECT coalesce(json_agg(json_build_object(
      'id', e.id, 'documentId', e.document_id, 'position', e.position,
      'headline', coalesce(e.asleep->>'headline', e.headline),
      'teaser', coalesce(e.asleep->>'teaser', e.teaser), 'url', e.url,
      'origin', coalesce(e.origin, 'editor'), 'hand', e.hand, 'reason', e.reason,
      'target', ${TARGET})
      ORDER BY el.related_news_ord, e.position, e.id), '[]'::json)
    FROM related_news_article_lnk el JOIN related_news e ON e.id = el.related_news_id
   WHERE el.article_id = a.id)`;

/** Columns of an entry's copy on the other side, and the documentId of where it leads. */
export const copiedEntry = (
  side: Side,
  columns: readonly string[],
): { columns: string; target: string } => {
  const linked = `(SELECT t.document_id FROM related_news_target_lnk k JOIN articles t ON t.id = k.article_id
            WHERE k.related_news_id = e.id LIMIT 1)`;
  // Whether it may speak is settled by `linkPublishedTargets`, when all targets of the act are there.
  const published: Record<string, string> = {
    headline: `CASE WHEN ${linked} IS NULL THEN e.headline END`,
    teaser: `CASE WHEN ${linked} IS NULL THEN e.teaser END`,
    asleep: `CASE WHEN ${linked} IS NOT NULL THEN jsonb_build_object('headline', e.headline, 'teaser', e.teaser) END`,
  };
  const draft: Record<string, string> = {
    headline: `coalesce(e.asleep->>'headline', e.headline)`,
    teaser: `coalesce(e.asleep->>'teaser', e.teaser)`,
    asleep: 'NULL::jsonb',
  };
  const special = side === 'published' ? published : draft;
  return {
    columns: columns.map((column) => special[column] ?? `e."${column}"`).join(', '),
    target: side === 'published' ? linked : 'NULL',
  };
};

/**
 * Gives published Recent News entries their link back to the article they point to, and their words.
 * Strapi drops the link while that article is not live and never restores it; `target_document_id`
 * remembers it.
 * @param documentIds articles whose published rows are new
 */
export const linkPublishedTargets = async (
  trx: Transaction,
  documentIds: readonly string[],
): Promise<void> => {
  await rows(
    trx,
    // Two questions, not one with OR: that reads all entries of the newsroom (0.6 s at 600,000).
    `WITH wanted AS (
       SELECT id FROM related_news WHERE target_document_id = ANY(?)
        UNION
       SELECT l.related_news_id FROM related_news_article_lnk l
         JOIN articles a ON a.id = l.article_id WHERE a.document_id = ANY(?)),
     concerned AS (
       SELECT e.id, e.asleep, t.id AS article_id
         FROM wanted JOIN related_news e ON e.id = wanted.id
         JOIN articles t ON t.document_id = e.target_document_id AND t.${ON.published}
        WHERE e.${ON.published}),
     woken AS (
       UPDATE related_news e
          SET headline = c.asleep->>'headline', teaser = c.asleep->>'teaser', asleep = NULL
         FROM concerned c WHERE e.id = c.id AND c.asleep IS NOT NULL)
     INSERT INTO related_news_target_lnk (related_news_id, article_id)
     SELECT c.id, c.article_id FROM concerned c
      WHERE NOT EXISTS (SELECT FROM related_news_target_lnk k WHERE k.related_news_id = c.id)`,
    [documentIds, documentIds],
  );
};

/** Takes the words out of published entries that lead to an article which is no longer live. */
export const putToSleep = async (trx: Transaction, target: string): Promise<void> => {
  await rows(
    trx,
    `UPDATE related_news e
        SET asleep = jsonb_build_object('headline', e.headline, 'teaser', e.teaser),
            headline = NULL, teaser = NULL
      WHERE e.${ON.published} AND e.target_document_id = ? AND e.asleep IS NULL`,
    [target],
  );
};

/** The same for the drafts of the given articles, after their published side was copied to them. */
export const linkDraftTargets = async (
  trx: Transaction,
  documentIds: readonly string[],
): Promise<void> => {
  await rows(
    trx,
    `INSERT INTO related_news_target_lnk (related_news_id, article_id)
     SELECT d.id, t.id
       FROM articles a
       JOIN related_news_article_lnk l ON l.article_id = a.id
       JOIN related_news d ON d.id = l.related_news_id
       JOIN related_news p ON p.document_id = d.document_id AND p.${ON.published}
       JOIN articles t ON t.document_id = p.target_document_id AND t.${ON.draft}
      WHERE a.document_id = ANY(?) AND a.${ON.draft}
        AND NOT EXISTS (SELECT FROM related_news_target_lnk k WHERE k.related_news_id = d.id)`,
    [documentIds],
  );
};

/**
 * Makes drafts' Recent News lists what the diffs say, of one article or of many.
 * @throws nothing for a target that does not exist: ask `missingTargets` first
 */
export const applyRelated = async (
  trx: Transaction,
  writes: { entries: Rooted<EntryRow>[]; gone: number[] },
  now: Date,
): Promise<void> => {
  if (writes.gone.length)
    await rows(trx, `DELETE FROM related_news WHERE id = ANY(?)`, [writes.gone]);
  if (!writes.entries.length) return;
  await rows(
    trx,
    `WITH wanted AS (
       SELECT * FROM json_to_recordset(?::json) AS w(root integer, id integer, "documentId" text, headline text,
         teaser text, url text, target text, origin text, hand jsonb, position integer, retargeted boolean)),
     changed AS (
       UPDATE related_news e SET headline = w.headline, teaser = w.teaser, url = w.url,
              position = w.position, origin = w.origin, hand = w.hand, updated_at = ?
         FROM wanted w WHERE e.id = w.id),
     reordered AS (
       UPDATE related_news_article_lnk l SET related_news_ord = w.position
         FROM wanted w WHERE l.related_news_id = w.id),
     unhooked AS (
       DELETE FROM related_news_target_lnk k USING wanted w WHERE k.related_news_id = w.id AND w.retargeted),
     made AS (
       INSERT INTO related_news (document_id, headline, teaser, url, origin, hand, position, created_at, updated_at)
       SELECT w."documentId", w.headline, w.teaser, w.url, w.origin, w.hand, w.position, ?, ?
         FROM wanted w WHERE w.id IS NULL ORDER BY w.root, w.position
       RETURNING id, document_id),
     hooked AS (
       INSERT INTO related_news_article_lnk (related_news_id, article_id, related_news_ord)
       SELECT m.id, w.root, w.position FROM made m JOIN wanted w ON w."documentId" = m.document_id
        ORDER BY w.root, w.position)
     INSERT INTO related_news_target_lnk (related_news_id, article_id)
     SELECT coalesce(w.id, m.id), t.id
       FROM wanted w LEFT JOIN made m ON m.document_id = w."documentId"
       JOIN articles t ON t.document_id = w.target AND t.published_at IS NULL
      WHERE w.retargeted`,
    [JSON.stringify(writes.entries), now, now, now],
  );
};

/**
 * An order that somebody gave is to last: where it differs from the one before, each entry is pinned
 * where it stands now.
 * @param before documentIds of the entries, in the order that they had
 */
export const pinReordered = async (
  trx: Transaction,
  root: number,
  before: readonly string[],
): Promise<void> => {
  const words = (column: string) => `CASE WHEN trim(e.${column}) <> '' THEN true END`;
  await rows(
    trx,
    `UPDATE related_news e
        SET hand = coalesce(e.hand, CASE WHEN e.origin = 'machine' THEN '{}' ELSE jsonb_strip_nulls(
              jsonb_build_object('added', true, 'headline', ${words('headline')}, 'teaser', ${words('teaser')})) END)
              || '{"pinned": true}'
       FROM related_news_article_lnk l
      WHERE l.related_news_id = e.id AND l.article_id = ?
        AND ?::text[] IS DISTINCT FROM (
          SELECT array_agg(o.document_id::text ORDER BY k.related_news_ord)
            FROM related_news_article_lnk k JOIN related_news o ON o.id = k.related_news_id
           WHERE k.article_id = ?)`,
    [root, before, root],
  );
};

/**
 * Which of these articles do not exist. Those that do are held until the transaction ends, so that
 * none is deleted between this look and the link to it.
 */
export const missingTargets = async (
  trx: Transaction,
  documentIds: readonly string[],
): Promise<string[]> => {
  if (documentIds.length === 0) return [];
  const found = await rows<{ document_id: string }>(
    trx,
    `SELECT document_id FROM articles WHERE document_id = ANY(?) AND published_at IS NULL
      ORDER BY document_id FOR KEY SHARE`,
    [documentIds],
  );
  const known = new Set(found.map((row) => row.document_id));
  return documentIds.filter((id) => !known.has(id));
};

/**
 * Deletes the entries of other articles, on both sides, that lead to an article which is about to go:
 * nobody quotes what is no longer there.
 * @returns article rows whose lists became shorter
 */
export const dropEntriesTo = async (trx: Transaction, target: string): Promise<number[]> =>
  (
    await rows<{ article_id: number }>(
      trx,
      `WITH doomed AS (
         SELECT id FROM related_news WHERE target_document_id = ?
          UNION
         SELECT k.related_news_id FROM related_news_target_lnk k
           JOIN articles t ON t.id = k.article_id WHERE t.document_id = ?),
       gone AS (DELETE FROM related_news WHERE id IN (SELECT id FROM doomed))
       SELECT DISTINCT l.article_id FROM related_news_article_lnk l
         JOIN articles a ON a.id = l.article_id AND a.document_id <> ?
        WHERE l.related_news_id IN (SELECT id FROM doomed)`,
      [target, target, target],
    )
  ).map((row) => row.article_id);
