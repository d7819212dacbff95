import { useEffect, useRef, useState } from 'react';
import { useAuth } from '@strapi/strapi/admin';
import type { DeskEditor } from '../../../server/src/contracts';
import { HEARTBEAT } from '../config';
import { sendBeat, sendLeave, type Beat } from '../saving/transport';

/** Says that this tab has the article open, and hears who else has. */
export const usePresence = (
  documentId: string,
  tab: string,
  isStored: boolean,
  onBeat: (beat: Beat) => void,
): DeskEditor[] => {
  const [others, setOthers] = useState<DeskEditor[]>([]);
  const heard = useRef(onBeat);
  heard.current = onBeat;
  const token = useRef<string | null>(null);
  token.current = useAuth('DeskPresence', (auth) => auth.token);

  useEffect(() => {
    if (!isStored) return;
    let isHere = true;
    const beat = async (): Promise<void> => {
      try {
        const answer = await sendBeat(documentId, tab);
        if (!isHere) return;
        setOthers(answer.editors.filter((editor) => editor.tab !== tab));
        heard.current(answer);
      } catch {
        // Whether the connection is there is told where it saves.
      }
    };
    void beat();
    const timer = setInterval(() => void beat(), HEARTBEAT);
    const leave = (): void => sendLeave(tab, token.current);
    // A page that the browser kept, and shows again on the way back.
    const back = ({ persisted }: PageTransitionEvent): void => void (persisted && beat());
    window.addEventListener('pagehide', leave);
    window.addEventListener('pageshow', back);
    return () => {
      isHere = false;
      clearInterval(timer);
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('pageshow', back);
      leave();
    };
  }, [documentId, tab, isStored]);
  return others;
};
