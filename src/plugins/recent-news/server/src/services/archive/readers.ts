import { recipeFor, type Recipe, type Rung } from '../../relatedness/choose';
import { tellTheSame } from '../../relatedness/duplicates';
import { rankOf, sharpen } from '../../relatedness/relatedness';
import type { Settings } from '../../relatedness/settings';
import { DAY } from '../../relatedness/story';
import type { Db } from '../../sql';
import { mostSimilar, nearStories, reachOf } from './look-up';
import * as plans from './plans';
import { placedAnew, stored, type PlacedProfile } from './profiles';
import type { LoadedSpace } from './spaces';

export interface ReaderOptions {
  settings: Settings;
  /** Days before and after the story within which pages may take it in. */
  window: number;
  /** Pages at most, the greatest gain first. */
  limit: number;
  /** By how much the story's rank must beat that of the last entry: against churn. */
  margin: number;
  /** Pages that show the story: they need no room in the ranking. */
  without?: readonly string[];
}

/** A page whose list, as it was last computed, would take the story in. */
export interface Reader {
  documentId: string;
  /** The rung on which it would stand there. */
  rung: Rung;
  /** Rank above that of the last entry; Infinity where it stands on a better rung, or the list is short. */
  gain: number;
}

/** Pages looked at closely for each that may be returned: most of the nearest have better entries. */
const LOOKED_AT = 8;

/** Pages whose lists were not filled by text alone that are asked at each publish. */
const OPEN_LISTS = 100;

/** What an approximate rank may be too low by; see `filed-vectors.ts`. */
const SLACK = 0.5;

/**
 * The look-up in reverse: pages within a window of time whose lists a story would get into, by the
 * thresholds that their lists have left. Best gain first.
 */
export const readersOf = async (
  db: Db,
  space: LoadedSpace,
  profile: PlacedProfile,
  { settings, window, limit, margin, without = [] }: ReaderOptions,
): Promise<Reader[]> => {
  if (limit < 1 || (await plans.nevers(db, [profile.id])).length > 0) return [];
  const story = placedAnew(space, profile);
  const span = { from: story.publishedAt - window * DAY, to: story.publishedAt + window * DAY };
  const passed = new Set([story.id, ...without]);
  const asked = new Map<string, plans.Threshold>();
  if (space.version > 0) {
    const near = await nearStories(db, space, story.vector, span, reachOf(space, 2 * window));
    const similarities = mostSimilar(near, LOOKED_AT * limit, (id) => !passed.has(id));
    for (const list of await plans.thresholds(db, [...similarities.keys()])) {
      const rank = rankOf(
        sharpen(Math.max(0, similarities.get(list.documentId)!)),
        story.publishedAt,
        settings.halfLife,
      );
      // Words in common may add to it in a small archive, of which all pages can be looked at.
      const mayBeat =
        space.cells.count <= 1 ||
        isShort(list) ||
        isStale(list, space) ||
        list.rung !== 'related' ||
        rank + SLACK > list.rank! + margin;
      if (mayBeat) asked.set(list.documentId, list);
    }
  }
  for (const list of await plans.openLists(db, span, OPEN_LISTS)) asked.set(list.documentId, list);
  for (const id of passed) asked.delete(id);

  const recipe = recipeFor(space.space, settings);
  const gains: Reader[] = [];
  const stale = [...asked.values()].filter((list) => isStale(list, space));
  const rows = await plans.readings(db, space.version, [
    ...asked.keys(),
    ...stale.flatMap(({ target }) => target ?? []),
  ]);
  const profiles = new Map(rows.map((row) => [row.documentId, stored(space, row)]));
  for (const [id, threshold] of asked) {
    const page = profiles.get(id);
    if (!page) continue;
    if (!settings.allowUpdates && tellTheSame(space.space, page, story)) continue;
    const parts = recipe.score(page, story);
    const place = recipe.ladder.findIndex((step) => step.eligible(page, story, parts));
    const step = recipe.ladder[place];
    if (!step) continue;
    const list = isStale(threshold, space)
      ? inThisSpace(threshold, page, profiles.get(threshold.target ?? ''), recipe)
      : threshold;
    const last = recipe.ladder.findIndex(({ rung }) => rung === list.rung);
    const gain =
      isShort(list) || place < last
        ? Infinity
        : place > last
          ? -Infinity
          : step.rank(page, story, parts) - list.rank!;
    if (gain > margin) gains.push({ documentId: page.id, rung: step.rung, gain });
  }
  const order = recipe.ladder.map(({ rung }) => rung);
  return gains
    .sort(
      (a, b) =>
        order.indexOf(a.rung) - order.indexOf(b.rung) ||
        (a.gain === b.gain ? 0 : b.gain - a.gain) ||
        (a.documentId < b.documentId ? -1 : 1),
    )
    .slice(0, limit);
};

/** Ranks of two spaces cannot be compared. Where nothing gets in anyway no space matters. */
const isStale = ({ space, rank }: plans.Threshold, current: LoadedSpace): boolean =>
  space !== current.version && rank !== null && Number.isFinite(rank);

/** The threshold as it would be if the list had been made in the recipe's space. */
const inThisSpace = (
  list: plans.Threshold,
  page: PlacedProfile,
  last: PlacedProfile | undefined,
  recipe: Recipe,
): plans.Threshold => {
  if (!last) return { ...list, rung: null, rank: null };
  const parts = recipe.score(page, last);
  const step = recipe.ladder.find((each) => each.eligible(page, last, parts));
  return step
    ? { ...list, rung: step.rung, rank: step.rank(page, last, parts) }
    : { ...list, rung: null, rank: null };
};

/** A list that is locked has a rank that nothing beats, however short it is. */
const isShort = ({ rung, rank }: plans.Threshold): boolean => rung === null || rank === null;
