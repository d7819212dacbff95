import type { Clock } from './autosave';
import type { Backup, Backups } from './backup';
import type { Ledger } from './ledger';

const THROTTLE_MS = 300;

interface KeeperOptions extends Clock {
  documentId: string;
  tab: string;
  ledger: Ledger;
  backup: Pick<Backups, 'put' | 'remove'>;
  /** A request under way. */
  underWay: () => Backup['text'] | null;
  onChange: () => void;
}

/** Keeps a copy in the browser of all that is not saved, and drops it when nothing is left. */
export const createKeeper = (options: KeeperOptions) => {
  const { documentId, tab, ledger, backup, underWay, now, setTimer, clearTimer } = options;
  let timer: unknown = null;
  let isKept = false;
  let fails = false;

  const stop = (): void => {
    if (timer !== null) clearTimer(timer);
    timer = null;
  };

  /** After every answer. */
  const check = (): void => {
    if (ledger.isDirty() || underWay() !== null) return;
    stop();
    if (!isKept) return;
    isKept = false;
    void backup.remove(documentId, tab).catch(() => false);
  };

  const keepNow = async (): Promise<void> => {
    stop();
    if (!ledger.isDirty() && underWay() === null) return check();
    isKept = true;
    const pending = underWay();
    const sent = [...ledger.lost(), ...(pending ? [pending] : [])];
    const isDone = await backup
      .put({
        documentId,
        tab,
        base: ledger.base(),
        text: ledger.mine(),
        ...(sent.length > 0 && { sent }),
        ...(ledger.conflicts().length > 0 && { conflicts: ledger.conflicts() }),
        at: now(),
      })
      .catch(() => false);
    if (fails === isDone) {
      fails = !isDone;
      options.onChange();
    }
  };

  return {
    fails: () => fails,
    keepNow,
    stop,
    keepSoon(): void {
      timer ??= setTimer(() => void keepNow(), THROTTLE_MS);
    },
    check,
  };
};
