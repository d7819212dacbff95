import type { Core } from '@strapi/strapi';
import type PgBoss from 'pg-boss';
import type { JobsConfig } from '../config';
import type { Definition } from '../definitions';
import { install } from '../installation';
import { storableData } from '../job-data';
import { createBoss } from '../pg-boss';
import type { OwnPool } from '../connections';
import { openPool } from '../connections';
import type { Schedule } from '../schedules';
import { endOtherSchedules } from '../schedules';
import type { Worker } from '../worker';
import { startWorker } from '../worker';

interface Works {
  boss: PgBoss;
  pool: OwnPool;
  worker: Worker;
}

/** Between two looks whether Strapi has booted, and between two tries to begin, ms. */
const BOOTED_YET = 50;
const TRY_AGAIN = 5_000;

/**
 * What runs behind the queue: tables and queues are made when first needed (at bootstrap at the
 * latest), and jobs are worked as soon as all of Strapi has booted.
 */
export const createEngine = ({ strapi }: { strapi: Core.Strapi }) => {
  const config = strapi.config.get('plugin::jobs') as JobsConfig;
  const { log } = strapi;
  const logError = (error: Error) => log.error(`Jobs: ${error.message}`);
  const definitions = new Map<string, Definition>();
  const schedules = new Map<string, Schedule>();
  const installed = new Map<string, Promise<void>>();
  let works: Works | undefined;
  let timer: NodeJS.Timeout | undefined;
  let starting: Promise<void> | undefined;
  let hasBegun = false;
  let isStopped = false;

  /** Makes the tables if need be, and in one go all queues that are not made yet. */
  const installMissing = (wanted: readonly Schedule[] = []): Promise<void> => {
    const missing = [...definitions.values()].filter(({ name }) => !installed.has(name));
    const work = install(config.database, missing, wanted, logError).then(() => {
      for (const { name } of missing) works?.worker.add(definitions.get(name)!);
    });
    for (const { name } of missing) {
      installed.set(name, work);
      // The next one who needs it tries again.
      work.catch(() => {
        if (installed.get(name) === work) installed.delete(name);
      });
    }
    return work;
  };

  const known = (name: string): Definition => {
    const definition = definitions.get(name);
    if (definition) return definition;
    const names = [...definitions.keys()].join(', ') || 'none';
    throw new Error(`There is no queue "${name}"; defined are: ${names}.`);
  };

  const checked = ({ name, cron, data }: Schedule): Schedule => ({
    name,
    cron,
    data: storableData(name, known(name).schema, data),
  });

  const engine = {
    definitions,

    /** Takes note of a queue; after the bootstrap it is made at once. */
    define(definition: Definition): void {
      if (definitions.has(definition.name)) {
        log.warn(`The queue "${definition.name}" is defined twice: the later definition counts.`);
      }
      definitions.set(definition.name, definition);
      installed.delete(definition.name);
      if (hasBegun) installMissing().catch(logError);
    },

    /**
     * Resolves when jobs of the queue can be sent.
     * @throws Error when there is no such queue, or the database cannot be reached
     */
    async ready(name: string): Promise<void> {
      known(name);
      await (installed.get(name) ?? installMissing());
    },

    async setSchedule(schedule: Schedule): Promise<void> {
      schedules.set(schedule.name, schedule);
      if (!hasBegun) return;
      await engine.ready(schedule.name);
      await installMissing([checked(schedule)]);
    },

    nudge(name: string): void {
      works?.worker.nudge(name);
    },

    /** @throws Error when pg-boss's tables or the queues cannot be made */
    async begin(): Promise<void> {
      hasBegun = true;
      await installMissing([...schedules.values()].map(checked));
      if (config.work && !isStopped) timer = setTimeout(startWhenBooted, BOOTED_YET);
    },

    /** Resolves when no job of this process runs and no timer or connection is left. */
    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(timer);
      await Promise.allSettled([starting, ...installed.values()]);
      if (works == null) return;
      const { boss, pool, worker } = works;
      works = undefined;
      await worker.stop(config.stopWithinSeconds * 1000);
      // In the middle of a statement its cron worker would look again a second later.
      await pool.settled();
      await boss.stop({ graceful: false });
      await pool.close();
    },
  };

  /** Not before: a handler may use what another plugin's bootstrap, or the application's, sets up. */
  const startWhenBooted = (): void => {
    if (!strapi.isLoaded) {
      timer = setTimeout(startWhenBooted, BOOTED_YET);
      return;
    }
    starting = start().catch((error: Error) => {
      log.error(`Jobs cannot be worked yet: ${error.message}`);
      if (!isStopped) timer = setTimeout(startWhenBooted, TRY_AGAIN);
    });
  };

  const start = async (): Promise<void> => {
    const pool = openPool(config.database.url, config.database.ssl, logError);
    const { maintenanceIntervalSeconds, cronMonitorIntervalSeconds, cronWorkerIntervalSeconds } =
      config;
    const boss = createBoss(pool, logError, {
      migrate: false,
      supervise: true,
      schedule: true,
      maintenanceIntervalSeconds,
      cronMonitorIntervalSeconds,
      cronWorkerIntervalSeconds,
    });
    try {
      await endOtherSchedules(boss, schedules);
      await boss.start();
    } catch (error) {
      await pool.close();
      throw error;
    }
    const worker = startWorker({ boss, sql: pool, log }, config.pollSeconds * 1000);
    works = { boss, pool, worker };
    for (const name of definitions.keys()) {
      engine.ready(name).then(() => worker.add(known(name)), logError);
    }
  };

  return engine;
};

export type Engine = ReturnType<typeof createEngine>;
