import { z } from 'zod';

const STATES = ['queued', 'sending', 'waiting', 'delivered', 'failed', 'superseded'] as const;
const PURPOSES = ['changes', 'replay', 'test'] as const;

export const callQuerySchema = z.strictObject({
  target: z.string().min(1).optional(),
  state: z.enum(STATES, { error: `must be one of ${STATES.join(', ')}` }).optional(),
  purpose: z.enum(PURPOSES, { error: `must be one of ${PURPOSES.join(', ')}` }).optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export const replaySchema = z.strictObject({
  since: z.string({ error: 'is missing: the id of the call to begin with' }).min(1),
});

/** How many changes one answer lists at most: about 400 KB. */
export const MOST_CHANGES = 1_000;

export const changesQuerySchema = z.strictObject({
  since: z.string().optional(),
  limit: z.coerce
    .number({ error: `must be a number from 1 to ${MOST_CHANGES}` })
    .int()
    .min(1)
    .max(MOST_CHANGES)
    .default(200),
});

/** A receipt tells of all pages of a site at most; no site here has more. */
const MOST_VERSIONS = 50_000;

export const receiptSchema = z.strictObject({
  id: z.string({ error: 'is missing: the webhook-id of the call that was built' }).min(1),
  versions: z
    .record(z.string().min(1), z.number().int().positive().nullable())
    .refine((versions) => Object.keys(versions).length <= MOST_VERSIONS, {
      error: `names more than ${MOST_VERSIONS} pages`,
    })
    .optional(),
});
