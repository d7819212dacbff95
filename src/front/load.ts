import type { Place } from './address';
import type { Said } from './entry';

/** What a request that was not in memory asks for; it travels with the request through Koa. */
export interface Ask {
  key: string;
  place: Place;
  /** Taken off the request, so that Koa makes the whole answer; asked afterwards. */
  ifNoneMatch: string;
  ifModifiedSince: string;
}

/** A 200 as a route made it, for all who asked for it at once. */
export interface Made extends Said {
  body: string | Buffer;
}

/**
 * An answer takes some ms to make. One that takes longer hangs, or has a caller who does not read it: who
 * asks later has it made over another connection to the database, well before his own time is up, ms.
 */
const FOLLOWED_FOR = 2_000;

/** One answer that is being made, for everybody who asks for it meanwhile. */
export interface Load {
  made: Promise<Made | null>;
  /** Monotonic, ms. */
  began: number;
  /** What its route said before it threw: a 404 or 410 tells caches how long it is true. */
  refusedWith: Record<string, string>;
  /** What has changed since it was begun: it may show what was before. */
  dropped: Set<string>;
}

/** Answers that are being made, one a key. */
export const createLoads = () => {
  const byKey = new Map<string, Load>();
  const inFlight = new Set<Load>();
  return {
    find(key: string): Load | undefined {
      const load = byKey.get(key);
      return load && isFollowed(load) ? load : undefined;
    },

    begin(key: string, made: Promise<Made | null>): Load {
      const load: Load = { made, began: performance.now(), refusedWith: {}, dropped: new Set() };
      byKey.set(key, load);
      inFlight.add(load);
      return load;
    },

    end(key: string, load: Load): void {
      inFlight.delete(load);
      if (byKey.get(key) === load) byKey.delete(key);
    },

    /** Something has changed: whoever asks from now on must not be given what was begun before. */
    drop(tags: readonly string[]): void {
      byKey.clear();
      for (const load of inFlight) {
        if (isFollowed(load)) for (const tag of tags) load.dropped.add(tag);
        else {
          // It may stay for hours: what changes meanwhile is not listed for it.
          load.dropped.add(EVERYTHING);
          inFlight.delete(load);
        }
      }
    },

    /** Everything may have changed. */
    dropAll(): void {
      byKey.clear();
      for (const { dropped } of inFlight) dropped.add(EVERYTHING);
    },
  };
};

const isFollowed = ({ began }: Load): boolean => performance.now() - began <= FOLLOWED_FOR;

export const EVERYTHING = '*';

/** @param tags of the answer that was made */
export const isOutdated = ({ dropped }: Load, tags: readonly string[]): boolean =>
  dropped.has(EVERYTHING) || tags.some((tag) => dropped.has(tag));
