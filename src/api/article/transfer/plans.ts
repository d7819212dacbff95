/** SQL of export and bulk import on `articles`; the rows below them are `tree/plans`'. */
import type { Knex } from 'knex';
import { rows, type Transaction } from '../sql';
import type { ListRules } from '../tree/lists';
import type { NamedJson } from './article-json';

export interface ContentRow {
  id: number;
  documentId: string;
  sortKey: string;
  slug: string | null;
  title: string | null;
  lead: string | null;
  teaser: string | null;
  rules: Partial<ListRules> | null;
  byline: string | null;
  sourceTitle: string | null;
  sourceUrl: string | null;
  coverAlt: string | null;
  coverCaption: string | null;
  coverCredit: string | null;
  firstPublishedAt: Date | null;
  updatedAt: Date | null;
  cover: Record<string, unknown> | null;
  topics: NamedJson[];
  authors: NamedJson[];
}

export type ExportRow = ContentRow;

const CONTENT = `
  a.id, a.document_id AS "documentId", coalesce(a.slug, '') || E'\\x01' || a.document_id AS "sortKey", a.slug, a.title, a.lead,
  a.teaser, a.recent_news_rules::json AS rules,
  a.byline, a.source_title AS "sourceTitle", a.source_url AS "sourceUrl", a.cover_alt AS "coverAlt",
  a.cover_caption AS "coverCaption", a.cover_credit AS "coverCredit",
  a.first_published_at AS "firstPublishedAt", a.updated_at AS "updatedAt",
  (SELECT json_build_object('name', f.name, 'alternativeText', f.alternative_text, 'caption', f.caption,
            'width', f.width, 'height', f.height, 'formats', f.formats, 'hash', f.hash, 'ext', f.ext,
            'mime', f.mime, 'size', f.size, 'url', f.url, 'previewUrl', f.preview_url, 'provider', f.provider)
     FROM files_related_mph m JOIN files f ON f.id = m.file_id
    WHERE m.related_id = a.id AND m.related_type = 'api::article.article' AND m.field = 'cover' LIMIT 1) AS cover,
  (SELECT coalesce(json_agg(json_strip_nulls(json_build_object('slug', t.slug, 'name', t.name,
            'description', t.description)) ORDER BY tl.topic_ord, t.id), '[]'::json)
     FROM articles_topics_lnk tl JOIN topics t ON t.id = tl.topic_id WHERE tl.article_id = a.id) AS topics,
  (SELECT coalesce(json_agg(json_strip_nulls(json_build_object('slug', u.slug, 'name', u.name,
            'description', u.description, 'role', u.role,
            'links', (SELECT json_agg(json_build_object('label', k.label, 'url', k.url) ORDER BY m."order", k.id)
               FROM authors_cmps m JOIN components_author_links k ON k.id = m.cmp_id
              WHERE m.entity_id = u.id AND m.field = 'links')))
            ORDER BY ul.author_ord, u.id), '[]'::json)
     FROM articles_authors_lnk ul JOIN authors u ON u.id = ul.author_id WHERE ul.article_id = a.id) AS authors`;

/** The next articles after `after`, drafts and what is live of them, in byte order of the slug. */
export const exportRows = async (
  trx: Transaction,
  after: string,
  limit: number,
): Promise<ExportSides[]> => {
  const drafts = await rows<ExportRow>(
    trx,
    `SELECT * FROM (SELECT ${CONTENT} FROM articles a WHERE a.published_at IS NULL) a
      WHERE "sortKey" COLLATE "C" > ? ORDER BY "sortKey" COLLATE "C" LIMIT ?`,
    [after, limit],
  );
  return withLive(trx, drafts);
};

/** An article's draft, what is live of it, and whether the two differ for readers. */
export interface ExportSides {
  draft: ExportRow;
  live: ExportRow | null;
  modified: boolean;
}

const withLive = async (trx: Transaction, drafts: ExportRow[]): Promise<ExportSides[]> => {
  const lives = await rows<ExportRow>(
    trx,
    `SELECT ${CONTENT} FROM articles a WHERE a.published_at IS NOT NULL AND a.document_id = ANY(?)`,
    [drafts.map(({ documentId }) => documentId)],
  );
  const liveOf = new Map(lives.map((live) => [live.documentId, live]));
  return drafts.map((draft) => {
    const live = liveOf.get(draft.documentId) ?? null;
    return {
      draft,
      live,
      modified: live !== null && live.updatedAt?.getTime() !== draft.updatedAt?.getTime(),
    };
  });
};

export const exportRow = async (trx: Transaction, documentId: string): Promise<ExportSides[]> =>
  withLive(
    trx,
    await rows<ExportRow>(
      trx,
      `SELECT ${CONTENT} FROM articles a WHERE a.published_at IS NULL AND a.document_id = ?`,
      [documentId],
    ),
  );

/** An article row to be made in bulk. Dates are bound apart, as the driver writes Strapi's. */
export interface NewRow {
  documentId: string;
  slug: string;
  title: string;
  lead: string | null;
  teaser: string | null;
  byline: string | null;
  sourceTitle: string | null;
  sourceUrl: string | null;
  coverAlt: string | null;
  coverCaption: string | null;
  coverCredit: string | null;
  importHash: string;
  firstPublishedAt: Date | null;
}

