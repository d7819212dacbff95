/**
 * All SQL on the tables of the archive: stories as read, never-recommended ones, spaces, vectors.
 * Times come and go as milliseconds since 1970.
 */
import { rows, type Db, type Transaction } from '../../sql';

const MS = (column: string): string => `round(extract(epoch FROM ${column}) * 1000)::float8`;

/** Any number that no other part of the application locks by. */
const FLIP_LOCK = 0x4e525350;

// ---------------------------------------------------------------------------------------- stories

export interface StoryRow {
  documentId: string;
  hash: string;
  publishedAt: number;
  title: string;
  language: string | null;
  beat: string | null;
  topics: readonly string[];
  teaser: string | null;
  why: unknown;
  provider: string;
  reading: Uint8Array;
}

export interface StoredTeaser {
  documentId: string;
  hash: string;
  teaser: string | null;
}

export const storedTeasers = (db: Db, ids: readonly string[]): Promise<StoredTeaser[]> =>
  rows(
    db,
    `SELECT document_id AS "documentId", hash, teaser FROM recent_news_stories WHERE document_id = ANY(?)`,
    [ids],
  );

/** Inserts or replaces stories. In the order of their ids, so that two writers do not wait in a circle. */
export const putStories = async (trx: Db, stories: readonly StoryRow[]): Promise<void> => {
  const column = <K extends keyof StoryRow>(key: K): StoryRow[K][] =>
    stories.map((story) => story[key]);
  await rows(
    trx,
    `INSERT INTO recent_news_stories AS s
       (document_id, hash, published_at, title, language, beat, topics, teaser, teaser_why, teaser_provider, reading)
     SELECT n.id, n.hash, to_timestamp(n.at / 1000), n.title, n.language, n.beat,
            ARRAY(SELECT json_array_elements_text(n.topics::json)), n.teaser, n.why::json, n.provider, n.reading
     FROM unnest(?::text[], ?::text[], ?::float8[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[])
       AS n(id, hash, at, title, language, beat, topics, teaser, why, provider, reading)
     ORDER BY n.id
     ON CONFLICT (document_id) DO UPDATE SET
       hash = excluded.hash, xact = pg_current_xact_id(), published_at = excluded.published_at,
       title = excluded.title, language = excluded.language, beat = excluded.beat, topics = excluded.topics,
       teaser = excluded.teaser, teaser_why = excluded.teaser_why, teaser_provider = excluded.teaser_provider,
       reading = excluded.reading`,
    [
      column('documentId'),
      column('hash'),
      column('publishedAt'),
      column('title'),
      column('language'),
      column('beat'),
      column('topics').map((topics) => JSON.stringify(topics)),
      column('teaser'),
      column('why').map((why) => (why == null ? null : JSON.stringify(why))),
      column('provider'),
      column('reading').map((bytes) => Buffer.from(bytes)),
    ],
  );
};

/** Removes stories, then their vectors in every space (which by then no refit adds to). */
export const dropStories = async (trx: Transaction, ids: readonly string[]): Promise<void> => {
  await rows(
    trx,
    `DELETE FROM recent_news_stories WHERE document_id IN (
       SELECT document_id FROM recent_news_stories WHERE document_id = ANY(?) ORDER BY document_id FOR UPDATE)`,
    [ids],
  );
  await rows(
    trx,
    `DELETE FROM recent_news_vectors WHERE space IN (SELECT version FROM recent_news_spaces) AND document_id = ANY(?)`,
    [ids],
  );
};

export interface ReadingRow {
  documentId: string;
  publishedAt: number;
  beat: string | null;
  topics: string[];
  reading: Buffer;
  /** Null when the story has no place in the space. */
  vector: Buffer | null;
}

const READING = `s.document_id AS "documentId", ${MS('s.published_at')} AS "publishedAt", s.beat, s.topics, s.reading, v.vector`;

export const readings = (db: Db, space: number, ids: readonly string[]): Promise<ReadingRow[]> =>
  rows(
    db,
    `SELECT ${READING} FROM recent_news_stories s
     LEFT JOIN recent_news_vectors v ON v.space = ? AND v.document_id = s.document_id
     WHERE s.document_id = ANY(?)`,
    [space, ids],
  );

const RECOMMENDED = `NOT EXISTS (SELECT FROM recent_news_never n WHERE n.document_id = s.document_id)`;

export const recommendable = (
  db: Db,
  space: number,
  ids: readonly string[],
): Promise<ReadingRow[]> =>
  rows(
    db,
    `SELECT ${READING} FROM recent_news_stories s
     LEFT JOIN recent_news_vectors v ON v.space = ? AND v.document_id = s.document_id
     WHERE s.document_id = ANY(?) AND ${RECOMMENDED}`,
    [space, ids],
  );

