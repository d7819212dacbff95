import pg from 'pg';
import type { JobsConfig } from './config';
import type { Sql } from './sql';

/** One polls, the others finish jobs while it does. */
const CONNECTIONS = 3;

/** An address that swallows packets must not hold a poll for ever, ms. */
const CONNECT_WITHIN = 10_000;

/** pg-boss's maintenance waits 30 s for a lock; an answer that takes twice as long never comes, ms. */
const ANSWER_WITHIN = 60_000;

/** Strapi makes the `pg` of this process hand JSONB back as text, which pg-boss's cron cannot read. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.JSON || oid === pg.types.builtins.JSONB
      ? JSON.parse
      : format === 'binary'
        ? pg.types.getTypeParser(oid, format)
        : pg.types.getTypeParser(oid, 'text'),
};

export interface OwnPool extends Sql {
  /** Resolves when no statement is under way. */
  settled(): Promise<void>;
  /** Closes all connections after the statements under way. */
  close(): Promise<void>;
}

/** Connections beside Strapi's own, so that jobs and requests do not wait for one another. */
export const openPool = (
  connectionString: string,
  ssl: JobsConfig['database']['ssl'],
  onError: (error: Error) => void,
): OwnPool => {
  const pool = new pg.Pool({
    connectionString,
    ...(ssl && { ssl }),
    max: CONNECTIONS,
    types,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_WITHIN,
    query_timeout: ANSWER_WITHIN,
  });
  // Of an idle connection; without a listener it would end the process.
  pool.on('error', onError);
  const underWay = new Set<Promise<unknown>>();
  const settled = async () => {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  };
  return {
    async executeSql(text, values) {
      const answer = pool.query(text, values);
      underWay.add(answer);
      try {
        return (await answer) as unknown as { rows: never[] };
      } finally {
        underWay.delete(answer);
      }
    },
    settled,
    async close() {
      await settled();
      await pool.end();
    },
  };
};

/**
 * One connection, for what has to be said on the same one.
 * @throws Error when the database cannot be reached
 */
export const openConnection = async (
  connectionString: string,
  ssl: JobsConfig['database']['ssl'],
): Promise<Sql & { close(): Promise<void> }> => {
  const client = new pg.Client({
    connectionString,
    ...(ssl && { ssl }),
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_WITHIN,
  });
  // A connection lost between two statements shows at the next one.
  client.on('error', () => undefined);
  await client.connect();
  return {
    executeSql: async (text, values) =>
      (await client.query(text, values)) as unknown as { rows: never[] },
    close: () => client.end(),
  };
};
