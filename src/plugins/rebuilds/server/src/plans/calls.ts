/** All SQL on `rebuild_calls` and `rebuild_attempts`: the log. */
import { rows, type Database, type Transaction } from '../sql';

export type CallState = 'queued' | 'sending' | 'waiting' | 'delivered' | 'failed' | 'superseded';
export type Purpose = 'changes' | 'replay' | 'test';

export interface FirstChange {
  kind: string;
  documentId: string;
  slug: string;
}

export interface NewCall {
  id: string;
  targetId: string;
  kind: string;
  purpose: Purpose;
  replayOf: string | null;
  state: CallState;
  /** The acts it tells of: after this number … */
  from: number;
  /** … up to this one. */
  to: number;
  count: number;
  listed: number;
  firstChanges: FirstChange[];
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
  oldestAt: Date | null;
}

export interface Call extends NewCall {
  ordinal: number;
  attempts: number;
  createdAt: Date;
  nextAt: Date | null;
  endedAt: Date | null;
  liveAt: Date | null;
}

export interface Attempt {
  number: number;
  startedAt: Date;
  ms: number | null;
  status: number | null;
  error: string | null;
  answer: string | null;
}

const COLUMNS = `id, ordinal, target_id AS "targetId", kind, purpose, replay_of AS "replayOf", state,
  from_number AS "from", to_number AS "to", change_count AS count, listed,
  first_changes::text AS "firstChanges", query::text AS query, headers::text AS headers, body,
  attempts, created_at AS "createdAt", oldest_at AS "oldestAt", next_at AS "nextAt",
  ended_at AS "endedAt", live_at AS "liveAt"`;

type Row = Omit<Call, 'ordinal' | 'from' | 'to' | 'firstChanges' | 'query' | 'headers'> &
  Record<'ordinal' | 'from' | 'to' | 'firstChanges' | 'query' | 'headers', string>;

const callOf = (row: Row): Call => ({
  ...row,
  ordinal: Number(row.ordinal),
  from: Number(row.from),
  to: Number(row.to),
  firstChanges: JSON.parse(row.firstChanges) as FirstChange[],
  query: JSON.parse(row.query) as Record<string, string>,
  headers: JSON.parse(row.headers) as Record<string, string>,
});

export const insertCall = async (trx: Database, call: NewCall): Promise<void> => {
  await rows(
    trx,
    `INSERT INTO rebuild_calls (id, target_id, kind, purpose, replay_of, state, from_number, to_number,
       change_count, listed, first_changes, query, headers, body, oldest_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?::timestamptz)`,
    [
      call.id,
      call.targetId,
      call.kind,
      call.purpose,
      call.replayOf,
      call.state,
      call.from,
      call.to,
      call.count,
      call.listed,
      JSON.stringify(call.firstChanges),
      JSON.stringify(call.query),
      JSON.stringify(call.headers),
      call.body,
      call.oldestAt?.toISOString() ?? null,
    ],
  );
};

export const readCall = async (db: Database, id: string): Promise<Call | null> => {
  const [row] = await rows<Row>(db, `SELECT ${COLUMNS} FROM rebuild_calls WHERE id = ?`, [id]);
  return row ? callOf(row) : null;
};

export interface CallFilter {
  targetId?: string;
  states?: readonly CallState[];
  purpose?: Purpose;
  /** Only calls with a lower ordinal. */
  before?: number;
  limit: number;
}

/** The newest first. */
export const listCalls = async (
  db: Database,
  { targetId, states, purpose, before, limit }: CallFilter,
): Promise<Call[]> => {
  const found = await rows<Row>(
    db,
    `SELECT ${COLUMNS} FROM rebuild_calls
      WHERE (?::text IS NULL OR target_id = ?) AND (?::text[] IS NULL OR state = ANY(?))
        AND (?::text IS NULL OR purpose = ?) AND (?::bigint IS NULL OR ordinal < ?)
      ORDER BY ordinal DESC LIMIT ?`,
    [
      targetId ?? null,
      targetId ?? null,
      states ?? null,
      states ?? null,
      purpose ?? null,
      purpose ?? null,
      before ?? null,
      before ?? null,
      limit,
    ],
  );
  return found.map(callOf);
};

/** The oldest replay that waits for its turn. */
export const nextQueued = async (trx: Transaction, targetId: string): Promise<Call | null> => {
  const [row] = await rows<Row>(
    trx,
    `SELECT ${COLUMNS} FROM rebuild_calls
      WHERE target_id = ? AND state = 'queued' ORDER BY ordinal LIMIT 1`,
    [targetId],
  );
  return row ? callOf(row) : null;
};

/** Targets for which a replay waits. */
export const queuedTargets = async (db: Database): Promise<Set<string>> =>
  new Set(
    (
      await rows<{ targetId: string }>(
        db,
        `SELECT DISTINCT target_id AS "targetId" FROM rebuild_calls WHERE state = 'queued'`,
      )
    ).map(({ targetId }) => targetId),
  );

