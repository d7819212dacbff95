/** The questions that an audit asks the database, and how each fault is mended. */
import { rows, type Transaction } from '../sql';
import { childLabel, documentLabel, parentLabel, textOf, type ChildTable } from './labels';

export interface Finding {
  /** Which rule is broken, as `check` prints it. */
  rule: string;
  /** What breaks it: a row, an article. */
  what: string;
  /** All that a row says which `repair` deletes. */
  deletes?: string;
}

export interface Question {
  rule: string;
  /** Selects `what` (text), one row a fault; and `deletes` where the repair deletes words. */
  find: string;
  /** Mends all faults that `find` finds; statements run in order. */
  repair: string[];
}

const side = (alias: string) => `(${alias}.published_at IS NOT NULL)`;

interface Child {
  table: ChildTable;
  link: string;
  id: string;
  parent: 'articles' | 'sections';
  parentId: string;
  order: string;
}

const CHILDREN: Child[] = [
  {
    table: 'sections',
    link: 'sections_article_lnk',
    id: 'section_id',
    parent: 'articles',
    parentId: 'article_id',
    order: 'section_ord',
  },
  {
    table: 'related_news',
    link: 'related_news_article_lnk',
    id: 'related_news_id',
    parent: 'articles',
    parentId: 'article_id',
    order: 'related_news_ord',
  },
  // After the sections: a bullet of an orphaned section is an orphan once that is gone.
  {
    table: 'bullets',
    link: 'bullets_section_lnk',
    id: 'bullet_id',
    parent: 'sections',
    parentId: 'section_id',
    order: 'bullet_ord',
  },
];

const perChild = ({ table, link, id, parent, parentId, order }: Child): Question[] => {
  const crossing = `${link} l JOIN ${table} c ON c.id = l.${id} JOIN ${parent} p ON p.id = l.${parentId} WHERE ${side('c')} <> ${side('p')}`;
  const orphan = `FROM ${table} c WHERE NOT EXISTS (SELECT FROM ${link} l WHERE l.${id} = c.id)`;
  const doubled = `FROM ${table} c WHERE EXISTS (SELECT FROM ${table} o WHERE o.document_id = c.document_id AND ${side('o')} = ${side('c')} AND o.id < c.id)`;
  const places = `
    SELECT l.id, l.${id} AS child, l.${parentId} AS parent, l.${order} AS ord, c.position,
           row_number() OVER (PARTITION BY l.${parentId} ORDER BY l.${order}, c.position, l.${id})::integer AS place
      FROM ${link} l JOIN ${table} c ON c.id = l.${id}`;
  const label = childLabel(table, 'c');
  const lost = `${label} AS what, ${textOf(table, 'c')} AS deletes`;
  return [
    {
      rule: `${table}: a draft hangs on a draft, a published row on a published row`,
      find: `SELECT ${label} AS what FROM ${crossing}`,
      repair: [`DELETE FROM ${link} WHERE id IN (SELECT l.id FROM ${crossing})`],
    },
    {
      rule: `${table}: each document has one row a side`,
      find: `SELECT ${lost} ${doubled}`,
      repair: [`DELETE FROM ${table} WHERE id IN (SELECT c.id ${doubled})`],
    },
    {
      rule: `${table}: each row has a parent (orphan)`,
      find: `SELECT ${lost} ${orphan}`,
      repair: [`DELETE FROM ${table} WHERE id IN (SELECT c.id ${orphan})`],
    },
    {
      rule: `${table}: each row has one parent only`,
      find: `SELECT ${label} AS what FROM ${table} c WHERE (SELECT count(*) FROM ${link} l WHERE l.${id} = c.id) > 1`,
      repair: [
        `DELETE FROM ${link} l WHERE EXISTS (SELECT FROM ${link} o WHERE o.${id} = l.${id} AND o.id < l.id)`,
      ],
    },
    {
      rule: `${table}: positions count from 1, as the links do`,
      find: `SELECT ${parentLabel(parent, 'n.parent')} AS what FROM (${places}) n
              WHERE n.position IS DISTINCT FROM n.place OR n.ord IS DISTINCT FROM n.place GROUP BY n.parent`,
      repair: [
        `WITH n AS (${places}), linked AS (UPDATE ${link} l SET ${order} = n.place FROM n WHERE l.id = n.id AND l.${order} IS DISTINCT FROM n.place)
         UPDATE ${table} c SET position = n.place FROM n WHERE c.id = n.child AND c.position IS DISTINCT FROM n.place`,
      ],
    },
  ];
};

const targetLink = `related_news_target_lnk k JOIN related_news e ON e.id = k.related_news_id JOIN articles t ON t.id = k.article_id`;
const crossTarget = `${targetLink} WHERE ${side('e')} <> ${side('t')} OR (e.published_at IS NOT NULL AND e.target_document_id IS DISTINCT FROM t.document_id)`;
const lostTarget = `related_news e JOIN articles t ON t.document_id = e.target_document_id AND t.published_at IS NOT NULL
   WHERE e.published_at IS NOT NULL AND NOT EXISTS (SELECT FROM related_news_target_lnk k WHERE k.related_news_id = e.id AND k.article_id = t.id)`;
