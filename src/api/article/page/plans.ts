/** All SQL on `article_pages` and `page_changes`, and the one query that reads what a page is made of. */
import type { Knex } from 'knex';
import { ARTICLE, AUTHOR } from '../uids';
import { rows, type Transaction } from '../sql';
import { ISO, pictureJson } from './sql-json';
import { ENTRIES_JSON, TARGET } from '../tree/entries';
import { SECTIONS_JSON } from '../tree/plans';
import { ON, type Side } from '../tree/side';
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
  name: null,
  url: null,
  language: null,
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

/**
 * Reads the sources of these documents' pages in one statement, so as of one moment.
 * @param side the draft's for a preview
 */
export const readSources = async (
  trx: Transaction | Knex,
  documentIds: readonly string[],
  side: Side = 'published',
): Promise<PageSources[]> => {
  const found = await rows<SourceRow>(
    trx,
    `SELECT d.id AS "documentId", a.id IS NOT NULL AS "isLive", a.slug, a.title, a.lead, a.byline,
            a.first_published_at AS "firstPublishedAt", a.updated_at AS "updatedAt",
            a.source_title AS "sourceTitle", a.source_url AS "sourceUrl",
            a.cover_alt AS "coverAlt", a.cover_caption AS "coverCaption", a.cover_credit AS "coverCredit",
            ${pictureJson('a.id', ARTICLE, 'cover')} AS cover,
            (SELECT coalesce(json_agg(json_build_object('name', t.name, 'slug', t.slug)
                      ORDER BY tl.topic_ord, t.id), '[]'::json)
               FROM articles_topics_lnk tl JOIN topics t ON t.id = tl.topic_id
              WHERE tl.article_id = a.id) AS topics,
            (SELECT coalesce(json_agg(json_build_object('name', u.name, 'slug', u.slug, 'role', u.role,
                      'picture', ${pictureJson('u.id', AUTHOR, 'picture')})
                      ORDER BY ul.author_ord, u.id), '[]'::json)
               FROM articles_authors_lnk ul JOIN authors u ON u.id = ul.author_id
              WHERE ul.article_id = a.id) AS authors,
            ${SECTIONS_JSON} AS sections, ${ENTRIES_JSON} AS related,
            (SELECT json_object_agg(t.document_id, json_build_object('title', t.title, 'slug', t.slug))
               FROM related_news_article_lnk el JOIN related_news e ON e.id = el.related_news_id
               JOIN articles t ON t.document_id = ${TARGET} AND t.published_at IS NOT NULL
              WHERE el.article_id = a.id) AS heads,
            (SELECT coalesce(json_agg(json_build_object('slug', p.slug, 'documentId', p.document_id,
                      'live', p.live, 'version', p.version, 'data', p.data, 'meta', p.meta, 'tags', p.tags, 'redirects', p.redirects,
                      'substance', p.substance, 'modifiedAt', ${ISO('p.modified_at')})), '[]'::json)
               FROM article_pages p WHERE p.document_id = d.id OR p.slug = a.slug) AS rows,
            coalesce((SELECT max(c.version_after) FROM page_changes c WHERE c.document_id = d.id), 0)
              AS "newestVersion",
            (SELECT json_build_object('name', s.name, 'url', s.url, 'language', s.language,
                      'newsletterText', s.newsletter_text,
                      'newsletterButtonLabel', s.newsletter_button_label, 'newsletterUrl', s.newsletter_url)
               FROM sites s WHERE s.published_at IS NOT NULL ORDER BY s.id LIMIT 1) AS site
       FROM unnest(?::text[]) AS d(id)
       LEFT JOIN articles a ON a.document_id = d.id AND a.${ON[side]}`,
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

/** Earlier slugs that lead readers to this article, the latest left first. */
export const earlierSlugs = (
  db: Transaction | Knex,
  documentId: string,
): Promise<{ slug: string; since: Date }[]> =>
  rows(
    db,
    `SELECT o.slug, o.changed_at AS since
       FROM article_pages o JOIN article_pages n ON n.document_id = o.document_id AND n.live
      WHERE o.document_id = ? AND NOT o.live AND o.redirects ORDER BY o.changed_at DESC, o.slug`,
    [documentId],
  );

/**
 * From now on the earlier slug leads nowhere.
 * @returns where the article stands, or null when the slug leads to no such article
 */
export const closeSlug = async (
  trx: Transaction,
  documentId: string,
  slug: string,
  at: Date,
): Promise<{ slug: string; tags: string[]; version: number } | null> =>
  (
    await rows<{ slug: string; tags: string[]; version: number }>(
      trx,
      `UPDATE article_pages o SET redirects = false, changed_at = ?
         FROM article_pages n
        WHERE n.document_id = o.document_id AND n.live
          AND o.document_id = ? AND o.slug = ? AND NOT o.live AND o.redirects
       RETURNING n.slug, n.tags, n.version`,
      [at.toISOString(), documentId, slug],
    )
  )[0] ?? null;

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

/** Documents whose page shows this picture, as their cover or with their author. */
export const documentsShowing = async (
  trx: Transaction,
  fileIds: readonly number[],
): Promise<string[]> =>
  (
    await rows<{ documentId: string }>(
      trx,
      `SELECT a.document_id AS "documentId" FROM files_related_mph m
         JOIN articles a ON a.id = m.related_id AND a.published_at IS NOT NULL
        WHERE m.file_id = ANY(?) AND m.related_type = '${ARTICLE}' AND m.field = 'cover'
       UNION
       SELECT a.document_id FROM files_related_mph m
         JOIN articles_authors_lnk ul ON ul.author_id = m.related_id
         JOIN articles a ON a.id = ul.article_id AND a.published_at IS NOT NULL
        WHERE m.file_id = ANY(?) AND m.related_type = '${AUTHOR}' AND m.field = 'picture'`,
      [fileIds, fileIds],
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
      `UPDATE article_pages SET live = false, data = NULL, head = NULL, meta = NULL WHERE live AND document_id = ANY(?)`,
      [moved],
    );
  }
  await rows(
    trx,
    `INSERT INTO article_pages
       (slug, document_id, live, version, data, head, meta, tags, topics, authors, substance, modified_at,
        title, first_published_at, updated_at, changed_at)
     SELECT w.slug, w."documentId", w.live, w.version, w.data, w.head, w.meta,
            ARRAY(SELECT json_array_elements_text(w.tags)), ARRAY(SELECT json_array_elements_text(w.topics)),
            ARRAY(SELECT json_array_elements_text(w.authors)), w.substance, w."modifiedAt",
            w.title, w."firstPublishedAt", w."updatedAt", ?::timestamptz
       FROM json_to_recordset(?::json) AS w(slug text, "documentId" text, live boolean, version integer,
            data text, head text, meta text, tags json, topics json, authors json, substance text,
            "modifiedAt" timestamptz, title text, "firstPublishedAt" timestamptz, "updatedAt" timestamptz)
     ON CONFLICT (slug) DO UPDATE SET
       document_id = excluded.document_id, live = excluded.live, version = excluded.version,
       data = excluded.data, head = excluded.head, meta = excluded.meta, tags = excluded.tags,
       topics = excluded.topics, authors = excluded.authors, substance = excluded.substance,
       modified_at = excluded.modified_at, title = excluded.title,
       -- Whoever moves away from here again leads its readers on; what was closed before concerned others.
       redirects = article_pages.redirects OR excluded.live,
       first_published_at = excluded.first_published_at, updated_at = excluded.updated_at,
       changed_at = excluded.changed_at`,
    [at.toISOString(), JSON.stringify(writes)],
  );
};

/** The channel on which an act says that there is something to read. */
export const CHANNEL = 'newsroom_pages';

/**
 * Writes what readers gained or lost.
 * @param channel on which all processes are told that there is something to read; null tells nobody, and
 *   they read it within a second. One word an act at most: Postgres lets commits that send one through
 *   one after the other.
 */
export const recordChanges = async (
  trx: Transaction,
  changes: readonly PageChange[],
  channel: string | null,
): Promise<void> => {
  if (changes.length === 0) return;
  await rows(
    trx,
    `${channel === null ? '' : 'WITH written AS ('}
     INSERT INTO page_changes (kind, document_id, slug, paths, tags, version_before, version_after, at)
     SELECT c.kind, c."documentId", c.slug, ARRAY(SELECT json_array_elements_text(c.paths)),
            ARRAY(SELECT json_array_elements_text(c.tags)), c."versionBefore", c."versionAfter", c.at
       FROM json_to_recordset(?::json) AS c(kind text, "documentId" text, slug text, paths json, tags json,
            "versionBefore" integer, "versionAfter" integer, at timestamptz)
     ${channel === null ? '' : `) SELECT pg_notify('${channel}', '')`}`,
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
  meta: string | null;
  tags: string[];
  changedAt: Date;
  /** Where the story of this old address stands now. */
  movedTo: string | null;
}

export const readPage = async (db: Knex, slug: string): Promise<ServedPage | undefined> =>
  (
    await rows<ServedPage>(
      db,
      `SELECT p.slug, p.document_id AS "documentId", p.live, p.version, p.data, p.meta, p.tags,
              p.changed_at AS "changedAt",
              CASE WHEN NOT p.live AND p.redirects THEN
                (SELECT n.slug FROM article_pages n WHERE n.document_id = p.document_id AND n.live) END AS "movedTo"
         FROM article_pages p WHERE p.slug = ?`,
      [slug],
    )
  )[0];
