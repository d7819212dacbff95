import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import type { Change } from '../change';
import { decodeCursor, encodeCursor, type Position } from '../cursor';
import { numberActs, readActs, readCounter } from '../plans/outbox';
import { inTransaction } from '../sql';
import { readInput } from '../validation/read';
import { changesQuerySchema } from '../validation/requests';

export interface ChangesPage {
  changes: Change[];
  /** Where the next page, or the next poll, begins. */
  cursor: string;
  /** Whether there are more already. */
  more: boolean;
}

/** Acts that are read at once: a changed Site is an act of hundreds of changes. */
const BATCH = 50;

/** Thrown for a cursor whose changes are no longer kept. */
export class ChangesGoneError extends errors.ApplicationError<
  'ChangesGoneError',
  string,
  { now: string }
> {
  constructor(now: string) {
    super(
      'The changes since then are no longer kept: build everything, and go on from since=now.',
      {
        now,
      },
    );
    this.name = 'ChangesGoneError';
  }
}

/** What changed since a reader last asked. */
export const createChanges = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * @param query `since` (a cursor; `now` for the end; default the oldest that is kept) and `limit`
   * @throws {errors.ValidationError} when it is no cursor
   * @throws {ChangesGoneError} when changes after it are no longer kept: build everything, and go on from `now`
   */
  async since(query: unknown): Promise<ChangesPage> {
    const { since, limit } = readInput(changesQuerySchema, query);
    const last = await inTransaction(strapi, (trx) => numberActs(trx));
    const { pruned } = await readCounter(strapi.db.connection);
    if (since === 'now') {
      return { changes: [], cursor: encodeCursor({ number: last, index: 0 }), more: false };
    }
    const from = since === undefined ? { number: pruned, index: 0 } : decodeCursor(since);
    if (!from) {
      throw new errors.ValidationError(
        `since "${since}" is no cursor; give the one of the answer before, or "now"`,
      );
    }
    const gone = () => new ChangesGoneError(encodeCursor({ number: last, index: 0 }));
    // Beyond the end: of a database that a backup has replaced.
    if (from.number < pruned || from.number > last) throw gone();
    const found = await page(strapi, from, last, limit);
    // Some may have been deleted between the two readings.
    if (since !== undefined && from.number < (await readCounter(strapi.db.connection)).pruned)
      throw gone();
    return found;
  },
});

const page = async (
  strapi: Core.Strapi,
  from: Position,
  last: number,
  limit: number,
): Promise<ChangesPage> => {
  const changes: Change[] = [];
  let cursor = from;
  for (;;) {
    const acts = await readActs(strapi.db.connection, {
      after: cursor.number,
      upTo: last,
      limit: BATCH,
    });
    for (const act of acts) {
      const room = limit - changes.length;
      const rest = act.changes.slice(cursor.index);
      changes.push(...rest.slice(0, room));
      if (rest.length > room) {
        const index = cursor.index + room;
        return { changes, cursor: encodeCursor({ number: act.number - 1, index }), more: true };
      }
      cursor = { number: act.number, index: 0 };
    }
    if (acts.length < BATCH) return { changes, cursor: encodeCursor(cursor), more: false };
  }
};

export type Changes = ReturnType<typeof createChanges>;
