/** All SQL on `recent_news_stories`, stories as they were read, and `recent_news_never`. */
import { rows, type Db, type Transaction } from '../../../sql';
import { MS } from './times';

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
