import { inOrder } from './best-first';
import { tellTheSame } from './duplicates';
import type { Profile } from './profile';
import { lexicalWeightOf, likenessOf, rankOf, relatednessOf, type ScoreParts } from './relatedness';
import type { Settings } from './settings';
import type { Space } from './space';
import { DAY } from './story';
import { frequencyOf } from './vocabulary';

/** Why an entry stands in the list: for its text, for its beat or topics, or for being new. */
export type Rung = 'related' | 'topic' | 'recent';

export interface Choice {
  story: Profile;
  rung: Rung;
  parts: ScoreParts;
  /** The number that ordered its rung. */
  rank: number;
}

/** Whether a story may stand under an article at all. */
export type Filter = (article: Profile, story: Profile) => boolean;
/** Makes a scored candidate of a story. */
export type Scorer = (article: Profile, story: Profile) => ScoreParts;
/** Whether a story may join those already chosen. */
export type Diversifier = (article: Profile, story: Profile, chosen: readonly Choice[]) => boolean;
/** A way to deserve a place: who is eligible, and in what order. */
export interface Step {
  rung: Rung;
  eligible: (article: Profile, story: Profile, parts: ScoreParts) => boolean;
  rank: (article: Profile, story: Profile, parts: ScoreParts) => number;
}

/** How lists are made: filters, one scorer, diversifiers, and the ladder, best rung first. */
export interface Recipe {
  count: number;
  filters: readonly Filter[];
  score: Scorer;
  diversifiers: readonly Diversifier[];
  ladder: readonly Step[];
}

export const notItself: Filter = (article, story) => article.id !== story.id;
/** Only what was there before the article. */
export const olderOnly: Filter = (article, story) => story.publishedAt <= article.publishedAt;

/** No second telling of the article, nor of a story in the list. */
export const noSecondTelling =
  (space: Space): Diversifier =>
  (article, story, chosen) =>
    !tellTheSame(space, article, story) &&
    !chosen.some((entry) => tellTheSame(space, entry.story, story));

const newest = (_article: Profile, story: Profile): number => story.publishedAt / DAY;

export const byText = (settings: Settings): Step => ({
  rung: 'related',
  eligible: (article, story, { relatedness }) =>
    relatedness > 0 &&
    relatedness >= settings.floor &&
    Math.abs(article.publishedAt - story.publishedAt) <= settings.mostDays * DAY,
  rank: (_article, story, { relatedness }) =>
    rankOf(relatedness, story.publishedAt, settings.halfLife),
});

/** Words of headline and lead that two stories must share to be of one topic. */
const TOPIC_WORDS_IN_COMMON = 2;
/** A word of more than this share of the archive names no topic ("council", "per cent"). */
const TOPIC_WORD_SHARE = 0.1;

const isTopicWord = (space: Space, term: string): boolean =>
  term.length > 2 &&
  !/\p{N}/u.test(term) &&
  frequencyOf(space.vocabulary, term) <= Math.max(2, TOPIC_WORD_SHARE * space.vocabulary.stories);

/**
 * Within a beat the closer story comes first, unless it is much older. Below the floor likeness is counted as
 * it is, not spread: there most of it is chance. Less than this is nothing at all.
 */
const LEAST_LIKENESS = 0.01;

/** Two rare words may agree by chance; with this share of the floor they seldom do. */
const TOPIC_FLOOR = 0.1;

export const byTopic = (space: Space, settings: Settings): Step => ({
  rung: 'topic',
  eligible: (article, story, { relatedness }) =>
    (!!article.beat && article.beat === story.beat) ||
    (article.topics ?? []).some((topic) => story.topics?.includes(topic)) ||
    (relatedness >= TOPIC_FLOOR * settings.floor && haveTopicWordsInCommon(space, article, story)),
  rank: (_article, story, { relatedness }) =>
    rankOf(Math.max(LEAST_LIKENESS, likenessOf(relatedness)), story.publishedAt, settings.halfLife),
});

export const byDate: Step = { rung: 'recent', eligible: () => true, rank: newest };

const haveTopicWordsInCommon = (space: Space, a: Profile, b: Profile): boolean => {
  let common = 0;
  for (const term of a.terms.opening.keys()) {
    if (b.terms.opening.has(term) && isTopicWord(space, term) && ++common >= TOPIC_WORDS_IN_COMMON)
      return true;
  }
  return false;
};

/** The recipe that publishing uses. */
export const recipeFor = (
  space: Space,
  settings: Settings,
  filters: readonly Filter[] = [],
): Recipe => {
  const weight = lexicalWeightOf(space);
  return {
    count: settings.count,
    filters: [notItself, ...filters],
    score: (article, story) => relatednessOf(space, article, story, weight),
    diversifiers: settings.allowUpdates ? [] : [noSecondTelling(space)],
    ladder: [byText(settings), byTopic(space, settings), byDate],
  };
};

/**
 * The list under an article: rung by rung, best first within each, until there are `count`. The same
 * stories in any order give the same list; ties go to the newer story, then to the smaller id.
 *
 * @param archive stories to choose from; may hold the article
 */
export const choose = (article: Profile, archive: Iterable<Profile>, recipe: Recipe): Choice[] => {
  const scored: { story: Profile; parts: ScoreParts }[] = [];
  for (const story of archive) {
    if (recipe.filters.every((allows) => allows(article, story)))
      scored.push({ story, parts: recipe.score(article, story) });
  }
  const chosen: Choice[] = [];
  const seen = new Set<string>();
  for (const step of recipe.ladder) {
    if (chosen.length >= recipe.count) break;
    const rung: Choice[] = [];
    for (const { story, parts } of scored) {
      if (seen.has(story.id) || !step.eligible(article, story, parts)) continue;
      rung.push({ story, parts, rung: step.rung, rank: step.rank(article, story, parts) });
    }
    for (const entry of inOrder(rung, bestFirst)) {
      if (chosen.length >= recipe.count) break;
      if (seen.has(entry.story.id)) continue;
      seen.add(entry.story.id);
      if (recipe.diversifiers.every((allows) => allows(article, entry.story, chosen)))
        chosen.push(entry);
    }
  }
  return chosen;
};

const bestFirst = (a: Choice, b: Choice): number =>
  b.rank - a.rank ||
  b.parts.relatedness - a.parts.relatedness ||
  b.story.publishedAt - a.story.publishedAt ||
  (a.story.id < b.story.id ? -1 : 1);
