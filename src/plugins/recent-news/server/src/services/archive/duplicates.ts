import { nearestCells, type Cells } from '../../relatedness/cells';
import { tellTheSame } from '../../relatedness/duplicates';
import { compareFiled, vectorsOfFiled } from '../../relatedness/filed-vectors';
import { overlapOf } from '../../relatedness/shingles';
import type { Db } from '../../sql';
import { breather } from './breather';
import { mostSimilar, nearStories, reachOf } from './look-up';
import * as plans from './plans';
import { placedAnew, stored, type PlacedProfile } from './profiles';
import type { LoadedSpace } from './spaces';

/** Two stories that tell the same. */
export interface DuplicatePair {
  /** Ids, the smaller first. */
  a: string;
  b: string;
  /** Share of their three-word shingles that they have in common, 0 to 1, as estimated. */
  overlap: number;
}

/** Two tellings lie nearer together than this in the space: 99 % of the 262 pairs in Reuters dev do. */
const LEAST_SIMILARITY = 0.75;
/** Cells in which the other telling may be filed: 261 of these pairs lie within each other's four nearest. */
const NEIGHBOURS = 4;
/** Stories compared closely with one. */
const CLOSEST = 30;
/** Pairs compared closely at a time. */
const BATCH = 200;

export interface Duplicate {
  id: string;
  /** As in {@link DuplicatePair}. */
  overlap: number;
}

/** Other stories that tell the same as this text, whenever they ran, the closest first. */
export const duplicatesOf = async (
  db: Db,
  space: LoadedSpace,
  profile: PlacedProfile,
): Promise<Duplicate[]> => {
  const article = placedAnew(space, profile);
  const isNear = (id: string, similarity: number): boolean =>
    id !== article.id && similarity >= LEAST_SIMILARITY;
  const ids =
    space.version === 0
      ? (await plans.newestIds(db, CLOSEST)).filter((id) => id !== article.id)
      : [
          ...mostSimilar(
            await nearStories(db, space, article.vector, ALWAYS, reachOf(space, Infinity)),
            CLOSEST,
            isNear,
          ).keys(),
        ];
  return (await plans.readings(db, space.version, ids))
    .map((row) => stored(space, row))
    .filter((story) => tellTheSame(space.space, article, story))
    .map(({ id, signature }) => ({ id, overlap: overlapOf(article.signature, signature) }))
    .sort((a, b) => b.overlap - a.overlap || (a.id < b.id ? -1 : 1));
};

const pairOf = (
  space: LoadedSpace,
  one: PlacedProfile,
  other: PlacedProfile,
): DuplicatePair | null => {
  if (!tellTheSame(space.space, one, other)) return null;
  const [a, b] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
  return { a, b, overlap: overlapOf(one.signature, other.signature) };
};

const ALWAYS = { from: -Infinity, to: Infinity };

/** Compares pairs closely that lie near each other. */
const confirmed = async function* (
  db: Db,
  space: LoadedSpace,
  pairs: readonly [string, string][],
): AsyncGenerator<DuplicatePair> {
  const rows = await plans.readings(db, space.version, [...new Set(pairs.flat())]);
  const profiles = new Map(rows.map((row) => [row.documentId, stored(space, row)]));
  const breathe = breather();
  for (const [a, b] of pairs) {
    const [one, other] = [profiles.get(a), profiles.get(b)];
    const pair = one && other && pairOf(space, one, other);
    if (pair) yield pair;
    await breathe();
  }
};

/** Pairs among the newest stories. */
export async function* newestDuplicates(
  db: Db,
  space: LoadedSpace,
  limit: number,
): AsyncGenerator<DuplicatePair> {
  const newest = await plans.newestFiled(db, space.version, limit);
  if (!newest) return;
  const ids = newest.ids.split('\n');
  const breathe = breather();
  for (const [i, vector] of vectorsOfFiled(newest.filed, space.space.dimensions).entries()) {
    const pairs: [string, string][] = [];
    compareFiled(vector, newest.filed, i + 1).forEach((similarity, k) => {
      if (similarity >= LEAST_SIMILARITY) pairs.push([ids[i]!, ids[i + 1 + k]!]);
    });
    if (pairs.length) yield* confirmed(db, space, pairs);
    await breathe();
  }
}

/**
 * All pairs of stories that tell the same, each once, cell by cell in bounded memory.
 *
 * @param onProgress told of the cells that are done
 */
export async function* allDuplicates(
  db: Db,
  space: LoadedSpace,
  onProgress?: (done: number, of: number) => void,
): AsyncGenerator<DuplicatePair> {
  const { cells, version } = space;
  if (version === 0) return;
  const { dimensions } = space.space;
  const beside = neighboursOf(cells);
  const breathe = breather();
  for (let cell = 0; cell < cells.count; cell++) {
    const own = await plans.wholeCell(db, version, cell);
    const ids = own ? own.ids.split('\n') : [];
    const vectors = own ? vectorsOfFiled(own.filed, dimensions) : [];
    let pairs: [string, string][] = [];
    for (const other of own ? [cell, ...beside[cell]!] : []) {
      const row = other === cell ? own : await plans.wholeCell(db, version, other);
      if (!row) continue;
      const names = row.ids.split('\n');
      for (const [i, vector] of vectors.entries()) {
        // Of a cell's own pairs each is compared once.
        const from = other === cell ? i + 1 : 0;
        compareFiled(vector, row.filed, from).forEach((similarity, k) => {
          if (similarity >= LEAST_SIMILARITY) pairs.push([ids[i]!, names[from + k]!]);
        });
        await breathe();
        if (pairs.length < BATCH) continue;
        yield* confirmed(db, space, pairs);
        pairs = [];
      }
    }
    yield* confirmed(db, space, pairs);
    onProgress?.(cell + 1, cells.count);
  }
}

/** For each cell the later ones that are near it, or that it is near to. */
const neighboursOf = (cells: Cells): number[][] => {
  const { dimensions, centres, count } = cells;
  const beside = Array.from({ length: count }, () => new Set<number>());
  for (let cell = 0; cell < count; cell++) {
    const centre = centres.subarray(cell * dimensions, (cell + 1) * dimensions);
    for (const other of nearestCells(cells, centre, NEIGHBOURS + 1))
      if (other !== cell) beside[Math.min(cell, other)]!.add(Math.max(cell, other));
  }
  return beside.map((others) => [...others]);
};
