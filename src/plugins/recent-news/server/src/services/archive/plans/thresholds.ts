/** What the archive asks of `recent_news_lists`; it is written by the lists. */
import { rows, type Db } from '../../../sql';

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
