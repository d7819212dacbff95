/**
 * All SQL on the rows below an article: `sections`, `bullets` and the tables that link them; what
 * concerns `related_news` alone stands in `entries`. No other module writes to these tables.
 *
 * Strapi keeps a draft row and a published row for each document; `published_at IS NULL` tells them
 * apart. Rows of one side link only to rows of the same side.
 */
import type { BulletRow, SectionRow, StoredEntry, StoredSection } from '../outline/diff';
import { rows, type Transaction } from '../sql';
import { copiedEntry, ENTRIES_JSON } from './entries';
import { ON, type Rooted, type Side } from './side';

/** Scalar columns that a copy takes over, per table; from Strapi's metadata, so new fields follow. */
export interface CopiedColumns {
  sections: string[];
  bullets: string[];
  relatedNews: string[];
}

const list = (columns: string[], alias?: string): string =>
  columns.map((column) => (alias ? `${alias}."${column}"` : `"${column}"`)).join(', ');

/**
 * Deletes the rows of one side below the given articles: those that hang on the article's row, and
 * those that bear the documentId of a child of the other side (left behind by a half-way act of a
 * version without these rules).
 */
export const deleteTrees = async (
  trx: Transaction,
  documentIds: readonly string[],
  side: Side,
): Promise<void> => {
  const on = ON[side];
  await rows(
    trx,
    `WITH any_root AS (SELECT id FROM articles WHERE document_id = ANY(?)),
     any_section AS (
       SELECT s.document_id FROM sections_article_lnk l
         JOIN any_root r ON r.id = l.article_id JOIN sections s ON s.id = l.section_id),
     doomed_sections AS (
       SELECT id FROM sections WHERE ${on} AND document_id IN (SELECT document_id FROM any_section)),
     any_bullet AS (
       SELECT b.document_id FROM bullets_section_lnk l
         JOIN sections s ON s.id = l.section_id AND s.document_id IN (SELECT document_id FROM any_section)
         JOIN bullets b ON b.id = l.bullet_id),
     gone_bullets AS (
       DELETE FROM bullets WHERE ${on} AND document_id IN (SELECT document_id FROM any_bullet)),
     any_entry AS (
       SELECT e.document_id FROM related_news_article_lnk l
         JOIN any_root r ON r.id = l.article_id JOIN related_news e ON e.id = l.related_news_id),
     gone_entries AS (
       DELETE FROM related_news WHERE ${on} AND document_id IN (SELECT document_id FROM any_entry))
     DELETE FROM sections WHERE id IN (SELECT id FROM doomed_sections)`,
    [documentIds],
  );
};

/**
 * Copies the children of one side to the other, ids new and documentIds the same, with the links
 * among them. The article's own row is Strapi's: it links to the copies when it is written next.
 * `updated_at` is taken over, because the admin calls an entry "modified" when the two differ.
 * @param to.publishedAt when copying to the published side
 */
export const copyTrees = async (
  trx: Transaction,
  documentIds: readonly string[],
  to: { side: Side; publishedAt: Date | null },
  columns: CopiedColumns,
): Promise<void> => {
  const from = ON[to.side === 'published' ? 'draft' : 'published'];
  const entry = copiedEntry(to.side, columns.relatedNews);
  await rows(
    trx,
    `WITH root AS (SELECT id FROM articles WHERE document_id = ANY(?) AND ${from}),
     old_sections AS (
       SELECT s.* FROM sections_article_lnk l JOIN root r ON r.id = l.article_id
         JOIN sections s ON s.id = l.section_id),
     old_bullets AS (
       SELECT b.*, s.document_id AS section_document_id, l.bullet_ord
         FROM bullets_section_lnk l JOIN old_sections s ON s.id = l.section_id
         JOIN bullets b ON b.id = l.bullet_id),
     new_sections AS (
       INSERT INTO sections (${list(columns.sections)}, published_at)
       SELECT ${list(columns.sections)}, ?::timestamp FROM old_sections ORDER BY id
       RETURNING id, document_id),
     new_bullets AS (
       INSERT INTO bullets (${list(columns.bullets)}, published_at)
       SELECT ${list(columns.bullets)}, ?::timestamp FROM old_bullets ORDER BY id
       RETURNING id, document_id),
     new_entries AS (
       INSERT INTO related_news (${list(columns.relatedNews)}, published_at, target_document_id)
       SELECT ${entry.columns}, ?::timestamp, ${entry.target}
         FROM related_news_article_lnk l JOIN root r ON r.id = l.article_id
         JOIN related_news e ON e.id = l.related_news_id ORDER BY e.id)
     INSERT INTO bullets_section_lnk (bullet_id, section_id, bullet_ord)
     SELECT nb.id, ns.id, ob.bullet_ord
       FROM old_bullets ob
       JOIN new_bullets nb ON nb.document_id = ob.document_id
       JOIN new_sections ns ON ns.document_id = ob.section_document_id
      ORDER BY ns.id, ob.bullet_ord`,
    [documentIds, to.publishedAt, to.publishedAt, to.publishedAt],
  );
};

