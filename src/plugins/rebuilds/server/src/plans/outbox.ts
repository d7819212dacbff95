/** All SQL on `rebuild_outbox` and `rebuild_counter`. */
import type { Act, Change } from '../change';
import { rows, type Database, type Transaction } from '../sql';

/** Writes one act, in its transaction. */
export const insertAct = async (trx: Transaction, changes: readonly Change[]): Promise<void> => {
  const documentIds = [...new Set(changes.map(({ documentId }) => documentId))];
  await rows(trx, `INSERT INTO rebuild_outbox (changes, document_ids) VALUES (?::jsonb, ?)`, [
    JSON.stringify(changes),
    documentIds,
  ]);
};

/**
 * Numbers the acts that have been committed since the last time. The row of the counter is held until
 * the commit: nobody sees a number before all that are below it.
 * @returns the highest number there is
 */
export const numberActs = async (trx: Transaction): Promise<number> => {
  const [{ last, isNew } = { last: '0', isNew: false }] = await rows<{
    last: string;
    isNew: boolean;
  }>(
    trx,
    `SELECT last, EXISTS (SELECT FROM rebuild_outbox WHERE number IS NULL) AS "isNew" FROM rebuild_counter`,
  );
  if (!isNew) return Number(last);
  await rows(trx, `SELECT FROM rebuild_counter FOR UPDATE`);
  const [after] = await rows<{ last: string }>(
    trx,
    `WITH numbered AS (
       UPDATE rebuild_outbox o SET number = n.number
         FROM (SELECT id, (SELECT last FROM rebuild_counter) + row_number() OVER (ORDER BY id) AS number
                 FROM rebuild_outbox WHERE number IS NULL) n
        WHERE o.id = n.id
       RETURNING o.number)
     UPDATE rebuild_counter SET last = greatest(last, (SELECT max(number) FROM numbered)) RETURNING last`,
  );
  return Number(after?.last ?? last);
};

/** @returns the highest number given, and the highest that was pruned */
export const readCounter = async (db: Database): Promise<{ last: number; pruned: number }> => {
  const [counter] = await rows<{ last: string; pruned: string }>(
    db,
    `SELECT last, pruned FROM rebuild_counter`,
  );
  return { last: Number(counter?.last ?? 0), pruned: Number(counter?.pruned ?? 0) };
};

export interface WaitingChanges {
  count: number;
  oldest: Date;
  newest: Date;
}

/** What of the acts after `after`, up to `upTo`, a target wants; null when nothing. */
export const readWaiting = async (
  db: Database,
  { after, upTo, wanted }: { after: number; upTo: number; wanted: readonly string[] },
): Promise<WaitingChanges | null> => {
  if (upTo <= after) return null;
  const [found] = await rows<{ count: string; oldest: Date | null; newest: Date | null }>(
    db,
    `SELECT count(*) AS count, min(o.recorded_at) AS oldest, max(o.recorded_at) AS newest
       FROM rebuild_outbox o CROSS JOIN LATERAL jsonb_array_elements(o.changes) c
      WHERE o.number > ? AND o.number <= ?
        AND (cardinality(?::text[]) = 0 OR c ->> 'kind' = ANY(?::text[]))`,
    [after, upTo, wanted, wanted],
  );
  if (!found?.oldest || !found.newest) return null;
  return { count: Number(found.count), oldest: found.oldest, newest: found.newest };
};

/**
 * Acts after the number `after`, up to `upTo`, in order.
 * @param wanted only those with a change of these kinds; an empty list wants all
 */
export const readActs = async (
  db: Database,
  {
    after,
    upTo,
    limit,
    wanted = [],
  }: { after: number; upTo: number; limit: number; wanted?: readonly string[] },
): Promise<Act[]> => {
  // As text, whatever this process's pg makes of jsonb.
  const found = await rows<{ number: string; changes: string }>(
    db,
    `SELECT number, changes::text AS changes FROM rebuild_outbox
      WHERE number > ? AND number <= ?
        AND (cardinality(?::text[]) = 0 OR EXISTS (
          SELECT FROM jsonb_array_elements(changes) c WHERE c ->> 'kind' = ANY(?::text[])))
      ORDER BY number LIMIT ?`,
    [after, upTo, wanted, wanted, limit],
  );
  return found.map(({ number, changes }) => ({
    number: Number(number),
    changes: JSON.parse(changes) as Change[],
  }));
};

