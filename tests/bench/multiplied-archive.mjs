/**
 * An archive made larger than importing it would take time for: each story once more, as rows of all tables
 * that a publish reads or writes. A copy has one section and two bullets, and its original's words.
 */
import pg from 'pg';

/** Far beyond the ids of what is there, and as a 32-bit integer good for twenty copies. */
const APART = 100_000_000;
const MOST_COPIES = 20;
const BULLETS = 2;

/** A table, what is other in a copy `k` of a row `o`, and which rows are copied. */
const TABLES = [
  {
    table: 'articles',
    other: { id: shifted('id'), document_id: renamed('document_id'), slug: readdressed() },
  },
  {
    table: 'sections',
    other: { id: shifted('id'), document_id: renamed('document_id') },
    where: 'o.position = 1',
  },
  {
    table: 'bullets',
    other: { id: shifted('id'), document_id: renamed('document_id') },
    where: `o.position <= ${BULLETS} AND EXISTS (
      SELECT FROM bullets_section_lnk l JOIN sections s ON s.id = l.section_id
       WHERE l.bullet_id = o.id AND s.position = 1)`,
  },
  {
    table: 'sections_article_lnk',
    other: { id: null, section_id: shifted('section_id'), article_id: shifted('article_id') },
    where: 'EXISTS (SELECT FROM sections s WHERE s.id = o.section_id AND s.position = 1)',
  },
  {
    table: 'bullets_section_lnk',
    other: { id: null, bullet_id: shifted('bullet_id'), section_id: shifted('section_id') },
    where: `EXISTS (SELECT FROM sections s WHERE s.id = o.section_id AND s.position = 1)
      AND EXISTS (SELECT FROM bullets b WHERE b.id = o.bullet_id AND b.position <= ${BULLETS})`,
  },
  {
    table: 'article_pages',
    other: { slug: readdressed(), document_id: renamed('document_id') },
  },
  { table: 'article_search', other: { document_id: renamed('document_id') } },
  { table: 'recent_news_stories', other: { document_id: renamed('document_id') } },
];

function shifted(column) {
  return `o.${column} + k * ${APART}`;
}
function renamed(column) {
  return `o.${column} || 'c' || k`;
}
function readdressed() {
  return `o.slug || '-copy-' || k`;
}

/**
 * @param {string} url of a database whose stories were imported
 * @param {number} copies of each story, besides itself
 * @param {(text: string) => void} say
 */
export const multiply = async (url, copies, say) => {
  if (!(copies >= 1 && copies <= MOST_COPIES))
    throw new RangeError(`${copies} copies: 1 to ${MOST_COPIES} can be made.`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET maintenance_work_mem = '512MB'`);
    for (const { table, other, where = 'true' } of TABLES) {
      say(`copying ${table} …`);
      const { rows } = await client.query(
        `SELECT column_name AS name FROM information_schema.columns
          WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
        [table],
      );
      const columns = rows.map(({ name }) => name).filter((name) => other[name] !== null);
      await client.query(
        `INSERT INTO ${table} (${columns.map((name) => `"${name}"`).join(', ')})
         SELECT ${columns.map((name) => other[name] ?? `o."${name}"`).join(', ')}
           FROM ${table} o CROSS JOIN generate_series(1, ${copies}) AS k WHERE ${where}`,
      );
      if (other.id)
        await client.query(
          `SELECT setval(pg_get_serial_sequence($1, 'id'), (SELECT max(id) FROM ${table}))`,
          [table],
        );
    }
    say('VACUUM ANALYZE …');
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
};
