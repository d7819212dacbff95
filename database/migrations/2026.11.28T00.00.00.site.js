'use strict';

/**
 * What a site needs around the page: `article_pages` learns the data for machines (`meta`), the topics
 * and authors that lists are filtered by, when a story last changed in substance, and whether an old
 * address still leads to its story. `article_search`: the published texts as they are searched; `article_search_vocabulary`: the words of their
 * headlines, among which a misspelt one finds its neighbours.
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
        hash text NOT NULL,
        language text NOT NULL,
        topics text[] NOT NULL,
        first_published_at timestamptz,
        title_words tsvector NOT NULL,
        words tsvector NOT NULL
      );
      -- Rows stay small, so that thousands of them are sorted quickly: what is ranked is read apart. There is no
      -- index by date on purpose: along it Postgres would unpack the words of every story on its way.
      ALTER TABLE article_search ALTER words SET STORAGE EXTERNAL, SET (toast_tuple_target = 256);
      CREATE INDEX IF NOT EXISTS article_search_words ON article_search USING gin (words);
      CREATE INDEX IF NOT EXISTS article_search_title_words ON article_search USING gin (title_words);
      CREATE INDEX IF NOT EXISTS article_search_languages ON article_search (language);
      CREATE TABLE IF NOT EXISTS article_search_vocabulary (word text PRIMARY KEY);
    `);
  },
};
