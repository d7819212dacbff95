import { inOrder } from '../../relatedness/best-first';
import { nearestCells } from '../../relatedness/cells';
import { byText, choose, recipeFor } from '../../relatedness/choose';
import { compareFiled, timesOfFiled } from '../../relatedness/filed-vectors';
import { lexicalWeightOf, rankOf, sharpen } from '../../relatedness/relatedness';
import type { Settings } from '../../relatedness/settings';
import { DAY } from '../../relatedness/story';
import type { Db } from '../../sql';
import { ONE_CELL_UP_TO } from './fitter';
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

/** Stories that a look-up compares: some 640 kB of filed vectors. More finds nothing worth the time. */
const STORIES = 2_000;
/** Of a cell that is seldom written for the newest few must be seen, whatever the average. */
const LEAST_PER_CELL = 40;
/** Where old stories can win a look-up may take longer, but not without end. */
const MOST_PER_CELL = 1_000;
/** With fewer cells a story near the border of its own loses neighbours (Reuters: 97 % found in 8). */
const LEAST_CELLS = 12;
/** Cells differ in size; one of twice the average is still read as far as needed. */
const MARGIN = 2;

/**
 * Many cells and their newest stories where these alone can win, few cells and all their stories where
 * old ones can.
 *
 * @param days how far apart in time two stories can be that compete for a place
 */
export const reachOf = (
  { cells, perDay }: Pick<LoadedSpace, 'perDay'> & { cells: { count: number } },
  days: number,
): Reach => {
  // An archive of one cell is small enough to be compared whole.
  if (cells.count <= 1) return { cells: 1, perCell: 2 * ONE_CELL_UP_TO };
  const competing = Math.ceil((MARGIN * perDay * Math.min(days, 1e6)) / cells.count);
  const perCell = Math.max(LEAST_PER_CELL, Math.min(competing, MOST_PER_CELL));
  // There are about as many stories in a cell as there are cells.
  const expected = Math.min(perCell, cells.count);
  const wanted = Math.max(LEAST_CELLS, Math.floor(STORIES / expected));
  return { cells: Math.min(cells.count, wanted), perCell };
};

/**
 * Days after which a story at the floor outranks an unrelated one's best: log2(1 / floor) half-lives;
 * never more than what the largest distance to the article allows on both sides.
 */
const competingDays = ({ halfLife, floor, mostDays }: Settings): number =>
  Math.min(2 * mostDays, floor > 0 ? -Math.log2(floor) * halfLife : Infinity);

/** Stories read whole and ranked exactly at a time. */
const WHOLE = 40;
/** Where the best are never to be recommended, or tellings of one story, the next best are read, too. */
const MOST_TURNS = 6;
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

/** Stories as the cells give them away, before they are read whole; the same place is the same story. */
export interface Near {
  ids: string[];
  times: Float64Array;
  /** By the space alone, off by some thousandths. */
  similarities: Float32Array;
}

/** The stories of the cells nearest to a vector, within a span of time; in no order. */
export const nearStories = async (
  db: Db,
  { version, cells }: LoadedSpace,
  vector: Float32Array,
  span: { from: number; to: number },
  reach: Reach,
): Promise<Near> => {
  const rows = await plans.cellStories(db, version, nearestCells(cells, vector, reach.cells), {
    ...span,
    perCell: reach.perCell,
  });
  const filed = Buffer.concat(rows.map((row) => row.filed));
  return {
    ids: rows.flatMap((row) => row.ids.split('\n')),
    times: timesOfFiled(filed, vector.length),
    similarities: compareFiled(vector, filed),
  };
};

/** The ids of the most similar ones, best first, with their similarities. */
export const mostSimilar = (
  { ids, similarities }: Near,
  limit: number,
  isAsked: (id: string, similarity: number) => boolean,
): Map<string, number> => {
  const order = inOrder(
    [...ids.keys()].filter((i) => isAsked(ids[i]!, similarities[i]!)),
    (i, j) => similarities[j]! - similarities[i]! || (ids[i]! < ids[j]! ? -1 : 1),
  );
  const found = new Map<string, number>();
  for (const i of order) {
    if (found.size >= limit) break;
    found.set(ids[i]!, similarities[i]!);
  }
  return found;
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
  const read = async (ids: Iterator<string>, limit = Infinity): Promise<number> => {
    const wanted: string[] = [];
    while (wanted.length < limit) {
      const { value: id, done } = ids.next();
      if (done) break;
      if (out.has(id) || asked.has(id)) continue;
      wanted.push(id);
      asked.add(id);
    }
    if (wanted.length) {
      for (const row of await plans.recommendable(db, space.version, wanted))
        found.push(stored(space, row));
    }
    return wanted.length;
  };
  const byTextAlone = { ...recipeFor(space.space, settings), ladder: [byText(settings)] };
  const isFilled = (): boolean => choose(article, found, byTextAlone).length >= count;

  await read(extra[Symbol.iterator]());
  if (space.version === 0) {
    await read((await plans.newestIds(db, WITHOUT_SPACE)).values());
  } else {
    const distance = mostDays * DAY;
    const near = await nearStories(
      db,
      space,
      article.vector,
      { from: article.publishedAt - distance, to: article.publishedAt + distance },
      reach,
    );
    const best = bestFirst(near, halfLife, (relatedness, place) =>
      // Words in common may lift any story over the floor, where they count.
      place < WHOLE || lexicalWeight > 0 ? true : relatedness >= floor / 2,
    );
    for (let turn = 0; turn < MOST_TURNS && !isFilled(); turn++)
      if ((await read(best, WHOLE)) === 0) break;
  }
  if (!isFilled())
    await read(
      (await plans.fallbackIds(db, article.beat ?? null, article.topics ?? [], NEWEST)).values(),
    );
  return found;
};

/** Ids by approximate rank, those passed over that are not worth reading; only as far as asked. */
function* bestFirst(
  { ids, times, similarities }: Near,
  halfLife: number,
  isWorth: (relatedness: number, place: number) => boolean,
): Generator<string, undefined> {
  const related = Float64Array.from(similarities, (each) => sharpen(Math.max(0, each)));
  const ranks = related.map((each, i) => rankOf(each, times[i]!, halfLife));
  const order = inOrder(
    [...ids.keys()],
    // Two unrelated ones have both the rank −Infinity.
    (i, j) =>
      (ranks[i] === ranks[j] ? 0 : ranks[j]! - ranks[i]!) ||
      times[j]! - times[i]! ||
      (ids[i]! < ids[j]! ? -1 : 1),
  );
  let place = 0;
  for (const i of order) if (isWorth(related[i]!, place++)) yield ids[i]!;
}
