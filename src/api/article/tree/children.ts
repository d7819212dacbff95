/** Looks up a child on its own, and the article it belongs to: always draft rows. */
import { rows, type Transaction } from '../sql';
import type { Table } from './order';

/** The draft row that a child hangs on. */
export interface ParentRow {
  id: number;
  documentId: string;
  articleDocumentId: string;
  /** How many children of this kind hang on it. */
  children: number;
}

export interface ChildRow {
  id: number;
  documentId: string;
  parent: ParentRow;
  /** A section's bullets; empty for the others. */
  bullets: { id: number; documentId: string }[];
}

const PARENT_OF: Record<Table, { sql: string; link: string; childId: string; parentId: string }> = {
  sections: {
    sql: `SELECT a.id, a.document_id, a.document_id AS article FROM articles a`,
    link: 'sections_article_lnk',
    childId: 'section_id',
    parentId: 'article_id',
  },
  related_news: {
    sql: `SELECT a.id, a.document_id, a.document_id AS article FROM articles a`,
    link: 'related_news_article_lnk',
    childId: 'related_news_id',
    parentId: 'article_id',
  },
  bullets: {
    sql: `SELECT a.id, a.document_id, r.document_id AS article FROM sections a
            JOIN sections_article_lnk sl ON sl.section_id = a.id JOIN articles r ON r.id = sl.article_id`,
    link: 'bullets_section_lnk',
    childId: 'bullet_id',
    parentId: 'section_id',
  },
};

const asParent = (row: {
  id: number;
  document_id: string;
  article: string;
  children: string;
}): ParentRow => ({
  id: row.id,
  documentId: row.document_id,
  articleDocumentId: row.article,
  children: Number(row.children),
});

/**
 * Finds the draft row that a relation input names as the parent of a new child.
 * @param reference a documentId, a row id, `{ documentId }` or `{ id }`, as Strapi takes them. A row
 *   id may be that of the published row: the draft of the same document is meant.
 */
export const articleOfParent = async (
  trx: Transaction,
  table: Table,
  reference: unknown,
): Promise<ParentRow | undefined> => {
  const { sql, link, parentId } = PARENT_OF[table];
  const named =
    typeof reference === 'object' && reference !== null
      ? (reference as { id?: unknown; documentId?: unknown })
      : undefined;
  const documentId = named ? named.documentId : reference;
  const id = Number(named ? named.id : reference);
  const parents = table === 'bullets' ? 'sections' : 'articles';
  const [row] = await rows<{ id: number; document_id: string; article: string; children: string }>(
    trx,
    `SELECT p.*, (SELECT count(*) FROM ${link} l WHERE l.${parentId} = p.id) AS children
       FROM (${sql} WHERE a.published_at IS NULL AND a.document_id IN (
         SELECT ?::text UNION ALL SELECT document_id FROM ${parents} WHERE id = ?)) p LIMIT 1`,
    [
      typeof documentId === 'string' ? documentId : null,
      Number.isSafeInteger(id) && id < 2 ** 31 ? id : null,
    ],
  );
  return row && asParent(row);
};

/** Finds the draft row of a child by its documentId, with its parent. */
export const findChild = async (
  trx: Transaction,
  table: Table,
  documentId: string,
): Promise<ChildRow | undefined> => {
  const { sql, link, childId, parentId } = PARENT_OF[table];
  const bullets =
    table === 'sections'
      ? `(SELECT coalesce(json_agg(json_build_object('id', b.id, 'documentId', b.document_id)), '[]'::json)
            FROM bullets_section_lnk bl JOIN bullets b ON b.id = bl.bullet_id WHERE bl.section_id = c.id)`
      : `'[]'::json`;
  const [row] = await rows<{
    child: number;
    bullets: ChildRow['bullets'];
    id: number;
    document_id: string;
    article: string;
    children: string;
  }>(
    trx,
    `SELECT c.id AS child, ${bullets} AS bullets, p.*,
            (SELECT count(*) FROM ${link} s WHERE s.${parentId} = p.id) AS children
       FROM ${table} c
       JOIN ${link} l ON l.${childId} = c.id
       JOIN (${sql}) p ON p.id = l.${parentId}
      WHERE c.document_id = ? AND c.published_at IS NULL LIMIT 1`,
    [documentId],
  );
  return row && { id: row.child, documentId, bullets: row.bullets, parent: asParent(row) };
};
