import type { z } from 'zod';
import type { Transaction } from '../sql';

export interface SendOptions {
  startAfter?: Date | number;
  singletonKey?: string;
  /** Higher goes first; default 0. */
  priority?: number;
}

/** What this plugin needs of a queue of background jobs; plugin `jobs` is one. */
export interface Queue {
  define<Data>(job: {
    name: string;
    schema: z.ZodType<Data>;
    handle: (data: Data, context: { signal: AbortSignal }) => Promise<unknown>;
    retryLimit?: number;
    retryDelay?: number;
    retryBackoff?: boolean;
    expireInSeconds?: number;
    concurrency?: number;
  }): void;
  send(
    trx: Transaction | null,
    name: string,
    data: unknown,
    options?: SendOptions,
  ): Promise<unknown>;
  sendMany(
    trx: Transaction | null,
    name: string,
    data: unknown[],
    options?: SendOptions,
  ): Promise<unknown>;
  schedule(name: string, cron: string, data?: unknown): unknown;
}
