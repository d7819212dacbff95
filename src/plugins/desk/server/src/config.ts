import { z } from 'zod';
import type { CheckLevels } from './contracts';

/** The content type that is edited; its rights are the Desk's rights. The only place that names it. */
export const CONTENT_TYPE = 'api::article.article';

const level = z.enum(['off', 'warn', 'block']);

/** What the checklist asks for before a story goes live; an administrator may change it. */
export const DEFAULT_LEVELS: CheckLevels = {
  lead: 'warn',
  source: 'warn',
  'no-topic': 'warn',
  sectionLead: 'warn',
  // A picture that nobody describes does not exist for a reader who cannot see it.
  pictureAlt: 'block',
  pictureCredit: 'warn',
  duplicate: 'warn',
};

export const levelsSchema = z.strictObject({
  lead: level,
  source: level,
  'no-topic': level,
  sectionLead: level,
  pictureAlt: level,
  pictureCredit: level,
  duplicate: level,
});

const configSchema = z.strictObject({
  levels: levelsSchema.partial().default({}),
  /** Signs the links of previews. */
  previewSecret: z.string().min(16),
});
export type DeskConfig = z.output<typeof configSchema>;

export default {
  default: {},
  validator(config: unknown): void {
    const parsed = configSchema.safeParse(config);
    if (parsed.success) return;
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The configuration of plugin desk cannot be used:\n${lines.join('\n')}`);
  },
};
