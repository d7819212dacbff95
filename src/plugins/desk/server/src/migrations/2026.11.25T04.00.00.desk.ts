import type { Migration } from '.';

/**
 * Who has which article open at the Desk: one row a browser tab, gone half a minute after its last
 * heartbeat. Unlogged: after a crash of Postgres the tabs say so again by themselves.
 */
export const tables: Migration = {
  name: '2026.11.25T04.00.00.desk.js',
  async up(knex) {
    await knex.raw(`
      CREATE UNLOGGED TABLE IF NOT EXISTS desk_presence (
        tab text PRIMARY KEY,
        document_id text NOT NULL,
        user_id integer NOT NULL,
        name text NOT NULL,
        since timestamptz NOT NULL DEFAULT clock_timestamp(),
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX IF NOT EXISTS desk_presence_document ON desk_presence (document_id);
    `);
  },
};
