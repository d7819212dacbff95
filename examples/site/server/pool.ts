/**
 * Runs `work` on every item, `size` at a time. An error stops it, and is thrown when nothing runs any
 * more.
 */
export async function inPool<T>(
  items: Iterable<T> | AsyncIterable<T>,
  size: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const source = (async function* () {
    yield* items;
  })();
  let hasFailed = false;
  const worker = async () => {
    try {
      for (;;) {
        const { done, value } = await source.next();
        if (done || hasFailed) return;
        await work(value);
      }
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: size }, worker));
  const failure = ended.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}
