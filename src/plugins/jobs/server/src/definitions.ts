import { z } from 'zod';

export interface JobContext {
  /** Aborted when the job's time is up or the process ends: stop then, the job will be begun again. */
  signal: AbortSignal;
  jobId: string;
  /** 1 for the first attempt. */
  attempt: number;
}

/**
 * A queue and what is done with its jobs.
 *
 * The handler must be idempotent: after a crash, a lost connection or an expiry the same job is begun
 * again, perhaps while the earlier attempt still runs. It reads the state as it is now, not as it was
 * when the job was sent.
 */
export interface QueueDefinition<Schema extends z.ZodType = z.ZodType> {
  /** Letters, digits and `. _ -`, beginning with a letter. */
  name: string;
  /** What a job's data must be, when it is sent and when it is worked. */
  schema: Schema;
  handle(data: z.output<Schema>, context: JobContext): unknown;
  /** Jobs at once in this process; default 1. */
  concurrency?: number;
  /** Further attempts after the first one failed; default 5. */
  retryLimit?: number;
  /** Wait before the second attempt, s; default 5. */
  retryDelay?: number;
  /** Whether the wait doubles with every attempt (with up to as much again by chance); default true. */
  retryBackoff?: boolean;
  /** Time for one attempt, s, below 24 h; then it is abandoned and the job tried again. Default 300. */
  expireInSeconds?: number;
}

export type Definition = Required<QueueDefinition>;

const shape = z.strictObject({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,99}$/, {
    error: 'must begin with a letter and hold only letters, digits and . _ - (100 at most)',
  }),
  schema: z.custom<z.ZodType>((value) => value instanceof z.ZodType, {
    error: 'must be a zod schema',
  }),
  handle: z.custom<Definition['handle']>((value) => typeof value === 'function', {
    error: 'must be a function',
  }),
  concurrency: z.int().min(1).max(100).default(1),
  // 5, 10, 20, 40 and 80 s, each up to doubled: a restart of what a job needs is over by then.
  retryLimit: z.int().min(0).max(1000).default(5),
  retryDelay: z.int().min(0).default(5),
  retryBackoff: z.boolean().default(true),
  expireInSeconds: z
    .int()
    .min(1)
    .max(24 * 60 * 60 - 1)
    .default(300),
});

/**
 * The definition with its defaults.
 * @throws Error that says which option is wrong and what would be right
 */
export const completeDefinition = (given: QueueDefinition): Definition => {
  const checked = shape.safeParse(given);
  if (checked.success) return checked.data;
  throw new Error(
    `The queue "${String(given?.name)}" cannot be defined:\n${z.prettifyError(checked.error)}`,
  );
};
