import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { awayReason } from '../http/away-reason';
import { readPage } from '../api/article/page/plans';
import { readPublicPermission } from '../reading/plans';

/** ms */
const EVERY = 1_000;

/**
 * Says in the log when the database has nothing that can be read yet, and when it has. Requests find out
 * for themselves.
 */
export const waitForTables = async (
  db: Knex,
  log: { info(message: string): void; warn(message: string): void },
  signal: AbortSignal,
): Promise<void> => {
  let hasSaid = '';
  const sayOnce = (sentence: string): void => {
    if (sentence !== hasSaid) log.warn(sentence);
    hasSaid = sentence;
  };
  while (!signal.aborted) {
    try {
      await readPublicPermission(db);
      await readPage(db, '');
      if (hasSaid) log.info('There is something to read now.');
      return;
    } catch (error) {
      if (signal.aborted) return;
      const reason = awayReason(error);
      sayOnce(
        reason?.kind === 'unprepared'
          ? 'The database has not been set up for this version yet; waiting until a process with the role all, admin or worker does that when it starts.'
          : `The database cannot be read (${reason?.message ?? (error as Error).message}); waiting for it.`,
      );
    }
    await sleep(EVERY, undefined, { signal }).catch(() => undefined);
  }
};
