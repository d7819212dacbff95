/** SQL of what stands around the stories of a site: its name, its topics, its authors. Reads only. */
import type { Knex } from 'knex';
import { pictureJson } from '../../article/page/sql-json';
import type { StoredPicture } from '../../article/page/types';
import { AUTHOR } from '../../article/uids';
import { rows } from '../../article/sql';

export interface StoredSite {
  name: string | null;
  url: string | null;
  language: string | null;
  newsletterText: string | null;
  newsletterButtonLabel: string | null;
  newsletterUrl: string | null;
  recentNewsHeading: string | null;
}

export interface StoredAround {
  site: StoredSite | null;
  topics: { name: string; slug: string; description: string | null; stories: number }[];
  authors: {
    name: string;
    slug: string;
    role: string | null;
    description: string | null;
    picture: StoredPicture | null;
    links: { label: string; url: string }[];
    stories: number;
  }[];
  changedAt: Date | null;
}

const SITE_JSON = `(SELECT json_build_object('name', s.name, 'url', s.url, 'language', s.language,
                      'newsletterText', s.newsletter_text, 'newsletterButtonLabel', s.newsletter_button_label,
                      'newsletterUrl', s.newsletter_url, 'recentNewsHeading', s.recent_news_heading)
               FROM sites s WHERE s.published_at IS NOT NULL ORDER BY s.id LIMIT 1)`;

/** The published Site, without what stands around it; null before its first publish. */
export const readSite = async (db: Knex): Promise<StoredSite | null> => {
  const [found] = await rows<{ site: StoredSite | null }>(db, `SELECT ${SITE_JSON} AS site`);
  return found!.site;
};

/** Everything in one statement, so as of one moment. Stories are counted by what readers have. */
export const readAround = async (db: Knex): Promise<StoredAround> => {
  const [found] = await rows<StoredAround>(
    db,
    `WITH of_topics AS (SELECT t AS slug, count(*)::int AS stories FROM article_pages p, unnest(p.topics) AS t
                         WHERE p.live GROUP BY t),
          of_authors AS (SELECT u AS slug, count(*)::int AS stories FROM article_pages p, unnest(p.authors) AS u
                          WHERE p.live GROUP BY u)
     SELECT ${SITE_JSON} AS site,
            (SELECT coalesce(json_agg(json_build_object('name', t.name, 'slug', t.slug, 'description', t.description,
                      'stories', coalesce(c.stories, 0)) ORDER BY lower(t.name), t.id), '[]'::json)
               FROM topics t LEFT JOIN of_topics c USING (slug)) AS topics,
            (SELECT coalesce(json_agg(json_build_object('name', u.name, 'slug', u.slug, 'role', u.role,
                      'description', u.description, 'picture', ${pictureJson('u.id', AUTHOR, 'picture')},
                      'links', (SELECT coalesce(json_agg(json_build_object('label', k.label, 'url', k.url)
                                  ORDER BY m."order", k.id), '[]'::json)
                                  FROM authors_cmps m JOIN components_author_links k ON k.id = m.cmp_id
                                 WHERE m.entity_id = u.id AND m.field = 'links'),
                      'stories', coalesce(c.stories, 0)) ORDER BY lower(u.name), u.id), '[]'::json)
               FROM authors u LEFT JOIN of_authors c USING (slug)) AS authors,
            greatest((SELECT max(changed_at) FROM article_pages), (SELECT at FROM page_changes ORDER BY id DESC LIMIT 1)) AS "changedAt"`,
  );
  return found!;
};
