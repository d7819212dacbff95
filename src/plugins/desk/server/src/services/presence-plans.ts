/** All SQL on `desk_presence`: who has which article open. */
import { LEASE } from '../constants';
import { rows, type Db } from '../sql';

export interface Presence {
  documentId: string;
  tab: string;
  userId: number;
  name: string;
  since: Date;
}

const OPEN = `seen_at > clock_timestamp() - make_interval(secs => ${LEASE})`;

/** A heartbeat of one tab; it leaves the article that it had open before. */
export const beat = (db: Db, { documentId, tab, userId, name }: Omit<Presence, 'since'>) =>
  rows(
    db,
    `INSERT INTO desk_presence AS p (tab, document_id, user_id, name) VALUES (?, ?, ?, ?)
         ON CONFLICT (tab) DO UPDATE SET document_id = excluded.document_id, user_id = excluded.user_id,
            name = excluded.name, seen_at = clock_timestamp(),
            since = CASE WHEN p.document_id = excluded.document_id THEN p.since ELSE clock_timestamp() END`,
    [tab, documentId, userId, name],
  );

/** A tab says itself that it closes; only its own user's word counts. */
export const leave = (db: Db, tab: string, userId: number) =>
  rows(db, 'DELETE FROM desk_presence WHERE tab = ? AND user_id = ?', [tab, userId]);

export const present = (db: Db, documentIds: readonly string[]): Promise<Presence[]> =>
  rows<Presence>(
    db,
    `SELECT document_id AS "documentId", tab, user_id AS "userId", name, since
       FROM desk_presence WHERE document_id = ANY(?) AND ${OPEN} ORDER BY since, tab`,
    [documentIds],
  );

/** Rows of tabs that are long gone. */
export const prune = (db: Db) => rows(db, `DELETE FROM desk_presence WHERE NOT (${OPEN})`);
