/** All SQL on `recent_news_vectors`: the places of stories in a space. */
import { rows, type Db } from '../../../sql';

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
