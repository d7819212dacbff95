/** All SQL on `rebuild_progress`: how far each target is, and who is at work for it. */
import { rows, type Database, type Transaction } from '../sql';

export interface Progress {
  targetId: string;
  /** Number of the last act that it got. */
  position: number;
  /** The call under way or to be tried again. */
  callId: string | null;
  /** When a job is going to look at it. */
  wakeAt: Date | null;
  /** Not before: the receiver asked for it. */
  holdUntil: Date | null;
  leaseUntil: Date | null;
  firstFailedAt: Date | null;
  lastFailedAt: Date | null;
  nextWait: number;
  offReason: 'gone' | 'failing' | null;
  offAt: Date | null;
  deliveredAt: Date | null;
  receiptAt: Date | null;
}

type Row = Omit<Progress, 'position'> & { position: string };

const COLUMNS = `target_id AS "targetId", position, call_id AS "callId", wake_at AS "wakeAt",
  hold_until AS "holdUntil", lease_until AS "leaseUntil", first_failed_at AS "firstFailedAt",
  last_failed_at AS "lastFailedAt", next_wait AS "nextWait", off_reason AS "offReason",
  off_at AS "offAt", delivered_at AS "deliveredAt", receipt_at AS "receiptAt"`;

const progressOf = (row: Row): Progress => ({ ...row, position: Number(row.position) });

/** Targets that nobody has seen yet begin with the next act. */
export const ensureProgress = async (db: Database, targetIds: readonly string[]): Promise<void> => {
  if (targetIds.length === 0) return;
  await rows(
    db,
    `INSERT INTO rebuild_progress (target_id, position)
     SELECT t.id, (SELECT last FROM rebuild_counter) FROM unnest(?::text[]) AS t(id)
     ON CONFLICT DO NOTHING`,
    [targetIds],
  );
};

export const readProgress = async (db: Database): Promise<Map<string, Progress>> => {
  const found = await rows<Row>(db, `SELECT ${COLUMNS} FROM rebuild_progress`);
  return new Map(found.map((row) => [row.targetId, progressOf(row)]));
};

/** The clock that all times of progress and calls are of: processes' own clocks differ. */
export const readClock = async (db: Database): Promise<Date> => {
  const [row] = await rows<{ now: Date }>(db, `SELECT clock_timestamp() AS now`);
  return row!.now;
};

/** Holds the row until the transaction ends. */
export const lockProgress = async (
  trx: Transaction,
  targetId: string,
): Promise<(Progress & { isLeased: boolean; now: Date }) | null> => {
  const [row] = await rows<Row & { isLeased: boolean; now: Date }>(
    trx,
    `SELECT ${COLUMNS}, lease IS NOT NULL AND lease_until > clock_timestamp() AS "isLeased",
            clock_timestamp() AS now
       FROM rebuild_progress WHERE target_id = ? FOR UPDATE`,
    [targetId],
  );
  return row ? { ...progressOf(row), isLeased: row.isLeased, now: row.now } : null;
};

/** As {@link lockProgress}, for the one who has the lease; null when it was lost meanwhile. */
export const lockLeased = async (
  trx: Transaction,
  targetId: string,
  lease: string,
): Promise<(Progress & { now: Date }) | null> => {
  const [row] = await rows<Row & { now: Date }>(
    trx,
    `SELECT ${COLUMNS}, clock_timestamp() AS now FROM rebuild_progress
      WHERE target_id = ? AND lease = ? FOR UPDATE`,
    [targetId, lease],
  );
  return row ? { ...progressOf(row), now: row.now } : null;
};

/** Begins to work on a call: nobody else calls this target until the lease is given back or over. */
export const takeLease = async (
  trx: Transaction,
  targetId: string,
  { callId, lease, seconds }: { callId: string; lease: string; seconds: number },
): Promise<void> => {
  await rows(
    trx,
    `UPDATE rebuild_progress
        SET call_id = ?, lease = ?, lease_until = clock_timestamp() + make_interval(secs => ?), wake_at = NULL
      WHERE target_id = ?`,
    [callId, lease, seconds, targetId],
  );
};

export const setPosition = async (
  trx: Transaction,
  targetId: string,
  position: number,
): Promise<void> => {
  await rows(trx, `UPDATE rebuild_progress SET position = ? WHERE target_id = ?`, [
    position,
    targetId,
  ]);
};

