import { errors } from '@strapi/utils';
import type { Core, UID } from '@strapi/strapi';
import { composeTest } from '../call/compose';
import { newSecret, rotated, type Secret } from '../call/secrets';
import type { RebuildsConfig } from '../config';
import { TARGET } from '../constants';
import { attempt } from '../delivery/attempt';
import { newCallId } from '../delivery/new-call';
import { kindOf } from '../kinds';
import { beginAttempt, endAttempt, endCall, insertCall } from '../plans/calls';
import { numberActs } from '../plans/outbox';
import { ensureProgress, forgetTarget } from '../plans/progress';
import { inTransaction } from '../sql';
import { seal, type Target } from '../target';
import { readInput } from '../validation/read';
import { newTargetSchema, rotateSchema, targetEditSchema } from '../validation/targets';
import type { Delivery } from './delivery';
import { createHolding } from './holding';

/** Targets: making, changing and trying them. */
export const createTargets = ({ strapi }: { strapi: Core.Strapi }) => {
  const config = strapi.config.get('plugin::rebuilds') as RebuildsConfig;
  const delivery = () => strapi.plugin('rebuilds').service('delivery') as Delivery;
  const documents = () => strapi.documents(TARGET as UID.ContentType);
  const { find, hold, look, beginAfresh } = createHolding(strapi);
  const allowed = () => delivery().wire.allowed;

  /** @throws {errors.ValidationError} when another target has that name */
  const assertFree = async (name: string, except?: string): Promise<void> => {
    const other = await strapi.db.query(TARGET).findOne({ where: { name } });
    if (!other || other.documentId === except) return;
    const message = `name "${name}" is taken by another target`;
    throw new errors.ValidationError(message, { errors: [{ path: ['name'], message }] });
  };

  return {
    find,

    /**
     * @returns the new target's id, and its secret, which nobody is shown again
     * @throws {errors.ValidationError} with `details.errors` for a form
     */
    async create(input: unknown): Promise<{ id: string; secret: string | null }> {
      const {
        secret: given,
        headers,
        ...target
      } = readInput(newTargetSchema(allowed(), config), input);
      await assertFree(target.name);
      const secret = kindOf(target.kind).signed ? (given ?? newSecret()) : null;
      const secrets: Secret[] = secret ? [{ value: secret, endsAt: null }] : [];
      return inTransaction(strapi, async (trx) => {
        const { documentId } = await documents().create({
          data: { ...target, sealed: seal(strapi, { secrets, headers }) } as never,
        });
        // What was committed before now is not for it.
        await numberActs(trx);
        await ensureProgress(trx, [documentId]);
        return { id: documentId, secret };
      });
    },

    /**
     * A target that is turned on, or gets another address, gets all that it has missed as one call.
     * @returns the secret that it got because it had none and is now signed; nobody is shown it again
     * @throws {errors.ValidationError | errors.NotFoundError}
     */
    async update(id: string, input: unknown): Promise<{ secret: string | null }> {
      const edit = readInput(targetEditSchema(allowed()), input);
      return inTransaction(strapi, async (trx) => {
        await hold(trx, id);
        const before = await find(id);
        if (edit.name !== undefined) await assertFree(edit.name, id);
        const { headers, ...fields } = edit;
        const kind = kindOf(edit.kind ?? before.kind);
        const secret = kind.signed && before.secrets.length === 0 ? newSecret() : null;
        const secrets = secret ? [{ value: secret, endsAt: null }] : before.secrets;
        await documents().update({
          documentId: id,
          data: {
            ...fields,
            sealed: seal(strapi, {
              secrets,
              headers: headers ? mergedHeaders(before.headers, headers) : before.headers,
            }),
          } as never,
        });
        const isEnabled = edit.enabled ?? before.enabled;
        const calledOtherwise = (['enabled', 'url', 'kind', 'headers', 'events'] as const).some(
          (key) =>
            edit[key] !== undefined && JSON.stringify(edit[key]) !== JSON.stringify(before[key]),
        );
        if (isEnabled && calledOtherwise) await beginAfresh(trx, id);
        else if (isEnabled) await look(trx, id);
        return { secret };
      });
    },

    /** What it has not got is forgotten; its calls stay in the log. */
    async remove(id: string): Promise<void> {
      await inTransaction(strapi, async (trx) => {
        await hold(trx, id);
        await documents().delete({ documentId: id });
        await forgetTarget(trx, id);
      });
    },

    /**
     * Makes a new secret. The one before goes on signing too for a while.
     * @returns what nobody is shown again
     */
    async rotate(
      id: string,
      input: unknown,
    ): Promise<{ secret: string; previousEndsAt: string | null }> {
      const { secret = newSecret(), hours = config.rotationHours } = readInput(rotateSchema, input);
      return inTransaction(strapi, async (trx) => {
        await hold(trx, id);
        // One whose secret cannot be read any more gets a new one all the same.
        const target = await find(id).catch((error: unknown) => {
          if (error instanceof errors.NotFoundError) throw error;
          return { kind: 'standard', secrets: [], headers: {} } as Pick<
            Target,
            'kind' | 'secrets' | 'headers'
          >;
        });
        if (!kindOf(target.kind).signed) {
          throw new errors.ValidationError(
            `Calls of the kind "${target.kind}" are not signed: there is no secret to rotate.`,
          );
        }
        const now = new Date();
        const secrets = rotated(target.secrets, secret, {
          now,
          endsAt: new Date(now.getTime() + hours * 3_600_000),
        });
        await documents().update({
          documentId: id,
          data: { sealed: seal(strapi, { secrets, headers: target.headers }) } as never,
        });
        return { secret, previousEndsAt: secrets[1]?.endsAt ?? null };
      });
    },

    /**
     * Calls the target now, whether it is on or not, with no changes.
     * @returns the id of the call in the log
     */
    async test(id: string): Promise<string> {
      const target = await find(id);
      const callId = newCallId();
      const db = strapi.db.connection;
      const request = composeTest(
        kindOf(target.kind),
        { url: new URL(target.url), models: config.models },
        callId,
        new Date(),
      );
      const call = {
        id: callId,
        query: request.query ?? {},
        headers: request.headers ?? {},
        body: request.body,
      };
      await insertCall(db, {
        ...call,
        targetId: id,
        kind: target.kind,
        purpose: 'test',
        replayOf: null,
        state: 'sending',
        from: 0,
        to: 0,
        count: 0,
        listed: 0,
        firstChanges: [],
        oldestAt: null,
      });
      const number = await beginAttempt(db, callId);
      const { outcome, record } = await attempt(target, call, delivery().wire);
      await endAttempt(db, callId, number, record);
      await endCall(db, callId, outcome.result === 'delivered' ? 'delivered' : 'failed');
      return callId;
    },
  };
};

/** `null` keeps a value that was given before; a name that is left out goes. */
const mergedHeaders = (
  before: Record<string, string>,
  edit: Record<string, string | null>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(edit).flatMap(([name, value]) => {
      const kept = value ?? before[name];
      return kept === undefined ? [] : [[name, kept]];
    }),
  );

export type Targets = ReturnType<typeof createTargets>;
