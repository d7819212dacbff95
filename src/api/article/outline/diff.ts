import { handAfterSave, handOf, originOf, type Hand, type Origin } from './hand';
import type { Outline, OutlineBullet, Problem, RelatedEntry } from './types';

/** A stored section with its stored bullets, in order. */
export interface StoredSection {
  id: number;
  documentId: string;
  position: number | null;
  heading: string | null;
  lead: string | null;
  bullets: StoredBullet[];
}
export interface StoredBullet {
  id: number;
  documentId: string;
  position: number | null;
  text: string | null;
}
export interface StoredEntry {
  id: number;
  documentId: string;
  position: number | null;
  headline: string | null;
  teaser: string | null;
  url: string | null;
  target: string | null;
  origin: Origin;
  hand: Hand | null;
  /** Why the machine chose it, in the words of whoever chooses. */
  reason: unknown;
}

/** A row to write: `id` null makes a new one. `position` counts from 1. */
export interface SectionRow {
  id: number | null;
  documentId: string;
  heading: string;
  lead: string | null;
  position: number;
}
export interface BulletRow {
  id: number | null;
  documentId: string;
  text: string;
  position: number;
  /** documentId of the section it stands in, and whether it stood elsewhere before. */
  section: string;
  moved: boolean;
}
export type EntryRow = Omit<RelatedEntry, 'documentId'> & {
  id: number | null;
  documentId: string;
  position: number;
  retargeted: boolean;
  origin: Origin;
  hand: Hand | null;
};

/** What must change for the stored tree to become the wanted one; what stays is not named. */
export interface OutlineDiff {
  sections: SectionRow[];
  bullets: BulletRow[];
  goneSections: number[];
  goneBullets: number[];
  problems: Problem[];
}

/**
 * Pairs wanted items with stored ones: by documentId where it is given, then by the same key
 * (heading, text) in order, so that a page that is pasted again keeps its documentIds.
 */
const pair = <W extends { documentId?: string }, S extends { documentId: string }>(
  wanted: W[],
  stored: S[],
  wantedKey: (item: W) => string,
  storedKey: (item: S) => string,
): (S | undefined)[] => {
  const free = new Map(stored.map((item) => [item.documentId, item]));
  const pairs = wanted.map((item) => {
    const match = item.documentId ? free.get(item.documentId) : undefined;
    if (match) free.delete(match.documentId);
    return match;
  });
  const byKey = new Map<string, S[]>();
  for (const item of free.values()) {
    const key = storedKey(item);
    byKey.set(key, [...(byKey.get(key) ?? []), item]);
  }
  wanted.forEach((item, i) => {
    if (pairs[i] || item.documentId) return;
    pairs[i] = byKey.get(wantedKey(item))?.shift();
  });
  return pairs;
};

const unknownId = (place: string, what: string): Problem => ({
  place: `${place}.documentId`,
  message: `is no ${what} of this article; leave it out to make a new one`,
});

/**
 * Compares a wanted outline with the stored tree.
 * @param newId makes a documentId for what is new
 * @param adopt whether a documentId that is not stored makes a new part with just that id; the caller
 *   sees to it that it is free
 */
export const diffOutline = (
  stored: StoredSection[],
  wanted: Outline,
  newId: () => string,
  adopt = false,
): OutlineDiff => {
  const diff: OutlineDiff = {
    sections: [],
    bullets: [],
    goneSections: [],
    goneBullets: [],
    problems: [],
  };
  const sectionPairs = pair(
    wanted,
    stored,
    (w) => w.heading,
    (s) => s.heading ?? '',
  );
  const newIdOf = (item: { documentId?: string }): string =>
    (adopt ? item.documentId : undefined) ?? newId();
  const sectionIds = wanted.map((item, s) => sectionPairs[s]?.documentId ?? newIdOf(item));

  wanted.forEach((section, s) => {
    const old = sectionPairs[s];
    if (section.documentId && !old && !adopt)
      diff.problems.push(unknownId(`outline[${s}]`, 'section'));
    const row: SectionRow = {
      id: old?.id ?? null,
      documentId: sectionIds[s]!,
      heading: section.heading,
      lead: section.lead,
      position: s + 1,
    };
    if (
      !old ||
      old.heading !== row.heading ||
      old.lead !== row.lead ||
      old.position !== row.position
    ) {
      diff.sections.push(row);
    }
  });
  const kept = new Set(sectionPairs.map((old) => old?.id));
  diff.goneSections = stored.filter(({ id }) => !kept.has(id)).map(({ id }) => id);

  diffBullets(stored, wanted, sectionPairs, sectionIds, newIdOf, adopt, diff);
  return diff;
};

