import { z } from 'zod';
import { readCursor } from './cursor';
import { SORT_KEYS, type Filter, type Place, type SortKey } from './list-plans';
import { count, readQuery, unknownKeys } from './query-errors';

/** As many as the stock lists give at most (`config/api`). */
const MOST = 100;
/** Beyond this an OFFSET costs more than it is worth; a cursor goes as far as there are stories. */
const LAST_PAGE = 100_000;

const SORTS = SORT_KEYS.flatMap((key) => [key, `${key}:asc`, `${key}:desc`]) as [
  string,
  ...string[],
];
const KNOWN = ['topic', 'author', 'from', 'to', 'sort', 'page', 'pageSize', 'after'];

const slug = (of: string) =>
  z
    .string({ error: `must be the slug of one ${of}` })
    .min(1, { error: `must be the slug of one ${of}` })
    .max(200)
    .optional();

/** A day stands for its first moment in UTC. Postgres knows no year 0 and no offset beyond a day. */
const instant = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: 'must be a day like 2026-11-01 or an instant like 2026-11-01T09:30:00Z',
  })
  .refine((text) => new Date(text).getUTCFullYear() > 0, { error: 'must lie after the year 0' })
  .optional();

/** The query of `GET /api/articles/pages`, as it is checked and as the contract shows it. */
export const ListQuerySchema = z
  .strictObject(
    {
      topic: slug('topic').describe('Only stories with this topic (its slug).'),
      author: slug('author').describe('Only stories by this author (their slug).'),
      from: instant.describe('First published then or later: a day or an instant.'),
      to: instant.describe('First published before: a day or an instant.'),
      sort: z
        .enum(SORTS, { error: `must be one of ${SORTS.join(', ')}` })
        .default('firstPublishedAt:desc'),
      page: count(z.coerce, LAST_PAGE, 1),
      pageSize: count(z.coerce, MOST, 25),
      after: z
        .string({ error: 'must be one cursor' })
        .max(1000)
        .optional()
        .describe('The `meta.cursor` of the answer before. Stable while stories are published.'),
    },
    { error: unknownKeys(KNOWN) },
  )
  .superRefine(({ after, sort, page }, context) => {
    const problem = (message: string) =>
      context.addIssue({ code: 'custom', path: ['after'], message });
    if (after === undefined) return;
    if (readCursor(after) === null)
      problem('is no cursor; take the `meta.cursor` of an answer as it is');
    if (!sort.startsWith('firstPublishedAt'))
      problem('goes with sort=firstPublishedAt only; elsewhere use page');
    if (page !== 1) problem('goes without page');
  });

export interface ListQuery {
  sort: SortKey;
  descending: boolean;
  /** Counts from 1. */
  page: number;
  pageSize: number;
  after: Place | null;
  filter: Filter;
}

const iso = (text: string | undefined): string | null =>
  text === undefined ? null : new Date(text).toISOString();

/**
 * Reads the query of the list of pages.
 * @throws ValidationError (400) that names the parameter and what it may be
 */
export const readListQuery = (query: unknown): ListQuery => {
  const { sort, page, pageSize, after, topic, author, from, to } = readQuery(
    ListQuerySchema,
    query,
  );
  const [key, direction] = sort.split(':');
  return {
    sort: key as SortKey,
    // Newest first is what a list of news wants; titles are read from A.
    descending: direction === undefined ? key !== 'title' : direction === 'desc',
    page,
    pageSize,
    after: after === undefined ? null : readCursor(after),
    filter: { topic: topic ?? null, author: author ?? null, from: iso(from), to: iso(to) },
  };
};
