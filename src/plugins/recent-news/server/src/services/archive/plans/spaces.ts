/** All SQL on `recent_news_spaces`, and what a refit asks of the other tables. */
import { rows, type Db, type Transaction } from '../../../sql';
import { MS } from './times';

/** Any number that no other part of the application locks by. */
const FLIP_LOCK = 0x4e525350;

/** A space that is ready. */
export interface SpaceRow {
  version: number;
  /** Stories in the archive when it was fitted. */
  stories: number;
  dimensions: number;
  /** Stories published a day, lately. */
  perDay: number;
  /** Milliseconds since 1970. */
  fittedAt: number;
  /** What the refit took. */
  seconds: number;
}

export const newestReady = async (db: Db): Promise<SpaceRow | null> =>
  (
    await rows<SpaceRow>(
      db,
      `SELECT version, stories, dimensions, per_day AS "perDay", ${MS('fitted_at')} AS "fittedAt", seconds
       FROM recent_news_spaces WHERE state = 'ready' ORDER BY version DESC LIMIT 1`,
    )
  )[0] ?? null;

export const spaceSize = async (
  db: Db,
  version: number,
): Promise<{ bytes: number; centres: Buffer } | null> =>
  (
    await rows<{ bytes: number; centres: Buffer }>(
      db,
      `SELECT octet_length(bytes) AS bytes, centres FROM recent_news_spaces WHERE version = ?`,
      [version],
    )
  )[0] ?? null;

/** `length` bytes of a space from `from` (0 is the first); null when the space is gone. */
export const spaceSlice = async (
  db: Db,
  version: number,
  from: number,
  length: number,
): Promise<Buffer | null> =>
  (
    await rows<{ part: Buffer }>(
      db,
      `SELECT substring(bytes FROM ? FOR ?) AS part FROM recent_news_spaces WHERE version = ?`,
      [from + 1, length, version],
    )
  )[0]?.part ?? null;

/** Waits until no space is being put in place, and keeps one from it until the transaction ends. */
export const holdSpace = async (trx: Db): Promise<void> => {
  await rows(trx, `SELECT pg_advisory_xact_lock_shared(?)`, [FLIP_LOCK]);
};

/** Any other number: held for the moment in which a refit is begun. */
const CLAIM_LOCK = FLIP_LOCK + 1;

/** Exact up to here; above, Postgres' own estimate spares counting a million rows at each publish. */
const COUNTED_UP_TO = 50_000;

export const countRoughly = async (db: Db): Promise<number> =>
  (
    await rows<{ n: number }>(
      db,
      `SELECT CASE WHEN reltuples > ? THEN reltuples::int
              ELSE (SELECT count(*)::int FROM recent_news_stories) END AS n
       FROM pg_class WHERE oid = 'recent_news_stories'::regclass`,
      [COUNTED_UP_TO],
    )
  )[0]!.n;

/** Takes back what a refit that died has left, and spaces that none can be using any more. */
export const removeOldSpaces = async (db: Db, keepSeconds: number): Promise<void> => {
  await rows(
    db,
    `DELETE FROM recent_news_spaces WHERE (state = 'filling' AND leased_until < now())
       OR (state = 'ready' AND superseded_at < now() - make_interval(secs => ?))`,
    [keepSeconds],
  );
};

/**
 * Removes some vectors that belong to no space.
 * @returns how many
 */
export const removeOrphans = async (db: Db, limit: number): Promise<number> => {
  const gone = await rows(
    db,
    `WITH RECURSIVE filed(space) AS (
       (SELECT space FROM recent_news_vectors ORDER BY space LIMIT 1)
       UNION ALL
       SELECT (SELECT v.space FROM recent_news_vectors v WHERE v.space > filed.space ORDER BY v.space LIMIT 1)
       FROM filed WHERE filed.space IS NOT NULL
     ), dead AS (
       SELECT space FROM filed WHERE space IS NOT NULL
         AND NOT EXISTS (SELECT FROM recent_news_spaces s WHERE s.version = filed.space) LIMIT 1
     )
     DELETE FROM recent_news_vectors v USING (
       SELECT space, document_id FROM recent_news_vectors WHERE space = (SELECT space FROM dead) LIMIT ?) d
     WHERE v.space = d.space AND v.document_id = d.document_id RETURNING 1`,
    [limit],
  );
  return gone.length;
};

/**
 * Begins a new space.
 * @returns its version, or null while another refit is under way
 */
export const claimRefit = async (
  trx: Transaction,
  leaseSeconds: number,
): Promise<number | null> => {
  const [lock] = await rows<{ got: boolean }>(trx, `SELECT pg_try_advisory_xact_lock(?) AS got`, [
    CLAIM_LOCK,
  ]);
  if (!lock!.got) return null;
  const claimed = await rows<{ version: number }>(
    trx,
    `INSERT INTO recent_news_spaces (state, leased_until)
     SELECT 'filling', clock_timestamp() + make_interval(secs => ?)
     WHERE NOT EXISTS (SELECT FROM recent_news_spaces WHERE state = 'filling' AND leased_until >= clock_timestamp())
     RETURNING version`,
    [leaseSeconds],
  );
  return claimed[0]?.version ?? null;
};

