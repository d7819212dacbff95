import createKnex, { type Knex } from 'knex';
import type { Environment } from '../environment';
import { ANSWER_WITHIN } from '../http/answer-when-away';
import type { Log } from './log';

/** To reach the database, or to get one of the pool's connections: readers wait no longer, ms. */
const CONNECTED_WITHIN = 3_000;

/**
 * The connections of a reader. None is opened before the first question, and a statement that is not
 * answered in time takes its connection with it: it hangs, and would be given to the next caller.
 */
export const openDatabase = (
  { url, ssl, poolMax }: Environment['database'],
  log: Pick<Log, 'debug'>,
): Knex => {
  const db = createKnex({
    client: 'pg',
    connection: {
      connectionString: url,
      ...(ssl && { ssl }),
      connectionTimeoutMillis: CONNECTED_WITHIN,
      keepAlive: true,
    },
    pool: { min: 0, max: poolMax },
    acquireConnectionTimeout: CONNECTED_WITHIN,
    // That a connection was lost is told to whoever asks next, and the log hears of it from there.
    log: { warn: (message: unknown) => log.debug(String(message)) },
  });
  db.on('start', (statement: { timeout?(ms: number): void }) => statement.timeout?.(ANSWER_WITHIN));
  return db;
};
