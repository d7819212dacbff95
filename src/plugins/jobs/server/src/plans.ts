/** Every statement of this plugin on pg-boss's tables; pg-boss has its own for all the rest. */
import type { Sql } from './sql';

/**
 * Waits until nobody else makes tables or queues: two queues made at once block each other, which
 * Postgres ends with a deadlock error. Held until the connection closes; of a transaction and not
 * of the session, because a pool between would keep a session's lock for ever.
 */
export const takeInstallationLock = async (sql: Sql): Promise<void> => {
  await sql.executeSql('BEGIN');
  await sql.executeSql(`SELECT pg_advisory_xact_lock(hashtextextended('newsroom.jobs', 0))`);
};

/**
 * An index to find waiting jobs of one key, made once: pg-boss has none, and a look through all that
 * waits for each job of an import of thousands takes longer than the jobs.
 */
export const ensureKeyIndex = async (sql: Sql): Promise<void> => {
  const found = await sql.executeSql<{ name: string | null }>(
    `SELECT to_regclass('pgboss.job_waiting_key')::text AS name`,
  );
  if (found.rows[0]?.name != null) return;
  await sql.executeSql(
    `CREATE INDEX job_waiting_key ON pgboss.job (name, singleton_key)
     WHERE state < 'active' AND singleton_key IS NOT NULL`,
  );
};

/** Which of the queues hold a job that is due. */
export const dueQueues = async (sql: Sql, names: readonly string[]): Promise<string[]> => {
  const { rows } = await sql.executeSql<{ name: string }>(
    `SELECT q.name FROM unnest($1::text[]) AS q(name)
     WHERE EXISTS (
       SELECT FROM pgboss.job j
       WHERE j.name = q.name AND j.state < 'active' AND j.start_after < now()
     )`,
    [names],
  );
  return rows.map(({ name }) => name);
};

/**
 * Finishes the waiting jobs that one active job does the work of (same queue, same key), and gives
 * it the most attempts that any of them had left.
 *
 * They were committed before this statement, so the active job, which reads what is there from now
 * on, sees whatever they were sent for. A job whose transaction is still open is not touched.
 */
export const takeOver = async (
  sql: Sql,
  job: { name: string; id: string; singletonKey: string },
): Promise<void> => {
  await sql.executeSql(
    `WITH same AS (
       SELECT id FROM pgboss.job
       WHERE name = $1 AND singleton_key = $2 AND state < 'active' AND id <> $3::uuid
       FOR UPDATE SKIP LOCKED
     ), done AS (
       UPDATE pgboss.job j
       SET state = 'completed', completed_on = now(),
           output = jsonb_build_object('takenOverBy', $3::text)
       FROM same WHERE j.name = $1 AND j.id = same.id
       RETURNING j.retry_limit - j.retry_count AS attempts_left
     )
     UPDATE pgboss.job
     SET retry_limit = GREATEST(retry_limit, retry_count + (SELECT max(attempts_left) FROM done))
     WHERE name = $1 AND id = $3::uuid AND EXISTS (SELECT FROM done)`,
    [job.name, job.singletonKey, job.id],
  );
};

/** Lets others begin active jobs again at once, as if this process had never fetched them. */
export const giveBack = async (
  sql: Sql,
  name: string,
  jobs: readonly { id: string; retryCount: number }[],
): Promise<void> => {
  await sql.executeSql(
    `UPDATE pgboss.job j
     SET state = 'created', started_on = NULL, start_after = now()
     FROM unnest($2::uuid[], $3::int[]) AS mine(id, retry_count)
     WHERE j.name = $1 AND j.id = mine.id AND j.state = 'active'
       AND j.retry_count = mine.retry_count`,
    [name, jobs.map(({ id }) => id), jobs.map(({ retryCount }) => retryCount)],
  );
};

export interface Counts {
  name: string;
  waiting: number;
  due: number;
  active: number;
  failed: number;
  oldest: number | null;
}

/** Unfinished and failed jobs of each queue that has any; `oldest` is how long one has been due, s. */
export const countJobs = async (sql: Sql, names: readonly string[]): Promise<Counts[]> => {
  const { rows } = await sql.executeSql<Counts>(
    `SELECT name,
       count(*) FILTER (WHERE state < 'active')::int AS waiting,
       count(*) FILTER (WHERE state < 'active' AND start_after <= now())::int AS due,
       count(*) FILTER (WHERE state = 'active')::int AS active,
       count(*) FILTER (WHERE state = 'failed')::int AS failed,
       extract(epoch FROM now() - min(start_after)
         FILTER (WHERE state < 'active' AND start_after <= now()))::float8 AS oldest
     FROM pgboss.job
     WHERE name = ANY($1) AND (state <= 'active' OR state = 'failed')
     GROUP BY name ORDER BY name`,
    [names],
  );
  return rows;
};

/** Jobs of each queue that nobody has begun; in one index, however many are done or kept for looking back. */
export const countWaiting = async (
  sql: Sql,
  names: readonly string[],
): Promise<{ name: string; due: number; later: number; oldest: number | null }[]> => {
  const { rows } = await sql.executeSql<{
    name: string;
    due: number;
    later: number;
    oldest: number | null;
  }>(
    `SELECT name,
       count(*) FILTER (WHERE start_after <= now())::int AS due,
       count(*) FILTER (WHERE start_after > now())::int AS later,
       extract(epoch FROM now() - min(start_after) FILTER (WHERE start_after <= now()))::float8 AS oldest
     FROM pgboss.job
     WHERE name = ANY($1) AND state < 'active'
     GROUP BY name`,
    [names],
  );
  return rows;
};
