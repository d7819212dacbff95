import PgBoss from 'pg-boss';
import type { JobsConfig } from './config';
import type { Sql } from './sql';

/** Enough to look back at an hour's work without making every count read through a day's, s. */
const KEEP_COMPLETED = 60 * 60;

/** A failed job stays in sight for a week, then in the archive, s. */
const KEEP_FAILED = 7 * 24 * 60 * 60;

const KEEP_ARCHIVE_DAYS = 7;

/** A job that nobody began for so long is put away: its newsroom has no worker. */
const KEEP_WAITING_DAYS = 30;

/**
 * pg-boss over the given connection, not started: enough to insert, to fetch and to finish jobs.
 * @param options what `start` is to do besides
 */
export const createBoss = (
  sql: Sql,
  log: (error: Error) => void,
  options: Pick<PgBoss.ConstructorOptions, 'migrate' | 'supervise' | 'schedule'> &
    Partial<
      Pick<
        JobsConfig,
        'maintenanceIntervalSeconds' | 'cronMonitorIntervalSeconds' | 'cronWorkerIntervalSeconds'
      >
    >,
): PgBoss => {
  const boss = new PgBoss({
    db: withAnswersNobodyAwaits(sql, log),
    archiveCompletedAfterSeconds: KEEP_COMPLETED,
    archiveFailedAfterSeconds: KEEP_FAILED,
    deleteAfterDays: KEEP_ARCHIVE_DAYS,
    retentionDays: KEEP_WAITING_DAYS,
    ...options,
  });
  boss.on('error', log);
  return boss;
};

/** The queue through which pg-boss's cron makes one job of what several processes find due. */
export const CRON_QUEUE = '__pgboss__send-it';

/**
 * pg-boss's own worker, which only its cron uses here, does not wait until a job is marked as done
 * or failed: without this a lost connection at that moment would end the process.
 */
const withAnswersNobodyAwaits = (sql: Sql, log: (error: Error) => void): PgBoss.Db => ({
  async executeSql(text, values: unknown[] = []) {
    const marksCronJobs = values[0] === CRON_QUEUE && Array.isArray(values[1]);
    try {
      return await sql.executeSql(text, values);
    } catch (error) {
      if (!marksCronJobs) throw error;
      log(error as Error);
      return { rows: [{ count: 0 }] };
    }
  },
});
