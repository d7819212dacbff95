/** What the Desk reads of articles. Reads only. */
import type { Knex } from 'knex';
import type { DeskCover, DeskStatus } from '../../../plugins/desk/server/src/contracts';
import type { ListedArticle, ListQuery, ListSort } from '../../../plugins/desk/server/src/newsroom';
import { rows, type Transaction } from '../sql';
import { SECTIONS_JSON } from '../tree/plans';
import type { StoredText } from './text';

type Db = Knex | Transaction;

const STATUS = `CASE WHEN l.id IS NULL THEN 'draft' WHEN l.updated_at = a.updated_at THEN 'live' ELSE 'modified' END`;

const TEXT = `a.document_id AS "documentId", coalesce(a.version, 1) AS version, a.title, a.slug, a.lead, a.byline,
       a.teaser, a.source_title AS "sourceTitle", a.source_url AS "sourceUrl",
       a.first_published_at AS "firstPublishedAt", a.updated_at AS "savedAt",
       a.cover_alt AS "coverAlt", a.cover_caption AS "coverCaption", a.cover_credit AS "coverCredit",
       (SELECT json_build_object('id', f.id, 'name', f.name, 'url', f.url, 'width', f.width,
                 'height', f.height, 'alternativeText', f.alternative_text)
          FROM files_related_mph m JOIN files f ON f.id = m.file_id
         WHERE m.related_id = a.id AND m.related_type = 'api::article.article' AND m.field = 'cover'
         LIMIT 1) AS cover,
       (SELECT coalesce(json_agg(t.document_id ORDER BY tl.topic_ord, t.id), '[]'::json)
          FROM articles_topics_lnk tl JOIN topics t ON t.id = tl.topic_id WHERE tl.article_id = a.id) AS topics,
       (SELECT coalesce(json_agg(u.document_id ORDER BY ul.author_ord, u.id), '[]'::json)
          FROM articles_authors_lnk ul JOIN authors u ON u.id = ul.author_id WHERE ul.article_id = a.id) AS authors,
       ${SECTIONS_JSON} AS sections`;

export interface OpenRow extends Omit<StoredText, 'coverId'> {
  documentId: string;
  version: number;
  cover: DeskCover | null;
  savedAt: Date;
  status: DeskStatus;
  liveSlug: string | null;
}

export const readOpen = async (db: Db, documentId: string): Promise<OpenRow | undefined> =>
  (
    await rows<OpenRow>(
      db,
      `SELECT ${TEXT}, ${STATUS} AS status, l.slug AS "liveSlug"
         FROM articles a
         LEFT JOIN articles l ON l.document_id = a.document_id AND l.published_at IS NOT NULL
        WHERE a.document_id = ? AND a.published_at IS NULL`,
      [documentId],
    )
  )[0];

export const readLive = async (
  db: Db,
  documentId: string,
): Promise<Omit<OpenRow, 'status' | 'liveSlug'> | undefined> =>
  (
    await rows<OpenRow>(
      db,
      `SELECT ${TEXT} FROM articles a WHERE a.document_id = ? AND a.published_at IS NOT NULL LIMIT 1`,
      [documentId],
    )
  )[0];

/** @param id of a file, or `''` for none, which is always there */
export const hasPicture = async (db: Db, id: string): Promise<boolean> =>
  id === '' || (await rows(db, 'SELECT 1 FROM files WHERE id = ?', [Number(id)])).length > 0;

/** `%` and `_` of a search are letters like any others. */
const like = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/** The second key keeps pages apart from each other when the first is the same. */
const ORDERS: Record<ListSort, string> = {
  '-saved': 'a.updated_at DESC, a.id DESC',
  saved: 'a.updated_at, a.id',
  '-published': 'a.first_published_at DESC NULLS LAST, a.id DESC',
  published: 'a.first_published_at NULLS LAST, a.id',
  title: 'a.title, a.id',
  '-title': 'a.title DESC, a.id DESC',
};

const ON_STATUS: Record<DeskStatus, string> = {
  draft: 'l.id IS NULL',
  live: 'l.updated_at = a.updated_at',
  modified: 'l.updated_at <> a.updated_at',
};

/** One page of the drafts; the total is counted up to `counted`. */
export const listArticles = async (
  db: Db,
  { words, status, sort, offset, limit, counted, among }: ListQuery,
): Promise<{ rows: ListedArticle[]; total: number }> => {
  const conditions = ['a.published_at IS NULL'];
  const bindings: unknown[] = [];
  for (const word of words) {
    conditions.push(`(a.title ILIKE ? OR a.byline ILIKE ?)`);
    bindings.push(like(word), like(word));
  }
  if (status) conditions.push(ON_STATUS[status]);
  if (among) {
    conditions.push(`a.document_id IN (SELECT seen.document_id FROM (${among.sql}) AS seen)`);
    bindings.push(...among.bindings);
  }
  const live =
    'LEFT JOIN articles l ON l.document_id = a.document_id AND l.published_at IS NOT NULL';
  const where = `WHERE ${conditions.join(' AND ')}`;
  const found = await rows<ListedArticle>(
    db,
    `SELECT a.document_id AS "documentId", coalesce(a.title, '') AS title, coalesce(a.byline, '') AS byline,
            ${STATUS} AS status, a.first_published_at AS "firstPublishedAt", a.updated_at AS "savedAt",
            coalesce(l.slug, a.slug) AS slug,
            (SELECT count(*)::int FROM sections_article_lnk s WHERE s.article_id = a.id) AS sections
       FROM articles a ${live} ${where} ORDER BY ${ORDERS[sort]} LIMIT ? OFFSET ?`,
    [...bindings, limit, offset],
  );
  // The first page of a short list needs no count.
  if (offset === 0 && found.length < limit) return { rows: found, total: found.length };
  // Whether readers have it is looked up for ten thousand rows only where it is asked for.
  const counting = `SELECT 1 FROM articles a ${status ? live : ''} ${where} LIMIT ?`;
  const [count] = await rows<{ total: number }>(
    db,
    `SELECT count(*)::int AS total FROM (${counting}) AS counted`,
    [...bindings, counted + 1],
  );
  return { rows: found, total: count?.total ?? 0 };
};
