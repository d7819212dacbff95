import { z } from 'zod';
import { count, unknownKeys } from '../page/query-errors';

/** Beyond that a reader asks in other words; it also bounds what is ranked. */
export const LAST_RESULT = 500;

/** The query of `GET /api/articles/search`. */
export const SearchQuerySchema = z
  .strictObject(
    {
      q: z
        .string({ error: 'is missing; give the words to look for' })
        .max(500, { error: 'must have at most 500 characters' })
        .describe('Words to look for; the last may be unfinished.'),
      topic: z
        .string({ error: 'must be the slug of one topic' })
        .min(1, { error: 'must be the slug of one topic' })
        .max(200)
        .optional()
        .describe('Only stories with this topic (its slug).'),
      page: count(z.coerce, LAST_RESULT, 1),
      pageSize: count(z.coerce, 50, 10),
    },
    { error: unknownKeys(['q', 'topic', 'page', 'pageSize']) },
  )
  .refine(({ page, pageSize }) => page * pageSize <= LAST_RESULT, {
    path: ['page'],
    error: `leads beyond the first ${LAST_RESULT} results; narrow the words down`,
  });
