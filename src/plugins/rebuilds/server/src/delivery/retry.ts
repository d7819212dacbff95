import { dueAt, type Debounce } from '../call/debounce';
import { endCall, queueAgain, type Call } from '../plans/calls';
import { readWaiting, type WaitingChanges } from '../plans/outbox';
import type { Progress } from '../plans/progress';
import type { Database, Transaction } from '../sql';

/**
 * While a call waits to be tried again, a newer act may have it tried at once together with what is
 * new (a replay lets what is new go first), because the receiver may be back; but not more often than this, ms.
 */
const EARLIER_AFTER_MS = 60_000;

export const earliestRetry = (lastFailedAt: Date | null): Date =>
  new Date((lastFailedAt?.getTime() ?? 0) + EARLIER_AFTER_MS);

/** What the target has neither got nor is told by a call that is to be tried again. */
export const readFresh = async (
  db: Database,
  { to }: Call,
  { position }: Pick<Progress, 'position'>,
  { last, wanted }: { last: number; wanted: readonly string[] },
): Promise<WaitingChanges | null> =>
  readWaiting(db, { after: Math.max(to, position), upTo: last, wanted });

/**
 * Puts an open call away, because a new one is made: that one tells of its changes as well. A replay of
 * what the target had before is told by none: it waits for its turn again.
 */
export const putAway = (
  trx: Transaction,
  { id, purpose, from }: Pick<Call, 'id' | 'purpose' | 'from'>,
  { position }: Pick<Progress, 'position'>,
): Promise<void> =>
  purpose === 'replay' && from < position ? queueAgain(trx, id) : endCall(trx, id, 'superseded');

/**
 * When a call that failed goes out again: at its own time, or earlier with what came after it. Whoever
 * makes calls and whoever shows them ask here, so that they say the same.
 * @param fresh what came after it
 * @returns null when that is as soon as somebody looks
 */
export const retryAt = (
  debounce: Debounce,
  { nextAt }: Call,
  { lastFailedAt, holdUntil }: Progress,
  fresh: WaitingChanges | null,
): Date | null => {
  if (!nextAt || !fresh) return nextAt;
  const earlier = Math.max(
    dueAt(debounce, fresh).getTime(),
    earliestRetry(lastFailedAt).getTime(),
    holdUntil?.getTime() ?? 0,
  );
  return new Date(Math.min(nextAt.getTime(), earlier));
};
