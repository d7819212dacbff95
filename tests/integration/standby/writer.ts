/** Whoever publishes one article after the other, whatever happens to the database. */

export interface Published {
  documentId: string;
  slug: string;
  title: string;
}

export interface Writer {
  /** What it was told is published. */
  readonly acknowledged: readonly Published[];
  /** What it was told instead. */
  readonly failures: readonly string[];
  /** Resolves when it has stopped. */
  end(): Promise<void>;
}

/** @param publish rejects when it is not told that this was done */
export const startWriter = (publish: () => Promise<Published>): Writer => {
  const acknowledged: Published[] = [];
  const failures: string[] = [];
  let isOver = false;
  const run = async (): Promise<void> => {
    while (!isOver) {
      try {
        acknowledged.push(await publish());
      } catch (error) {
        failures.push((error as Error).message);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const running = run();
  return {
    acknowledged,
    failures,
    end: () => {
      isOver = true;
      return running;
    },
  };
};

/** Resolves as soon as it holds; half a minute is more than a failover takes. */
export const until = async (what: string, holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Not within 30 s: ${what}`);
};
