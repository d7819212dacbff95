import type { Candidate, Document } from './document';
import { expectedPairs, expectedWords, type Expectation } from './expectation';

/** "We propose", "this paper presents": where authors speak, the sentence that says what they did. */
const AUTHORS = /\b(?:we|our|this (?:paper|work|article|study|report))\b/i;
const CONTRIBUTION = /\b(?:propos|introduc|present|develop|investigat|address)(?:es?|s|ed|ing)?\b/;
const QUOTE = /["“”«»„]/;

/** Share of a story's sentences spoken by its authors from which it is their own account. */
const AUTHORED_SHARE = 0.2;
/** Share of a title's words that the opening sentence of a news story repeats at least. */
const LEAD_TITLE_SHARE = 0.3;

export interface Voice {
  /** Authors speak of their own work: such texts open with background, not with the news. */
  authored: boolean;
}

export const voiceOf = (document: Document): Voice => {
  const spoken = document.sentences.filter(
    (sentence) => !sentence.quoted && !QUOTE.test(sentence.text) && AUTHORS.test(sentence.text),
  ).length;
  return {
    authored:
      document.language.code === 'en' && spoken >= AUTHORED_SHARE * document.sentences.length,
  };
};

/** Features of a wording that the ranking weighs, in the order in which they are listed to people. */
export const candidateFeatures = (
  candidate: Candidate,
  document: Document,
  expectation: Expectation,
  voice: Voice,
): Record<string, number> => {
  const { words, text } = candidate;
  const sentence = document.sentences[candidate.sentence]!;
  const english = document.language.code === 'en';
  const own = new Set<string>();
  for (const word of words) if (!word.stop) own.add(word.stem);
  const titled = new Set<string>();
  for (const word of document.title) if (!word.stop) titled.add(word.stem);
  let shared = 0;
  for (const stem of own) if (titled.has(stem)) shared++;
  const quotes = QUOTE.test(text);
  const opening =
    candidate.sentence === 0 && titled.size > 0 && shared >= LEAD_TITLE_SHARE * titled.size;
  return {
    expectedWords: expectedWords(words, expectation),
    expectedPairs: expectedPairs(words, expectation),
    titleShare: shared / Math.max(1, own.size),
    contribution: english && !quotes && AUTHORS.test(text) && CONTRIBUTION.test(text) ? 1 : 0,
    confession: english && !quotes && words.some((word) => word.lower === 'i') ? 1 : 0,
    isLead: sentence.from !== 'lead' ? 0 : candidate.sentence === 0 ? 1 : 0.5,
    isOpening: sentence.from !== 'lead' && opening && !voice.authored ? 1 : 0,
    isSectionLead: sentence.from === 'section lead' ? 1 : 0,
    isBullet: sentence.from === 'bullet' ? 1 : 0,
  };
};

/** Names of the features that the fitting script fits; the others are set by hand below. */
export const FITTED = [
  'expectedWords',
  'expectedPairs',
  'titleShare',
  'contribution',
  'confession',
] as const;