/** Hangs the copies of one side on their articles' rows, for writers that do without Strapi's own. */
export const linkToRoots = async (
  trx: Transaction,
  documentIds: readonly string[],
  side: Side,
): Promise<void> => {
  const other = ON[side === 'published' ? 'draft' : 'published'];
  const link = (table: string, child: string, childId: string, order: string) =>
    `INSERT INTO ${table} (${childId}, article_id, ${order})
     SELECT mine.id, root.id, l.${order}
       FROM articles source
       JOIN ${table} l ON l.article_id = source.id
       JOIN ${child} theirs ON theirs.id = l.${childId}
       JOIN ${child} mine ON mine.document_id = theirs.document_id AND mine.${ON[side]}
       JOIN articles root ON root.document_id = source.document_id AND root.${ON[side]}
      WHERE source.document_id = ANY(?) AND source.${other}`;
  await rows(trx, link('sections_article_lnk', 'sections', 'section_id', 'section_ord'), [
    documentIds,
  ]);
  await rows(
    trx,
    link('related_news_article_lnk', 'related_news', 'related_news_id', 'related_news_ord'),
    [documentIds],
  );
};

const SECTIONS_JSON = `
  (SELECT coalesce(json_agg(json_build_object(
      'id', s.id, 'documentId', s.document_id, 'position', s.position, 'heading', s.heading, 'lead', s.lead,
      'bullets', (
        SELECT coalesce(json_agg(json_build_object(
            'id', b.id, 'documentId', b.document_id, 'position', b.position, 'text', b.text)
            ORDER BY bl.bullet_ord, b.position, b.id), '[]'::json)
          FROM bullets_section_lnk bl JOIN bullets b ON b.id = bl.bullet_id
         WHERE bl.section_id = s.id))
      ORDER BY sl.section_ord, s.position, s.id), '[]'::json)
    FROM sections_article_lnk sl JOIN sections s ON s.id = sl.section_id
   WHERE sl.article_id = a.id)`;

export interface StoredTree {
  id: number;
  sections: StoredSection[];
  related: StoredEntry[];
}

/** The whole trees below the given article rows (`articles.id`), in reading order, in one statement. */
export const readTrees = (trx: Transaction, ids: readonly number[]): Promise<StoredTree[]> =>
  rows(
    trx,
    `SELECT a.id, ${SECTIONS_JSON} AS sections, ${ENTRIES_JSON} AS related
       FROM articles a WHERE a.id = ANY(?)`,
    [ids],
  );

/** Only the outline of the given article rows: what a read of `outline` asks for. */
export const readOutlines = (
  trx: Transaction,
  ids: readonly number[],
): Promise<Pick<StoredTree, 'id' | 'sections'>[]> =>
  rows(trx, `SELECT a.id, ${SECTIONS_JSON} AS sections FROM articles a WHERE a.id = ANY(?)`, [ids]);

export { SECTIONS_JSON };

