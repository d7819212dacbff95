import type { Knex } from 'knex';

type Begin = (this: unknown, container?: unknown, config?: unknown) => Promise<Knex.Transaction>;

/**
 * Makes a commit that the database did not confirm an error.
 *
 * In knex the promise of `commit()` resolves also when the connection was lost over it, and when
 * Postgres answers with a rollback because a statement had failed before; Strapi waits for that promise
 * alone, so an editor was told "published" of what was never stored.
 */
export const confirmCommits = (knex: Knex): void => {
  const { context } = knex as unknown as { context: { transaction: Begin } };
  const begin = context.transaction;
  context.transaction = async function (container, config) {
    const trx = await begin.call(this, container, config);
    // A container is committed by knex itself, which tells its caller how that went.
    if (typeof container === 'function') return trx;
    const commit = trx.commit as (value?: unknown) => Promise<unknown>;
    trx.commit = (async (value?: unknown) => {
      const answer = (await commit(value)) as { response?: { command?: string } } | undefined;
      await trx.executionPromise;
      if (answer?.response?.command === 'ROLLBACK') {
        throw new Error(
          'The transaction was rolled back: one of its statements had failed before, and nobody was told.',
        );
      }
      return answer;
    }) as typeof trx.commit;
    return trx;
  };
};
