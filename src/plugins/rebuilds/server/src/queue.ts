import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import type { Transaction } from './sql';

/** What this plugin needs of a queue of jobs; the plugin `jobs` has it. */
export interface Queue {
  define(definition: {
    name: string;
    schema: z.ZodType;
    handle(data: never, context: { signal: AbortSignal }): unknown;
    concurrency?: number;
    retryLimit?: number;
    retryDelay?: number;
    expireInSeconds?: number;
  }): void;
  send(
    trx: Transaction | null,
    name: string,
    data: unknown,
    options?: { startAfter?: Date; singletonKey?: string },
  ): Promise<unknown>;
  sendMany(trx: Transaction | null, name: string, list: readonly unknown[]): Promise<unknown>;
  schedule(name: string, cron: string, data?: unknown): Promise<void>;
}

/** @throws Error when the plugin `jobs` is not enabled */
export const queueOf = (strapi: Core.Strapi): Queue => {
  const plugin = strapi.plugins['jobs'];
  if (!plugin) throw new Error('The plugin "rebuilds" needs the plugin "jobs": enable both.');
  return plugin.service('queue') as unknown as Queue;
};
