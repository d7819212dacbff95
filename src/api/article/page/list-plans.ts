/** SQL of the lists of pages, from the page rows alone. */
import type { Knex } from 'knex';
import { rows } from '../sql';
import { ISO } from './sql-json';

const ORDER = {
  firstPublishedAt: 'first_published_at',
  updatedAt: 'updated_at',
  title: 'title',
} as const;

export type SortKey = keyof typeof ORDER;
export const SORT_KEYS = Object.keys(ORDER) as SortKey[];

/** Where a list goes on: behind this story. */
export interface Place {
  /** ISO 8601. */
  firstPublishedAt: string;
  slug: string;
}

export interface Filter {
  topic: string | null;
  author: string | null;
  /** ISO 8601; inclusive. */
  from: string | null;
  /** ISO 8601; exclusive. */
  to: string | null;
}

interface Condition {
  sql: string;
  bindings: unknown[];
}

const conditions = ({ topic, author, from, to }: Filter): Condition[] => [
  ...(topic === null ? [] : [{ sql: 'topics @> ARRAY[?]', bindings: [topic] }]),
  ...(author === null ? [] : [{ sql: 'authors @> ARRAY[?]', bindings: [author] }]),
  ...(from === null ? [] : [{ sql: 'first_published_at >= ?::timestamptz', bindings: [from] }]),
  ...(to === null ? [] : [{ sql: 'first_published_at < ?::timestamptz', bindings: [to] }]),
];

/** The first comparison alone is what an index can begin at. */
const behind = ({ firstPublishedAt, slug }: Place, descending: boolean): Condition => {
  const [before, notAfter] = descending ? ['<', '<='] : ['>', '>='];
  return {
    sql: `first_published_at ${notAfter} ?::timestamptz
          AND (first_published_at ${before} ?::timestamptz OR slug > ?)`,
    bindings: [firstPublishedAt, firstPublishedAt, slug],
  };
};

export interface HeadRow {
  head: string;
  documentId: string;
  slug: string;
  firstPublishedAt: string | null;
}

export const readHeads = async (
  db: Knex,
  {
    sort,
    descending,
    limit,
    offset,
    after,
    filter,
  }: {
    sort: SortKey;
    descending: boolean;
    limit: number;
    offset: number;
    after: Place | null;
    filter: Filter;
  },
): Promise<HeadRow[]> => {
  const where = [...conditions(filter), ...(after ? [behind(after, descending)] : [])];
  return rows<HeadRow>(
    db,
    `SELECT head, document_id AS "documentId", slug, ${ISO('first_published_at')} AS "firstPublishedAt"
       FROM article_pages WHERE ${['live', ...where.map(({ sql }) => sql)].join(' AND ')}
      ORDER BY ${ORDER[sort]} ${descending ? 'DESC' : 'ASC'} NULLS LAST, slug LIMIT ? OFFSET ?`,
    [...where.flatMap(({ bindings }) => bindings), limit, offset],
  );
};

/** How many live pages the filter lets through. */
export const countHeads = async (db: Knex, filter: Filter): Promise<number> => {
  const where = conditions(filter);
  const [summary] = await rows<{ total: string }>(
    db,
    `SELECT count(*) AS total FROM article_pages
      WHERE ${['live', ...where.map(({ sql }) => sql)].join(' AND ')}`,
    where.flatMap(({ bindings }) => bindings),
  );
  return Number(summary?.total ?? 0);
};

/** When readers' rows last changed at all; 1970 before the first. */
export const lastChange = async (db: Knex): Promise<Date> =>
  (
    await rows<{ changedAt: Date | null }>(
      db,
      'SELECT max(changed_at) AS "changedAt" FROM article_pages',
    )
  )[0]?.changedAt ?? new Date(0);

export interface Redirect {
  from: string;
  to: string;
}

/** Old addresses and where their stories stand now, by address. */
export const readRedirects = (db: Knex, after: string, limit: number): Promise<Redirect[]> =>
  rows<Redirect>(
    db,
    `SELECT o.slug AS "from", n.slug AS "to"
       FROM article_pages o JOIN article_pages n ON n.document_id = o.document_id AND n.live
      WHERE NOT o.live AND o.redirects AND o.slug > ? ORDER BY o.slug LIMIT ?`,
    [after, limit],
  );
