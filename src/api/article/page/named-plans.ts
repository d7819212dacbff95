/** SQL on what stands on pages under a name of its own: topics and authors. Reads only. */
import type { Knex } from 'knex';
import { rows, type Transaction } from '../sql';
import { AUTHOR } from '../uids';
import { pictureJson } from './sql-json';
import type { StoredPicture } from './types';

export type NamedTable = 'topics' | 'authors';

/** Links from articles: their table, and their column of the one that is linked to. */
const LINKS: Record<NamedTable, { table: string; column: string }> = {
  topics: { table: 'articles_topics_lnk', column: 'topic_id' },
  authors: { table: 'articles_authors_lnk', column: 'author_id' },
};

export interface Named {
  documentId: string;
  name: string;
  slug: string;
}

export const readNamed = async (
  db: Knex | Transaction,
  table: NamedTable,
  documentId: string,
): Promise<Named | undefined> =>
  (
    await rows<Named>(
      db,
      `SELECT document_id AS "documentId", coalesce(name, '') AS name, coalesce(slug, '') AS slug
         FROM ${table} WHERE document_id = ? LIMIT 1`,
      [documentId],
    )
  )[0];

export const allNamed = (db: Knex | Transaction, table: NamedTable): Promise<Named[]> =>
  rows<Named>(
    db,
    `SELECT document_id AS "documentId", coalesce(name, '') AS name, coalesce(slug, '') AS slug
       FROM ${table} ORDER BY lower(name), id`,
  );

/** Of the slugs `base`, `base-2`, `base-3` … those that one other than `except` has. */
export const takenSlugs = async (
  trx: Transaction,
  table: NamedTable,
  base: string,
  except: string | null,
): Promise<Set<string>> =>
  new Set(
    (
      await rows<{ slug: string }>(
        trx,
        `SELECT slug FROM ${table}
          WHERE (slug = ? OR starts_with(slug, ?)) AND document_id IS DISTINCT FROM ?`,
        [base, `${base}-`, except],
      )
    ).map(({ slug }) => slug),
  );

/** An author, and the picture as the library has it now. */
export interface Portrayed {
  documentId: string;
  slug: string;
  picture: StoredPicture | null;
}

/** Authors whose picture is one of these files. */
export const authorsShowing = async (
  trx: Transaction,
  fileIds: readonly number[],
): Promise<Portrayed[]> =>
  portrayed(
    trx,
    `u.id IN (SELECT m.related_id FROM files_related_mph m
               WHERE m.file_id = ANY(?) AND m.related_type = '${AUTHOR}' AND m.field = 'picture')`,
    fileIds,
  );

/** The same authors at another moment; those that are gone are left out. */
export const authorsNow = async (
  trx: Transaction,
  documentIds: readonly string[],
): Promise<Portrayed[]> => portrayed(trx, `u.document_id = ANY(?)`, documentIds);

const portrayed = (trx: Transaction, which: string, of: readonly unknown[]): Promise<Portrayed[]> =>
  rows<Portrayed>(
    trx,
    `SELECT u.document_id AS "documentId", coalesce(u.slug, '') AS slug,
            ${pictureJson('u.id', AUTHOR, 'picture')} AS picture
       FROM authors u WHERE ${which} ORDER BY u.id`,
    [of],
  );

/** Live articles that have it. */
export const shownOn = async (
  trx: Transaction,
  table: NamedTable,
  documentId: string,
): Promise<string[]> =>
  (
    await rows<{ documentId: string }>(
      trx,
      `SELECT a.document_id AS "documentId"
         FROM ${table} t
         JOIN ${LINKS[table].table} l ON l.${LINKS[table].column} = t.id
         JOIN articles a ON a.id = l.article_id AND a.published_at IS NOT NULL
        WHERE t.document_id = ? ORDER BY a.document_id`,
      [documentId],
    )
  ).map(({ documentId: id }) => id);

/** Of these slugs those that nothing has yet. */
export const missingSlugs = async (
  db: Knex | Transaction,
  table: NamedTable,
  slugs: readonly string[],
): Promise<string[]> =>
  (
    await rows<{ slug: string }>(
      db,
      `SELECT w.slug FROM unnest(?::text[]) AS w(slug)
        WHERE NOT EXISTS (SELECT FROM ${table} t WHERE t.slug = w.slug)`,
      [slugs],
    )
  ).map(({ slug }) => slug);

/** How many an article's row is given to. */
export const countNamed = async (
  trx: Transaction,
  articleId: number,
): Promise<Record<NamedTable, number>> =>
  (
    await rows<Record<NamedTable, number>>(
      trx,
      `SELECT (SELECT count(*)::int FROM articles_topics_lnk WHERE article_id = ?) AS topics,
              (SELECT count(*)::int FROM articles_authors_lnk WHERE article_id = ?) AS authors`,
      [articleId, articleId],
    )
  )[0]!;
