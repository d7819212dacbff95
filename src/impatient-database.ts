import createKnex, { type Knex } from 'knex';
import type { Environment } from './environment';

interface Limits {
  /** To reach the database, or to get one of the pool's connections, ms. */
  connectedWithin: number;
  /** Of one statement, ms. */
  answeredWithin: number;
}

/**
 * Connections for those who would rather be told that there is no answer than wait. None is opened before
 * the first question, and a statement that is not answered in time takes its connection with it: it hangs,
 * and would be given to the next caller.
 */
export const openDatabase = (
  { url, ssl, poolMax }: Pick<Environment['database'], 'url' | 'ssl' | 'poolMax'>,
  { connectedWithin, answeredWithin }: Limits,
  log: { debug(message: string): void },
): Knex => {
  const db = createKnex({
    client: 'pg',
    connection: {
      connectionString: url,
      ...(ssl && { ssl }),
      connectionTimeoutMillis: connectedWithin,
      keepAlive: true,
    },
    pool: { min: 0, max: poolMax },
    acquireConnectionTimeout: connectedWithin,
    // That a connection was lost is told to whoever asks next, and the log hears of it from there.
    log: { warn: (message: unknown) => log.debug(String(message)) },
  });
  db.on('start', (statement: { timeout?(ms: number): void }) =>
    statement.timeout?.(answeredWithin),
  );
  return db;
};
