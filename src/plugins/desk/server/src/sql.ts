import type { Knex } from 'knex';

/** What the SQL modules run on: the transaction of the act. */
export type Transaction = Knex.Transaction;
export type Db = Knex | Transaction;

/** Runs one statement and hands back its rows. Values are bound (`?`), never spliced in. */
export const rows = async <Row>(
  db: Db,
  sql: string,
  bindings: readonly unknown[] = [],
): Promise<Row[]> => {
  // Knex types its bindings narrower than what pg takes (arrays of text, for one).
  const result = (await db.raw(sql, bindings as Knex.RawBinding[])) as unknown as { rows: Row[] };
  return result.rows;
};