/** The ids of the newest stories that may be recommended. */
export const newestIds = async (db: Db, limit: number): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      db,
      `SELECT document_id AS id FROM recent_news_stories s WHERE ${RECOMMENDED}
       ORDER BY published_at DESC, document_id LIMIT ?`,
      [limit],
    )
  ).map(({ id }) => id);

/** The ids of the newest of a beat, those of each topic, and the newest of all. */
export const fallbackIds = async (
  db: Db,
  beat: string | null,
  topics: readonly string[],
  limit: number,
): Promise<string[]> => {
  const newest = `ORDER BY published_at DESC, document_id LIMIT ?`;
  const parts = [`(SELECT document_id FROM recent_news_stories s WHERE ${RECOMMENDED} ${newest})`];
  const bindings: unknown[] = [limit];
  if (beat) {
    parts.push(
      `(SELECT document_id FROM recent_news_stories s WHERE beat = ? AND ${RECOMMENDED} ${newest})`,
    );
    bindings.push(beat, limit);
  }
  if (topics.length) {
    parts.push(
      `(SELECT document_id FROM recent_news_stories s WHERE topics && ?::text[] AND ${RECOMMENDED} ${newest})`,
    );
    bindings.push(topics, limit);
  }
  const found = await rows<{ id: string }>(
    db,
    `SELECT document_id AS id FROM (${parts.join(' UNION ')}) AS u`,
    bindings,
  );
  return found.map(({ id }) => id);
};

export const countStories = async (db: Db): Promise<number> =>
  (await rows<{ n: number }>(db, `SELECT count(*)::int AS n FROM recent_news_stories`))[0]!.n;

// ------------------------------------------------------------------------------------------- never

export const setNever = async (trx: Db, id: string, by: string): Promise<void> => {
  await rows(
    trx,
    `INSERT INTO recent_news_never (document_id, by) VALUES (?, ?)
     ON CONFLICT (document_id) DO NOTHING`,
    [id, by],
  );
};

export const unsetNever = async (trx: Db, id: string): Promise<void> => {
  await rows(trx, `DELETE FROM recent_news_never WHERE document_id = ?`, [id]);
};

export interface NeverRow {
  documentId: string;
  by: string;
  /** Milliseconds since 1970. */
  at: number;
}

export const nevers = (db: Db, ids: readonly string[]): Promise<NeverRow[]> =>
  rows(
    db,
    `SELECT document_id AS "documentId", by, ${MS('at')} AS at FROM recent_news_never WHERE document_id = ANY(?)`,
    [ids],
  );

// ------------------------------------------------------------------------------------------ vectors

export interface VectorRow {
  documentId: string;
  cell: number;
  publishedAt: number;
  vector: Uint8Array;
  filed: Uint8Array;
}

const VECTORS = (vectors: readonly VectorRow[]): unknown[] => [
  vectors.map(({ documentId }) => documentId),
  vectors.map(({ cell }) => cell),
  vectors.map(({ publishedAt }) => publishedAt),
  vectors.map(({ vector }) => Buffer.from(vector)),
  vectors.map(({ filed }) => Buffer.from(filed)),
];

const REPLACE = `ON CONFLICT (space, document_id) DO UPDATE SET
  cell = excluded.cell, published_at = excluded.published_at, xact = excluded.xact,
  vector = excluded.vector, vector8 = excluded.vector8`;

/** Files stories that this very transaction has written. */
export const putVectors = async (
  trx: Db,
  space: number,
  vectors: readonly VectorRow[],
): Promise<void> => {
  await rows(
    trx,
    `INSERT INTO recent_news_vectors (space, document_id, cell, published_at, xact, vector, vector8)
     SELECT ?, n.id, n.cell, to_timestamp(n.at / 1000), pg_current_xact_id(), n.vector, n.filed
     FROM unnest(?::text[], ?::int[], ?::float8[], ?::bytea[], ?::bytea[]) AS n(id, cell, at, vector, filed)
     ORDER BY n.id ${REPLACE}`,
    [space, ...VECTORS(vectors)],
  );
};

/**
 * Files stories that were read a moment ago (`xacts`: what they were read at). One that was dropped
 * meanwhile is left out; dropping one waits until this is committed. Does nothing in a space that is gone.
 */
