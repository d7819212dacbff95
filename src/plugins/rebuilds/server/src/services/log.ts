import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import { dueAt } from '../call/debounce';
import type { RebuildsConfig } from '../config';
import type {
  CallDetail,
  CallPage,
  DocumentState,
  Overview,
  TargetForm,
  TargetView,
} from '../contracts';
import { readFresh, retryAt } from '../delivery/retry';
import { KINDS } from '../kinds';
import { callsOfAct, listCalls, readAttempts, readCall, type Call } from '../plans/calls';
import { readLive } from '../plans/live';
import { numberActs, readDocumentActs, readWaiting, type DocumentAct } from '../plans/outbox';
import { ensureProgress, readClock, readProgress, type Progress } from '../plans/progress';
import { inTransaction } from '../sql';
import { readTarget, readTargets, type OpenTarget } from '../target';
import { readInput } from '../validation/read';
import { callQuerySchema } from '../validation/requests';
import { faultFor, iso, secondsBetween, shownUrl, stateOf, viewAttempt, viewCall } from '../views';
import { hasReached } from './receipts';
import { createWaitingCount } from './waiting-count';

/** Acts of a document among which the newest is found that a target wants. */
const DOCUMENT_ACTS = 50;

/** What all views of one answer are of. */
interface Facts {
  /** Number of the last act. */
  last: number;
  now: Date;
}

