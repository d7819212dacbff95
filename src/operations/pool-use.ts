import type { Knex } from 'knex';
import type { PoolUse } from './sources';

/** As much of knex's pool (tarn) as is read. */
interface Pool {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
  max: number;
}

export const poolUseOf = (knex: Knex): PoolUse => {
  const pool = knex.client.pool as Pool;
  return {
    used: pool.numUsed(),
    free: pool.numFree(),
    pending: pool.numPendingAcquires(),
    max: pool.max,
  };
};
