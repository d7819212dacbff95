import type { Knex } from 'knex';

/** Runs one statement (`$1`, `$2`, … bind values); the form in which pg-boss takes a connection. */
export interface Sql {
  executeSql<Row = Record<string, unknown>>(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: Row[] }>;
}

interface Connection {
  query(text: string, values?: unknown[]): Promise<{ rows: never[] }>;
}

/**
 * The connection of an open transaction: what runs on it commits and rolls back with the act.
 * @throws Error at the statement, when the transaction has already ended
 */
export const overTransaction = (trx: Knex.Transaction): Sql => ({
  async executeSql(text, values) {
    // Its connection is back in the pool: the statement would land in somebody else's transaction.
    if (trx.isCompleted()) {
      throw new Error('The transaction has ended: send the job before it commits.');
    }
    return ((await trx.client.acquireConnection()) as Connection).query(text, values);
  },
});

/** A connection of Strapi's own pool, for one statement that commits by itself. */
export const overKnex = (knex: Knex): Sql => ({
  async executeSql(text, values) {
    const connection = (await knex.client.acquireConnection()) as Connection;
    try {
      return await connection.query(text, values);
    } finally {
      await knex.client.releaseConnection(connection);
    }
  },
});
