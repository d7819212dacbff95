import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import { markLive, notYetLive, readCall, type Call } from '../plans/calls';
import { readLive, upsertLive, type Live } from '../plans/live';
import { readVersions } from '../plans/outbox';
import { lockProgress, noteReceipt } from '../plans/progress';
import { inTransaction } from '../sql';
import { readTargets } from '../target';
import { readInput } from '../validation/read';
import { receiptSchema } from '../validation/requests';

/** Earlier calls that one receipt may show to be live: a builder that does not answer for each call. */
const EARLIER = 50;

/** What builders say is live. */
export const createReceipts = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * @param input `id` of the call that was built; `versions` by documentId (null: the page is gone),
   *   default: all that the call told of
   * @returns which calls are live now
   * @throws {errors.ValidationError | errors.NotFoundError}
   */
  async accept(input: unknown): Promise<{ live: string[] }> {
    const { id, versions } = readInput(receiptSchema, input);
    return inTransaction(strapi, async (trx) => {
      const call = await readCall(trx, id);
      if (!call) throw new errors.NotFoundError(`There is no call "${id}" in the log.`);
      if (call.purpose === 'test') return { live: [] };
      await lockProgress(trx, call.targetId);
      const target = (await readTargets(strapi)).find(
        ({ documentId }) => documentId === call.targetId,
      );
      const versionsOf = ({ from, to }: Call) =>
        readVersions(trx, { after: from, upTo: to, wanted: target?.events ?? [] });
      const said = versions ? new Map(Object.entries(versions)) : await versionsOf(call);
      await upsertLive(trx, call.targetId, call.ordinal, said);
      await noteReceipt(trx, call.targetId);
      const live: string[] = [];
      for (const open of await notYetLive(trx, call.targetId, call.ordinal, EARLIER)) {
        const wanted = await versionsOf(open);
        const now = await readLive(trx, call.targetId, [...wanted.keys()]);
        const isLive = [...wanted].every(([documentId, version]) =>
          hasReached(now.get(documentId), version, open.ordinal),
        );
        if (isLive) live.push(open.id);
      }
      await markLive(trx, live);
      return { live };
    });
  },
});

/**
 * Whether what is live is at least this version. Versions grow; a page that is gone and one that is
 * back are told apart by which call they belong to.
 * @param ordinal of the call that brought `version`
 */
export const hasReached = (
  live: Live | undefined,
  version: number | null,
  ordinal: number,
): boolean => {
  if (!live) return false;
  if (live.version === version) return true;
  if (live.version !== null && version !== null) return live.version > version;
  return live.callOrdinal > ordinal;
};

export type Receipts = ReturnType<typeof createReceipts>;
