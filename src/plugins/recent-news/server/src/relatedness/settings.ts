import { z } from 'zod';

/** Days, a hundred years. Postgres, which looks that far around a story, knows no date before 4713 BC. */
export const MOST_DAYS = 36_500;

/** Infinity stands for "no limit"; JSON has none, so null is read as it. */
const limited = (days: z.ZodNumber) =>
  z.union([days.positive(), z.null().transform(() => Infinity)]);

/** What a newsroom may decide about its lists. */
export const settingsSchema = z.object({
  /** Entries in a list. */
  count: z.int().min(1).max(20).default(3),
  /** Days by which a story must be newer to make up for being half as related. Short: fresh lists. */
  halfLife: limited(z.number()).default(30),
  /** Least relatedness, 0 to 1, of a story on the first rung. Higher: fewer but closer stories there. */
  floor: z.number().min(0).max(1).default(0.01),
  /** Most days between the two stories on the first rung. Short: no story from years ago. */
  mostDays: limited(
    z.number().max(MOST_DAYS, `must be ${MOST_DAYS} days at most, or null for "no limit"`),
  ).default(730),
  /** Whether another telling of the same story may stand in a list. */
  allowUpdates: z.boolean().default(false),
});

export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
