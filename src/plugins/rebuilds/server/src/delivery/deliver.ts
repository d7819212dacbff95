import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { dueAt } from '../call/debounce';
import { nextAttempt } from '../call/schedule';
import type { RebuildsConfig } from '../config';
import { QUEUES, TARGET } from '../constants';
import {
  beginAttempt,
  endAttempt,
  endCall,
  insertCall,
  nextQueued,
  postponeCall,
  readCall,
  type Call,
  type NewCall,
} from '../plans/calls';
import { numberActs, readWaiting } from '../plans/outbox';
import {
  lockLeased,
  lockProgress,
  postpone,
  setPosition,
  setWake,
  succeed,
  takeLease,
  turnOff,
  type Progress,
} from '../plans/progress';
import type { Queue } from '../queue';
import { inTransaction, type Transaction } from '../sql';
import { readTarget, type Target } from '../target';
import { attempt, type Attempted, type Wire } from './attempt';
import { newCall } from './new-call';
import { putAway, readFresh, retryAt } from './retry';

/** A call takes 15 s at most; who holds the lease longer has died, s. */
const LEASE_SECONDS = 25;

/** A job that has worked for so long leaves the next call to another: its time is up at 60 s. */
const GOES_ON_MS = 30_000;

/** What was decided to send. */
interface Sending {
  target: Target;
  call: NewCall | Call;
  attemptNumber: number;
  lease: string;
}

export interface DeliverOptions {
  strapi: Core.Strapi;
  queue: Queue;
  config: RebuildsConfig;
  wire: Wire;
  /** From 0 to 1. */
  random: () => number;
}

/**
 * Looks at one target, makes the calls that are due, if any, and sees to it that somebody looks again
 * when the next one will be. One call to a target at a time, whoever looks at the same moment.
 */
export const deliver = async (targetId: string, options: DeliverOptions): Promise<void> => {
  const { strapi, wire } = options;
  const from = performance.now();
  for (;;) {
    const last = await inTransaction(strapi, (trx) => numberActs(trx));
    const sending = await inTransaction(strapi, (trx) => prepare(trx, targetId, last, options));
    if (!sending) return;
    // No connection is held while the receiver takes its time.
    const attempted = await attempt(sending.target, sending.call, wire);
    const hasTime = performance.now() - from < GOES_ON_MS && !wire.signal?.aborted;
    const goesOn = await inTransaction(strapi, (trx) =>
      conclude(trx, { ...sending, hasTime }, attempted, options),
    );
    if (!goesOn) return;
  }
};

const prepare = async (
  trx: Transaction,
  targetId: string,
  last: number,
  options: DeliverOptions,
): Promise<Sending | null> => {
  const { strapi, config } = options;
  const progress = await lockProgress(trx, targetId);
  // Who holds the lease looks again afterwards.
  if (!progress || progress.isLeased) return null;
  const target = await readTarget(strapi, targetId);
  if (!target?.enabled) return null;
  const { now, holdUntil } = progress;
  if (holdUntil && holdUntil > now) {
    await wake(trx, progress, holdUntil, options);
    return null;
  }
  const open = progress.callId === null ? null : await readCall(trx, progress.callId);
  if (open) return reopen(trx, { progress, target, open, last }, options);

  const queued = await nextQueued(trx, targetId);
  if (queued) return send(trx, target, queued);

  const range = { after: progress.position, upTo: last, wanted: target.events };
  const waiting = await readWaiting(trx, range);
  if (!waiting) {
    if (last > progress.position) await setPosition(trx, targetId, last);
    return null;
  }
  const due = dueAt(target, waiting);
  if (due > now) {
    await wake(trx, progress, due, options);
    return null;
  }
  const call = await newCall(
    trx,
    target,
    { from: progress.position, to: last, waiting },
    { models: config.models, purpose: 'changes', state: 'sending' },
  );
  await insertCall(trx, call);
  return send(trx, target, call);
};

