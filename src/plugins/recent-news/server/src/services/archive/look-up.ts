import { nearestCells } from '../../relatedness/cells';
import { byText, choose, recipeFor } from '../../relatedness/choose';
import { compareFiled, timesOfFiled } from '../../relatedness/filed-vectors';
import { lexicalWeightOf, rankOf, sharpen } from '../../relatedness/relatedness';
import type { Settings } from '../../relatedness/settings';
import { DAY } from '../../relatedness/story';
import type { Db } from '../../sql';
import * as plans from './plans';
import { placedAnew, stored, type PlacedProfile } from './profiles';
import type { LoadedSpace } from './spaces';

/** Where a look-up reads. */
export interface Reach {
  /** Cells, those nearest to the article. */
  cells: number;
  /** Stories of one cell, the newest first. */
  perCell: number;
}

/** Stories that a look-up compares: 1 MB of filed vectors. More finds nothing that is worth the time. */
const STORIES = 3_000;
/** Of a cell that is hardly ever written for the newest few must be seen, whatever the average. */
const LEAST_PER_CELL = 40;
/** Below four cells a story near a border of its cell loses its neighbours. */
const LEAST_CELLS = 4;
/** Cells differ in size; one of twice the average is still read as far as needed. */
const MARGIN = 2;

/**
 * Many cells and their newest stories where these alone can win, few cells and all their stories where
 * old ones can.
 *
 * @param days how far apart in time two stories can be that compete for a place
 */
export const reachOf = ({ cells, perDay }: LoadedSpace, days: number): Reach => {
  // An archive of one cell is small enough to be compared whole.
  if (cells.count <= 1) return { cells: 1, perCell: 2 * STORIES };
  const competing = Math.ceil((MARGIN * perDay * Math.min(days, 1e6)) / cells.count);
  const perCell = Math.max(LEAST_PER_CELL, Math.min(competing, STORIES / LEAST_CELLS));
  return { cells: Math.min(cells.count, Math.floor(STORIES / perCell)), perCell };
};

/**
 * Days after which a story at the floor outranks an unrelated one's best: log2(1 / floor) half-lives;
 * never more than what the largest distance to the article allows on both sides.
 */
const competingDays = ({ halfLife, floor, mostDays }: Settings): number =>
  Math.min(2 * mostDays, floor > 0 ? -Math.log2(floor) * halfLife : Infinity);

/** Stories read whole and ranked exactly at a time. */
const WHOLE = 64;
/** Where the best are never to be recommended, or tellings of one story, the next best are read, too. */
const MOST_TURNS = 4;
/** Newest stories (of all, of the beat, of the topics) read where text alone does not fill the list. */
const NEWEST = 30;

/** While there is no space, so many of the newest stories are compared word by word. */
const WITHOUT_SPACE = 200;

export interface CandidateOptions {
  /** With a `count` that leaves room for entries that the caller may turn down. */
  settings: Settings;
  /** Stories that must not stand in the list. */
  exclude?: Iterable<string>;
  /** Stories to be ranked in any case. */
  extra?: Iterable<string>;
}

/** A story as a cell gives it away, before it is read whole. */
export interface Near {
  id: string;
  publishedAt: number;
  /** By the space alone, off by some thousandths. */
  similarity: number;
}

/** The stories of the cells nearest to a vector, within a span of time; in no order. */
export const nearStories = async (
  db: Db,
  { version, cells }: LoadedSpace,
  vector: Float32Array,
  span: { from: number; to: number },
  reach: Reach,
): Promise<Near[]> => {
  const found = await plans.cellStories(db, version, nearestCells(cells, vector, reach.cells), {
    ...span,
    perCell: reach.perCell,
  });
  return found.flatMap(({ ids, filed }) => {
    const similarities = compareFiled(vector, filed);
    const times = timesOfFiled(filed, vector.length);
    return ids
      .split('\n')
      .map((id, i) => ({ id, publishedAt: times[i]!, similarity: similarities[i]! }));
  });
};

/**
 * Stories among which `choose` finds the list of an article: the best by text, and where they do not fill
 * it the newest of its beat, of its topics and of all.
 */
export const candidatesOf = async (
  db: Db,
  space: LoadedSpace,
  profile: PlacedProfile,
  { settings, exclude = [], extra = [] }: CandidateOptions,
  reach: Reach = reachOf(space, competingDays(settings)),
): Promise<PlacedProfile[]> => {
  const { halfLife, floor, mostDays, count } = settings;
  const lexicalWeight = lexicalWeightOf(space.space);
  const article = placedAnew(space, profile);
  const out = new Set(exclude).add(article.id);
  const asked = new Set<string>();
  const found: PlacedProfile[] = [];
  const read = async (ids: Iterable<string>, limit = Infinity): Promise<void> => {
    const wanted: string[] = [];
    for (const id of ids) {
      if (wanted.length >= limit) break;
      if (out.has(id) || asked.has(id)) continue;
      wanted.push(id);
      asked.add(id);
    }
    if (!wanted.length) return;
    for (const row of await plans.recommendable(db, space.version, wanted))
      found.push(stored(space, row));
  };
  const byTextAlone = { ...recipeFor(space.space, settings), ladder: [byText(settings)] };
  const isFilled = (): boolean => choose(article, found, byTextAlone).length >= count;

  await read(extra);
  if (space.version === 0) {
    await read(await plans.newestIds(db, WITHOUT_SPACE));
  } else {
    const distance = mostDays * DAY;
    const near = await nearStories(
      db,
      space,
      article.vector,
      { from: article.publishedAt - distance, to: article.publishedAt + distance },
      reach,
    );
    const ranked = near
      .map(({ id, publishedAt, similarity }) => {
        const relatedness = sharpen(Math.max(0, similarity));
        return { id, publishedAt, relatedness, rank: rankOf(relatedness, publishedAt, halfLife) };
      })
      .sort((a, b) => b.rank - a.rank || b.publishedAt - a.publishedAt || (a.id < b.id ? -1 : 1));
    const idsOf = (some: typeof ranked): string[] => some.map(({ id }) => id);
    await read(idsOf(ranked), WHOLE);
    // Words in common may lift any story over the floor, where they count.
    const isHopeful = ({ relatedness }: { relatedness: number }): boolean =>
      lexicalWeight > 0 || relatedness >= floor / 2;
    const hopeful = isFilled() ? [] : idsOf(ranked.filter(isHopeful));
    for (let turn = 1; turn < MOST_TURNS && hopeful.length > 0; turn++) {
      const before = asked.size;
      await read(hopeful, WHOLE);
      if (asked.size === before || isFilled()) break;
    }
  }
  if (!isFilled())
    await read(await plans.fallbackIds(db, article.beat ?? null, article.topics ?? [], NEWEST));
  return found;
};
