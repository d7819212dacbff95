import { useEffect, useState } from 'react';

const isSeen = (): boolean => document.visibilityState === 'visible';

/** Whether anybody can see the page. */
const useSeen = (): boolean => {
  const [seen, setSeen] = useState(isSeen);
  useEffect(() => {
    const look = (): void => setSeen(isSeen());
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return seen;
};

/**
 * Options of a query that looks again while somebody looks at the page.
 * @param every ms
 */
export const usePolling = (every: number): { pollingInterval: number } => ({
  pollingInterval: useSeen() ? every : 0,
});
