import type { Core } from '@strapi/strapi';
import type { Command } from 'commander';

/** What the command needs of its surroundings (`scripts/newsroom.mjs` gives it). */
export interface CliContext {
  /** Finds or starts the database, calls `work` with its address in the environment, cleans up. */
  withDatabase<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Boots Strapi without its server, one process at a time.
   * @param options.first what is done when it is this process' turn, before anything else
   */
  boot(options?: { first?: () => Promise<void> }): Promise<Core.Strapi>;
  close(strapi: Core.Strapi): Promise<void>;
  /** Where the user stands; paths are relative to it. */
  cwd: string;
}

/** Adds one command to the program; `done` takes its exit status. */
export type AddCommand = (
  program: Command,
  context: CliContext,
  done: (status: number) => void,
) => void;

/**
 * Boots Strapi on the newsroom's database, which may be in use by a running one.
 * @throws whatever boot or `work` throw, after everything is closed
 */
export const withStrapi = <T>(
  context: CliContext,
  work: (strapi: Core.Strapi) => Promise<T>,
): Promise<T> =>
  context.withDatabase(async () => {
    const strapi = await context.boot();
    try {
      return await work(strapi);
    } finally {
      await context.close(strapi);
    }
  });
