import { readEnvironment } from '../src/environment';

/** ms */
const CONNECTED_WITHIN = 10_000;

/**
 * Postgres only. Nothing here may need a session of its own (named statements, SET, startup
 * parameters), so that PgBouncer in transaction mode can stand between.
 */
export default () => {
  // Strapi's columns hold the process's local time without saying so: another process, or the same one
  // on a machine in another time zone, would read every date wrong.
  process.env.TZ = 'UTC';
  const { url, ssl, poolMax } = readEnvironment().database;
  return {
    connection: {
      client: 'postgres',
      connection: {
        connectionString: url,
        ...(ssl && { ssl }),
        // An address that swallows packets must not hold a request for ever.
        connectionTimeoutMillis: CONNECTED_WITHIN,
        keepAlive: true,
      },
      // min 0: an idle process gives its connections back, and a restarted Postgres is not met with dead ones.
      pool: { min: 0, max: poolMax },
    },
  };
};
