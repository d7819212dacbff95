/**
 * All SQL on `recent_news_lists`: what it takes to get into a list as it was last made. And what was filed
 * while one was being made.
 */
import type { Rung } from '../../relatedness/choose';
import { rows, type Db, type Transaction } from '../../sql';

export interface ListState {
  documentId: string;
  /** Version of the space it was made in. */
  space: number;
  /** Rank and rung of the entry that would go first; rank Infinity where nothing can get in. */
  thirdRank: number | null;
  thirdRung: Rung | null;
  thirdTarget: string | null;
  /** Entries that readers see. */
  length: number;
}

export const saveStates = async (
  trx: Transaction,
  states: readonly ListState[],
  at: Date,
): Promise<void> => {
  if (states.length === 0) return;
  await rows(
    trx,
    `INSERT INTO recent_news_lists (document_id, space, third_rank, third_rung, third_target, length, computed_at)
     SELECT w.id, w.space, w.rank, w.rung, w.target, w.length, ?::timestamptz
       FROM unnest(?::text[], ?::integer[], ?::float8[], ?::text[], ?::text[], ?::integer[])
         AS w(id, space, rank, rung, target, length)
     ON CONFLICT (document_id) DO UPDATE SET space = excluded.space, third_rank = excluded.third_rank,
       third_rung = excluded.third_rung, third_target = excluded.third_target, length = excluded.length, computed_at = excluded.computed_at`,
    [
      at.toISOString(),
      states.map(({ documentId }) => documentId),
      states.map(({ space }) => space),
      states.map(({ thirdRank }) => thirdRank),
      states.map(({ thirdRung }) => thirdRung),
      states.map(({ thirdTarget }) => thirdTarget),
      states.map(({ length }) => length),
    ],
  );
};

export const dropStates = async (
  trx: Transaction,
  documentIds: readonly string[],
): Promise<void> => {
  await rows(trx, 'DELETE FROM recent_news_lists WHERE document_id = ANY(?)', [documentIds]);
};

/** A moment, to ask later what came after it. */
export const now = async (db: Db): Promise<string> =>
  (await rows<{ now: string }>(db, 'SELECT pg_current_snapshot()::text AS now'))[0]!.now;

/** Stories that were filed, or filed anew, since a moment. */
export const filedSince = async (db: Db, moment: string): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      db,
      `SELECT document_id AS id FROM recent_news_stories
        WHERE xact >= pg_snapshot_xmin(?::pg_snapshot) AND NOT pg_visible_in_snapshot(xact, ?::pg_snapshot)`,
      [moment, moment],
    )
  ).map(({ id }) => id);

export interface Meter {
  /** Null where stories have none. */
  beat: string | null;
  stories: number;
  /** Lists with fewer entries than wanted. */
  short: number;
  /** Lists whose last entry stands there for its beat or topic, or for being new only. */
  byTopic: number;
  byDate: number;
}

/** How well the archive fills its lists, by beat. */
export const meter = (db: Db, count: number): Promise<Meter[]> =>
  rows(
    db,
    `SELECT s.beat, count(*)::integer AS stories,
            count(*) FILTER (WHERE l.length < ?)::integer AS short,
            count(*) FILTER (WHERE l.length >= ? AND l.third_rung = 'topic')::integer AS "byTopic",
            count(*) FILTER (WHERE l.length >= ? AND l.third_rung = 'recent')::integer AS "byDate"
       FROM recent_news_stories s LEFT JOIN recent_news_lists l USING (document_id)
      GROUP BY s.beat ORDER BY short DESC, stories DESC`,
    [count, count, count],
  );
