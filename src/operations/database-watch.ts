import pg from 'pg';
import type { DatabaseState } from './health';

export interface DatabaseAddress {
  url: string;
  ssl: false | { rejectUnauthorized: boolean; ca?: string };
}

export interface DatabaseWatch {
  state(): DatabaseState;
  /** Asks at once, and then again and again. */
  start(): void;
  /** Resolves when its connection is closed. */
  stop(): Promise<void>;
}

/** How often the database is asked, and how long it may take to answer, ms. */
const EVERY = 1_000;
const WITHIN = 2_000;

/**
 * Knows whether the database answers, so that no probe has to wait for it.
 *
 * It has a connection of its own: in the pool it would wait behind requests, and a busy process
 * would seem to have lost its database.
 */
export const watchDatabase = (
  { url, ssl }: DatabaseAddress,
  log: { info(message: string): void; warn(message: string): void },
): DatabaseWatch => {
  let state: DatabaseState = 'unknown';
  let timer: NodeJS.Timeout | undefined;
  let pool: pg.Pool | undefined;
  let asking: Promise<void> | undefined;

  const note = (next: DatabaseState, why = ''): void => {
    if (next === 'away' && state !== 'away') log.warn(`The database does not answer: ${why}`);
    if (next === 'read-only' && state !== next) log.warn('The database takes no writes.');
    if (next === 'here' && state !== 'here' && state !== 'unknown')
      log.info('The database answers again.');
    state = next;
  };

  const ask = async (from: pg.Pool): Promise<void> => {
    try {
      const { rows } = await from.query<{ standby: boolean }>(
        'SELECT pg_is_in_recovery() AS standby',
      );
      note(rows[0]!.standby ? 'read-only' : 'here');
    } catch (error) {
      if (from === pool) note('away', (error as Error).message);
    }
    if (from === pool) {
      timer = setTimeout(() => (asking = ask(from)), EVERY);
      timer.unref();
    }
  };

  return {
    state: () => state,
    start() {
      if (pool) return;
      pool = new pg.Pool({
        connectionString: url,
        ...(ssl && { ssl }),
        max: 1,
        idleTimeoutMillis: 0,
        keepAlive: true,
        connectionTimeoutMillis: WITHIN,
        query_timeout: WITHIN,
        allowExitOnIdle: true,
      });
      // Of an idle connection: the next question shows it.
      pool.on('error', () => undefined);
      asking = ask(pool);
    },
    async stop() {
      clearTimeout(timer);
      const ending = pool;
      pool = undefined;
      await asking;
      await ending?.end();
    },
  };
};