export const setWake = async (trx: Transaction, targetId: string, at: Date): Promise<void> => {
  await rows(trx, `UPDATE rebuild_progress SET wake_at = ?::timestamptz WHERE target_id = ?`, [
    at.toISOString(),
    targetId,
  ]);
};

/** The call has arrived; a replay does not change how far the target is. */
export const succeed = async (
  trx: Transaction,
  targetId: string,
  position: number,
): Promise<void> => {
  await rows(
    trx,
    `UPDATE rebuild_progress
        SET position = greatest(position, ?), call_id = NULL, lease = NULL, lease_until = NULL,
            hold_until = NULL, first_failed_at = NULL, last_failed_at = NULL, next_wait = 0,
            delivered_at = clock_timestamp()
      WHERE target_id = ?`,
    [position, targetId],
  );
};

/** The call is to be tried again. */
export const postpone = async (
  trx: Transaction,
  targetId: string,
  next: { at: Date; wait: number; failedAt: Date | null; hold: boolean },
): Promise<void> => {
  await rows(
    trx,
    `UPDATE rebuild_progress
        SET lease = NULL, lease_until = NULL, wake_at = ?::timestamptz,
            hold_until = CASE WHEN ? THEN ?::timestamptz END,
            first_failed_at = coalesce(first_failed_at, ?::timestamptz),
            last_failed_at = coalesce(?::timestamptz, last_failed_at), next_wait = ?
      WHERE target_id = ?`,
    [
      next.at.toISOString(),
      next.hold,
      next.at.toISOString(),
      next.failedAt?.toISOString() ?? null,
      next.failedAt?.toISOString() ?? null,
      next.wait,
      targetId,
    ],
  );
};

/** No call any more until somebody turns the target on. */
export const turnOff = async (
  trx: Transaction,
  targetId: string,
  reason: 'gone' | 'failing',
): Promise<void> => {
  await rows(
    trx,
    `UPDATE rebuild_progress
        SET call_id = NULL, lease = NULL, lease_until = NULL, wake_at = NULL, hold_until = NULL,
            off_reason = ?, off_at = clock_timestamp()
      WHERE target_id = ?`,
    [reason, targetId],
  );
};

/** Forgets failures and the call that waits: whatever the target has not got makes one new call. */
export const startAfresh = async (trx: Transaction, targetId: string): Promise<void> => {
  await rows(
    trx,
    `UPDATE rebuild_progress
        SET call_id = NULL, wake_at = NULL, hold_until = NULL, first_failed_at = NULL,
            last_failed_at = NULL, next_wait = 0, off_reason = NULL, off_at = NULL
      WHERE target_id = ?`,
    [targetId],
  );
};

/** Goes back, never forward. */
export const stepBack = async (
  trx: Transaction,
  targetId: string,
  position: number,
): Promise<void> => {
  await rows(trx, `UPDATE rebuild_progress SET position = least(position, ?) WHERE target_id = ?`, [
    position,
    targetId,
  ]);
};

export const noteReceipt = async (trx: Transaction, targetId: string): Promise<void> => {
  await rows(
    trx,
    `UPDATE rebuild_progress SET receipt_at = clock_timestamp() WHERE target_id = ?`,
    [targetId],
  );
};

/** Forgets how far targets are that are no more: one who saw a target may have made it anew. */
export const forgetStrangers = async (
  trx: Transaction,
  targetIds: readonly string[],
): Promise<void> => {
  await rows(trx, `DELETE FROM rebuild_progress WHERE target_id <> ALL(?::text[])`, [targetIds]);
};

/** All that is remembered of a target that is deleted. */
export const forgetTarget = async (trx: Transaction, targetId: string): Promise<void> => {
  await rows(trx, `DELETE FROM rebuild_progress WHERE target_id = ?`, [targetId]);
  await rows(trx, `DELETE FROM rebuild_live WHERE target_id = ?`, [targetId]);
  await rows(
    trx,
    `UPDATE rebuild_calls SET state = 'superseded', ended_at = clock_timestamp()
      WHERE target_id = ? AND state IN ('queued', 'sending', 'waiting')`,
    [targetId],
  );
};