/**
 * Bullets may move between sections, so those with a documentId are looked up in the whole article;
 * the others only in the section they are wanted in.
 */
const diffBullets = (
  stored: StoredSection[],
  wanted: Outline,
  sectionPairs: (StoredSection | undefined)[],
  sectionIds: string[],
  newIdOf: (item: { documentId?: string }) => string,
  adopt: boolean,
  diff: OutlineDiff,
): void => {
  const home = new Map(
    stored.flatMap((s) =>
      s.bullets.map((b) => [b.documentId, { bullet: b, section: s.documentId }] as const),
    ),
  );
  const claimed = new Set(wanted.flatMap((s) => s.bullets.flatMap((b) => b.documentId ?? [])));
  const kept = new Set<number>();

  wanted.forEach((section, s) => {
    const candidates = (sectionPairs[s]?.bullets ?? []).filter(
      ({ documentId }) => !claimed.has(documentId),
    );
    const unnamed = section.bullets.filter((b) => !b.documentId);
    const unnamedPairs = pair<OutlineBullet, StoredBullet>(
      unnamed,
      candidates,
      (w) => w.text,
      (b) => b.text ?? '',
    );
    section.bullets.forEach((bullet, b) => {
      const old = bullet.documentId
        ? home.get(bullet.documentId)?.bullet
        : unnamedPairs[unnamed.indexOf(bullet)];
      if (bullet.documentId && !old && !adopt)
        diff.problems.push(unknownId(`outline[${s}].bullets[${b}]`, 'bullet'));
      if (old) kept.add(old.id);
      const moved = !old || home.get(old.documentId)?.section !== sectionIds[s];
      if (moved || old.text !== bullet.text || old.position !== b + 1) {
        diff.bullets.push({
          id: old?.id ?? null,
          documentId: old?.documentId ?? newIdOf(bullet),
          text: bullet.text,
          position: b + 1,
          section: sectionIds[s]!,
          moved,
        });
      }
    });
  });
  diff.goneBullets = [...home.values()]
    .map(({ bullet }) => bullet.id)
    .filter((id) => !kept.has(id));
};

/** Compares a wanted Recent News list with the stored one. */
export const diffRelated = (
  stored: StoredEntry[],
  wanted: RelatedEntry[],
  newId: () => string,
): { entries: EntryRow[]; gone: StoredEntry[]; problems: Problem[] } => {
  const key = (entry: Omit<RelatedEntry, 'documentId'>) =>
    `${entry.target ?? ''}\n${entry.headline ?? ''}`;
  const pairs = pair(wanted, stored, key, key);
  const problems: Problem[] = [];
  const reordered = !isAscending(pairs.flatMap((old) => (old ? [stored.indexOf(old)] : [])));
  const entries = wanted.flatMap((entry, i): EntryRow[] => {
    const old = pairs[i];
    if (entry.documentId && !old)
      problems.push(unknownId(`relatedNews[${i}]`, 'Recent News entry'));
    const owned = old ? handAfterSave(old, entry) : { origin: 'editor' as const, hand: null };
    // An order that somebody gave is to last: each entry is pinned where it was put.
    if (old && reordered) {
      owned.hand = { ...(owned.hand ?? handOf({ ...entry, ...owned })), pinned: true };
      owned.origin = originOf(owned.hand);
    }
    const row: EntryRow = {
      id: old?.id ?? null,
      documentId: old?.documentId ?? newId(),
      headline: entry.headline,
      teaser: entry.teaser,
      url: entry.url,
      target: entry.target,
      position: i + 1,
      retargeted: !old || old.target !== entry.target,
      ...owned,
    };
    const same =
      old &&
      !row.retargeted &&
      old.headline === row.headline &&
      old.teaser === row.teaser &&
      old.url === row.url &&
      old.position === row.position &&
      !reordered;
    return same ? [] : [row];
  });
  const kept = new Set(pairs.map((old) => old?.id));
  return { entries, gone: stored.filter(({ id }) => !kept.has(id)), problems };
};

const isAscending = (numbers: readonly number[]): boolean =>
  numbers.every((number, i) => i === 0 || number > numbers[i - 1]!);
