/** Which openings of articles are alive in this browser: only what the others left behind is offered. */
const PREFIX = 'newsroom-desk ';

/**
 * Says that this one is alive until the answer is called, or the tab is gone however it goes.
 * Without locks (a page that is not https) nobody is known to be alive.
 */
export const stayAlive = (tab: string): (() => void) => {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  void navigator.locks?.request(PREFIX + tab, () => ended).catch(() => undefined);
  return end;
};

export const livingTabs = async (): Promise<ReadonlySet<string>> => {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(
    held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])),
  );
};
