import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { changeSchema, type Change } from '../change';
import { QUEUES } from '../constants';
import { insertAct } from '../plans/outbox';
import { queueOf } from '../queue';
import type { Transaction } from '../sql';

const changesSchema = z.array(changeSchema);

/** Where any content type says what its readers gained or lost. */
export const createOutbox = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * Records one act, in its own transaction: calls about it go out if and only if that commits. Two
   * statements, whatever the number of changes and targets.
   *
   * @param changes in the order in which they happened; none is no act
   * @throws {errors.ValidationError} naming what of a change is missing or wrong; the act must not commit then
   */
  async record(trx: Transaction, changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    const checked = changesSchema.safeParse(changes);
    if (!checked.success) {
      throw new errors.ValidationError(
        `These changes cannot be recorded: ${z.prettifyError(checked.error)}`,
      );
    }
    await insertAct(trx, checked.data);
    await queueOf(strapi).send(trx, QUEUES.gather, {}, { singletonKey: 'all' });
  },
});

export type Outbox = ReturnType<typeof createOutbox>;
