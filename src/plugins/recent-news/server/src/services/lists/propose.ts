import type { FullSettings } from '../../config';
import { isKept, type ListEntry, type ListRules } from '../../lists/types';
import type { Proposal } from '../../lists/assemble';
import { choose, recipeFor, type Choice, type Diversifier } from '../../relatedness/choose';
import { tellTheSame } from '../../relatedness/duplicates';
import { whyOf } from '../../relatedness/why';
import type { Db } from '../../sql';
import type { Archive, PlacedProfile } from '../archive';
import { placedAnew } from '../archive/profiles';

/** Entries that a person may hide before the machine has to look again. */
const SPARE = 4;

export interface Proposed {
  proposals: Omit<Proposal, 'headline' | 'teaser'>[];
  /** Version of the space. */
  space: number;
  /** What a person had decided when this was made, to tell whether it still holds. */
  basis: string;
  /**
   * The same with stories that were filed since: where the text of one has changed it is judged anew, not
   * as it was.
   */
  withLate(late: readonly PlacedProfile[]): Proposed;
}

/** What of a list the machine's proposals depend on. */
export const basisOf = (entries: readonly ListEntry[], rules: ListRules): string =>
  JSON.stringify([
    rules.locked,
    [...rules.hidden].sort(),
    entries.flatMap((entry) => (isKept(entry) && entry.target ? [entry.target] : [])).sort(),
  ]);

/**
 * Stories that the machine would put under an article, best first, next to what a person put there:
 * none of it again, no second telling of it, nothing hidden.
 */
export const propose = async (
  db: Db,
  archive: Archive,
  profile: PlacedProfile,
  list: { entries: readonly ListEntry[]; rules: ListRules },
  settings: FullSettings,
): Promise<Proposed> => {
  const basis = basisOf(list.entries, list.rules);
  const keptIds = list.entries.flatMap((entry) =>
    isKept(entry) && entry.target ? [entry.target] : [],
  );
  const exclude = new Set([...keptIds, ...list.rules.hidden]);
  const wanted = { ...settings, count: settings.count + SPARE };
  const { space, article, stories } = await archive.candidates(db, profile, {
    settings: wanted,
    exclude,
  });
  const kept = settings.allowUpdates ? [] : await archive.profiles(db, keptIds);
  const notToldAbove: Diversifier = (_article, story) =>
    !kept.some((entry) => tellTheSame(space.space, entry, story));
  const basic = recipeFor(space.space, wanted);
  const recipe = { ...basic, diversifiers: [...basic.diversifiers, notToldAbove] };
  const made = (choices: readonly Choice[]): Proposed => ({
    basis,
    space: space.version,
    withLate: (late) => {
      const ids = new Set(late.map(({ id }) => id));
      const before = choices.filter(({ story }) => !ids.has(story.id)).map(({ story }) => story);
      const more = late
        .filter(({ id }) => !exclude.has(id))
        .map((profile) => placedAnew(space, profile));
      return made(choose(article, [...before, ...more], recipe));
    },
    proposals: choices.map((choice) => {
      const why = whyOf(space.space, article, choice);
      return {
        target: choice.story.id,
        reason: {
          rung: why.rung,
          relatedness: why.parts.relatedness,
          space: why.parts.space,
          lexical: why.parts.lexical,
          lexicalWeight: why.parts.lexicalWeight,
          rank: choice.rank,
          terms: why.terms,
          age: why.age,
          spaceVersion: space.version,
        },
      };
    }),
  });
  return made(choose(article, stories, recipe));
};
