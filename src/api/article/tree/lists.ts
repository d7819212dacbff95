/** SQL that reads and writes whole Recent News lists, of many articles at once and of either side. */
import type { Hand } from '../outline/hand';
import type { StoredEntry } from '../outline/diff';
import { rows, type Transaction } from '../sql';
import type { Knex } from 'knex';
import { ENTRIES_JSON } from './entries';
import { ON, type Side } from './side';

/** What a person decided about a list as a whole; stored with the article, so that it goes live with it. */
export interface ListRules {
  locked: boolean;
  /** documentIds of articles that shall not stand in this list. */
  hidden: string[];
}

export interface ListRow {
  documentId: string;
  related: StoredEntry[];
  rules: Partial<ListRules> | null;
}

export const readLists = (
  db: Transaction | Knex,
  documentIds: readonly string[],
  side: Side,
): Promise<ListRow[]> =>
  rows(
    db,
    `SELECT a.document_id AS "documentId", ${ENTRIES_JSON} AS related, a.recent_news_rules::json AS rules
       FROM articles a WHERE a.document_id = ANY(?) AND a.${ON[side]}`,
    [documentIds],
  );

/** An entry to stand in a list, as a whole row. */
export interface WantedEntry {
  /** documentId of the article whose list it is. */
  article: string;
  documentId: string;
  position: number;
  headline: string | null;
  teaser: string | null;
  url: string | null;
  target: string | null;
  origin: 'editor' | 'machine';
  hand: Hand;
  reason: unknown;
}

export interface WantedLists {
  documentIds: string[];
  entries: WantedEntry[];
  rules: { documentId: string; rules: ListRules | null }[];
}

/**
 * Makes the lists of these articles, on one side, what is given: rows are changed in place, made or
 * deleted. The caller holds the articles' locks and the front door, and sees to the pages.
 */
export const writeLists = async (
  trx: Transaction,
  side: Side,
  { documentIds, entries, rules }: WantedLists,
  now: Date,
): Promise<void> => {
  const on = ON[side];
  const live = side === 'published';
  await rows(
    trx,
    `DELETE FROM related_news e USING related_news_article_lnk l, articles a
      WHERE l.related_news_id = e.id AND a.id = l.article_id AND a.${on} AND a.document_id = ANY(?)
        AND e.document_id <> ALL(?)`,
    [documentIds, entries.map(({ documentId }) => documentId)],
  );
  await rows(
    trx,
    `WITH wanted AS (
       SELECT w.*, a.id AS root, t.id AS target_id, e.id
         FROM json_to_recordset(?::json) AS w(article text, "documentId" text, position integer, headline text,
                teaser text, url text, target text, origin text, hand jsonb, reason jsonb)
         JOIN articles a ON a.document_id = w.article AND a.${on}
         LEFT JOIN articles t ON t.document_id = w.target AND t.${on}
         LEFT JOIN related_news e ON e.document_id = w."documentId" AND e.${on}),
     changed AS (
       UPDATE related_news e
          SET headline = CASE WHEN ${asleep('w')} THEN NULL ELSE w.headline END,
              teaser = CASE WHEN ${asleep('w')} THEN NULL ELSE w.teaser END,
              asleep = CASE WHEN ${asleep('w')} THEN jsonb_build_object('headline', w.headline, 'teaser', w.teaser) END,
              url = w.url, position = w.position, origin = w.origin, hand = w.hand, reason = w.reason,
              target_document_id = ${live ? 'w.target' : 'NULL'}, updated_at = ?
         FROM wanted w WHERE e.id = w.id),
     reordered AS (
       UPDATE related_news_article_lnk l SET related_news_ord = w.position
         FROM wanted w WHERE l.related_news_id = w.id AND l.article_id = w.root),
     unhooked AS (
       DELETE FROM related_news_target_lnk k USING wanted w
        WHERE k.related_news_id = w.id AND k.article_id IS DISTINCT FROM w.target_id),
     made AS (
       INSERT INTO related_news (document_id, headline, teaser, asleep, url, position, origin, hand, reason,
              target_document_id, created_at, updated_at, published_at)
       SELECT w."documentId", CASE WHEN ${asleep('w')} THEN NULL ELSE w.headline END,
              CASE WHEN ${asleep('w')} THEN NULL ELSE w.teaser END,
              CASE WHEN ${asleep('w')} THEN jsonb_build_object('headline', w.headline, 'teaser', w.teaser) END,
              w.url, w.position, w.origin, w.hand, w.reason,
              ${live ? 'w.target' : 'NULL'}, ?, ?, ${live ? '?::timestamp' : 'NULL::timestamp'}
         FROM wanted w WHERE w.id IS NULL ORDER BY w.root, w.position
       RETURNING id, document_id),
     hooked AS (
       INSERT INTO related_news_article_lnk (related_news_id, article_id, related_news_ord)
       SELECT m.id, w.root, w.position FROM made m JOIN wanted w ON w."documentId" = m.document_id
        ORDER BY w.root, w.position)
     INSERT INTO related_news_target_lnk (related_news_id, article_id)
     SELECT coalesce(w.id, m.id), w.target_id
       FROM wanted w LEFT JOIN made m ON m.document_id = w."documentId"
      WHERE w.target_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM related_news_target_lnk k WHERE k.related_news_id = w.id AND k.article_id = w.target_id)`,
    [JSON.stringify(entries), now, now, now, ...(live ? [now] : [])],
  );
  if (rules.length === 0) return;
  await rows(
    trx,
    `UPDATE articles a SET recent_news_rules = w.rules
       FROM json_to_recordset(?::json) AS w("documentId" text, rules jsonb)
      WHERE a.document_id = w."documentId" AND a.${on} AND a.recent_news_rules IS DISTINCT FROM w.rules`,
    [JSON.stringify(rules)],
  );

  function asleep(alias: string): string {
    return live ? `(${alias}.target IS NOT NULL AND ${alias}.target_id IS NULL)` : 'false';
  }
};

/** Keeps articles out of a draft's list from now on. */
export const hideFromDraft = async (
  trx: Transaction,
  documentId: string,
  targets: readonly string[],
): Promise<void> => {
  if (targets.length === 0) return;
  await rows(
    trx,
    `UPDATE articles a
        SET recent_news_rules = jsonb_build_object(
          'locked', coalesce((a.recent_news_rules->>'locked')::boolean, false),
          'hidden', (SELECT jsonb_agg(DISTINCT h.id) FROM (
             SELECT jsonb_array_elements_text(coalesce(a.recent_news_rules->'hidden', '[]')) AS id
             UNION ALL SELECT unnest(?::text[])) h))
      WHERE a.document_id = ? AND a.published_at IS NULL`,
    [targets, documentId],
  );
};