export const insertDrafts = async (
  trx: Transaction,
  made: readonly NewRow[],
  now: Date,
): Promise<Map<string, number>> => {
  const found = await rows<{ id: number; documentId: string }>(
    trx,
    `INSERT INTO articles (document_id, slug, title, lead, teaser, byline, source_title, source_url, cover_alt,
       cover_caption, cover_credit, import_hash, first_published_at, version, created_at, updated_at)
     SELECT w."documentId", w.slug, w.title, w.lead, w.teaser, w.byline, w."sourceTitle", w."sourceUrl", w."coverAlt",
            w."coverCaption", w."coverCredit", w."importHash", d.at, 1, ?, ?
       FROM json_to_recordset(?::json) AS w("documentId" text, slug text, title text, lead text, teaser text, byline text,
            "sourceTitle" text, "sourceUrl" text, "coverAlt" text, "coverCaption" text, "coverCredit" text, "importHash" text)
       LEFT JOIN unnest(?::text[], ?::timestamp[]) AS d(id, at) ON d.id = w."documentId"
     RETURNING id, document_id AS "documentId"`,
    [
      now,
      now,
      JSON.stringify(made),
      made.map((row) => row.documentId),
      made.map((row) => row.firstPublishedAt),
    ],
  );
  return new Map(found.map(({ id, documentId }) => [documentId, id]));
};

/**
 * Makes the published rows of drafts that have none, as Strapi's publish would.
 * @param columns the columns that both sides share, from Strapi's metadata
 */
export const insertPublished = async (
  trx: Transaction,
  documentIds: readonly string[],
  columns: readonly string[],
  now: Date,
): Promise<void> => {
  const list = columns.map((column) => `"${column}"`).join(', ');
  await rows(
    trx,
    `UPDATE articles SET first_published_at = ? WHERE document_id = ANY(?) AND published_at IS NULL AND first_published_at IS NULL`,
    [now, documentIds],
  );
  await rows(
    trx,
    `INSERT INTO articles (${list}, published_at)
     SELECT ${list}, ?::timestamp FROM articles WHERE document_id = ANY(?) AND published_at IS NULL ORDER BY id`,
    [now, documentIds],
  );
};

/** What is known of these slugs: their drafts, and whether readers ever saw them. */
export interface KnownArticle {
  documentId: string;
  id: number;
  slug: string;
  /** Of the draft; machines leave it alone. */
  version: number;
  importHash: string | null;
  firstPublishedAt: Date | null;
  live: boolean;
  /** Readers see something else than the draft says. */
  modified: boolean;
  everPublished: boolean;
}

const KNOWN = `
  SELECT a.document_id AS "documentId", a.id, a.slug, coalesce(a.version, 1) AS version,
         a.import_hash AS "importHash", a.first_published_at AS "firstPublishedAt",
         EXISTS (SELECT FROM articles l WHERE l.document_id = a.document_id AND l.published_at IS NOT NULL) AS live,
         EXISTS (SELECT FROM articles l WHERE l.document_id = a.document_id AND l.published_at IS NOT NULL
                    AND l.updated_at IS DISTINCT FROM a.updated_at) AS modified,
         EXISTS (SELECT FROM page_changes c WHERE c.document_id = a.document_id) AS "everPublished"
    FROM articles a WHERE a.published_at IS NULL`;

export const findBySlugs = (trx: Transaction, slugs: readonly string[]): Promise<KnownArticle[]> =>
  rows(trx, `${KNOWN} AND a.slug = ANY(?)`, [slugs]);

export const findById = async (
  trx: Transaction,
  documentId: string,
): Promise<KnownArticle | undefined> =>
  (await rows<KnownArticle>(trx, `${KNOWN} AND a.document_id = ?`, [documentId]))[0];

/** Slugs that the live side of some article holds although its draft has another by now, or held before. */
export const slugsHeldLive = async (
  trx: Transaction,
  slugs: readonly string[],
): Promise<string[]> =>
  (
    await rows<{ slug: string }>(
      trx,
      `SELECT slug FROM articles WHERE slug = ANY(?) AND published_at IS NOT NULL
       UNION SELECT slug FROM article_pages WHERE slug = ANY(?) AND NOT live AND redirects`,
      [slugs, slugs],
    )
  ).map(({ slug }) => slug);

/** Remembers what articles were imported from, on both sides, without calling it an edit. */
export const setImportHashes = async (
  trx: Transaction,
  memories: readonly { documentId: string; hash: string }[],
): Promise<void> => {
  if (memories.length === 0) return;
  await rows(
    trx,
    `UPDATE articles a SET import_hash = w.hash
       FROM json_to_recordset(?::json) AS w("documentId" text, hash text) WHERE a.document_id = w."documentId"`,
    [JSON.stringify(memories)],
  );
};

export const setImportHash = (trx: Transaction, documentId: string, hash: string): Promise<void> =>
  setImportHashes(trx, [{ documentId, hash }]);

/**
 * Tells the planner how large the tables have become. On tables that were empty a minute ago it
 * still reckons with a few rows and reads whole tables for each article; the database's own round
 * comes once a minute. Who does not own the tables gets a notice and goes on.
 */
export const refreshStatistics = async (db: Knex): Promise<void> => {
  await db.raw(
    `ANALYZE articles, sections, bullets, related_news, article_pages, sections_article_lnk,
       bullets_section_lnk, related_news_article_lnk, related_news_target_lnk`,
  );
};