export const fileVectors = async (
  db: Db,
  space: number,
  vectors: readonly VectorRow[],
  xacts: readonly string[],
): Promise<void> => {
  await rows(
    db,
    `WITH there AS (
       SELECT document_id FROM recent_news_stories WHERE document_id = ANY(?) ORDER BY document_id FOR KEY SHARE)
     INSERT INTO recent_news_vectors (space, document_id, cell, published_at, xact, vector, vector8)
     SELECT ?, n.id, n.cell, to_timestamp(n.at / 1000), n.xact::xid8, n.vector, n.filed
     FROM unnest(?::text[], ?::int[], ?::float8[], ?::bytea[], ?::bytea[], ?::text[]) AS n(id, cell, at, vector, filed, xact)
     JOIN there ON there.document_id = n.id
     WHERE EXISTS (SELECT FROM recent_news_spaces WHERE version = ?) ${REPLACE}`,
    [vectors.map(({ documentId }) => documentId), space, ...VECTORS(vectors), xacts, space],
  );
};

export interface CellRow {
  cell: number;
  /** Joined by line breaks, in the order of `filed`. */
  ids: string;
  /** Filed vectors, joined. */
  filed: Buffer;
}

/** The newest stories of each cell within a span of time, packed so that few rows travel. */
export const cellStories = (
  db: Db,
  space: number,
  cells: readonly number[],
  span: { from: number; to: number; perCell: number },
): Promise<CellRow[]> =>
  rows(
    db,
    `SELECT c.cell, string_agg(v.document_id, E'\\n') AS ids, string_agg(v.vector8, '') AS filed
     FROM unnest(?::int[]) AS c(cell) CROSS JOIN LATERAL (
       SELECT document_id, vector8 FROM recent_news_vectors
       WHERE space = ? AND cell = c.cell AND published_at BETWEEN to_timestamp(?::float8 / 1000) AND to_timestamp(?::float8 / 1000)
       ORDER BY published_at DESC LIMIT ?) v
     GROUP BY c.cell`,
    [cells, space, span.from, span.to, span.perCell],
  );

/** All stories of one cell, packed; null if there are none. */
export const wholeCell = async (db: Db, space: number, cell: number): Promise<CellRow | null> => {
  const [row] = await rows<CellRow>(
    db,
    `SELECT cell, string_agg(document_id, E'\\n') AS ids, string_agg(vector8, '') AS filed
     FROM recent_news_vectors WHERE space = ? AND cell = ? GROUP BY cell`,
    [space, cell],
  );
  return row ?? null;
};

/** The newest stories, packed like a cell. */
export const newestFiled = async (
  db: Db,
  space: number,
  limit: number,
): Promise<Pick<CellRow, 'ids' | 'filed'> | null> => {
  const [row] = await rows<{ ids: string | null; filed: Buffer }>(
    db,
    `SELECT string_agg(v.document_id, E'\\n') AS ids, string_agg(v.vector8, '') AS filed
     FROM (SELECT document_id FROM recent_news_stories ORDER BY published_at DESC, document_id LIMIT ?) n
     JOIN recent_news_vectors v ON v.space = ? AND v.document_id = n.document_id`,
    [limit, space],
  );
  return row?.ids ? { ids: row.ids, filed: row.filed } : null;
};

// ----------------------------------------------------------------------------- what lists ask for

/** What a list, as it was last computed, asks of a story that is to get into it. */
export interface Threshold {
  documentId: string;
  /** Of its last entry; null while it has room for more. */
  rung: string | null;
  rank: number | null;
  /** The story of that entry. */
  target: string | null;
  /** Version of the space that the rank was reckoned in. */
  space: number;
}

const THRESHOLD = `l.document_id AS "documentId", l.third_rung AS rung, l.third_rank AS rank,
  l.third_target AS target, l.space`;

export const thresholds = (db: Db, ids: readonly string[]): Promise<Threshold[]> =>
  rows(db, `SELECT ${THRESHOLD} FROM recent_news_lists l WHERE l.document_id = ANY(?)`, [ids]);

/** Lists of the newest stories of a span that text alone has not filled. */
export const openLists = (
  db: Db,
  span: { from: number; to: number },
  limit: number,
): Promise<Threshold[]> =>
  rows(
    db,
    `SELECT ${THRESHOLD} FROM recent_news_lists l JOIN recent_news_stories s USING (document_id)
     WHERE l.third_rung IS DISTINCT FROM 'related'
       AND s.published_at BETWEEN to_timestamp(?::float8 / 1000) AND to_timestamp(?::float8 / 1000)
     ORDER BY s.published_at DESC, s.document_id LIMIT ?`,
    [span.from, span.to, limit],
  );

// ------------------------------------------------------------------------------------------- spaces

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

// -------------------------------------------------------------------------------------------- refit

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
