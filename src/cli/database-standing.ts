import pg from 'pg';
import type { Environment } from '../environment';
import { LEDGERS } from '../operations/own-migrations';

/** A column or an index. */
interface Part {
  table: string;
  /** As it is told: `articles.slug character varying(255)`, `articles_slug on articles`. */
  name: string;
}

/** What a database is made of, as far as migrations change it. */
export interface Standing {
  /** Names of those that were run: the newsroom's own and Strapi's. */
  migrations: readonly string[];
  tables: readonly string[];
  columns: readonly Part[];
  indexes: readonly Part[];
}

interface Names {
  tables: readonly string[];
  columns: readonly string[];
  indexes: readonly string[];
}

/** What came and what went between two standings. */
export interface Difference {
  migrations: readonly string[];
  made: Names;
  removed: Names;
}

/** `public` is where the newsroom lives, so it is not said; pg-boss has a schema of its own. */
const RELATIONS = `
  SELECT c.oid, c.relkind AS kind,
         CASE WHEN n.nspname = 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'`;

/**
 * @param database where no pool stands between
 * @throws Error when the database does not answer
 */
export const readStanding = async ({
  directUrl,
  ssl,
}: Environment['database']): Promise<Standing> => {
  const client = new pg.Client({ connectionString: directUrl, ...(ssl && { ssl }) });
  // A connection lost meanwhile shows at the query itself.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    throw new Error(
      `The database at ${new URL(directUrl).host} does not let us in (${message || code}): is it running, and is DATABASE_DIRECT_URL, or DATABASE_URL without it, right?`,
      { cause: error },
    );
  }
  const names = async (text: string): Promise<string[]> =>
    (await client.query<{ name: string }>(text)).rows.map(({ name }) => name);
  const parts = async (text: string): Promise<Part[]> => (await client.query<Part>(text)).rows;
  try {
    const tables = await names(
      `SELECT name FROM (${RELATIONS}) r WHERE kind IN ('r', 'p') ORDER BY name`,
    );
    const ledgers = LEDGERS.filter((each) => tables.includes(each));
    return {
      migrations: (
        await Promise.all(ledgers.map((each) => names(`SELECT name FROM ${each} ORDER BY id`)))
      ).flat(),
      tables,
      columns: await parts(
        `SELECT r.name AS table, r.name || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) AS name
           FROM (${RELATIONS}) r JOIN pg_attribute a ON a.attrelid = r.oid
          WHERE r.kind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 2`,
      ),
      indexes: await parts(
        `SELECT r.name AS table, i.name || ' on ' || r.name AS name
           FROM (${RELATIONS}) i JOIN pg_index x ON x.indexrelid = i.oid
           JOIN (${RELATIONS}) r ON r.oid = x.indrelid ORDER BY 2`,
      ),
    };
  } finally {
    await client.end();
  }
};

/** Columns and indexes of a table that came or went as a whole are part of it, and not told again. */
export const difference = (before: Standing, after: Standing): Difference => ({
  migrations: missingIn(before.migrations, after.migrations),
  made: more(before, after),
  removed: more(after, before),
});

const more = (less: Standing, than: Standing): Names => {
  const stood = new Set(less.tables);
  const partsOf = (kind: 'columns' | 'indexes'): string[] =>
    missingIn(
      less[kind].map(({ name }) => name),
      than[kind].filter(({ table }) => stood.has(table)).map(({ name }) => name),
    );
  return {
    tables: missingIn(less.tables, than.tables),
    columns: partsOf('columns'),
    indexes: partsOf('indexes'),
  };
};

const missingIn = (known: readonly string[], all: readonly string[]): string[] => {
  const there = new Set(known);
  return all.filter((each) => !there.has(each));
};
