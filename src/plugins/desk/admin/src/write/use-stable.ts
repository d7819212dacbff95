import { useCallback, useLayoutEffect, useRef } from 'react';

/** The same function at each render, which does what the last one gave: what it is handed to need not render again. */
export const useStable = <Args extends unknown[], Result>(
  does: (...args: Args) => Result,
): ((...args: Args) => Result) => {
  const latest = useRef(does);
  useLayoutEffect(() => {
    latest.current = does;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
};
