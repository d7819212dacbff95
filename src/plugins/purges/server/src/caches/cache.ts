import type { Keys } from '../keys';

/**
 * A page that was being fetched while it was purged is kept as it was: it is purged again when such a
 * fetch is over, s.
 */
export const AGAIN_AFTER = 2;

/** How long a job waits for a cache that is busy before it is tried again later, s. */
export const BUSY_SECONDS = 180;

/** Something in front of the newsroom that keeps its answers. */
export interface Cache {
  /** Names its queue: letters, digits and `. _ -`. */
  id: string;
  /** For a log: what it is and where. */
  title: string;
  /** How long one job for it may take, s. */
  expireInSeconds: number;
  /** Jobs for it at once. */
  concurrency: number;
  /**
   * Has it let go of the answers under these keys. Doing it again does no harm.
   * @throws {Refused} when it will not, however often it is asked
   * @throws {Busy} when it says for how long it must be left alone
   * @throws Error with a sentence that names it, when it did not work
   */
  purge(keys: Keys, signal: AbortSignal): Promise<void>;
}

/** Asking again is of no use before somebody has changed a setting. */
export class Refused extends Error {}

/** Too much was asked of it; to be asked again after `seconds`. */
export class Busy extends Error {
  readonly seconds: number;

  constructor(message: string, seconds: number) {
    super(message);
    this.seconds = seconds;
  }
}