/** What the admin and the command line show. */
export const createLog = ({ strapi }: { strapi: Core.Strapi }) => {
  const config = strapi.config.get('plugin::rebuilds') as RebuildsConfig;
  const db = () => strapi.db.connection;
  const countWaiting = createWaitingCount((range) => readWaiting(db(), range));

  const faultOfSecret = async (id: string): Promise<string | null> => {
    try {
      await readTarget(strapi, id);
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };

  const viewTarget = async (
    target: OpenTarget,
    progress: Progress,
    { last, now }: Facts,
  ): Promise<TargetView> => {
    const waiting = await countWaiting(target.documentId, {
      after: progress.position,
      upTo: last,
      wanted: target.events,
    });
    const open = progress.callId ? await readCall(db(), progress.callId) : null;
    const lastFault =
      progress.firstFailedAt || progress.offReason ? await newestFault(target.documentId) : null;
    const isCalling = progress.leaseUntil !== null && progress.leaseUntil > now;
    const state = stateOf(target, progress, { isCalling, isWaiting: waiting !== null });
    const nextAt =
      (await retryTime(open, target, progress, last)) ??
      (state === 'waiting' && waiting ? dueAt(target, waiting) : null);
    return {
      id: target.documentId,
      name: target.name,
      shownUrl: shownUrl(target),
      kind: target.kind,
      events: target.events,
      quietSeconds: target.quietSeconds,
      maxWaitSeconds: target.maxWaitSeconds,
      enabled: target.enabled,
      state,
      fault: (await faultOfSecret(target.documentId)) ?? faultFor(progress, lastFault),
      waitingChanges: waiting?.count ?? 0,
      oldestWaitingAt: iso(waiting?.oldest),
      nextAt: iso(nextAt),
      lastDeliveredAt: iso(progress.deliveredAt),
      failingSince: iso(progress.firstFailedAt),
      offAt: iso(progress.offAt),
      sendsReceipts: progress.receiptAt !== null,
    };
  };

  /** When a call that failed goes out again; null for any other, and where nobody will call. */
  const retryTime = async (
    call: Call | null,
    target: OpenTarget | undefined,
    progress: Progress | undefined,
    last: number,
  ): Promise<Date | null> =>
    call?.state === 'waiting' && target?.enabled && progress?.callId === call.id
      ? retryAt(
          target,
          call,
          progress,
          await readFresh(db(), call, progress, { last, wanted: target.events }),
        )
      : null;

  const newestFault = async (targetId: string): Promise<string | null> => {
    const calls = await listCalls(db(), { targetId, limit: 5 });
    const attempts = await readAttempts(
      db(),
      calls.map(({ id }) => id),
    );
    for (const { id } of calls) {
      const fault = attempts.get(id)?.findLast(({ error }) => error !== null)?.error;
      if (fault) return fault;
    }
    return null;
  };

  /** Everything that a target's view is made of, as of now. */
  const state = async () => {
    const targets = await readTargets(strapi);
    const last = await inTransaction(strapi, async (trx) => {
      await ensureProgress(
        trx,
        targets.map(({ documentId }) => documentId),
      );
      return numberActs(trx);
    });
    const facts = { last, now: await readClock(db()) };
    return { targets, facts, progress: await readProgress(db()) };
  };

  const viewCalls = async (calls: readonly Call[]): Promise<CallDetail[]> => {
    const { targets, facts, progress } = await state();
    const byId = new Map(targets.map((target) => [target.documentId, target]));
    const attempts = await readAttempts(
      db(),
      calls.map(({ id }) => id),
    );
    const views: CallDetail[] = [];
    for (const call of calls) {
      const target = byId.get(call.targetId);
      const its = attempts.get(call.id) ?? [];
      views.push({
        ...viewCall(call, {
          targetName: target?.name ?? null,
          attempts: its,
          nextAt: await retryTime(call, target, progress.get(call.targetId), facts.last),
        }),
        body: call.body,
        attempts: its.map(viewAttempt),
      });
    }
    return views;
  };

  return {
    async overview(): Promise<Overview> {
      const { targets, facts, progress } = await state();
      const views: TargetView[] = [];
      for (const target of targets) {
        views.push(await viewTarget(target, progress.get(target.documentId)!, facts));
      }
      return {
        targets: views,
        kinds: KINDS.map(({ name, description, signed }) => ({ name, description, signed })),
        events: config.events,
        defaults: { quietSeconds: config.quietSeconds, maxWaitSeconds: config.maxWaitSeconds },
      };
    },

    /** @throws {errors.NotFoundError} */
    async target(id: string): Promise<TargetView> {
      const { targets, facts, progress } = await state();
      const target = targets.find(({ documentId }) => documentId === id);
      if (!target) throw new errors.NotFoundError(`There is no rebuild target "${id}".`);
      return viewTarget(target, progress.get(id)!, facts);
    },

    /** @throws {errors.NotFoundError} */
    async form(id: string): Promise<TargetForm> {
      const view = await this.target(id);
      // One whose secret cannot be read must still open, so that it can be mended.
      const sealed = await readTarget(strapi, id).catch(() => null);
      const open = (await readTargets(strapi)).find(({ documentId }) => documentId === id)!;
      return {
        ...view,
        url: open.url,
        headerNames: Object.keys(sealed?.headers ?? {}),
        secrets: (sealed?.secrets ?? []).map(({ endsAt }) => ({ endsAt })),
      };
    },

    async calls(query: unknown): Promise<CallPage> {
      const { target, state: wanted, purpose, before, limit } = readInput(callQuerySchema, query);
      const found = await listCalls(db(), {
        targetId: target,
        ...(wanted && { states: [wanted] }),
        purpose,
        before,
        limit: limit + 1,
      });
      const shown = found.slice(0, limit);
      const calls = (await viewCalls(shown)).map(
        ({ body: _body, attempts: _attempts, ...view }) => view,
      );
      return { calls, next: found.length > limit ? shown.at(-1)!.ordinal : null };
    },

    /** @throws {errors.NotFoundError} */
    async call(id: string): Promise<CallDetail> {
      const call = await readCall(db(), id);
      if (!call) throw new errors.NotFoundError(`There is no call "${id}" in the log.`);
      return (await viewCalls([call]))[0]!;
    },

    /** For each target: the newest change of this document, its call, and whether it is live. */
    async document(documentId: string): Promise<DocumentState> {
      const { targets, facts, progress } = await state();
      const acts = await readDocumentActs(db(), documentId, DOCUMENT_ACTS);
      const answers: DocumentState['targets'] = [];
      for (const target of targets) {
        const its = progress.get(target.documentId)!;
        answers.push(await documentAt(documentId, acts, target, its, facts));
      }
      return { documentId, targets: answers };
    },
  };

  async function documentAt(
    documentId: string,
    acts: readonly DocumentAct[],
    target: OpenTarget,
    { position, receiptAt }: Progress,
    { now }: Facts,
  ): Promise<DocumentState['targets'][number]> {
    const wants = (kind: string) => target.events.length === 0 || target.events.includes(kind);
    const act = acts.find(({ changes }) => changes.some(({ kind }) => wants(kind)));
    const change = act?.changes.findLast(({ kind }) => wants(kind));
    const answer = { targetId: target.documentId, targetName: target.name };
    const live = (await readLive(db(), target.documentId, [documentId])).get(documentId) ?? null;
    const shownLive = live && { version: live.version, at: live.at.toISOString() };
    if (!act || !change) {
      return {
        ...answer,
        state: 'none',
        change: null,
        call: null,
        live: shownLive,
        secondsToLive: null,
      };
    }
    const call =
      act.number === null
        ? null
        : ((await callsOfAct(db(), act.number, [target.documentId])).get(target.documentId) ??
          null);
    const isLive = live !== null && hasReached(live, change.versionAfter, call?.ordinal ?? 0);
    const isDelivered = act.number !== null && act.number <= position;
    const isLate = now.getTime() - act.recordedAt.getTime() > config.lateAfterSeconds * 1000;
    const waits = isLate ? 'late' : isDelivered ? 'building' : 'waiting';
    return {
      ...answer,
      state: isLive ? 'live' : isDelivered && !receiptAt ? 'delivered' : waits,
      change: { kind: change.kind, at: change.at, version: change.versionAfter },
      call: call && (await viewCalls([call]))[0]!,
      live: shownLive,
      secondsToLive: isLive ? secondsBetween(new Date(change.at), live.at) : null,
    };
  }
};

export type Log = ReturnType<typeof createLog>;
