'use strict';

/**
 * `article_pages`: the page that readers get, one row a slug, written by the act that changes it.
 * `page_changes`: what readers gained or lost, in the order of commits (`xact`), for all that must
 * follow: rebuild calls, page memories, caches. Frozen; later changes come as later migrations.
 *
 * Instants are timestamptz, unlike in Strapi's own tables: they do not depend on a session's zone.
 */
module.exports = {
  async up(knex) {
    await knex.raw(`
      CREATE TABLE IF NOT EXISTS article_pages (
        slug text PRIMARY KEY,
        document_id text NOT NULL,
        live boolean NOT NULL,
        version integer NOT NULL,
        data text,
        head text,
        tags text[] NOT NULL DEFAULT '{}',
        title text,
        first_published_at timestamptz,
        updated_at timestamptz,
        changed_at timestamptz NOT NULL,
        CHECK (live = (data IS NOT NULL AND head IS NOT NULL))
      );
      CREATE UNIQUE INDEX IF NOT EXISTS article_pages_live_document ON article_pages (document_id) WHERE live;
      CREATE INDEX IF NOT EXISTS article_pages_document ON article_pages (document_id);
      CREATE INDEX IF NOT EXISTS article_pages_newest
        ON article_pages (first_published_at DESC NULLS LAST, slug) WHERE live;

      CREATE TABLE IF NOT EXISTS page_changes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
        kind text NOT NULL,
        document_id text NOT NULL,
        slug text NOT NULL,
        paths text[] NOT NULL,
        tags text[] NOT NULL,
        version_before integer,
        version_after integer,
        at timestamptz NOT NULL
      );
      CREATE INDEX IF NOT EXISTS page_changes_xact ON page_changes (xact);
      CREATE INDEX IF NOT EXISTS page_changes_document ON page_changes (document_id, version_after);
    `);
  },
};
