import { z } from 'zod';
import { refuse } from '../errors';
import { SORT_KEYS, type SortKey } from './plans';

/** As many as the stock lists give at most (`config/api`). */
const MOST = 100;
/** Beyond this an OFFSET costs more than it is worth; cursors come with the site. */
const LAST_PAGE = 100_000;

const count = (most: number, fallback: number) =>
  z.coerce
    .number({ error: `must be a whole number from 1 to ${most}` })
    .int({ error: `must be a whole number from 1 to ${most}` })
    .min(1, { error: `must be a whole number from 1 to ${most}` })
    .max(most, { error: `must be a whole number from 1 to ${most}` })
    .default(fallback);

const SORTS = SORT_KEYS.flatMap((key) => [key, `${key}:asc`, `${key}:desc`]);

const Query = z.strictObject(
  {
    sort: z
      .enum(SORTS as [string, ...string[]], { error: `must be one of ${SORTS.join(', ')}` })
      .default('firstPublishedAt:desc'),
    page: count(LAST_PAGE, 1),
    pageSize: count(MOST, 25),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `unknown: ${issue.keys.join(', ')}; known are sort, page, pageSize`
        : undefined,
  },
);

export interface ListQuery {
  sort: SortKey;
  descending: boolean;
  /** Counts from 1. */
  page: number;
  pageSize: number;
}

/**
 * Reads the query of the list of pages.
 * @throws errors.ValidationError that names the parameter and what it may be
 */
export const readListQuery = (query: unknown): ListQuery => {
  const parsed = Query.safeParse(query);
  if (!parsed.success) {
    refuse(
      parsed.error.issues.map(({ path, message }) => ({
        place: path.join('.') || 'query',
        message,
      })),
    );
    throw parsed.error;
  }
  const [key, direction] = parsed.data.sort.split(':');
  return {
    sort: key as SortKey,
    // Newest first is what a list of news wants; titles are read from A.
    descending: direction === undefined ? key !== 'title' : direction === 'desc',
    page: parsed.data.page,
    pageSize: parsed.data.pageSize,
  };
};
