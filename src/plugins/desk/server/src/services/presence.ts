import type { DeskEditor } from '../contracts';
import type { Db } from '../sql';
import * as plans from './presence-plans';

export interface Tab {
  documentId: string;
  tab: string;
  userId: number;
  name: string;
}

/** One heartbeat in so many sweeps away the rows of tabs that are gone; they are hidden anyway. */
const SWEEP_EVERY = 50;

/** Who has which article open: a lease for each tab, kept alive by its heartbeat. */
export const createPresence = (db: Db) => {
  let beats = 0;
  const byArticle = async (documentIds: readonly string[]): Promise<Map<string, DeskEditor[]>> => {
    const found = documentIds.length === 0 ? [] : await plans.present(db, documentIds);
    const editors = new Map<string, DeskEditor[]>();
    for (const { documentId, tab, name, since } of found)
      editors.set(documentId, [
        ...(editors.get(documentId) ?? []),
        { tab, name, since: since.toISOString() },
      ]);
    return editors;
  };
  return {
    byArticle,
    of: async (documentId: string): Promise<DeskEditor[]> =>
      (await byArticle([documentId])).get(documentId) ?? [],
    async beat(tab: Tab): Promise<void> {
      await plans.beat(db, tab);
      beats += 1;
      if (beats % SWEEP_EVERY === 0) await plans.prune(db);
    },
    leave: async (tab: string, userId: number): Promise<void> => {
      await plans.leave(db, tab, userId);
    },
  };
};
