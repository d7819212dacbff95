/** All SQL on the `articles` table itself that Strapi's own statements do not cover. */
import { rows, type Transaction } from './sql';
import { ENTRIES_JSON } from './tree/entries';
import { SECTIONS_JSON, type StoredTree } from './tree/plans';

/** An article's draft row as the rules need it. Dates are Strapi's: read and bound by the driver. */
export interface DraftRow {
  id: number;
  documentId: string;
  title: string | null;
  slug: string | null;
  lead: string | null;
  version: number;
  firstPublishedAt: Date | null;
  /** Did readers ever see it? Its page row may have gone to another article; the change stays. */
  everPublished: boolean;
  publishedVersion: number | null;
}

const DRAFT = `a.id, a.document_id AS "documentId", a.title, a.slug, a.lead, coalesce(a.version, 1) AS version,
         a.first_published_at AS "firstPublishedAt",
         EXISTS (SELECT FROM page_changes c WHERE c.document_id = a.document_id) AS "everPublished",
         (SELECT coalesce(l.version, 1) FROM articles l
           WHERE l.document_id = a.document_id AND l.published_at IS NOT NULL LIMIT 1) AS "publishedVersion"`;
const OF_DRAFT = 'FROM articles a WHERE a.published_at IS NULL AND a.document_id = ?';

export const readDraft = async (
  trx: Transaction,
  documentId: string,
): Promise<DraftRow | undefined> =>
  (await rows<DraftRow>(trx, `SELECT ${DRAFT} ${OF_DRAFT}`, [documentId]))[0];

/** A draft with all that hangs below it, as of one moment. */
export type DraftTree = DraftRow & StoredTree;

export const readDraftTree = async (
  trx: Transaction,
  documentId: string,
): Promise<DraftTree | undefined> =>
  (
    await rows<DraftTree>(
      trx,
      `SELECT ${DRAFT}, ${SECTIONS_JSON} AS sections, ${ENTRIES_JSON} AS related ${OF_DRAFT}`,
      [documentId],
    )
  )[0];

/** A child changed: its article is "modified" for the admin, and newer than anybody's base version. */
export const touchDraft = async (
  trx: Transaction,
  documentId: string,
  now: Date,
): Promise<void> => {
  await rows(
    trx,
    `UPDATE articles SET version = coalesce(version, 1) + 1, updated_at = ?
      WHERE document_id = ? AND published_at IS NULL`,
    [now, documentId],
  );
};

/** After a discard: the draft's text is the published one's, its version still moves forward. */
export const setDraftVersion = async (
  trx: Transaction,
  documentId: string,
  version: number,
): Promise<void> => {
  await rows(
    trx,
    `UPDATE articles SET version = ? WHERE document_id = ? AND published_at IS NULL`,
    [version, documentId],
  );
};

/** Leaves `updated_at` alone: dating a story is no edit of it. */
export const setFirstPublishedAt = async (
  trx: Transaction,
  documentId: string,
  at: Date | null,
): Promise<void> => {
  await rows(
    trx,
    `UPDATE articles SET first_published_at = ? WHERE document_id = ? AND published_at IS NULL`,
    [at, documentId],
  );
};

export interface SlugOwner {
  documentId: string;
  title: string | null;
  /** It is an earlier slug, which leads readers on to the article. */
  earlier: boolean;
}

/** Earlier slugs that lead on to where their articles stand now. */
const EARLIER = `article_pages o JOIN article_pages n ON n.document_id = o.document_id AND n.live
                  WHERE NOT o.live AND o.redirects`;

/** The other article that has this slug, as a draft or live, or had it: all of them keep it taken. */
export const slugOwner = async (
  trx: Transaction,
  slug: string,
  exceptDocumentId: string | null,
): Promise<SlugOwner | undefined> =>
  (
    await rows<SlugOwner>(
      trx,
      `(SELECT document_id AS "documentId", title, false AS earlier FROM articles
         WHERE slug = ? AND document_id IS DISTINCT FROM ? LIMIT 1)
       UNION ALL
       (SELECT n.document_id, n.title, true FROM ${EARLIER} AND o.slug = ? AND o.document_id IS DISTINCT FROM ?)
       LIMIT 1`,
      [slug, exceptDocumentId, slug, exceptDocumentId],
    )
  )[0];

/** Of the slugs `base`, `base-2`, `base-3` … those that some article other than `except` has, or had. */
export const takenSlugs = async (
  trx: Transaction,
  base: string,
  exceptDocumentId: string | null,
): Promise<Set<string>> => {
  const asked = [base, `${base}-`, `${base}-`, exceptDocumentId];
  const found = await rows<{ slug: string }>(
    trx,
    `SELECT slug FROM articles
      WHERE (slug = ? OR (starts_with(slug, ?) AND substr(slug, length(?) + 1) ~ '^[0-9]+$'))
        AND document_id IS DISTINCT FROM ?
     UNION
     SELECT o.slug FROM ${EARLIER}
        AND (o.slug = ? OR (starts_with(o.slug, ?) AND substr(o.slug, length(?) + 1) ~ '^[0-9]+$'))
        AND o.document_id IS DISTINCT FROM ?`,
    [...asked, ...asked],
  );
  return new Set(found.map(({ slug }) => slug));
};
