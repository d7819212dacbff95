import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DeskText } from '../../../server/src/contracts';

/** Between two letters of somebody who types is less than that, ms. */
const PAUSE = 300;
/** Whoever never pauses sees the page around the text follow this often, ms. */
const LONGEST = 2_000;

/**
 * The text as the page around the editor shows it. `follow` lets the page come after when the typing
 * pauses: rendering all of it at each letter takes longer than a letter may.
 */
export const useWritten = (opened: DeskText) => {
  const [written, setWritten] = useState(opened);
  const latest = useRef(opened);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const since = useRef<number | null>(null);

  const show = useCallback((next: DeskText): void => {
    clearTimeout(timer.current);
    since.current = null;
    latest.current = next;
    setWritten(next);
  }, []);
  const follow = useCallback(
    (next: DeskText): void => {
      latest.current = next;
      since.current ??= Date.now();
      clearTimeout(timer.current);
      const left = since.current + LONGEST - Date.now();
      timer.current = setTimeout(() => show(latest.current), Math.max(0, Math.min(PAUSE, left)));
    },
    [show],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(() => ({ written, latest, show, follow }), [written, show, follow]);
};
