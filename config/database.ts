import { readEnvironment } from '../src/environment';

/**
 * Postgres only. Nothing here may need a session of its own (named statements, SET, startup
 * parameters), so that PgBouncer in transaction mode can stand between.
 */
export default () => {
  const { url, ssl, poolMax } = readEnvironment().database;
  return {
    connection: {
      client: 'postgres',
      connection: { connectionString: url, ...(ssl && { ssl }) },
      // min 0: an idle process gives its connections back, and a restarted Postgres is not met with dead ones.
      pool: { min: 0, max: poolMax },
    },
  };
};
