export interface Debounce {
  /** Seconds without a further change before a call goes out. */
  quietSeconds: number;
  /** Seconds after the first change when a call goes out although changes go on. */
  maxWaitSeconds: number;
}

/**
 * When the changes that wait are to be sent.
 * @param oldest when the first of them was recorded
 * @param newest when the last of them was recorded
 */
export const dueAt = (
  { quietSeconds, maxWaitSeconds }: Debounce,
  { oldest, newest }: { oldest: Date; newest: Date },
): Date =>
  new Date(
    Math.min(newest.getTime() + quietSeconds * 1000, oldest.getTime() + maxWaitSeconds * 1000),
  );
