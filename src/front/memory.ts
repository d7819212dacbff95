import { LRUCache } from 'lru-cache';
import type { Encoding } from './encoding';
import { sizeOf, type Entry } from './entry';

/**
 * Entries by address, as many as fit, the least recently used go first; each can be dropped by what it shows.
 * @param maxBytes of all entries together
 */
export const createMemory = (maxBytes: number) => {
  const byTag = new Map<string, Set<string>>();
  const counts = { evicted: 0, dropped: 0 };
  // One answer shall not push all others out.
  const maxEntrySize = Math.max(1, Math.floor(maxBytes / 8));

  const forget = (key: string, { tags }: Entry): void => {
    for (const tag of tags) {
      const keys = byTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) byTag.delete(tag);
    }
  };
  const entries = new LRUCache<string, Entry>({
    maxSize: maxBytes,
    maxEntrySize,
    sizeCalculation: (entry, key) => sizeOf(entry, key),
    dispose: (entry, key, reason) => {
      if (reason === 'set') return;
      if (reason === 'evict') counts.evicted++;
      forget(key, entry);
    },
  });

  return {
    get: (key: string): Entry | undefined => entries.get(key),

    put(key: string, entry: Entry): void {
      const before = entries.peek(key);
      if (before && before !== entry) forget(key, before);
      entries.set(key, entry);
      // What is too large for it has not been taken.
      if (entries.peek(key) !== entry) return;
      for (const tag of entry.tags) {
        const keys = byTag.get(tag);
        if (keys) keys.add(key);
        else byTag.set(tag, new Set([key]));
      }
    },

    /** The entry has grown by this encoding. One that makes it too large is given as it is from now on. */
    weigh(key: string, entry: Entry, encoding: Encoding): void {
      if (entries.peek(key)?.wires !== entry.wires) return;
      if (sizeOf(entry, key) > maxEntrySize) entry.wires[encoding] = entry.wires.identity;
      // A copy, because a value that is there already is not weighed again.
      entries.set(key, { ...entry });
    },

    drop(tags: Iterable<string>): void {
      for (const tag of tags) {
        for (const key of byTag.get(tag) ?? []) if (entries.delete(key)) counts.dropped++;
      }
    },

    clear(): void {
      counts.dropped += entries.size;
      entries.clear();
      byTag.clear();
    },

    stats: () => ({
      entries: entries.size,
      bytes: entries.calculatedSize ?? 0,
      maxBytes,
      ...counts,
    }),
  };
};

export type Memory = ReturnType<typeof createMemory>;
