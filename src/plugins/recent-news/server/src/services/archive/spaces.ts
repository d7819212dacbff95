import type { Cells } from '../../relatedness/cells';
import { fitSpace, type Space } from '../../relatedness/space';
import { spaceFromBytes } from '../../relatedness/space-bytes';
import { vectorFromBytes } from '../../relatedness/vector-bytes';
import type { Db } from '../../sql';
import * as plans from './plans';

/** A space in memory. */
export interface LoadedSpace {
  /** 0 while none has been fitted: then words alone relate stories. */
  version: number;
  space: Space;
  cells: Cells;
  /** Stories published a day when it was fitted. */
  perDay: number;
}

/** What relates stories before any space is there. */
export const NO_SPACE: LoadedSpace = {
  version: 0,
  space: fitSpace([]),
  cells: { dimensions: 0, count: 0, centres: new Float32Array(0) },
  perDay: 0,
};

/** The newest one and the one before it, which work under way may still need: twice 62 MB at most. */
const MOST_LOADED = 2;

/** Bytes fetched at once: a space of 62 MB in one row would hold up everything else for long. */
const SLICE = 4_000_000;

/** Spaces as this process holds them. */
export class Spaces {
  private readonly loaded = new Map<number, Promise<LoadedSpace | null>>();

  constructor(private readonly warn: (message: string) => void) {}

  /** The newest space that is ready; one small query when it is in memory. */
  async current(db: Db): Promise<LoadedSpace> {
    for (;;) {
      const newest = await plans.newestReady(db);
      if (!newest) return NO_SPACE;
      const space = await this.load(db, newest);
      if (space) return space;
      // Gone: a newer one has taken its place meanwhile.
    }
  }

  private load(db: Db, row: plans.SpaceRow): Promise<LoadedSpace | null> {
    const { version } = row;
    const underWay = this.loaded.get(version);
    // It may fail with the transaction of whoever began it.
    if (underWay) return underWay.catch(() => this.fetch(db, row));
    const loading = this.fetch(db, row);
    this.loaded.set(version, loading);
    const forget = (): void => void this.loaded.delete(version);
    loading.then((space) => {
      if (!space) forget();
    }, forget);
    const versions = [...this.loaded.keys()].sort((a, b) => b - a);
    for (const old of versions.slice(MOST_LOADED)) this.loaded.delete(old);
    return loading;
  }

  private async fetch(db: Db, { version, perDay }: plans.SpaceRow): Promise<LoadedSpace | null> {
    const size = await plans.spaceSize(db, version);
    if (!size) return null;
    const bytes = new Uint8Array(size.bytes);
    for (let from = 0; from < size.bytes; from += SLICE) {
      const part = await plans.spaceSlice(db, version, from, SLICE);
      if (!part) return null;
      bytes.set(part, from);
    }
    try {
      const space = spaceFromBytes(bytes);
      const centres = vectorFromBytes(size.centres);
      const { dimensions } = space;
      const count = dimensions ? centres.length / dimensions : 1;
      return { version, space, cells: { dimensions, count, centres }, perDay };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.warn(`recent-news: ${error.message}. Until then words alone relate stories.`);
      return NO_SPACE;
    }
  }
}
