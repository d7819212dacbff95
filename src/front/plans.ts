/** All SQL of the page memory: what has changed since it was last asked, and who may read. */
import type { Knex } from 'knex';
import { CHANNEL } from '../api/article/page/plans';
import { rows } from '../api/article/sql';
import type { Change } from './tags';

/** More than these are not worth telling apart: everything is dropped. */
export const MOST_CHANGES = 1_000;

export interface RecordRead {
  /** What this read has seen, as Postgres writes a snapshot; the next one goes on from it. */
  snapshot: string;
  /** Of the write-ahead log: another one after a standby was promoted. */
  timeline: string;
  open: boolean;
  /** At most one more than `MOST_CHANGES`. */
  changes: Change[];
}

/**
 * Everything that has been committed since `seen`, in one statement and so as of one moment. A transaction
 * that was under way then and has committed since is found by the snapshot, however old its number is.
 *
 * @param seen the `snapshot` of the read before; null reads no changes
 * @throws on a standby: it is behind, and nobody can say how far
 */
export const readRecord = async (db: Knex, seen: string | null): Promise<RecordRead> => {
  const [read] = await rows<RecordRead>(
    db,
    `SELECT pg_current_snapshot()::text AS snapshot,
            left(pg_walfile_name(pg_current_wal_lsn()), 8) AS timeline,
            EXISTS (SELECT FROM up_permissions p
                      JOIN up_permissions_role_lnk l ON l.permission_id = p.id
                      JOIN up_roles r ON r.id = l.role_id
                     WHERE r.type = 'public' AND p.action = 'api::article.article.find') AS open,
            (SELECT coalesce(json_agg(c), '[]'::json) FROM (
               SELECT document_id AS "documentId", slug FROM page_changes
                WHERE xact >= pg_snapshot_xmin(?::pg_snapshot)
                  AND NOT pg_visible_in_snapshot(xact, ?::pg_snapshot)
                LIMIT ${MOST_CHANGES + 1}) c) AS changes`,
    [seen, seen],
  );
  return read!;
};

/** Sends a word over the channel that means nothing but "do you hear me". */
export const sayHello = async (db: Knex, word: string): Promise<void> => {
  await rows(db, `SELECT pg_notify('${CHANNEL}', ?)`, [word]);
};
