/** How targets, calls and attempts are shown. */
import type { AttemptView, CallView, TargetView } from './contracts';
import { kindOf } from './kinds';
import type { Attempt, Call } from './plans/calls';
import type { Progress } from './plans/progress';
import type { OpenTarget } from './target';

export const iso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

export const stateOf = (
  { enabled }: OpenTarget,
  { offReason, callId, firstFailedAt }: Progress,
  { isCalling, isWaiting }: { isCalling: boolean; isWaiting: boolean },
): TargetView['state'] => {
  if (!enabled) return offReason ?? 'off';
  if (isCalling) return 'calling';
  if (firstFailedAt && callId) return 'retrying';
  return isWaiting ? 'waiting' : 'idle';
};

export const faultFor = (
  { offReason, firstFailedAt }: Progress,
  fault: string | null,
): string | null => {
  if (offReason === 'gone') {
    return 'It answered 410 (Gone) and was turned off. Turn it on again if it wants calls after all.';
  }
  const why = fault ?? 'the call failed';
  if (offReason === 'failing') {
    return `It could not be called for three days and was turned off: ${why}. Turned on again, it gets all that it has missed.`;
  }
  return firstFailedAt ? `The last call failed: ${why}.` : null;
};

/** Who knows a deploy hook's address may start builds: only its host is for everybody. */
export const shownUrl = ({ url, kind }: OpenTarget): string => {
  const { origin, search } = new URL(url);
  if (kindOf(kind).secretAddress) return `${origin}/…`;
  return search ? `${url.slice(0, url.indexOf('?'))}?…` : url;
};

export const secondsBetween = (from: Date, to: Date): number =>
  Math.max(0, (to.getTime() - from.getTime()) / 1000);

export const viewAttempt = ({ startedAt, ...attempt }: Attempt): AttemptView => ({
  ...attempt,
  startedAt: startedAt.toISOString(),
});

export const viewCall = (
  call: Call,
  {
    targetName,
    attempts,
    nextAt,
  }: { targetName: string | null; attempts: readonly Attempt[]; nextAt: Date | null },
): CallView => {
  const lastAttempt = attempts.at(-1);
  return {
    id: call.id,
    ordinal: call.ordinal,
    targetId: call.targetId,
    targetName,
    kind: call.kind,
    purpose: call.purpose,
    replayOf: call.replayOf,
    state: call.state,
    changeCount: call.count,
    listed: call.listed,
    firstChanges: call.firstChanges,
    attemptCount: call.attempts,
    lastAttempt: lastAttempt ? viewAttempt(lastAttempt) : null,
    createdAt: call.createdAt.toISOString(),
    nextAt: iso(nextAt),
    endedAt: iso(call.endedAt),
    liveAt: iso(call.liveAt),
    secondsToLive: call.liveAt && call.oldestAt ? secondsBetween(call.oldestAt, call.liveAt) : null,
  };
};
