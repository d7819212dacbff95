import type { Context, Next } from 'koa';
import { awayReason, NoAnswerError, type AwayReason } from './away-reason';
import { unavailable } from './errors';

/** Nobody waits longer for a page: by then a cache in front would rather serve an old one, ms. */
export const ANSWER_WITHIN = 5_000;

/** When to ask again, s. */
const RETRY_AFTER = 1;

const SENTENCES: Record<AwayReason['kind'], string> = {
  away: 'The newsroom cannot reach its database at the moment: ask again in a second.',
  unprepared:
    'The database has not been set up for this version of the newsroom yet: a process with the role all, admin or worker does that when it starts. Ask again in a second.',
};

interface Options {
  /** Whether this is a request that only reads from the database; asked once it has been routed. */
  concerns: (ctx: Context) => boolean;
  /** Answers with what is still held of an earlier answer, however old; false where nothing is. */
  held?: (ctx: Context) => Promise<boolean>;
  log: { info(message: string): void; warn(message: string): void };
}

/**
 * Answers with what is held, or 503 with `Retry-After`, and soon, where the database cannot be reached.
 * The log says once that it is away, and once that it is back.
 */
export const answerWhenAway = ({ concerns, held, log }: Options) => {
  let isAway = false;
  return async (ctx: Context, next: Next): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        if (concerns(ctx)) reject(new NoAnswerError(ANSWER_WITHIN));
      }, ANSWER_WITHIN);
    });
    try {
      await Promise.race([next(), tooLong]);
    } catch (error) {
      const reason = awayReason(error);
      if (reason === null || !concerns(ctx)) throw error;
      if (!isAway)
        log.warn(
          `The database cannot be read (${reason.message}): what is not held is answered with 503 until it can.`,
        );
      isAway = true;
      if (await held?.(ctx)) return;
      ctx.set('Retry-After', String(RETRY_AFTER));
      throw unavailable(SENTENCES[reason.kind]);
    } finally {
      clearTimeout(timer);
    }
    if (isAway && concerns(ctx)) {
      isAway = false;
      log.info('The database can be read again.');
    }
  };
};
