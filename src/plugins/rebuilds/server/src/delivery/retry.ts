import { dueAt, type Debounce } from '../call/debounce';
import type { Call } from '../plans/calls';
import { readWaiting, type WaitingChanges } from '../plans/outbox';
import type { Progress } from '../plans/progress';
import type { Database } from '../sql';

/**
 * While a call waits to be tried again, a newer act may have it tried at once together with what is
 * new, because the receiver may be back; but not more often than this, ms.
 */
const EARLIER_AFTER_MS = 60_000;

export const earliestRetry = (lastFailedAt: Date | null): Date =>
  new Date((lastFailedAt?.getTime() ?? 0) + EARLIER_AFTER_MS);

/** What came after a call that is to be tried again; a replay is tried by itself. */
export const readFresh = async (
  db: Database,
  { purpose, to }: Call,
  { last, wanted }: { last: number; wanted: readonly string[] },
): Promise<WaitingChanges | null> =>
  purpose === 'changes' ? readWaiting(db, { after: to, upTo: last, wanted }) : null;

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
