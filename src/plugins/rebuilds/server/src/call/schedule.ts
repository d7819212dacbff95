/**
 * The waits between attempts, seconds: the example schedule of Standard Webhooks 1.0
 * (https://github.com/standard-webhooks/standard-webhooks, "Deliverability and reliability").
 * Ten attempts in 75 h 35 min 5 s.
 */
const WAITS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** Seconds after the first failure when each wait ends. */
const ENDS = WAITS.map((_, i) => WAITS.slice(0, i + 1).reduce((sum, wait) => sum + wait, 0));

/** Seconds from the first failure to the end of the last wait. */
export const SCHEDULE_SECONDS = ENDS.at(-1)!;

/** A receiver that asks for more than a day is asked again after a day, seconds. */
const LONGEST_ASKED = 86_400;

/** Where the least wait stops doubling: an hourly call is no burden to anybody, seconds. */
const LARGEST_LEAST_WAIT = 3_600;

/** Spreads those that were all told the same time, as a share of it. */
const ASKED_SPREAD = 0.1;

export interface Failure {
  /** The first one since the last success. */
  firstFailedAt: Date;
  now: Date;
  /** Which wait of the schedule comes next: 0 after the first failure. */
  wait: number;
  /** Attempts of this call so far, at least 1. */
  attempts: number;
  /** What the answer asked for, seconds. */
  askedSeconds?: number;
  /** From 0 to 1. */
  random: number;
}

export interface NextAttempt {
  at: Date;
  /** The wait that it ends. */
  wait: number;
}

/**
 * When to try again: somewhere in the next wait ("full jitter": all moments of it equally likely).
 * Waits stand where the schedule puts them after the first failure, because waits that each began
 * with the attempt before would halve the three days.
 *
 * A receiver that says when it wants to be called again is called then, and not all the time: where
 * it keeps asking for a second, the least wait doubles with every attempt.
 *
 * @returns null when the schedule is over
 */
export const nextAttempt = ({
  firstFailedAt,
  now,
  wait,
  attempts,
  askedSeconds,
  random,
}: Failure): NextAttempt | null => {
  const elapsed = Math.max(0, (now.getTime() - firstFailedAt.getTime()) / 1000);
  const running = ENDS.findIndex((end) => end > elapsed);
  if (running < 0) return null;
  const next = askedSeconds === undefined ? Math.max(wait, running) : running;
  if (next >= ENDS.length) return null;
  const from = Math.max(ENDS[next - 1] ?? 0, elapsed);
  const planned = from + random * (ENDS[next]! - from) - elapsed;
  const seconds =
    askedSeconds === undefined
      ? planned
      : Math.max(
          Math.min(askedSeconds, LONGEST_ASKED) * (1 + ASKED_SPREAD * random),
          Math.min(LARGEST_LEAST_WAIT, WAITS[0]! * 2 ** (attempts - 2)),
        );
  return { at: new Date(now.getTime() + Math.ceil(seconds * 1000)), wait: next };
};
