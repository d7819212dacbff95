/** Copies of what is not saved yet, in the browser, for when the tab is gone before the server has it. */
import type { DeskText } from '../../../server/src/contracts';
import { createStore, delMany, set, values, type UseStore } from 'idb-keyval';
import type { Version } from './ledger';
import type { Conflict } from './merge';

export interface Backup {
  documentId: string;
  /** Whoever wrote it: one opening of one article in one tab. */
  tab: string;
  /** What the server had. */
  base: Version;
  text: DeskText;
  /** Sent without an answer; may have arrived. */
  sent?: DeskText[];
  /** Not chosen yet. */
  conflicts?: Conflict[];
  /** Milliseconds since 1970. */
  at: number;
}

export interface Backups {
  /** @returns whether it is kept */
  put(backup: Backup): Promise<boolean>;
  remove(documentId: string, tab: string): Promise<boolean>;
  /** Those of tabs that are gone, newest first. */
  findBackups(documentId: string, living: ReadonlySet<string>): Promise<Backup[]>;
  /** The newest of each article that no tab which wrote it ever saw stored. */
  findNeverSaved(living: ReadonlySet<string>): Promise<Backup[]>;
}

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export const isOld = (backup: Backup, now: number): boolean => !(now - backup.at < KEPT_MS);

export const newest = (all: Backup[], documentId: string, living: ReadonlySet<string>): Backup[] =>
  all
    .filter((backup) => backup.documentId === documentId && !living.has(backup.tab))
    .sort((a, b) => b.at - a.at);

/** Newest first, one of each article; words on a stored version say that the article was there. */
export const unsaved = (all: readonly Backup[], living: ReadonlySet<string>): Backup[] =>
  [...new Set(all.map(({ documentId }) => documentId))]
    .flatMap((documentId) => {
      const left = newest([...all], documentId, living);
      return left.every(({ base }) => base.version === 0) ? left.slice(0, 1) : [];
    })
    .sort((a, b) => b.at - a.at);

/** Never throws: without a usable IndexedDB (private mode, full disk) it only says so. */
export const indexedDbBackups = (now: () => number = Date.now): Backups => {
  let store: UseStore | undefined;
  const open = (): UseStore => (store ??= createStore('newsroom-desk', 'backups'));
  const survive = async (act: () => Promise<unknown>): Promise<boolean> => {
    try {
      await act();
      return true;
    } catch {
      // The next attempt opens the database anew.
      store = undefined;
      return false;
    }
  };
  const young = async (): Promise<Backup[]> => {
    let all: Backup[] = [];
    await survive(async () => {
      all = await values<Backup>(open());
      const old = all.filter((backup) => isOld(backup, now()));
      if (old.length > 0)
        await delMany(
          old.map((backup) => [backup.documentId, backup.tab]),
          open(),
        );
    });
    return all.filter((backup) => !isOld(backup, now()));
  };
  return {
    put: (backup) => survive(async () => set([backup.documentId, backup.tab], backup, open())),
    remove: (documentId, tab) => survive(async () => delMany([[documentId, tab]], open())),
    findBackups: async (documentId, living) => newest(await young(), documentId, living),
    findNeverSaved: async (living) => unsaved(await young(), living),
  };
};