/** Marks the beginning of an attempt: one whose process dies leaves a trace. @returns its number */
export const beginAttempt = async (trx: Database, callId: string): Promise<number> => {
  const [row] = await rows<{ number: number }>(
    trx,
    `WITH call AS (
       UPDATE rebuild_calls SET state = 'sending', attempts = attempts + 1, next_at = NULL
        WHERE id = ? RETURNING id, attempts)
     INSERT INTO rebuild_attempts (call_id, number) SELECT id, attempts FROM call RETURNING number`,
    [callId],
  );
  return row!.number;
};

export const endAttempt = async (
  trx: Database,
  callId: string,
  number: number,
  outcome: { ms: number; status: number | null; error: string | null; answer: string },
): Promise<void> => {
  await rows(
    trx,
    `UPDATE rebuild_attempts SET ms = ?, status = ?, error = ?, answer = ?
      WHERE call_id = ? AND number = ?`,
    [outcome.ms, outcome.status, outcome.error, outcome.answer, callId, number],
  );
};

export const endCall = async (
  trx: Database,
  callId: string,
  state: 'delivered' | 'failed' | 'superseded',
): Promise<void> => {
  await rows(
    trx,
    `UPDATE rebuild_calls SET state = ?, ended_at = clock_timestamp(), next_at = NULL WHERE id = ?`,
    [state, callId],
  );
};

export const postponeCall = async (trx: Transaction, callId: string, at: Date): Promise<void> => {
  await rows(
    trx,
    `UPDATE rebuild_calls SET state = 'waiting', next_at = ?::timestamptz WHERE id = ?`,
    [at.toISOString(), callId],
  );
};

/** Lets a replay wait for its turn again. */
export const queueAgain = async (trx: Transaction, callId: string): Promise<void> => {
  await rows(trx, `UPDATE rebuild_calls SET state = 'queued', next_at = NULL WHERE id = ?`, [
    callId,
  ]);
};

export const readAttempts = async (
  db: Database,
  callIds: readonly string[],
): Promise<Map<string, Attempt[]>> => {
  const found = await rows<Attempt & { callId: string }>(
    db,
    `SELECT call_id AS "callId", number, started_at AS "startedAt", ms, status, error, answer
       FROM rebuild_attempts WHERE call_id = ANY(?) ORDER BY call_id, number`,
    [callIds],
  );
  const attempts = new Map<string, Attempt[]>(callIds.map((id) => [id, []]));
  for (const { callId, ...attempt } of found) attempts.get(callId)?.push(attempt);
  return attempts;
};

/** The newest call of each target that tells of the act with this number. */
export const callsOfAct = async (
  db: Database,
  number: number,
  targetIds: readonly string[],
): Promise<Map<string, Call>> => {
  const found = await rows<Row>(
    db,
    `SELECT DISTINCT ON (target_id) ${COLUMNS} FROM rebuild_calls
      WHERE target_id = ANY(?) AND from_number < ? AND to_number >= ? AND purpose <> 'test'
      ORDER BY target_id, ordinal DESC`,
    [targetIds, number, number],
  );
  return new Map(found.map((row) => [row.targetId, callOf(row)]));
};

/** Delivered calls of a target up to this one whose changes are not known to be live, the newest first. */
export const notYetLive = async (
  db: Database,
  targetId: string,
  ordinal: number,
  limit: number,
): Promise<Call[]> => {
  const found = await rows<Row>(
    db,
    `SELECT ${COLUMNS} FROM rebuild_calls
      WHERE target_id = ? AND ordinal <= ? AND live_at IS NULL AND state = 'delivered' AND purpose <> 'test'
      ORDER BY ordinal DESC LIMIT ?`,
    [targetId, ordinal, limit],
  );
  return found.map(callOf);
};

export const markLive = async (db: Database, callIds: readonly string[]): Promise<void> => {
  if (callIds.length === 0) return;
  await rows(db, `UPDATE rebuild_calls SET live_at = clock_timestamp() WHERE id = ANY(?)`, [
    callIds,
  ]);
};

/** Calls about changes since `since`, by how they stand now. */
export const countCallsSince = async (
  db: Database,
  since: Date,
): Promise<Partial<Record<CallState, number>>> => {
  const found = await rows<{ state: CallState; count: string }>(
    db,
    `SELECT state, count(*) AS count FROM rebuild_calls
      WHERE created_at >= ?::timestamptz AND purpose <> 'test' GROUP BY state`,
    [since.toISOString()],
  );
  return Object.fromEntries(found.map(({ state, count }) => [state, Number(count)]));
};

/**
 * Deletes up to `limit` ended calls older than `before`, with their attempts.
 * @returns how many
 */
export const pruneCalls = async (db: Database, before: Date, limit: number): Promise<number> => {
  const [found] = await rows<{ count: string }>(
    db,
    `WITH gone AS (
       DELETE FROM rebuild_calls WHERE id IN (
         SELECT id FROM rebuild_calls
          WHERE created_at < ?::timestamptz AND state IN ('delivered', 'failed', 'superseded')
          ORDER BY created_at LIMIT ?)
       RETURNING id)
     SELECT count(*) AS count FROM gone`,
    [before.toISOString(), limit],
  );
  return Number(found?.count ?? 0);
};
