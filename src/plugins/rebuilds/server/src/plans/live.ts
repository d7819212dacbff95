/** All SQL on `rebuild_live`: which version of a document a builder said is live. */
import { rows, type Database, type Transaction } from '../sql';

export interface Live {
  /** null: the page is gone. */
  version: number | null;
  callOrdinal: number;
  at: Date;
}

/** What an older call's receipt says does not undo what a newer one's said. */
export const upsertLive = async (
  trx: Transaction,
  targetId: string,
  callOrdinal: number,
  versions: ReadonlyMap<string, number | null>,
): Promise<void> => {
  if (versions.size === 0) return;
  await rows(
    trx,
    `INSERT INTO rebuild_live (target_id, document_id, version, call_ordinal, at)
     SELECT ?, v.id, v.version, ?, clock_timestamp()
       FROM json_to_recordset(?::json) AS v(id text, version integer)
     ON CONFLICT (target_id, document_id) DO UPDATE
       SET version = excluded.version, call_ordinal = excluded.call_ordinal, at = excluded.at
     WHERE rebuild_live.call_ordinal <= excluded.call_ordinal`,
    [
      targetId,
      callOrdinal,
      JSON.stringify([...versions].map(([id, version]) => ({ id, version }))),
    ],
  );
};

/** By document. */
export const readLive = async (
  db: Database,
  targetId: string,
  documentIds: readonly string[],
): Promise<Map<string, Live>> => {
  const found = await rows<{
    documentId: string;
    version: number | null;
    callOrdinal: string;
    at: Date;
  }>(
    db,
    `SELECT document_id AS "documentId", version, call_ordinal AS "callOrdinal", at
       FROM rebuild_live WHERE target_id = ? AND document_id = ANY(?)`,
    [targetId, documentIds],
  );
  return new Map(
    found.map(({ documentId, version, callOrdinal, at }) => [
      documentId,
      { version, callOrdinal: Number(callOrdinal), at },
    ]),
  );
};
