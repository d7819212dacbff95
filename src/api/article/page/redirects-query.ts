import { z } from 'zod';
import { count, unknownKeys } from './query-errors';

/** The query of `GET /api/articles/redirects`. */
export const RedirectsQuerySchema = z.strictObject(
  {
    after: z
      .string({ error: 'must be one cursor' })
      .max(1000)
      .default('')
      .describe('The `meta.cursor` of the answer before.'),
    pageSize: count(z.coerce, 1000, 100),
  },
  { error: unknownKeys(['after', 'pageSize']) },
);
