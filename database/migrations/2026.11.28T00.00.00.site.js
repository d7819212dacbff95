'use strict';

/**
 * What a site needs around the page: `article_pages` learns the data for machines (`meta`), the topics
 * and authors that lists are filtered by, when a story last changed in substance, and whether an old
 * address still leads to its story. `article_search`: the published texts as they are searched.
 */
module.exports = {
  async up(knex) {
    await knex.raw(`
      ALTER TABLE article_pages
        ADD COLUMN IF NOT EXISTS meta text,
        ADD COLUMN IF NOT EXISTS topics text[] NOT NULL DEFAULT '{}',
        ADD COLUMN IF NOT EXISTS authors text[] NOT NULL DEFAULT '{}',
        ADD COLUMN IF NOT EXISTS substance text,
        ADD COLUMN IF NOT EXISTS modified_at timestamptz,
        ADD COLUMN IF NOT EXISTS redirects boolean NOT NULL DEFAULT true;
      CREATE INDEX IF NOT EXISTS article_pages_topics ON article_pages USING gin (topics) WHERE live;
      CREATE INDEX IF NOT EXISTS article_pages_authors ON article_pages USING gin (authors) WHERE live;
      CREATE INDEX IF NOT EXISTS article_pages_changed ON article_pages (changed_at);

      CREATE TABLE IF NOT EXISTS article_search (
        document_id text PRIMARY KEY,
        language text NOT NULL,
        title text NOT NULL,
        body text NOT NULL,
        folded_title text NOT NULL,
        words tsvector NOT NULL,
        topics text[] NOT NULL,
        first_published_at timestamptz
      );
      CREATE INDEX IF NOT EXISTS article_search_words ON article_search USING gin (words);
      CREATE INDEX IF NOT EXISTS article_search_newest ON article_search (first_published_at DESC NULLS LAST);
      CREATE INDEX IF NOT EXISTS article_search_languages ON article_search (language);
    `);
  },
};
