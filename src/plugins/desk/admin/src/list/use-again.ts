import { useEffect, useRef } from 'react';

/**
 * Reads again while somebody looks at the page, and never after it was left. A request of a list that
 * nobody sees would find that the session is over, and the admin would then leave every page for the
 * login, also the one that is written on. (The store's own polling asks once more after the page is gone.)
 *
 * @param every ms
 */
export const useAgain = (read: () => unknown, every: number): void => {
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') latest.current();
    }, every);
    return () => clearInterval(timer);
  }, [every]);
};
