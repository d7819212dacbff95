import { useEffect, useMemo, useRef, useState } from 'react';
import type { DeskArticle, DeskText } from '../../../server/src/contracts';
import { createAutosave, type Autosave } from './autosave';
import type { Backup } from './backup';
import { backups, leftOf, sayLast } from './left-behind';
import { stayAlive } from './living-tabs';
import type { SaveState } from './outcome';
import { sameText, withoutEmpties } from './parts';
import { stayWhile } from './stay';
import { transport } from './transport';

interface Options {
  article: DeskArticle;
  /** Names this opening of the article. */
  tab: string;
  /** Somebody else's words came in; the editor shows them. */
  onMerged: (text: DeskText) => void;
}

/** Whether the server has all of it by now; a slug that followed the title there is nobody's words. */
const isStored = ({ text, base }: Backup, server: DeskText): boolean => {
  const { slug } = text.details;
  const own =
    slug === base.text.details.slug
      ? { ...text, details: { ...text.details, slug: server.details.slug } }
      : text;
  return sameText(withoutEmpties(own), withoutEmpties(server));
};

/** An open article, saved as it is written, through everything that a browser can do meanwhile. */
export const useSaving = ({ article: opened, tab, onMerged }: Options) => {
  const [article, setArticle] = useState(opened);
  const [found, setFound] = useState<Backup[]>([]);
  const merged = useRef(onMerged);
  merged.current = onMerged;
  const { documentId } = opened;

  const [state, setState] = useState<SaveState>({
    kind: 'saved',
    at: opened.savedAt === null ? null : new Date(opened.savedAt),
    dirty: false,
    conflicts: [],
    notices: [],
    invalid: [],
    backupFails: false,
  });

  // One opening of one article is one autosave; what was opened is only where it begins.
  const autosave: Autosave = useMemo(
    () =>
      createAutosave({
        documentId,
        tab,
        initial: opened,
        transport,
        backup: backups,
        now: () => Date.now(),
        setTimer: (work, ms) => setTimeout(work, ms),
        clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
        onState: setState,
        onMerged: (text) => merged.current(text),
        onArticle: setArticle,
      }),
    [documentId, tab],
  );

  useEffect(() => {
    let isHere = true;
    const rest = stayAlive(tab);
    const look = async (): Promise<void> => {
      const all = await leftOf(documentId);
      // What is on the server by now is no loss.
      const lost = all.filter((each) => !isStored(each, opened.text));
      for (const each of all) if (!lost.includes(each)) void backups.remove(documentId, each.tab);
      if (isHere) setFound(lost);
    };
    void look();
    return () => {
      isHere = false;
      rest();
    };
  }, [documentId, tab]);

  useEffect(() => {
    const online = (): void => autosave.online();
    const focus = (): void => autosave.focus();
    const visible = (): void => {
      if (document.visibilityState === 'visible') return autosave.focus();
      void autosave.keepNow();
      void autosave.flush();
    };
    const hide = (): void => void autosave.keepNow();
    const leaving = (event: BeforeUnloadEvent): void => {
      if (!autosave.state().dirty) return;
      void autosave.keepNow();
      void autosave.flush();
      event.preventDefault();
    };
    const letGo = stayWhile(() => autosave.state().dirty);
    window.addEventListener('online', online);
    window.addEventListener('focus', focus);
    window.addEventListener('pagehide', hide);
    window.addEventListener('beforeunload', leaving);
    document.addEventListener('visibilitychange', visible);
    return () => {
      letGo();
      window.removeEventListener('online', online);
      window.removeEventListener('focus', focus);
      window.removeEventListener('pagehide', hide);
      window.removeEventListener('beforeunload', leaving);
      document.removeEventListener('visibilitychange', visible);
      // Leaving for another page of the admin: the last words go, or wait in this browser.
      const kept = autosave.keepNow();
      const saved = autosave.flush().finally(() => autosave.dispose());
      sayLast(documentId, Promise.all([kept, saved]));
    };
  }, [autosave]);

  const drop = (each: Backup): void => {
    setFound((all) => all.filter((other) => other !== each));
    void backups.remove(documentId, each.tab);
  };
  return {
    article,
    setArticle,
    state,
    autosave,
    found,
    async restore(each: Backup): Promise<void> {
      // Kept under this tab's name before the other copy goes.
      await autosave.restore(each);
      drop(each);
    },
    throwAway: drop,
  };
};
