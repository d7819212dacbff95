/** What openings of articles that are gone left in this browser. */
import { indexedDbBackups, type Backup } from './backup';
import { livingTabs } from './living-tabs';
import { fetchArticle, statusOf } from './transport';

export const backups = indexedDbBackups();

const lastSaves = new Set<{ documentId: string; save: Promise<unknown> }>();

/** A page that is left saves once more; until that has ended nobody knows what it leaves behind. */
export const sayLast = (documentId: string, save: Promise<unknown>): void => {
  const last = { documentId, save };
  lastSaves.add(last);
  void save.catch(() => undefined).finally(() => lastSaves.delete(last));
};

/** @param documentId undefined waits for those of all articles */
const allSaid = async (documentId?: string): Promise<void> => {
  const own = [...lastSaves].filter((last) => [undefined, last.documentId].includes(documentId));
  await Promise.allSettled(own.map(({ save }) => save));
};

/** Newest first. */
export const leftOf = async (documentId: string): Promise<Backup[]> => {
  await allSaid(documentId);
  return backups.findBackups(documentId, await livingTabs());
};

/** Of articles that the server does not have and never had: they stand in no list. Newest first. */
export const findNeverSaved = async (): Promise<Backup[]> => {
  await allSaid();
  const left = await backups.findNeverSaved(await livingTabs());
  const isStored = await Promise.all(
    // A first save whose answer was lost may have made the article, also for another user of this browser.
    left.map(({ documentId }) =>
      fetchArticle(documentId).then(Boolean, (error: unknown) => statusOf(error) === 403),
    ),
  );
  return left.filter((_, i) => !isStored[i]);
};

export const throwAway = async (documentId: string): Promise<void> => {
  for (const { tab } of await leftOf(documentId)) await backups.remove(documentId, tab);
};
