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

/** One answer that is being made, for everybody who asks for it meanwhile. */
export interface Load {
  made: Promise<Made | null>;
  /** What has changed since it was begun: it may show what was before. */
  dropped: Set<string>;
}

/** Answers that are being made, one a key. */
export const createLoads = () => {
  const byKey = new Map<string, Load>();
  const inFlight = new Set<Load>();
  return {
    find: (key: string): Load | undefined => byKey.get(key),

    begin(key: string, made: Promise<Made | null>): Load {
      const load: Load = { made, dropped: new Set() };
      byKey.set(key, load);
      inFlight.add(load);
      return load;
    },

    end(key: string, load: Load): void {
      inFlight.delete(load);
      if (byKey.get(key) === load) byKey.delete(key);
    },

    /** Something has changed: whoever asks from now on must not be given what was begun before. */
    drop(tags: Iterable<string>): void {
      byKey.clear();
      if (inFlight.size === 0) return;
      for (const tag of tags) for (const { dropped } of inFlight) dropped.add(tag);
    },

    /** Everything may have changed. */
    dropAll(): void {
      byKey.clear();
      for (const { dropped } of inFlight) dropped.add(EVERYTHING);
    },
  };
};

export const EVERYTHING = '*';

/** @param tags of the answer that was made */
export const isOutdated = ({ dropped }: Load, tags: readonly string[]): boolean =>
  dropped.has(EVERYTHING) || tags.some((tag) => dropped.has(tag));