/** @returns false when the space is no longer ours to fill */
export const renewLease = async (db: Db, version: number, leaseSeconds: number): Promise<boolean> =>
  (
    await rows(
      db,
      `UPDATE recent_news_spaces SET leased_until = clock_timestamp() + make_interval(secs => ?)
       WHERE version = ? AND state = 'filling' RETURNING version`,
      [leaseSeconds, version],
    )
  ).length > 0;

export const giveUpSpace = async (db: Db, version: number): Promise<void> => {
  await rows(db, `DELETE FROM recent_news_spaces WHERE version = ? AND state = 'filling'`, [
    version,
  ]);
};

export interface SampleRow {
  documentId: string;
  publishedAt: number;
  /** As Postgres writes it: exact, where milliseconds are not. */
  at: string;
  reading: Buffer;
}

/** Readings, newest first, after one of them. */
export const sampleReadings = (
  db: Db,
  after: SampleRow | null,
  limit: number,
): Promise<SampleRow[]> =>
  rows(
    db,
    `SELECT document_id AS "documentId", ${MS('published_at')} AS "publishedAt", published_at::text AS at, reading FROM recent_news_stories
     ${after ? 'WHERE published_at <= ?::timestamptz AND (published_at < ?::timestamptz OR document_id > ?)' : ''}
     ORDER BY published_at DESC, document_id LIMIT ?`,
    [...(after ? [after.at, after.at, after.documentId] : []), limit],
  );

export const storeSpace = async (
  db: Db,
  version: number,
  space: Pick<SpaceRow, 'stories' | 'dimensions' | 'perDay'> & {
    bytes: Uint8Array;
    centres: Uint8Array;
  },
): Promise<void> => {
  const { stories, dimensions, perDay, bytes, centres } = space;
  await rows(
    db,
    `UPDATE recent_news_spaces SET stories = ?, dimensions = ?, per_day = ?, bytes = ?, centres = ? WHERE version = ?`,
    [stories, dimensions, perDay, Buffer.from(bytes), Buffer.from(centres), version],
  );
};

export interface StoryToPlace {
  documentId: string;
  xact: string;
  publishedAt: number;
  reading: Buffer;
}

const TO_PLACE = `s.document_id AS "documentId", s.xact::text AS xact, ${MS('s.published_at')} AS "publishedAt", s.reading`;

/** Stories in the order of their ids. */
export const storiesToPlace = (db: Db, after: string, limit: number): Promise<StoryToPlace[]> =>
  rows(
    db,
    `SELECT ${TO_PLACE} FROM recent_news_stories s WHERE document_id > ? ORDER BY document_id LIMIT ?`,
    [after, limit],
  );

/** Every transaction before this one has ended; what it wrote can be seen from now on. */
export const horizon = async (db: Db): Promise<string> =>
  (
    await rows<{ xmin: string }>(db, `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin`)
  )[0]!.xmin;

/** Stories written by `since` or a later transaction that do not yet stand in the space as they are. */
export const storiesChanged = (
  db: Db,
  space: number,
  since: string,
  limit: number,
): Promise<StoryToPlace[]> =>
  rows(
    db,
    `SELECT ${TO_PLACE} FROM recent_news_stories s
     LEFT JOIN recent_news_vectors v ON v.space = ? AND v.document_id = s.document_id
     WHERE s.xact >= ?::xid8 AND v.xact IS DISTINCT FROM s.xact LIMIT ?`,
    [space, since, limit],
  );

/**
 * Waits until no story is being kept, and lets none be until the transaction ends.
 * @throws error 55P03 after `patience` ms
 */
export const blockKeeping = async (trx: Transaction, patience: number): Promise<void> => {
  await rows(trx, `SELECT set_config('lock_timeout', ?, true)`, [`${patience}ms`]);
  await rows(trx, `SELECT pg_advisory_xact_lock(?)`, [FLIP_LOCK]);
};

/** Puts a space in place of those before it. */
export const makeReady = async (
  trx: Transaction,
  version: number,
  seconds: number,
): Promise<boolean> => {
  const done = await rows(
    trx,
    `UPDATE recent_news_spaces SET state = 'ready', fitted_at = clock_timestamp(), seconds = ?, leased_until = NULL
     WHERE version = ? AND state = 'filling' RETURNING version`,
    [seconds, version],
  );
  await rows(
    trx,
    `UPDATE recent_news_spaces SET superseded_at = clock_timestamp()
     WHERE state = 'ready' AND version < ? AND superseded_at IS NULL`,
    [version],
  );
  return done.length > 0;
};

export const vacuumVectors = async (db: Db): Promise<void> => {
  await rows(db, `VACUUM (ANALYZE) recent_news_vectors`);
};
