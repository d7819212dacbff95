import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import type { RebuildsConfig } from '../config';
import { newCall } from '../delivery/new-call';
import { insertCall, readCall } from '../plans/calls';
import { numberActs, readCounter, readWaiting } from '../plans/outbox';
import { stepBack } from '../plans/progress';
import { inTransaction, type Transaction } from '../sql';
import { createHolding } from './holding';

/** Sending again what a target had. */
export const createReplays = ({ strapi }: { strapi: Core.Strapi }) => {
  const config = strapi.config.get('plugin::rebuilds') as RebuildsConfig;
  const { find, hold, look, beginAfresh } = createHolding(strapi);

  return {
    /**
     * Sends one call's changes again, as a call of its own, before anything new.
     * @returns the id of the new call
     * @throws {errors.NotFoundError | errors.ValidationError}
     */
    async replayCall(callId: string): Promise<string> {
      return inTransaction(strapi, async (trx) => {
        const call = await findCall(trx, callId);
        const target = await find(call.targetId);
        if (!target.enabled) {
          throw new errors.ValidationError(
            `The target "${target.name}" is off. Turn it on first: it then gets all that it has missed.`,
          );
        }
        const waiting = await readWaiting(trx, {
          after: call.from,
          upTo: call.to,
          wanted: target.events,
        });
        if (!waiting) throw new errors.ValidationError(NO_LONGER_KEPT);
        const replay = await newCall(
          trx,
          target,
          { from: call.from, to: call.to, waiting },
          { models: config.models, purpose: 'replay', replayOf: callId, state: 'queued' },
        );
        await insertCall(trx, replay);
        await look(trx, target.documentId);
        return replay.id;
      });
    },

    /**
     * Sends everything since a call again, that call's changes included, as one call.
     * @returns how many changes that are
     */
    async replaySince(id: string, since: string): Promise<number> {
      return inTransaction(strapi, async (trx) => {
        // Before anything of the target is held: others take them in this order.
        const last = await numberActs(trx);
        await hold(trx, id);
        const target = await find(id);
        const call = await findCall(trx, since);
        if (call.targetId !== id) {
          throw new errors.ValidationError(`The call "${since}" went to another target.`);
        }
        if (!target.enabled) {
          throw new errors.ValidationError(
            `The target "${target.name}" is off. Turn it on first: it then gets all that it has missed.`,
          );
        }
        const { pruned } = await readCounter(trx);
        const waiting = await readWaiting(trx, {
          after: call.from,
          upTo: last,
          wanted: target.events,
        });
        if (!waiting || call.from < pruned) throw new errors.ValidationError(NO_LONGER_KEPT);
        await stepBack(trx, id, call.from);
        await beginAfresh(trx, id);
        return waiting.count;
      });
    },
  };
};

const NO_LONGER_KEPT =
  'The changes of that call are no longer kept, or the target does not want them any more.';

const findCall = async (trx: Transaction, id: string) => {
  const call = await readCall(trx, id);
  if (!call) throw new errors.NotFoundError(`There is no call "${id}" in the log.`);
  if (call.purpose === 'test') {
    throw new errors.ValidationError('That was a test call: it has no changes to send again.');
  }
  return call;
};

export type Replays = ReturnType<typeof createReplays>;