const forlorn = `e.target_document_id IS NOT NULL AND NOT EXISTS (SELECT FROM articles t WHERE t.document_id = e.target_document_id)`;
const liveTarget = `EXISTS (SELECT FROM articles t WHERE t.document_id = e.target_document_id AND t.published_at IS NOT NULL)`;
const awakeInVain = `e.published_at IS NOT NULL AND e.target_document_id IS NOT NULL AND NOT ${liveTarget}
   AND (e.asleep IS NULL OR e.headline IS NOT NULL OR e.teaser IS NOT NULL)`;
const asleepInVain = `e.asleep IS NOT NULL AND (e.published_at IS NULL OR e.target_document_id IS NULL OR ${liveTarget})`;
/** Of an entry that has words in both places those that were last readable count. */
const words = (column: string) => `coalesce(e.${column}, e.asleep->>'${column}')`;
const entry = childLabel('related_news', 'e');
const homeless = `articles l WHERE l.published_at IS NOT NULL AND NOT EXISTS (SELECT FROM articles d WHERE d.document_id = l.document_id AND d.published_at IS NULL)`;

export const QUESTIONS: Question[] = [
  {
    rule: 'articles: each document has one row a side',
    find: `SELECT ${documentLabel('a.document_id')} AS what FROM articles a GROUP BY document_id, published_at IS NULL HAVING count(*) > 1`,
    // Which of two is right cannot be known here.
    repair: [],
  },
  {
    rule: 'articles: what is live has a draft',
    find: `SELECT ${documentLabel('l.document_id')} AS what FROM ${homeless}`,
    repair: [],
  },
  {
    rule: 'articles: a slug belongs to one article',
    find: `SELECT 'slug "' || slug || '" of ' || string_agg(DISTINCT document_id, ', ') AS what FROM articles
            WHERE slug IS NOT NULL GROUP BY slug HAVING count(DISTINCT document_id) > 1`,
    repair: [],
  },
  // Before the positions are looked at: it leaves gaps in them.
  {
    rule: 'related_news: no entry leads to an article that is deleted',
    find: `SELECT ${entry} AS what, ${textOf('related_news', 'e')} AS deletes FROM related_news e WHERE ${forlorn}`,
    repair: [`DELETE FROM related_news e WHERE ${forlorn}`],
  },
  ...CHILDREN.flatMap(perChild),
  {
    rule: 'related_news: links to targets stay on their side',
    find: `SELECT ${entry} AS what FROM ${crossTarget}`,
    repair: [`DELETE FROM related_news_target_lnk WHERE id IN (SELECT k.id FROM ${crossTarget})`],
  },
  {
    rule: 'related_news: a published entry is linked to its live target',
    find: `SELECT ${entry} AS what FROM ${lostTarget}`,
    repair: [
      `INSERT INTO related_news_target_lnk (related_news_id, article_id) SELECT e.id, t.id FROM ${lostTarget}`,
    ],
  },
  {
    rule: 'related_news: a published entry whose target is not live is silent',
    find: `SELECT ${entry} AS what FROM related_news e WHERE ${awakeInVain}`,
    repair: [
      `UPDATE related_news e SET headline = NULL, teaser = NULL,
              asleep = jsonb_build_object('headline', ${words('headline')}, 'teaser', ${words('teaser')})
        WHERE ${awakeInVain}`,
    ],
  },
  {
    rule: 'related_news: all other entries have their words',
    find: `SELECT ${entry} AS what FROM related_news e WHERE ${asleepInVain}`,
    repair: [
      `UPDATE related_news e SET headline = ${words('headline')}, teaser = ${words('teaser')}, asleep = NULL
        WHERE ${asleepInVain}`,
    ],
  },
];

export const ask = async (trx: Transaction, { rule, find }: Question): Promise<Finding[]> =>
  (await rows<{ what: string; deletes?: string }>(trx, find)).map((found) => ({ rule, ...found }));

/** All documents that are live, or that readers are told are. */
export const nextToCompare = async (
  trx: Transaction,
  after: string,
  limit: number,
): Promise<string[]> =>
  (
    await rows<{ documentId: string }>(
      trx,
      `SELECT document_id AS "documentId" FROM (
         SELECT document_id FROM articles WHERE published_at IS NOT NULL
         UNION SELECT document_id FROM article_pages WHERE live
         UNION SELECT document_id FROM article_search) d
        WHERE document_id > ? ORDER BY document_id LIMIT ?`,
      [after, limit],
    )
  ).map(({ documentId }) => documentId);

/** Both rows of articles that the admin shows as unchanged since they went live. */
export const unmodified = (
  trx: Transaction,
  documentIds: readonly string[],
): Promise<{ documentId: string; slug: string | null; draft: number; live: number }[]> =>
  rows(
    trx,
    `SELECT d.document_id AS "documentId", d.slug, d.id AS draft, l.id AS live
       FROM articles d JOIN articles l ON l.document_id = d.document_id AND l.published_at IS NOT NULL
      WHERE d.published_at IS NULL AND d.updated_at = l.updated_at AND d.document_id = ANY(?)`,
    [documentIds],
  );
