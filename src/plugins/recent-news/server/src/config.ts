import { z } from 'zod';
import { MOST_DAYS, settingsSchema } from './relatedness/settings';

/** When a story reaches the lists of older pages. */
const refreshSchema = z.object({
  /** Most pages whose lists one new story changes. More: old pages stay fresh, sites rebuild more. */
  limit: z.int().min(0).max(1000).default(50),
  /** Days: pages published longer ago keep their lists. */
  window: z.number().min(0).max(MOST_DAYS, `must be ${MOST_DAYS} days at most`).default(30),
  /**
   * How much better than a page's last entry a story must be to take its place, in halvings of relatedness.
   * 0 changes a list for any gain; 1 asks for twice the relatedness, or a half-life more freshness.
   */
  margin: z.number().min(0).max(10).default(0.25),
});

/** All that an editor-in-chief may turn; what the file says holds until the settings page says otherwise. */
export const fullSettingsSchema = settingsSchema.extend({
  refresh: z.preprocess((value) => value ?? {}, refreshSchema),
});
export type FullSettings = z.infer<typeof fullSettingsSchema>;

/** How the newsroom calls what happened to a story that readers see. */
export const kindsSchema = z.object({
  /** It can be read no longer. */
  gone: z.array(z.string()).default(['article.unpublished', 'article.deleted']),
  /** It is new, or its text is. */
  fresh: z.array(z.string()).default(['article.published', 'article.updated', 'article.moved']),
  /** Only the list below it shows something else. */
  list: z.array(z.string()).default(['recent-news.changed']),
});
export type ChangeKinds = z.infer<typeof kindsSchema>;

export const configSchema = z.strictObject({
  kinds: z.preprocess((value) => value ?? {}, kindsSchema),
  settings: z.preprocess((value) => value ?? {}, fullSettingsSchema),
});

export default {
  default: { settings: {} },
  /** @throws Error naming the setting and what would be right */
  validator(config: unknown): void {
    const parsed = configSchema.safeParse(config);
    if (parsed.success) return;
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(faults.join('; '));
  },
};
