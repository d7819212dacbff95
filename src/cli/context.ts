import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import { createStrapi } from '@strapi/strapi';
import type { Command } from 'commander';

export interface CliContext {
  /** Finds or starts the database, calls `work` with its address in the environment, cleans up. */
  withDatabase<T>(work: () => Promise<T>): Promise<T>;
  /** Where the user stands; paths are relative to it. */
  cwd: string;
}

/** Adds one command to the program; `done` takes its exit status. */
export type AddCommand = (program: Command, context: CliContext, done: (status: number) => void) => void;

/**
 * Boots Strapi without its server on the newsroom's database, which may be in use by a running one.
 * @throws whatever boot or `work` throw, after everything is closed
 */
export const withStrapi = <T>(context: CliContext, work: (strapi: Core.Strapi) => Promise<T>): Promise<T> =>
  context.withDatabase(async () => {
    const appDir = process.cwd();
    const strapi = await createStrapi({ appDir, distDir: path.join(appDir, 'dist') }).load();
    try {
      return await work(strapi);
    } finally {
      await settled(strapi);
      await strapi.destroy();
    }
  });

/** Longer than any query that a boot leaves running behind itself, ms. */
const PATIENCE = 5_000;

/** Strapi starts queries at boot that it does not wait for; closing the pool under one of them ends the process. */
const settled = async (strapi: Core.Strapi): Promise<void> => {
  const { pool } = strapi.db.connection.client as { pool: { numUsed(): number; numPendingAcquires(): number } };
  for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
    if (pool.numUsed() === 0 && pool.numPendingAcquires() === 0) return;
    await setTimeout(20);
  }
};
