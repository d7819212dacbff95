import type { WaitingChanges } from '../plans/outbox';

interface Range {
  after: number;
  upTo: number;
  wanted: readonly string[];
}

/**
 * Counts what waits for a target, and goes on from where it was when it counted last: what a target
 * that is off for months has missed is not counted anew with each look at the page. Acts that wait
 * neither change nor go.
 */
export const createWaitingCount = (read: (range: Range) => Promise<WaitingChanges | null>) => {
  const counted = new Map<string, Range & { waiting: WaitingChanges | null }>();
  return async (targetId: string, range: Range): Promise<WaitingChanges | null> => {
    const before = counted.get(targetId);
    const goesOn =
      before !== undefined &&
      before.after === range.after &&
      before.upTo <= range.upTo &&
      String(before.wanted) === String(range.wanted);
    const waiting = goesOn
      ? together(before.waiting, await read({ ...range, after: before.upTo }))
      : await read(range);
    counted.set(targetId, { ...range, waiting });
    return waiting;
  };
};

const together = (
  earlier: WaitingChanges | null,
  later: WaitingChanges | null,
): WaitingChanges | null =>
  earlier && later
    ? { count: earlier.count + later.count, oldest: earlier.oldest, newest: later.newest }
    : (earlier ?? later);
