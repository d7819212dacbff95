import type { Migration } from '.';

/**
 * What plugin `recent-news` keeps of the live stories, so that a list is made without reading them again.
 * Frozen; later changes come as later migrations.
 *
 * `recent_news_stories`: each live story as read: machine teaser, terms, signature (`reading`).
 * `recent_news_never`: stories never to be recommended; outlives their being unpublished.
 * `recent_news_spaces`: versions of the fitted space. `recent_news_vectors`: each story's place in one.
 * `recent_news_lists`: what it takes to get into a story's list as it was last computed.
 *
 * `xact` is the transaction that wrote a story last, and in `recent_news_vectors` that of the story the
 * vector was computed from: where the two differ the vector is stale.
 */
export const tables: Migration = {
  name: '2026.11.25T02.00.00.recent-news.js',
  async up(knex) {
    await knex.raw(`
      CREATE TABLE IF NOT EXISTS recent_news_stories (
        document_id text PRIMARY KEY,
        hash text NOT NULL,
        xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
        published_at timestamptz NOT NULL,
        title text NOT NULL,
        language text,
        beat text,
        topics text[] NOT NULL DEFAULT '{}',
        teaser text,
        teaser_why json,
        teaser_provider text NOT NULL,
        reading bytea NOT NULL
      );
      -- Numbers and hashes: compressing them takes time and saves next to nothing.
      ALTER TABLE recent_news_stories ALTER COLUMN reading SET STORAGE EXTERNAL;
      CREATE INDEX IF NOT EXISTS recent_news_stories_newest ON recent_news_stories (published_at DESC, document_id);
      CREATE INDEX IF NOT EXISTS recent_news_stories_beat
        ON recent_news_stories (beat, published_at DESC) WHERE beat IS NOT NULL;
      CREATE INDEX IF NOT EXISTS recent_news_stories_topics ON recent_news_stories USING gin (topics);
      CREATE INDEX IF NOT EXISTS recent_news_stories_xact ON recent_news_stories (xact);

      CREATE TABLE IF NOT EXISTS recent_news_never (
        document_id text PRIMARY KEY,
        by text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE IF NOT EXISTS recent_news_spaces (
        version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('filling', 'ready')),
        stories integer NOT NULL DEFAULT 0,
        dimensions integer NOT NULL DEFAULT 0,
        per_day double precision NOT NULL DEFAULT 0,
        bytes bytea,
        centres bytea,
        started_at timestamptz NOT NULL DEFAULT now(),
        leased_until timestamptz,
        fitted_at timestamptz,
        seconds double precision,
        superseded_at timestamptz,
        CHECK (state = 'filling' OR (bytes IS NOT NULL AND centres IS NOT NULL))
      );
      -- Read in slices, which only works on what is not compressed.
      ALTER TABLE recent_news_spaces ALTER COLUMN bytes SET STORAGE EXTERNAL;
      ALTER TABLE recent_news_spaces ALTER COLUMN centres SET STORAGE EXTERNAL;

      CREATE TABLE IF NOT EXISTS recent_news_vectors (
        space integer NOT NULL,
        document_id text NOT NULL,
        cell integer NOT NULL,
        published_at timestamptz NOT NULL,
        xact xid8 NOT NULL,
        vector bytea NOT NULL,
        vector8 bytea NOT NULL,
        PRIMARY KEY (space, document_id)
      );
      -- A look-up reads a stretch of this index for each cell and nothing else, if the pages are
      -- known to be visible to all: hence the early vacuum.
      CREATE INDEX IF NOT EXISTS recent_news_vectors_cells
        ON recent_news_vectors (space, cell, published_at DESC) INCLUDE (document_id, vector8);
      ALTER TABLE recent_news_vectors SET (
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 5000,
        autovacuum_vacuum_scale_factor = 0.02
      );
      ALTER TABLE recent_news_vectors ALTER COLUMN vector SET STORAGE MAIN;

      CREATE TABLE IF NOT EXISTS recent_news_lists (
        document_id text PRIMARY KEY,
        space integer NOT NULL,
        third_rank double precision,
        third_target text,
        third_rung text,
        length integer NOT NULL,
        computed_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX IF NOT EXISTS recent_news_lists_open
        ON recent_news_lists (document_id) WHERE third_rung IS DISTINCT FROM 'related';
    `);
  },
};