/** Which of these ids belong to sections or bullets of other articles than this one. */
export const idsElsewhere = async (
  trx: Transaction,
  documentId: string | null,
  ids: readonly string[],
): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      trx,
      `SELECT DISTINCT part.id FROM (
         SELECT s.document_id AS id, a.document_id AS article FROM sections s
           LEFT JOIN sections_article_lnk l ON l.section_id = s.id LEFT JOIN articles a ON a.id = l.article_id
          WHERE s.document_id = ANY(?)
         UNION ALL
         SELECT b.document_id, a.document_id FROM bullets b
           LEFT JOIN bullets_section_lnk bl ON bl.bullet_id = b.id
           LEFT JOIN sections_article_lnk l ON l.section_id = bl.section_id LEFT JOIN articles a ON a.id = l.article_id
          WHERE b.document_id = ANY(?)) AS part
        WHERE part.article IS DISTINCT FROM ?`,
      [ids, ids, documentId],
    )
  ).map(({ id }) => id);

/** What to write below which article row. */
export interface TreeWrites {
  sections: Rooted<SectionRow>[];
  bullets: BulletRow[];
  goneSections: number[];
  goneBullets: number[];
}

export const below = <Row>(root: number, diffs: readonly Row[]): Rooted<Row>[] =>
  diffs.map((row) => ({ ...row, root }));

/**
 * Makes draft trees what the diffs say, of one article or of many: at most four statements, none
 * when nothing differs.
 */
export const applyOutline = async (
  trx: Transaction,
  writes: TreeWrites,
  now: Date,
): Promise<void> => {
  if (writes.goneBullets.length) {
    await rows(trx, `DELETE FROM bullets WHERE id = ANY(?)`, [writes.goneBullets]);
  }
  if (writes.goneSections.length) {
    // Bullets that stay have moved to another section; the others of these sections are in goneBullets.
    await rows(trx, `DELETE FROM sections WHERE id = ANY(?)`, [writes.goneSections]);
  }
  if (writes.sections.length) {
    await rows(
      trx,
      `WITH wanted AS (
         SELECT * FROM json_to_recordset(?::json)
           AS w(root integer, id integer, "documentId" text, heading text, lead text, position integer)),
       changed AS (
         UPDATE sections s SET heading = w.heading, lead = w.lead, position = w.position, updated_at = ?
           FROM wanted w WHERE s.id = w.id),
       reordered AS (
         UPDATE sections_article_lnk l SET section_ord = w.position
           FROM wanted w WHERE l.section_id = w.id AND l.article_id = w.root),
       made AS (
         INSERT INTO sections (document_id, heading, lead, position, created_at, updated_at)
         SELECT w."documentId", w.heading, w.lead, w.position, ?, ? FROM wanted w WHERE w.id IS NULL
          ORDER BY w.root, w.position
         RETURNING id, document_id)
       INSERT INTO sections_article_lnk (section_id, article_id, section_ord)
       SELECT m.id, w.root, w.position FROM made m JOIN wanted w ON w."documentId" = m.document_id
        ORDER BY w.root, w.position`,
      [JSON.stringify(writes.sections), now, now, now],
    );
  }
  if (writes.bullets.length) {
    await rows(
      trx,
      `WITH wanted AS (
         SELECT w.*, s.id AS section_id FROM json_to_recordset(?::json)
           AS w(id integer, "documentId" text, text text, position integer, section text, moved boolean)
         JOIN sections s ON s.document_id = w.section AND s.published_at IS NULL),
       changed AS (
         UPDATE bullets b SET text = w.text, position = w.position, updated_at = ?
           FROM wanted w WHERE b.id = w.id),
       unhooked AS (
         DELETE FROM bullets_section_lnk l USING wanted w WHERE l.bullet_id = w.id AND w.moved),
       reordered AS (
         UPDATE bullets_section_lnk l SET bullet_ord = w.position
           FROM wanted w WHERE l.bullet_id = w.id AND NOT w.moved),
       made AS (
         INSERT INTO bullets (document_id, text, position, created_at, updated_at)
         SELECT w."documentId", w.text, w.position, ?, ? FROM wanted w WHERE w.id IS NULL
          ORDER BY w.section_id, w.position
         RETURNING id, document_id)
       INSERT INTO bullets_section_lnk (bullet_id, section_id, bullet_ord)
       SELECT coalesce(w.id, m.id), w.section_id, w.position
         FROM wanted w LEFT JOIN made m ON m.document_id = w."documentId"
        WHERE w.moved ORDER BY w.section_id, w.position`,
      [JSON.stringify(writes.bullets), now, now, now],
    );
  }
};
