import { wantedChanges, type Act, type Change } from '../change';
import { encodeCursor } from '../cursor';
import type { Kind, KindContext, Request } from '../kinds/kind';

/** Standard Webhooks asks for bodies below 20 KB. */
export const MOST_BYTES = 20_000;

export interface Composed extends Request {
  count: number;
  /** How many of them the body has room for. */
  listed: number;
}

/** What waits for a target. */
export interface Waiting {
  /** In the order of commits; the first ones if there are very many. */
  acts: readonly Act[];
  /** Kinds of change that the target wants; an empty list wants all. */
  wanted: readonly string[];
  /** How many wanted changes wait, also those of acts that are not in `acts`. */
  count: number;
  /** When the newest of them was recorded. */
  newest: Date;
}

/**
 * What to send for what waits. Changes that find no room are counted, and the cursor in `since`
 * leads to them.
 */
export const compose = (
  kind: Kind,
  context: KindContext,
  id: string,
  { acts, wanted, count, newest }: Waiting,
): Composed => {
  const changes = wantedChanges(acts, wanted);
  const at = newest.toISOString();
  const request = (listed: number): Request =>
    kind.request(
      {
        id,
        test: false,
        changes: changes.slice(0, listed),
        count,
        since: listed < count ? cursorAfter(acts, changes, listed) : null,
        at,
      },
      context,
    );
  const listed = mostThatFit(changes.length, (n) => bytes(request(n)) <= MOST_BYTES);
  return { ...request(listed), count, listed };
};

/** A call that carries no changes and says so. */
export const composeTest = (kind: Kind, context: KindContext, id: string, now: Date): Request =>
  kind.request(
    { id, test: true, changes: [], count: 0, since: null, at: now.toISOString() },
    context,
  );

const bytes = ({ body }: Request): number => Buffer.byteLength(body);

/** The largest n up to `most` that fits; more never fits where less did not. */
const mostThatFit = (most: number, fits: (n: number) => boolean): number => {
  if (fits(most)) return most;
  let [low, high] = [0, most - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Just before the first change that is not listed. */
const cursorAfter = (acts: readonly Act[], changes: readonly Change[], listed: number): string => {
  const first = changes[listed];
  if (!first) return encodeCursor({ number: acts.at(-1)?.number ?? 0, index: 0 });
  const act = acts.find((each) => each.changes.includes(first))!;
  return encodeCursor({ number: act.number - 1, index: act.changes.indexOf(first) });
};
