import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { z } from 'zod';

export type Transaction = Knex.Transaction;

/** What this plugin needs of a queue of jobs; the plugin `jobs` has it. */
export interface Queue {
  define(definition: {
    name: string;
    schema: z.ZodType;
    handle(data: never, context: { signal: AbortSignal; attempt: number }): unknown;
    concurrency?: number;
    retryLimit?: number;
    retryDelay?: number;
    retryBackoff?: boolean;
    expireInSeconds?: number;
  }): void;
  send(
    trx: Transaction | null,
    name: string,
    data: unknown,
    options?: { startAfter?: number; singletonKey?: string },
  ): Promise<unknown>;
  sendMany(trx: Transaction | null, name: string, list: readonly unknown[]): Promise<unknown>;
}

/** @throws Error when the plugin `jobs` is not enabled */
export const queueOf = (strapi: Core.Strapi): Queue => {
  const plugin = strapi.plugins['jobs'];
  if (!plugin) throw new Error('The plugin "purges" needs the plugin "jobs": enable both.');
  return plugin.service('queue') as unknown as Queue;
};
