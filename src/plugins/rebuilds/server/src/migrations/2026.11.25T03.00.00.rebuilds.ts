import type { Migration } from '.';

/**
 * What the plugin `rebuilds` remembers. Frozen; later changes come as later migrations.
 *
 * `rebuild_outbox`: one row an act, written in its transaction; `number` is given after the commit,
 * by one process at a time (`rebuild_counter`), so it grows in the order of commits.
 * `rebuild_progress`: how far each target is. `rebuild_calls`, `rebuild_attempts`: the log.
 * `rebuild_live`: what builders said is live.
 */
export const tables: Migration = {
  name: '2026.11.25T03.00.00.rebuilds.js',
  async up(knex) {
    await knex.raw(`
      CREATE TABLE IF NOT EXISTS rebuild_outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        number bigint UNIQUE,
        changes jsonb NOT NULL,
        document_ids text[] NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX IF NOT EXISTS rebuild_outbox_unnumbered ON rebuild_outbox (id) WHERE number IS NULL;
      CREATE INDEX IF NOT EXISTS rebuild_outbox_documents ON rebuild_outbox USING gin (document_ids);

      CREATE TABLE IF NOT EXISTS rebuild_counter (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        last bigint NOT NULL DEFAULT 0,
        pruned bigint NOT NULL DEFAULT 0
      );
      INSERT INTO rebuild_counter DEFAULT VALUES ON CONFLICT DO NOTHING;

      CREATE TABLE IF NOT EXISTS rebuild_progress (
        target_id text PRIMARY KEY,
        position bigint NOT NULL,
        call_id text,
        wake_at timestamptz,
        hold_until timestamptz,
        lease text,
        lease_until timestamptz,
        first_failed_at timestamptz,
        last_failed_at timestamptz,
        next_wait integer NOT NULL DEFAULT 0,
        off_reason text CHECK (off_reason IN ('gone', 'failing')),
        off_at timestamptz,
        delivered_at timestamptz,
        receipt_at timestamptz
      );

      CREATE TABLE IF NOT EXISTS rebuild_calls (
        id text PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        target_id text NOT NULL,
        kind text NOT NULL,
        purpose text NOT NULL CHECK (purpose IN ('changes', 'replay', 'test')),
        replay_of text,
        state text NOT NULL
          CHECK (state IN ('queued', 'sending', 'waiting', 'delivered', 'failed', 'superseded')),
        from_number bigint NOT NULL,
        to_number bigint NOT NULL,
        change_count integer NOT NULL,
        listed integer NOT NULL,
        first_changes jsonb NOT NULL DEFAULT '[]',
        query jsonb NOT NULL DEFAULT '{}',
        headers jsonb NOT NULL DEFAULT '{}',
        body text NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        oldest_at timestamptz,
        next_at timestamptz,
        ended_at timestamptz,
        live_at timestamptz
      );
      CREATE INDEX IF NOT EXISTS rebuild_calls_target ON rebuild_calls (target_id, ordinal DESC);
      CREATE INDEX IF NOT EXISTS rebuild_calls_created ON rebuild_calls (created_at);
      CREATE INDEX IF NOT EXISTS rebuild_calls_queued ON rebuild_calls (target_id, ordinal)
        WHERE state = 'queued';

      CREATE TABLE IF NOT EXISTS rebuild_attempts (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        call_id text NOT NULL REFERENCES rebuild_calls (id) ON DELETE CASCADE,
        number integer NOT NULL,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        ms integer,
        status integer,
        error text,
        answer text,
        UNIQUE (call_id, number)
      );

      CREATE TABLE IF NOT EXISTS rebuild_live (
        target_id text NOT NULL,
        document_id text NOT NULL,
        version integer,
        call_ordinal bigint NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (target_id, document_id)
      );
    `);
  },
};
