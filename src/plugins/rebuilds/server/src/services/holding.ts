import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import { QUEUES, TARGET } from '../constants';
import { putAway } from '../delivery/retry';
import { readCall } from '../plans/calls';
import { ensureProgress, lockProgress, startAfresh } from '../plans/progress';
import { queueOf } from '../queue';
import type { Transaction } from '../sql';
import { readTarget, type Target } from '../target';

/** What whoever acts on a target begins and ends with. */
export const createHolding = (strapi: Core.Strapi) => {
  const isNone = (id: string) => new errors.NotFoundError(`There is no rebuild target "${id}".`);

  /** @throws {errors.NotFoundError} */
  const find = async (id: string): Promise<Target> => {
    const target = await readTarget(strapi, id);
    if (!target) throw isNone(id);
    return target;
  };

  const look = (trx: Transaction, targetId: string) =>
    queueOf(strapi).send(trx, QUEUES.deliver, { targetId });

  /**
   * Lets nobody else act on a target until the transaction ends. All take its progress before its own
   * row, as a delivery does that turns it off; and what they read of it, they read afterwards.
   * @throws {errors.NotFoundError}
   */
  const hold = async (trx: Transaction, id: string): Promise<void> => {
    const assertThere = async () => {
      if (!(await strapi.db.query(TARGET).count({ where: { documentId: id } }))) throw isNone(id);
    };
    await assertThere();
    await ensureProgress(trx, [id]);
    await lockProgress(trx, id);
    await assertThere();
  };

  /** Ends the call that waits; all that the target has not got makes one new call, at once. */
  const beginAfresh = async (trx: Transaction, targetId: string): Promise<void> => {
    const progress = await lockProgress(trx, targetId);
    const open = progress?.callId ? await readCall(trx, progress.callId) : null;
    if (progress && open) await putAway(trx, open, progress);
    await startAfresh(trx, targetId);
    await look(trx, targetId);
  };

  return { find, hold, look, beginAfresh };
};
