import { z } from 'zod';

const shape = z.strictObject({
  /** Whether this process works jobs; one that does not can still send them. */
  work: z.boolean(),
  database: z.strictObject({
    /** Where jobs are fetched and finished; may lead through a pool such as PgBouncer. */
    url: z.string().min(1),
    /** The same database without a pool between, to make pg-boss's tables. */
    directUrl: z.string().min(1),
    ssl: z.union([
      z.literal(false),
      z.object({ rejectUnauthorized: z.boolean(), ca: z.string().optional() }),
    ]),
  }),
  /** How soon a process sees what another one sent, s. Each poll is one statement for all queues. */
  pollSeconds: z.number().min(0.05).max(60),
  /** How often expired jobs are handed on and old ones put away (by one process at a time), s. */
  maintenanceIntervalSeconds: z.int().min(1).max(3600),
  /** How often one of the processes looks whether a schedule is due, s; pg-boss allows 45 at most. */
  cronMonitorIntervalSeconds: z.int().min(1).max(45),
  /** How soon after that its job is sent, s. */
  cronWorkerIntervalSeconds: z.int().min(1).max(45),
  /** How long a process that ends waits for its running jobs, s. */
  stopWithinSeconds: z.number().min(0).max(3600),
});

export type JobsConfig = z.infer<typeof shape>;

export default {
  default: {
    work: true,
    // Two polls a second: below what an editor notices, and an idle process costs next to nothing.
    pollSeconds: 0.5,
    // A job whose process was killed waits for its expiry, and then this long.
    maintenanceIntervalSeconds: 30,
    cronMonitorIntervalSeconds: 30,
    cronWorkerIntervalSeconds: 5,
    // Docker kills 10 s after it asked; the rest of Strapi has to end as well.
    stopWithinSeconds: 6,
  },
  /** @throws Error that names every setting that is missing or wrong */
  validator(config: unknown): void {
    const checked = shape.safeParse(config);
    if (!checked.success) {
      throw new Error(`The jobs plugin's settings are wrong:\n${z.prettifyError(checked.error)}`);
    }
  },
};
