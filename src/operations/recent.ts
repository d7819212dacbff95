/**
 * `read`, asked at most once in `forMs` however often it is wanted, and never twice at once.
 * @returns what it last said; rejects when it fails or takes longer than `withinMs`, until it is asked
 * again
 */
export const recent = <T>(
  read: () => Promise<T>,
  { forMs, withinMs }: { forMs: number; withinMs: number },
): (() => Promise<T>) => {
  let answer: Promise<T> | undefined;
  let askedAt = -Infinity;
  let isOpen = false;
  return () => {
    if (answer && (isOpen || performance.now() - askedAt < forMs)) return within(answer, withinMs);
    askedAt = performance.now();
    isOpen = true;
    answer = read().finally(() => (isOpen = false));
    return within(answer, withinMs);
  };
};

const within = <T>(answer: Promise<T>, ms: number): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
