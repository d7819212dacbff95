import type PgBoss from 'pg-boss';

export interface Schedule {
  /** The queue; it has one schedule at most. */
  name: string;
  /** Five fields, minutes first; read in UTC. */
  cron: string;
  /** Of every job it sends. */
  data: unknown;
}

/** @throws Error naming the queue, when the cron expression cannot be read */
export const keepSchedule = async (boss: PgBoss, { name, cron, data }: Schedule): Promise<void> => {
  try {
    // As text: pg would make a Postgres array of a JavaScript one.
    await boss.schedule(name, cron, JSON.stringify(data) as unknown as object);
  } catch (error) {
    throw new Error(
      `The schedule "${cron}" of the queue "${name}" cannot be kept: ${(error as Error).message}`,
      { cause: error },
    );
  }
};

/** Ends the schedules that an earlier version of the code asked for and this one does not. */
export const endOtherSchedules = async (
  boss: PgBoss,
  kept: ReadonlyMap<string, Schedule>,
): Promise<void> => {
  for (const { name } of await boss.getSchedules()) {
    if (!kept.has(name)) await boss.unschedule(name);
  }
};
