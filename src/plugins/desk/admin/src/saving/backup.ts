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
}

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export const isOld = (backup: Backup, now: number): boolean => !(now - backup.at < KEPT_MS);

export const newest = (all: Backup[], documentId: string, living: ReadonlySet<string>): Backup[] =>
  all
    .filter((backup) => backup.documentId === documentId && !living.has(backup.tab))
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
  return {
    put: (backup) => survive(async () => set([backup.documentId, backup.tab], backup, open())),
    remove: (documentId, tab) => survive(async () => delMany([[documentId, tab]], open())),
    async findBackups(documentId, living) {
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
      return newest(
        all.filter((backup) => !isOld(backup, now())),
        documentId,
        living,
      );
    },
  };
};
