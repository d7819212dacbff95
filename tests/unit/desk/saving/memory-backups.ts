import {
  isOld,
  newest,
  unsaved,
  type Backup,
  type Backups,
} from '../../../../src/plugins/desk/admin/src/saving/backup';

/** As a browser keeps them, for as long as the test runs. */
export const memoryBackups = (now: () => number = Date.now): Backups => {
  const kept = new Map<string, Backup>();
  const keyOf = (documentId: string, tab: string): string => JSON.stringify([documentId, tab]);
  return {
    async put(backup) {
      kept.set(keyOf(backup.documentId, backup.tab), structuredClone(backup));
      return true;
    },
    async remove(documentId, tab) {
      kept.delete(keyOf(documentId, tab));
      return true;
    },
    async findBackups(documentId, living) {
      for (const [key, backup] of kept) if (isOld(backup, now())) kept.delete(key);
      return newest([...kept.values()], documentId, living);
    },
    findNeverSaved: async (living) => unsaved([...kept.values()], living),
  };
};
