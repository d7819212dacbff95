import type { Change } from '../src/newsroom';

/** What is to be built. Several become one. */
export interface Job {
  /** Everything, whatever stands there. */
  full: boolean;
  /** What the newsroom tells since the cursor. */
  catchUp: boolean;
  /** Cursors of calls that had not room for all of their changes. */
  since: string[];
  changes: Change[];
  /** Calls that are built by it, with the documents that each names. */
  calls: { id: string; documentIds: string[] }[];
}

export const job = (part: Partial<Job>): Job => ({
  full: false,
  catchUp: false,
  since: [],
  changes: [],
  calls: [],
  ...part,
});

/** One job that does what both would. */
export const merged = (first: Job, second: Job): Job => ({
  full: first.full || second.full,
  catchUp: first.catchUp || second.catchUp,
  since: [...first.since, ...second.since],
  changes: [...first.changes, ...second.changes],
  calls: [...first.calls, ...second.calls],
});

/** Waits after the first failure, the second, …; the last from then on. ms. */
const PATIENCE = [1_000, 5_000, 15_000, 60_000];

export interface QueueOptions {
  /** `attempt` counts from 0: how often what waits has failed. */
  run(job: Job, attempt: number): Promise<void>;
  failed(error: unknown, retryIn: number): void;
  patience?: readonly number[];
}

/** One build at a time; what comes meanwhile becomes the next, and what failed is done again. */
export class BuildQueue {
  #waiting: Job | null = null;
  #running: Promise<void> | null = null;
  #attempt = 0;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;
  #idle: (() => void)[] = [];

  constructor(private readonly options: QueueOptions) {}

  get isBusy(): boolean {
    return this.#running !== null || this.#waiting !== null;
  }

  add(next: Job): void {
    if (this.#isClosed) return;
    this.#waiting = this.#waiting ? merged(this.#waiting, next) : next;
    this.#go();
  }

  /** Resolves when nothing waits and nothing runs. */
  async idle(): Promise<void> {
    if (!this.isBusy) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Lets the running build end; what waits is left to the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  #go(): void {
    if (this.#running || this.#timer || !this.#waiting || this.#isClosed) return;
    const current = this.#waiting;
    this.#waiting = null;
    this.#running = this.#work(current).finally(() => {
      this.#running = null;
      this.#go();
      if (!this.isBusy) this.#idle.splice(0).forEach((resolve) => resolve());
    });
  }

  async #work(current: Job): Promise<void> {
    try {
      await this.options.run(current, this.#attempt);
      this.#attempt = 0;
    } catch (error) {
      this.#waiting = this.#waiting ? merged(current, this.#waiting) : current;
      const patience = this.options.patience ?? PATIENCE;
      const wait = patience[Math.min(this.#attempt, patience.length - 1)] ?? 0;
      this.#attempt += 1;
      this.options.failed(error, wait);
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#go();
      }, wait);
    }
  }
}
