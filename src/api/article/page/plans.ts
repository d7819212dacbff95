/** All SQL on `article_pages` and `page_changes`, and the one query that reads what a page is made of. */
import type { Knex } from 'knex';
import { rows, type Transaction } from '../sql';
import { ENTRIES_JSON } from '../tree/entries';
import { SECTIONS_JSON } from '../tree/plans';
import type { StoredEntry } from '../outline/diff';
import type { PageWrite } from './plan-writes';
import type { PageChange, PageRow, PublishedArticle, SiteSettings } from './types';

/** All that decides what readers get of one document: what is published, what they have, the Site. */
export interface PageSources {
  documentId: string;
  article: PublishedArticle | null;
  /** Rows of this document, and the row that has its slug. */
  rows: PageRow[];
  /** The highest version its readers ever got, 0 before the first. */
  newestVersion: number;
  site: SiteSettings;
}

const NO_SITE: SiteSettings = {
  newsletterText: null,
  newsletterButtonLabel: null,
  newsletterUrl: null,
};

type Head = { title: string; slug: string };
type SourceRow = Omit<PublishedArticle, 'related'> & {
  related: StoredEntry[];
  heads: Record<string, Head> | null;
  isLive: boolean;
  rows: PageRow[];
  newestVersion: number;
  site: SiteSettings | null;
};

/** Reads the sources of these documents' pages in one statement, so as of one moment. */
export const readSources = async (
  trx: Transaction,
  documentIds: readonly string[],
): Promise<PageSources[]> => {
  const found = await rows<SourceRow>(
    trx,
    `SELECT d.id AS "documentId", a.id IS NOT NULL AS "isLive", a.slug, a.title, a.lead, a.byline,
            a.first_published_at AS "firstPublishedAt", a.updated_at AS "updatedAt",
            a.source_title AS "sourceTitle", a.source_url AS "sourceUrl",
            a.cover_alt AS "coverAlt", a.cover_caption AS "coverCaption", a.cover_credit AS "coverCredit",
            (SELECT json_build_object('url', f.url, 'width', f.width, 'height', f.height,
                      'alternativeText', f.alternative_text, 'caption', f.caption)
               FROM files_related_mph m JOIN files f ON f.id = m.file_id
              WHERE m.related_id = a.id AND m.related_type = 'api::article.article' AND m.field = 'cover'
              LIMIT 1) AS cover,
            ${SECTIONS_JSON} AS sections, ${ENTRIES_JSON} AS related,
            (SELECT json_object_agg(t.document_id, json_build_object('title', t.title, 'slug', t.slug))
               FROM related_news_article_lnk el JOIN related_news e ON e.id = el.related_news_id
               JOIN articles t ON t.document_id = e.target_document_id AND t.published_at IS NOT NULL
              WHERE el.article_id = a.id) AS heads,
            (SELECT coalesce(json_agg(json_build_object('slug', p.slug, 'documentId', p.document_id,
                      'live', p.live, 'version', p.version, 'data', p.data)), '[]'::json)
               FROM article_pages p WHERE p.document_id = d.id OR p.slug = a.slug) AS rows,
            coalesce((SELECT max(c.version_after) FROM page_changes c WHERE c.document_id = d.id), 0)
              AS "newestVersion",
            (SELECT json_build_object('newsletterText', s.newsletter_text,
                      'newsletterButtonLabel', s.newsletter_button_label, 'newsletterUrl', s.newsletter_url)
               FROM sites s WHERE s.published_at IS NOT NULL ORDER BY s.id LIMIT 1) AS site
       FROM unnest(?::text[]) AS d(id)
       LEFT JOIN articles a ON a.document_id = d.id AND a.published_at IS NOT NULL`,
    [documentIds],
  );
  return found.map(
    ({ heads, related, isLive, rows: pageRows, newestVersion, site, ...article }) => ({
      documentId: article.documentId,
      article: isLive
        ? { ...article, related: related.map((entry) => withHead(entry, heads)) }
        : null,
      rows: pageRows,
      newestVersion,
      site: site ?? NO_SITE,
    }),
  );
};

const withHead = (
  entry: StoredEntry,
  heads: Record<string, Head> | null,
): PublishedArticle['related'][number] => {
  const head = entry.target ? heads?.[entry.target] : undefined;
  return { ...entry, liveTitle: head?.title ?? null, liveSlug: head?.slug ?? null };
};

/** Live articles whose published Recent News points to one of these. */
export const readersOf = async (
  trx: Transaction | Knex,
  documentIds: readonly string[],
): Promise<string[]> =>
  (
    await rows<{ documentId: string }>(
      trx,
      `SELECT DISTINCT a.document_id AS "documentId"
         FROM related_news e
         JOIN related_news_article_lnk l ON l.related_news_id = e.id
         JOIN articles a ON a.id = l.article_id AND a.published_at IS NOT NULL
        WHERE e.target_document_id = ANY(?) AND e.published_at IS NOT NULL`,
      [documentIds],
    )
  ).map(({ documentId }) => documentId);

