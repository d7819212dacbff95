import { readStory, type Candidate } from './document';
import { expectationOf, type ExpectationWeights } from './expectation';
import { candidateFeatures, voiceOf } from './features';
import type { Story, Teaser, TeaserProvider } from './provider';
import { severityOf } from './rules';
import fitted from './weights.json';

export interface TeaserWeights extends ExpectationWeights {
  rank: Readonly<Record<string, number>>;
}

/**
 * Weights of the places that our articles mark and neither fitting set has, in units of the ranking
 * score (a standard deviation among a story's sentences is about 1). A lead is written to say the
 * news, so only a clearly better sentence passes it; an opening sentence that takes up the title is
 * most likely one; a section lead sums its section up; a bullet is a detail.
 */
const PLACES = { isLead: 1.5, isOpening: 1.5, isSectionLead: 0, isBullet: -0.5 };

/**
 * An extractive writer with the given weights: the best-ranked wording among those that break the
 * fewest editorial rules.
 */
export const extractiveWith = (weights: TeaserWeights): TeaserProvider => {
  const rank: Record<string, number> = { ...weights.rank, ...PLACES };
  return {
    name: 'extractive',
    write(story: Story): Teaser | null {
      const document = readStory(story);
      const least = Math.min(...document.candidates.map(({ faults }) => severityOf(faults)));
      if (document.candidates.length === 0) return null;
      const expectation = expectationOf(document, weights);
      const voice = voiceOf(document);
      let best: { candidate: Candidate; score: number; parts: [string, number][] } | null = null;
      for (const candidate of document.candidates) {
        if (severityOf(candidate.faults) > least) continue;
        const features = candidateFeatures(candidate, document, expectation, voice);
        const parts = Object.entries(features).map(([name, value]): [string, number] => [
          name,
          value * (rank[name] ?? 0),
        ]);
        const score = parts.reduce((sum, [, part]) => sum + part, 0);
        if (!best || score > best.score) best = { candidate, score, parts };
      }
      const { candidate, score, parts } = best!;
      return {
        teaser: candidate.text,
        why: {
          from: document.sentences[candidate.sentence]!.from,
          sentence: candidate.sentence,
          cuts: candidate.cuts,
          score,
          features: Object.fromEntries(
            parts.filter(([, part]) => part !== 0).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])),
          ),
          faults: candidate.faults,
        },
      };
    },
  };
};

/** The default provider, and the one that every other falls back on. */
export const extractive: TeaserProvider = extractiveWith(fitted);
