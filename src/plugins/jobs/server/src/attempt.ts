import { setTimeout as sleep } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import { z } from 'zod';
import type { Definition } from './definitions';
import { giveBack, takeOver } from './plans';
import type { Sql } from './sql';

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface Surroundings {
  boss: PgBoss;
  sql: Sql;
  log: Log;
}

export type Job = PgBoss.JobWithMetadata<unknown>;

/** One attempt at one job. */
export interface Attempt {
  /** Resolves when the job's row says how it ended, or its time is up; never rejects. */
  ended: Promise<void>;
  /** Tells the handler to stop; if it then throws, that is no failure. */
  abort(): void;
  /** Waits for the handler no longer and lets others begin the job. */
  abandon(): void;
}

type Outcome =
  { is: 'done' } | { is: 'expired' } | { is: 'abandoned' } | { is: 'failed'; error: unknown };

/** Between tries to record how a job ended, ms: the database may be away for a restart. */
const FIRST_WAIT = 100;
const LONGEST_WAIT = 5_000;

/**
 * Begins an attempt.
 *
 * pg-boss cannot tell the end of one attempt from that of another, so an attempt whose time is up no
 * longer touches the row, which may be in another's hands; maintenance has the job tried again.
 *
 * @param fetchedAt `performance.now()` before the job was fetched: its time is up here before it is
 * up in the database
 */
export const beginAttempt = (
  { boss, sql, log }: Surroundings,
  definition: Definition,
  job: Job,
  fetchedAt: number,
): Attempt => {
  const controller = new AbortController();
  const ending = new AbortController();
  let abandon = (): void => undefined;
  const abandoned = new Promise<Outcome>((resolve) => {
    abandon = () => resolve({ is: 'abandoned' });
  });
  const deadline = fetchedAt + job.expireInSeconds * 1000;
  const title = `Job ${job.name} ${job.id}, attempt ${job.retryCount + 1} of ${job.retryLimit + 1},`;

  const handle = async (): Promise<Outcome> => {
    try {
      const { name, id, singletonKey } = job;
      if (singletonKey != null) await takeOver(sql, { name, id, singletonKey });
      const data = definition.schema.safeParse(job.data);
      if (!data.success) throw new Error(`its data is wrong: ${z.prettifyError(data.error)}`);
      await definition.handle(data.data, {
        signal: controller.signal,
        jobId: job.id,
        attempt: job.retryCount + 1,
      });
      return { is: 'done' };
    } catch (error) {
      return { is: 'failed', error };
    }
  };

  const firstOutcome = async (): Promise<Outcome> => {
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<Outcome>((resolve) => {
      timer = setTimeout(() => resolve({ is: 'expired' }), deadline - performance.now());
    });
    try {
      return await Promise.race([handle(), expired, abandoned]);
    } finally {
      clearTimeout(timer);
    }
  };

  const record = async (write: () => Promise<unknown>): Promise<void> => {
    for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      if (performance.now() >= deadline) {
        return log.error(`${title} was over in time, but that could not be recorded in time.`);
      }
      try {
        await write();
        return;
      } catch (error) {
        const { message } = error as Error;
        if (ending.signal.aborted) return log.error(`${title} ended unrecorded: ${message}`);
        log.warn(`${title}: its end is not recorded yet (${message}).`);
        await sleep(wait, undefined, { signal: ending.signal }).catch(() => undefined);
      }
    }
  };

  const run = async (): Promise<void> => {
    const outcome = await firstOutcome();
    if (outcome.is === 'expired') {
      controller.abort(new Error('The time of this job is up.'));
      return log.error(`${title} took longer than ${job.expireInSeconds} s and was abandoned.`);
    }
    if (outcome.is === 'done') return record(() => boss.complete(job.name, job.id));
    if (outcome.is === 'abandoned' || ending.signal.aborted) {
      return record(() => giveBack(sql, job.name, [job]));
    }
    const { error } = outcome;
    const isLast = job.retryCount >= job.retryLimit;
    const message = `${title} failed${isLast ? ' for good' : ''}: ${asText(error, 'message')}`;
    if (isLast) log.error(message);
    else log.warn(message);
    return record(() =>
      boss.fail(job.name, job.id, {
        message: asText(error, 'message'),
        stack: asText(error, 'stack'),
      }),
    );
  };

  return {
    ended: run().catch((error: Error) => log.error(`${title} ${error.stack}`)),
    abort() {
      ending.abort();
      controller.abort(new Error('This process ends.'));
    },
    abandon,
  };
};

/** Enough of an error for whoever looks at failed jobs, without a whole web page in it, characters. */
const ERROR_LENGTH = 4_000;

/** In a form that JSONB stores whatever was thrown. */
const asText = (error: unknown, part: 'message' | 'stack'): string => {
  const text = error instanceof Error ? (error[part] ?? '') : String(error);
  return text.slice(0, ERROR_LENGTH).replaceAll('\0', '').toWellFormed();
};
