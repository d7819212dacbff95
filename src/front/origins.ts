import type { Headers } from './entry';

/** What a newsroom allows may be a function of its configuration that changes its mind, ms. */
const BELIEVED = 60_000;
/** Whoever makes origins up shall not fill memory. */
const MOST = 1_000;
/** Nearly all callers name no origin. */
const NONE = '';

/**
 * What Koa answers callers of each origin. It is learnt from Koa's own answers, so that it follows the
 * configuration without reading it: the first caller of an origin goes to Koa.
 */
export const createOrigins = () => {
  const known = new Map<string, { headers: string[]; until: number }>();
  const forgetOldest = (): void => {
    for (const key of known.keys()) if (key !== NONE) return void known.delete(key);
  };
  return {
    /**
     * @param now monotonic, ms
     * @param isStale nobody can be asked anew: what was last learnt is better than none
     * @returns names and values in turn; undefined for an origin that is not known
     */
    headersFor(
      origin: string | undefined,
      now: number,
      isStale = false,
    ): readonly string[] | undefined {
      const found = known.get(origin ?? NONE);
      return found && (isStale || found.until > now) ? found.headers : undefined;
    },

    learn(origin: string | undefined, headers: Headers, now: number): void {
      const key = origin ?? NONE;
      const before = known.get(key);
      if (!before && known.size >= MOST) forgetOldest();
      const said = Object.entries(headers).flatMap(([name, value]) =>
        name.startsWith('access-control-') && value !== undefined ? [name, String(value)] : [],
      );
      // Learnt last, and so the last to go.
      known.delete(key);
      known.set(key, {
        // Prepared heads are known by the list that they were made of: each miss would undo them all.
        headers: before && isSame(before.headers, said) ? before.headers : said,
        until: now + BELIEVED,
      });
    },
  };
};

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each, i) => each === others[i]);

export type Origins = ReturnType<typeof createOrigins>;
