/**
 * Yields items in order, doing only the work that is asked for: n steps to start, log n for each item
 * (a binary heap). The first three of 100,000 come far sooner than from a sort.
 *
 * @param items reordered in place
 * @param compare negative if `a` comes first; must be a total order for the result to be determined
 */
export function* inOrder<T>(items: T[], compare: (a: T, b: T) => number): Generator<T> {
  const sink = (start: number, size: number): void => {
    const moved = items[start]!;
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && compare(items[child + 1]!, items[child]!) < 0) child++;
      if (compare(moved, items[child]!) <= 0) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = moved;
  };
  for (let i = (items.length >> 1) - 1; i >= 0; i--) sink(i, items.length);
  for (let size = items.length; size > 0; size--) {
    const first = items[0]!;
    items[0] = items[size - 1]!;
    sink(0, size - 1);
    yield first;
  }
}
