import { z } from 'zod';
import { readAllowedHosts } from './call/address';

const eventName = z.string().regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i);

const shape = z.strictObject({
  /** Kinds of change there are, for whoever chooses among them; others are recorded all the same. */
  events: z.array(eventName),
  /** What Strapi's own webhooks would call the content of a change, by the first part of its kind. */
  models: z.record(z.string(), z.strictObject({ model: z.string(), uid: z.string() })),
  /** Hosts with ports that may be private, with commas between them: `localhost:4321,site:80`. */
  allowPrivate: z.string().superRefine((list, context) => {
    try {
      readAllowedHosts(list);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  }),
  /** Of a target that says nothing else, s. */
  quietSeconds: z.number().min(0).max(3600),
  maxWaitSeconds: z.number().min(0).max(86_400),
  /** How long an old secret goes on signing after a new one was made, h. */
  rotationHours: z
    .number()
    .min(0)
    .max(24 * 30),
  /** A page that is not live so long after it was published is late, s. */
  lateAfterSeconds: z.number().min(1),
  /** How long the log and what was delivered are kept, days. */
  keepDays: z.number().min(1),
});

export type RebuildsConfig = z.infer<typeof shape>;

export default {
  default: ({ env }: { env: (name: string, fallback: string) => string }): RebuildsConfig => ({
    events: [],
    models: {},
    allowPrivate: env('REBUILDS_ALLOW_PRIVATE', ''),
    // Long enough for the next act of somebody who publishes one article after the other.
    quietSeconds: 5,
    // As long as a build takes at most places: waiting longer would not save one.
    maxWaitSeconds: 60,
    rotationHours: 24,
    lateAfterSeconds: 600,
    keepDays: 30,
  }),
  /** @throws Error that names every setting that is missing or wrong */
  validator(config: unknown): void {
    const checked = shape.safeParse(config);
    if (!checked.success) {
      throw new Error(
        `The rebuilds plugin's settings are wrong:\n${z.prettifyError(checked.error)}`,
      );
    }
  },
};