/** The version of each document after these acts, as far as a target wants them. */
export const readVersions = async (
  db: Database,
  { after, upTo, wanted }: { after: number; upTo: number; wanted: readonly string[] },
): Promise<Map<string, number | null>> => {
  const found = await rows<{ documentId: string; version: number | null }>(
    db,
    `SELECT DISTINCT ON (c ->> 'documentId')
            c ->> 'documentId' AS "documentId", (c ->> 'versionAfter')::integer AS version
       FROM rebuild_outbox o CROSS JOIN LATERAL jsonb_array_elements(o.changes) WITH ORDINALITY AS e(c, i)
      WHERE o.number > ? AND o.number <= ?
        AND (cardinality(?::text[]) = 0 OR c ->> 'kind' = ANY(?::text[]))
      ORDER BY c ->> 'documentId', o.number DESC, e.i DESC`,
    [after, upTo, wanted, wanted],
  );
  return new Map(found.map(({ documentId, version }) => [documentId, version]));
};

export interface DocumentAct {
  /** null: committed a moment ago and not numbered yet */
  number: number | null;
  changes: Change[];
  recordedAt: Date;
}

/** The newest acts that changed this document, the newest first. */
export const readDocumentActs = async (
  db: Database,
  documentId: string,
  limit: number,
): Promise<DocumentAct[]> => {
  const found = await rows<{ number: string | null; changes: string; recordedAt: Date }>(
    db,
    `SELECT number, changes::text AS changes, recorded_at AS "recordedAt" FROM rebuild_outbox
      WHERE document_ids @> ARRAY[?]::text[] ORDER BY number DESC NULLS FIRST LIMIT ?`,
    [documentId, limit],
  );
  return found.map(({ number, changes, recordedAt }) => ({
    number: number === null ? null : Number(number),
    changes: (JSON.parse(changes) as Change[]).filter((change) => change.documentId === documentId),
    recordedAt,
  }));
};

/** Age of the oldest act that one of these targets has not got, s; 0 when all have all. */
export const oldestUntold = async (db: Database, targetIds: readonly string[]): Promise<number> => {
  const [found] = await rows<{ seconds: number | null }>(
    db,
    `SELECT extract(epoch FROM clock_timestamp() - min(at))::float8 AS seconds FROM (
       SELECT (SELECT o.recorded_at FROM rebuild_outbox o
                WHERE o.number > p.position ORDER BY o.number LIMIT 1) AS at
         FROM rebuild_progress p WHERE p.target_id = ANY(?)
       UNION ALL
       SELECT min(recorded_at) FROM rebuild_outbox WHERE number IS NULL) untold`,
    [targetIds],
  );
  return found?.seconds ?? 0;
};

/**
 * Deletes up to `limit` acts that are older than `before` and that every target has got.
 * @returns how many
 */
export const pruneActs = async (trx: Transaction, before: Date, limit: number): Promise<number> => {
  const [found] = await rows<{ count: string }>(
    trx,
    `WITH old AS (
       SELECT id, number FROM rebuild_outbox
        WHERE recorded_at < ?::timestamptz
          AND number <= (SELECT coalesce(min(position), (SELECT last FROM rebuild_counter)) FROM rebuild_progress)
        ORDER BY number LIMIT ?),
     gone AS (DELETE FROM rebuild_outbox o USING old WHERE o.id = old.id RETURNING o.number),
     counted AS (
       UPDATE rebuild_counter SET pruned = greatest(pruned, (SELECT max(number) FROM gone))
        WHERE EXISTS (SELECT FROM gone))
     SELECT count(*) AS count FROM gone`,
    [before.toISOString(), limit],
  );
  return Number(found?.count ?? 0);
};
