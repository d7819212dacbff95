import type PgBoss from 'pg-boss';
import type { JobsConfig } from './config';
import type { Definition } from './definitions';
import { CRON_QUEUE, createBoss } from './pg-boss';
import { ensureKeyIndex, takeInstallationLock } from './plans';
import { openConnection, openPool } from './connections';
import type { Schedule } from './schedules';
import { keepSchedule } from './schedules';

/**
 * Makes pg-boss's tables, the queues and the schedules, or brings them up to date; one caller at a
 * time, over all processes.
 *
 * @throws Error when the database cannot be reached, or a schedule cannot be read
 */
export const install = async (
  { directUrl, ssl }: JobsConfig['database'],
  definitions: readonly Definition[],
  schedules: readonly Schedule[],
  log: (error: Error) => void,
): Promise<void> => {
  const lock = await openConnection(directUrl, ssl);
  // Its statements are transactions of their own, so the lock needs another connection.
  const pool = openPool(directUrl, ssl, log);
  try {
    await takeInstallationLock(lock);
    const boss = createBoss(pool, log, { migrate: true, supervise: false, schedule: false });
    await boss.start();
    await ensureKeyIndex(pool);
    // Otherwise every process that works would make it when it begins, without this lock.
    await boss.createQueue(CRON_QUEUE);
    for (const definition of definitions) await ensureQueue(boss, definition);
    for (const schedule of schedules) await keepSchedule(boss, schedule);
    await boss.stop({ graceful: false });
  } finally {
    await pool.close();
    await lock.close();
  }
};

const ensureQueue = async (
  boss: PgBoss,
  { name, retryLimit, retryDelay, retryBackoff, expireInSeconds }: Definition,
): Promise<void> => {
  const options = () => ({ name, retryLimit, retryDelay, retryBackoff, expireInSeconds });
  await boss.createQueue(name, options());
  // One that stands keeps what it was made with.
  await boss.updateQueue(name, options());
};