/** The next live documents after `after`, by documentId: the way through all pages in bounded steps. */
export const nextLive = async (trx: Transaction, after: string, limit: number): Promise<string[]> =>
  (
    await rows<{ documentId: string }>(
      trx,
      `SELECT document_id AS "documentId" FROM article_pages
        WHERE live AND document_id > ? ORDER BY document_id LIMIT ?`,
      [after, limit],
    )
  ).map(({ documentId }) => documentId);

/** Documents whose published row shows this picture. */
export const documentsShowing = async (
  trx: Transaction,
  fileIds: readonly number[],
): Promise<string[]> =>
  (
    await rows<{ documentId: string }>(
      trx,
      `SELECT a.document_id AS "documentId" FROM files_related_mph m
         JOIN articles a ON a.id = m.related_id AND a.published_at IS NOT NULL
        WHERE m.file_id = ANY(?) AND m.related_type = 'api::article.article' AND m.field = 'cover'`,
      [fileIds],
    )
  ).map(({ documentId }) => documentId);

/**
 * @param moved documents that change their slug: their old rows step down first, because a document
 *   may be live under one slug only
 */
export const writePages = async (
  trx: Transaction,
  writes: readonly PageWrite[],
  moved: readonly string[],
  at: Date,
): Promise<void> => {
  if (writes.length === 0) return;
  if (moved.length > 0) {
    await rows(
      trx,
      `UPDATE article_pages SET live = false, data = NULL, head = NULL WHERE live AND document_id = ANY(?)`,
      [moved],
    );
  }
  await rows(
    trx,
    `INSERT INTO article_pages
       (slug, document_id, live, version, data, head, tags, title, first_published_at, updated_at, changed_at)
     SELECT w.slug, w."documentId", w.live, w.version, w.data, w.head,
            ARRAY(SELECT json_array_elements_text(w.tags)), w.title, w."firstPublishedAt", w."updatedAt", ?::timestamptz
       FROM json_to_recordset(?::json) AS w(slug text, "documentId" text, live boolean, version integer,
            data text, head text, tags json, title text, "firstPublishedAt" timestamptz, "updatedAt" timestamptz)
     ON CONFLICT (slug) DO UPDATE SET
       document_id = excluded.document_id, live = excluded.live, version = excluded.version,
       data = excluded.data, head = excluded.head, tags = excluded.tags, title = excluded.title,
       first_published_at = excluded.first_published_at, updated_at = excluded.updated_at,
       changed_at = excluded.changed_at`,
    [at.toISOString(), JSON.stringify(writes)],
  );
};

export const recordChanges = async (
  trx: Transaction,
  changes: readonly PageChange[],
): Promise<void> => {
  if (changes.length === 0) return;
  await rows(
    trx,
    `INSERT INTO page_changes (kind, document_id, slug, paths, tags, version_before, version_after, at)
     SELECT c.kind, c."documentId", c.slug, ARRAY(SELECT json_array_elements_text(c.paths)),
            ARRAY(SELECT json_array_elements_text(c.tags)), c."versionBefore", c."versionAfter", c.at
       FROM json_to_recordset(?::json) AS c(kind text, "documentId" text, slug text, paths json, tags json,
            "versionBefore" integer, "versionAfter" integer, at timestamptz)`,
    [JSON.stringify(changes)],
  );
};

/** One page as it is served. */
export interface ServedPage {
  slug: string;
  documentId: string;
  live: boolean;
  version: number;
  data: string | null;
  tags: string[];
  changedAt: Date;
}

export const readPage = async (db: Knex, slug: string): Promise<ServedPage | undefined> =>
  (
    await rows<ServedPage>(
      db,
      `SELECT slug, document_id AS "documentId", live, version, data, tags, changed_at AS "changedAt"
         FROM article_pages WHERE slug = ?`,
      [slug],
    )
  )[0];

/** Sort keys that `pages` offers, each with its column and a tie-breaker that makes paging stable. */
const ORDER = {
  firstPublishedAt: 'first_published_at',
  updatedAt: 'updated_at',
  title: 'title',
} as const;

export type SortKey = keyof typeof ORDER;
export const SORT_KEYS = Object.keys(ORDER) as SortKey[];

export const readHeads = async (
  db: Knex,
  {
    sort,
    descending,
    limit,
    offset,
  }: { sort: SortKey; descending: boolean; limit: number; offset: number },
): Promise<{ heads: string[]; total: number; changedAt: Date | null; tagged: string[] }> => {
  const direction = descending ? 'DESC NULLS LAST' : 'ASC NULLS LAST';
  const [page, [summary]] = await Promise.all([
    rows<{ head: string; documentId: string }>(
      db,
      `SELECT head, document_id AS "documentId" FROM article_pages WHERE live
        ORDER BY ${ORDER[sort]} ${direction}, slug LIMIT ? OFFSET ?`,
      [limit, offset],
    ),
    rows<{ total: string; changedAt: Date | null }>(
      db,
      `SELECT count(*) FILTER (WHERE live) AS total, max(changed_at) AS "changedAt" FROM article_pages`,
    ),
  ]);
  return {
    heads: page.map(({ head }) => head),
    tagged: page.map(({ documentId }) => documentId),
    total: Number(summary?.total ?? 0),
    changedAt: summary?.changedAt ?? null,
  };
};
