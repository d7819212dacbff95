import { useEffect, useState } from 'react';

const isSeen = (): boolean => document.visibilityState === 'visible';

/**
 * How often to look again: only while somebody looks at the page. A list that lies in a tab behind would
 * find that the session is over and end it in all tabs, also in the one that is written in.
 *
 * @param every ms
 * @returns 0 while nobody looks
 */
export const usePolling = (every: number): number => {
  const [seen, setSeen] = useState(isSeen);
  useEffect(() => {
    const look = (): void => setSeen(isSeen());
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return seen ? every : 0;
};
