import { handAfterSave, handOf, originOf, type Owned } from '../outline/hand';
import { rows, type Transaction } from '../sql';
import { hideFromDraft } from '../tree/lists';
import { partsOf, refersTo } from './relation-input';

interface StoredEntry extends Owned {
  position: number | null;
  targetRow: { id: number; documentId: string } | null;
}

const read = async (trx: Transaction, id: number): Promise<StoredEntry | undefined> =>
  (
    await rows<StoredEntry>(
      trx,
      `SELECT e.headline, e.teaser, e.url, e.position, coalesce(e.origin, 'editor') AS origin, e.hand::json AS hand,
              t.document_id AS target,
              CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'documentId', t.document_id) END AS "targetRow"
         FROM related_news e
         LEFT JOIN related_news_target_lnk k ON k.related_news_id = e.id
         LEFT JOIN articles t ON t.id = k.article_id
        WHERE e.id = ?`,
      [id],
    )
  )[0];

/** Who saves an entry through a form or a call says it in person. */
export const signNewEntry = (data: Record<string, unknown>): void => {
  data.origin = 'editor';
  data.hand = null;
  data.reason = null;
  data.asleep = null;
};

/** Notes what of an entry is a person's once this is saved. An entry moved by hand stays where it is put. */
export const signEntry = async (
  trx: Transaction,
  id: number,
  data: Record<string, unknown>,
): Promise<void> => {
  const before = await read(trx, id);
  if (!before) return;
  const text = (name: 'headline' | 'teaser' | 'url'): string | null =>
    name in data ? ((data[name] as string | null) ?? null) : before[name];
  const { origin, hand } = handAfterSave(before, {
    headline: text('headline'),
    teaser: text('teaser'),
    url: text('url'),
    target: leadsElsewhere(data, before) ? '' : before.target,
  });
  const moved = typeof data.position === 'number' && data.position !== before.position;
  const whole = hand && moved ? { ...hand, pinned: true as const } : hand;
  data.origin = whole ? originOf(whole) : origin;
  data.hand = whole;
  delete data.reason;
  delete data.asleep;
};

const leadsElsewhere = (data: Record<string, unknown>, before: StoredEntry): boolean => {
  if (!('target' in data) || data.target === undefined) return false;
  const { set, connect, disconnect } = partsOf(data.target);
  const named = [...(set ?? []), ...connect];
  if (named.length > 0)
    return !named.every((ref) => before.targetRow !== null && refersTo(ref, before.targetRow));
  return before.targetRow !== null && (set !== null || disconnect.length > 0);
};

/** Who deletes an entry that the machine chose does not want it back tomorrow. */
export const rememberDeletion = async (
  trx: Transaction,
  id: number,
  articleDocumentId: string,
): Promise<void> => {
  const entry = await read(trx, id);
  if (!entry?.target) return;
  if (!handOf(entry).added) await hideFromDraft(trx, articleDocumentId, [entry.target]);
};
