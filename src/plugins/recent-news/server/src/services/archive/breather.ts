import { setImmediate } from 'node:timers/promises';

/** A request that waits for the event loop should not notice, ms. */
const LONGEST_BREATH = 10;

/** To be awaited between pieces of computing: lets others have a turn now and then. */
export const breather = (): (() => Promise<void>) => {
  let from = performance.now();
  return async () => {
    if (performance.now() - from < LONGEST_BREATH) return;
    await setImmediate();
    from = performance.now();
  };
};
