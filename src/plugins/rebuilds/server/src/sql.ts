import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

export type Transaction = Knex.Transaction;
export type Database = Knex | Transaction;

/** Runs one statement and hands back its rows. Values are bound (`?`), never spliced in. */
export const rows = async <Row>(
  db: Database,
  sql: string,
  bindings: readonly unknown[] = [],
): Promise<Row[]> => {
  // Knex types its bindings narrower than what pg takes (arrays of text, for one).
  const result = (await db.raw(sql, bindings as Knex.RawBinding[])) as unknown as { rows: Row[] };
  return result.rows;
};

/**
 * Runs `work` in the transaction that is open, or in a new one that commits after it.
 * @throws whatever `work` throws, after the rollback
 */
export const inTransaction = <T>(
  strapi: Core.Strapi,
  work: (trx: Transaction) => Promise<T>,
): Promise<T> => strapi.db.transaction(({ trx }) => work(trx as Transaction)) as Promise<T>;
