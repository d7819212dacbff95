/** What others may know of articles as stories: their text, their heads, their order. Reads only. */
import type { Knex } from 'knex';
import { rows, type Transaction } from '../sql';
import { ON, type Side } from '../tree/side';

export type Db = Knex | Transaction;

export interface StoryText {
  documentId: string;
  title: string;
  lead: string | null;
  sections: { heading: string; lead: string | null; bullets: string[] }[];
  /** Milliseconds since 1970. */
  publishedAt: number;
  /** A person's own teaser of this story. */
  teaser: string | null;
  beat: string | null;
  topics: string[];
}

type TextRow = Omit<StoryText, 'publishedAt' | 'beat'> & { publishedAt: Date | null };

const nothing = (text: string | null): string | null => (text?.trim() ? text : null);

/** A draft that was never published is dated `now`: that is when it would appear. */
export const readTexts = async (
  db: Db,
  documentIds: readonly string[],
  side: Side,
): Promise<StoryText[]> => {
  const now = Date.now();
  const found = await rows<TextRow>(
    db,
    `SELECT a.document_id AS "documentId", coalesce(a.title, '') AS title, a.lead, a.teaser,
            a.first_published_at AS "publishedAt",
            (SELECT coalesce(json_agg(json_build_object(
                'heading', coalesce(s.heading, ''), 'lead', s.lead,
                'bullets', (SELECT coalesce(json_agg(coalesce(b.text, '') ORDER BY bl.bullet_ord, b.id), '[]'::json)
                   FROM bullets_section_lnk bl JOIN bullets b ON b.id = bl.bullet_id WHERE bl.section_id = s.id))
                ORDER BY sl.section_ord, s.id), '[]'::json)
               FROM sections_article_lnk sl JOIN sections s ON s.id = sl.section_id
              WHERE sl.article_id = a.id) AS sections,
            (SELECT coalesce(json_agg(t.name ORDER BY tl.topic_ord, t.id), '[]'::json)
               FROM articles_topics_lnk tl JOIN topics t ON t.id = tl.topic_id
              WHERE tl.article_id = a.id) AS topics
       FROM articles a WHERE a.document_id = ANY(?) AND a.${ON[side]}`,
    [documentIds],
  );
  return found.map((story) => ({
    ...story,
    lead: nothing(story.lead),
    teaser: nothing(story.teaser),
    publishedAt: story.publishedAt?.getTime() ?? now,
    // The first topic is the one that an editor thought of first.
    beat: story.topics[0] ?? null,
  }));
};

/** The next live articles after `after`, by documentId. */
export const nextLive = async (db: Db, after: string, limit: number): Promise<string[]> =>
  (
    await rows<{ documentId: string }>(
      db,
      `SELECT document_id AS "documentId" FROM article_pages
        WHERE live AND document_id > ? ORDER BY document_id LIMIT ?`,
      [after, limit],
    )
  ).map(({ documentId }) => documentId);

export const countLive = async (db: Db): Promise<number> => {
  const [row] = await rows<{ count: string }>(
    db,
    'SELECT count(*) AS count FROM article_pages WHERE live',
  );
  return Number(row?.count ?? 0);
};

export interface StoryHead {
  documentId: string;
  title: string;
  slug: string | null;
  /** Milliseconds since 1970; null before the first publish. */
  publishedAt: number | null;
  live: boolean;
  /** A person's own teaser of it. */
  teaser: string | null;
}

type HeadRow = Omit<StoryHead, 'publishedAt'> & { publishedAt: Date | null };
const headOf = (row: HeadRow): StoryHead => ({
  ...row,
  publishedAt: row.publishedAt?.getTime() ?? null,
});

/** What is live of an article goes before its draft. */
export const readHeads = async (db: Db, documentIds: readonly string[]): Promise<StoryHead[]> =>
  (
    await rows<HeadRow>(
      db,
      `SELECT DISTINCT ON (document_id) document_id AS "documentId", coalesce(title, '') AS title, slug,
              first_published_at AS "publishedAt", published_at IS NOT NULL AS live, nullif(trim(teaser), '') AS teaser
         FROM articles WHERE document_id = ANY(?)
        ORDER BY document_id, published_at IS NULL`,
      [documentIds],
    )
  ).map(headOf);

export const findBySlug = async (db: Db, slug: string): Promise<string | null> =>
  (
    await rows<{ documentId: string }>(
      db,
      `SELECT document_id AS "documentId" FROM articles WHERE slug = ? ORDER BY published_at IS NULL LIMIT 1`,
      [slug],
    )
  )[0]?.documentId ?? null;

/** `%` and `_` of a search are letters like any others. */
const like = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/** Live articles whose titles hold all the words, newest first. */
export const searchTitles = async (db: Db, words: string, limit: number): Promise<StoryHead[]> =>
  (
    await rows<HeadRow>(
      db,
      `SELECT document_id AS "documentId", title, slug, first_published_at AS "publishedAt", live, NULL AS teaser
         FROM article_pages WHERE live AND title ILIKE ALL(?)
        ORDER BY first_published_at DESC NULLS LAST, slug LIMIT ?`,
      [words.split(/\s+/).filter(Boolean).map(like), limit],
    )
  ).map(headOf);