/** A call that failed, or whose process died: again now, later, or together with what is new. */
const reopen = async (
  trx: Transaction,
  {
    progress,
    target,
    open,
    last,
  }: { progress: Progress & { now: Date }; target: Target; open: Call; last: number },
  options: DeliverOptions,
): Promise<Sending | null> => {
  const { now, position } = progress;
  if (open.state === 'sending' || !open.nextAt || open.nextAt <= now) {
    return send(trx, target, open);
  }
  const fresh = await readFresh(trx, open, progress, { last, wanted: target.events });
  const at = retryAt(target, open, progress, fresh);
  if (at && at > now) {
    await wake(trx, progress, at, options);
    return null;
  }
  await putAway(trx, open, progress);
  const waiting = (await readWaiting(trx, {
    after: position,
    upTo: last,
    wanted: target.events,
  }))!;
  const call = await newCall(
    trx,
    target,
    { from: position, to: last, waiting },
    { models: options.config.models, purpose: 'changes', state: 'sending' },
  );
  await insertCall(trx, call);
  return send(trx, target, call);
};

const send = async (trx: Transaction, target: Target, call: NewCall | Call): Promise<Sending> => {
  const lease = randomUUID();
  await takeLease(trx, target.documentId, { callId: call.id, lease, seconds: LEASE_SECONDS });
  return { target, call, lease, attemptNumber: await beginAttempt(trx, call.id) };
};

/** Sees to it that somebody looks at the target at that time; one who looks earlier does the same. */
const wake = async (
  trx: Transaction,
  { targetId, wakeAt, now }: Progress & { now: Date },
  at: Date,
  { queue }: DeliverOptions,
): Promise<void> => {
  if (wakeAt && wakeAt > now && wakeAt <= at) return;
  await setWake(trx, targetId, at);
  await queue.send(trx, QUEUES.deliver, { targetId }, { startAfter: at });
};

/**
 * Writes down what came of a call.
 * @returns whether to look at once for what came meanwhile; else a job will, where there may be any.
 *   Should this process end before it does, the sweep will.
 */
const conclude = async (
  trx: Transaction,
  { target, call, attemptNumber, lease, hasTime }: Sending & { hasTime: boolean },
  { outcome, record }: Attempted,
  { strapi, queue, wire, random }: DeliverOptions,
): Promise<boolean> => {
  const targetId = target.documentId;
  await endAttempt(trx, call.id, attemptNumber, record);
  const progress = await lockLeased(trx, targetId, lease);
  // Somebody else took over, or the target was deleted: their word counts.
  if (!progress) return false;
  const again = (startAfter?: Date) =>
    queue.send(trx, QUEUES.deliver, { targetId }, startAfter && { startAfter });
  const off = async (reason: 'gone' | 'failing'): Promise<void> => {
    await endCall(trx, call.id, 'failed');
    await turnOff(trx, targetId, reason);
    await strapi.db
      .query(TARGET)
      .update({ where: { documentId: targetId }, data: { enabled: false } });
    strapi.log.warn(`Rebuild target "${target.name}" is off: ${record.error}`);
  };
  // Not when meanwhile somebody turned the target on, changed it, or asked for a replay: that begins anew.
  const isCurrent = progress.callId === call.id;

  if (outcome.result === 'delivered') {
    await endCall(trx, call.id, 'delivered');
    const counts = isCurrent && call.purpose === 'changes';
    await succeed(trx, targetId, counts ? call.to : progress.position);
    if (hasTime) return true;
    await again();
  } else if (!isCurrent) {
    await putAway(trx, call, progress);
    await postpone(trx, targetId, {
      at: progress.now,
      wait: progress.nextWait,
      failedAt: null,
      hold: false,
    });
    await again();
  } else if (outcome.result === 'gone') {
    await off('gone');
  } else if (wire.signal?.aborted) {
    // Nobody's fault: whoever comes next tries at once.
    await postponeCall(trx, call.id, progress.now);
    await postpone(trx, targetId, {
      at: progress.now,
      wait: progress.nextWait,
      failedAt: null,
      hold: false,
    });
    await again();
  } else {
    const { now, firstFailedAt, nextWait } = progress;
    // A call that a newer act brought forward takes no wait of the schedule away.
    const isExtra = attemptNumber === 1 && firstFailedAt !== null;
    const next = nextAttempt({
      firstFailedAt: firstFailedAt ?? now,
      now,
      wait: isExtra ? Math.max(0, nextWait - 1) : nextWait,
      attempts: attemptNumber,
      askedSeconds: outcome.askedSeconds,
      random: random(),
    });
    if (!next) {
      await off('failing');
      return false;
    }
    await postponeCall(trx, call.id, next.at);
    await postpone(trx, targetId, {
      at: next.at,
      wait: next.wait + 1,
      failedAt: now,
      hold: outcome.askedSeconds !== undefined,
    });
    await again(next.at);
    // What came meanwhile may bring it forward.
    await again();
  }
  return false;
};
