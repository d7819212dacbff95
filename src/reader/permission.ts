import type { Knex } from 'knex';
import { readPublicPermission, type PublicPermission } from '../reading/plans';

/**
 * A permission that was taken away must not be used a second later, ms. The rest of the second is for
 * asking.
 */
const BELIEVED = 500;

/**
 * What everybody may do, asked of the database at most twice a second, and only while somebody asks.
 * @param now monotonic, ms
 */
export const createPermission = (db: Knex, now: () => number = () => performance.now()) => {
  let known: { askedAt: number; answer: Promise<PublicPermission> } | null = null;
  /** @throws what the query throws: what cannot be asked about is not allowed */
  return (): Promise<PublicPermission> => {
    if (known && now() - known.askedAt < BELIEVED) return known.answer;
    const asked = { askedAt: now(), answer: readPublicPermission(db) };
    known = asked;
    asked.answer.catch(() => {
      if (known === asked) known = null;
    });
    return asked.answer;
  };
};

export type Permission = ReturnType<typeof createPermission>;
