import type { Choice, Rung } from './choose';
import type { Profile } from './profile';
import type { ScoreParts } from './relatedness';
import type { Space } from './space';
import { DAY } from './story';
import { frequencyOf, inverseFrequency } from './vocabulary';

/** An entry's grounds, to be kept with it and said to an editor. */
export interface Why {
  rung: Rung;
  parts: ScoreParts;
  /** Stems that both stories have, the most telling first. */
  terms: string[];
  /** Days by which the entry is older than the article; negative if it is newer. */
  age: number;
}

const TERMS = 5;

/**
 * The terms that tie two stories: those in both, by the product of their weights (log count × inverse
 * frequency), which is what each adds to the cosine of the two texts.
 */
export const sharedTerms = (space: Space, a: Profile, b: Profile, count = TERMS): string[] => {
  const { stories } = space.vocabulary;
  const shared: [string, number][] = [];
  for (const [term, x] of a.terms.text) {
    const y = b.terms.text.get(term);
    if (y === undefined) continue;
    const idf = inverseFrequency(stories, frequencyOf(space.vocabulary, term));
    shared.push([term, Math.log1p(x) * Math.log1p(y) * idf * idf]);
  }
  shared.sort(([s, x], [t, y]) => y - x || (s < t ? -1 : 1));
  return shared.slice(0, count).map(([term]) => term);
};

export const whyOf = (space: Space, article: Profile, choice: Choice): Why => ({
  rung: choice.rung,
  parts: choice.parts,
  terms: sharedTerms(space, article, choice.story),
  age: (article.publishedAt - choice.story.publishedAt) / DAY,
});
