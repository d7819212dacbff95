/** All SQL of feeds and sitemaps. They read what readers have, from the page rows alone. */
import type { Knex } from 'knex';
import type { PageData } from '../../article/page/types';
import { rows } from '../../article/sql';
import { USUAL_LANGUAGE } from '../../article/text/language';
import type { NewsStory, SitemapPage } from '../sitemaps/compose';

export interface FeedSite {
  name: string | null;
  url: string | null;
  language: string;
  updatedAt: Date;
}

/** The published Site, or undefined before its first publish. */
export const readSite = async (db: Knex): Promise<FeedSite | undefined> =>
  (
    await rows<FeedSite>(
      db,
      `SELECT nullif(trim(name), '') AS name, nullif(trim(url), '') AS url,
              coalesce(nullif(language, ''), ?) AS language, updated_at AS "updatedAt"
         FROM sites WHERE published_at IS NOT NULL ORDER BY id LIMIT 1`,
      [USUAL_LANGUAGE],
    )
  )[0];

export interface FeedTopic {
  name: string;
  slug: string;
  description: string | null;
  updatedAt: Date;
}

export const readTopic = async (db: Knex, slug: string): Promise<FeedTopic | undefined> =>
  (
    await rows<FeedTopic>(
      db,
      `SELECT name, slug, nullif(trim(description), '') AS description, updated_at AS "updatedAt"
         FROM topics WHERE slug = ? LIMIT 1`,
      [slug],
    )
  )[0];

/** Whole stories, newest first. @param topic a slug; null for all */
export const readNewest = async (
  db: Knex,
  topic: string | null,
  limit: number,
): Promise<PageData[]> =>
  (
    await rows<{ data: string }>(
      db,
      `SELECT data FROM article_pages WHERE live ${topic === null ? '' : 'AND topics @> ARRAY[?]::text[]'}
        ORDER BY first_published_at DESC NULLS LAST, slug LIMIT ?`,
      topic === null ? [limit] : [topic, limit],
    )
  ).map(({ data }) => JSON.parse(data) as PageData);

/**
 * When the newest page of each sitemap file changed, in the files' order: one date a file. The order
 * is the age of stories, so that a new one belongs to the last file and the others stay as they are.
 * @param size pages a file
 */
export const readSitemapFiles = async (db: Knex, size: number): Promise<Date[]> =>
  (
    await rows<{ changed: Date }>(
      db,
      `SELECT max(changed) AS changed
         FROM (SELECT coalesce(modified_at, updated_at, changed_at) AS changed,
                      (row_number() OVER (ORDER BY first_published_at NULLS LAST, slug) - 1) / ? AS file
                 FROM article_pages WHERE live) AS pages
        GROUP BY file ORDER BY file`,
      [size],
    )
  ).map(({ changed }) => changed);

/** The pages of one sitemap file. @param file counts from 1 */
export const readSitemapPages = (db: Knex, file: number, size: number): Promise<SitemapPage[]> =>
  rows<SitemapPage>(
    db,
    `SELECT slug, coalesce(modified_at, updated_at, changed_at) AS "modifiedAt",
            head::json #>> '{cover,url}' AS picture
       FROM article_pages WHERE live
      ORDER BY first_published_at NULLS LAST, slug LIMIT ? OFFSET ?`,
    [size, (file - 1) * size],
  );

/** Stories that were first published since then, newest first. */
export const readNews = (db: Knex, since: Date, limit: number): Promise<NewsStory[]> =>
  rows<NewsStory>(
    db,
    `SELECT slug, title, coalesce(head::json ->> 'language', ?) AS language,
            first_published_at AS "firstPublishedAt"
       FROM article_pages WHERE live AND first_published_at > ?::timestamptz
      ORDER BY first_published_at DESC, slug LIMIT ?`,
    [USUAL_LANGUAGE, since.toISOString(), limit],
  );

/** When the last story became too old to be news, which changes the list like a publish does. */
export const lastOutdated = async (db: Knex, since: Date): Promise<Date | null> =>
  (
    await rows<{ at: Date | null }>(
      db,
      `SELECT max(first_published_at) AS at FROM article_pages
        WHERE live AND first_published_at <= ?::timestamptz`,
      [since.toISOString()],
    )
  )[0]?.at ?? null;
