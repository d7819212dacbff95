/** A clock that a test sets: the one of its database, which is what calls and retries go by. */
import pg from 'pg';

const run = async (databaseUrl: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/**
 * Before the newsroom boots: whoever asks this database for `clock_timestamp()` gets what
 * {@link advanceTo} set. Nothing in the newsroom knows of it. `now()` stays, so the queue's jobs keep
 * their own time.
 */
export const bringClock = async (databaseUrl: string): Promise<void> => {
  const name = new URL(databaseUrl).pathname.slice(1);
  await run(
    databaseUrl,
    `CREATE TABLE test_clock (ahead interval NOT NULL);
     INSERT INTO test_clock VALUES (interval '0');
     CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
       AS 'SELECT pg_catalog.clock_timestamp() + (SELECT ahead FROM public.test_clock)';
     ALTER TABLE rebuild_outbox ALTER recorded_at SET DEFAULT public.clock_timestamp();
     ALTER TABLE rebuild_calls ALTER created_at SET DEFAULT public.clock_timestamp();
     ALTER TABLE rebuild_attempts ALTER started_at SET DEFAULT public.clock_timestamp();
     ALTER DATABASE ${name} SET search_path = public, pg_catalog`,
  );
};

/** Sets the clock, never back. */
export const advanceTo = (databaseUrl: string, time: Date): Promise<void> =>
  run(
    databaseUrl,
    `UPDATE public.test_clock
        SET ahead = greatest(ahead, timestamptz '${time.toISOString()}' - pg_catalog.clock_timestamp())`,
  );
