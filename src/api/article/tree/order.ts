import { rows, type Transaction } from '../sql';

/** What can be moved among its siblings on its own, and how it hangs on its parent. */
const SIBLINGS = {
  sections: {
    link: 'sections_article_lnk',
    childId: 'section_id',
    parentId: 'article_id',
    order: 'section_ord',
  },
  bullets: {
    link: 'bullets_section_lnk',
    childId: 'bullet_id',
    parentId: 'section_id',
    order: 'bullet_ord',
  },
  related_news: {
    link: 'related_news_article_lnk',
    childId: 'related_news_id',
    parentId: 'article_id',
    order: 'related_news_ord',
  },
} as const;

export type Table = keyof typeof SIBLINGS;

/**
 * Numbers children from 1 in the order of their links, after Strapi reordered these (it leaves gaps and
 * fractions), or after some went. `position` and the link's order agree then.
 */
const numberFrom = async (
  trx: Transaction,
  table: Table,
  parents: readonly number[],
  now: Date,
): Promise<void> => {
  const { link, childId, parentId, order } = SIBLINGS[table];
  await rows(
    trx,
    `WITH numbered AS (
       SELECT l.id, l.${childId} AS child_id,
              row_number() OVER (PARTITION BY l.${parentId}
                                 ORDER BY l.${order}, c.position, l.${childId})::integer AS place
         FROM ${link} l JOIN ${table} c ON c.id = l.${childId} WHERE l.${parentId} = ANY(?)),
     linked AS (UPDATE ${link} l SET ${order} = n.place FROM numbered n WHERE l.id = n.id AND l.${order} IS DISTINCT FROM n.place)
     UPDATE ${table} c SET position = n.place, updated_at = ?
       FROM numbered n WHERE c.id = n.child_id AND c.position IS DISTINCT FROM n.place`,
    [parents, now],
  );
};

/** Numbers the sections and entries of article rows. */
export const settleOrder = async (
  trx: Transaction,
  rootIds: readonly number[],
  now: Date,
): Promise<void> => {
  if (rootIds.length === 0) return;
  await numberFrom(trx, 'sections', rootIds, now);
  await settleEntries(trx, rootIds, now);
};

/** Numbers the Recent News entries of article rows. */
export const settleEntries = async (
  trx: Transaction,
  rootIds: readonly number[],
  now: Date,
): Promise<void> => {
  if (rootIds.length > 0) await numberFrom(trx, 'related_news', rootIds, now);
};

/** Numbers the bullets of a section row. */
export const settleBulletOrder = (trx: Transaction, sectionId: number, now: Date): Promise<void> =>
  numberFrom(trx, 'bullets', [sectionId], now);

/**
 * Puts a child at a place among its siblings and numbers them all from 1.
 * @param place counts from 1; beyond the end means the end, null leaves it where it is
 */
export const placeAmongSiblings = async (
  trx: Transaction,
  table: Table,
  parent: number,
  child: number,
  place: number | null,
  now: Date,
): Promise<void> => {
  const { link, childId, parentId, order } = SIBLINGS[table];
  if (place !== null) {
    // Half a step before the sibling that stands there once the child itself is taken out.
    await rows(
      trx,
      `WITH others AS (
         SELECT row_number() OVER (ORDER BY l.${order}, l.${childId}) AS place, l.id
           FROM ${link} l WHERE l.${parentId} = ? AND l.${childId} <> ?),
       renumbered AS (UPDATE ${link} l SET ${order} = o.place FROM others o WHERE l.id = o.id)
       UPDATE ${link} SET ${order} = ? - 0.5 WHERE ${parentId} = ? AND ${childId} = ?`,
      [parent, child, place, parent, child],
    );
  }
  await numberFrom(trx, table, [parent], now);
};
