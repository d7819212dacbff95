import { cutsOf, shortenedTo, type Cut } from './cuts';
import { languageOf, type Language } from '../text/languages';
import type { Story } from './provider';
import { faultsOf, isForbidden, MAX_CHARACTERS, MIN_CHARACTERS, type Fault } from './rules';
import { salienceOf, type Salience } from './salience';
import { isOneSentence, sentencesOf, type Sentence } from './sentences';
import { surfaceWords, wordReader, type Word } from '../text/words';

/** What a story says about one of its words (by stem). */
export interface Term {
  stem: string;
  stop: boolean;
  /** How often it stands in the story. */
  count: number;
  /** In how many sentences. */
  spread: number;
  /** Index of the first sentence that has it. */
  first: number;
  /** Share of its uses with a capital where no sentence starts. */
  capital: number;
  number: boolean;
  inTitle: boolean;
  inHeadings: boolean;
  inLead: boolean;
  /** Mean LexRank of the sentences that have it. */
  centrality: number;
  /** Share of its uses inside quotation marks. */
  quoted: number;
  letters: number;
}

/** A wording that may become the teaser. */
export interface Candidate {
  text: string;
  sentence: number;
  cuts: string[];
  words: Word[];
  faults: Fault[];
}

/** A story read once: sentences, words, statistics, candidates. */
export interface Document {
  language: Language;
  sentences: Sentence[];
  words: Word[][];
  title: Word[];
  headings: ReadonlySet<string>;
  terms: Map<string, Term>;
  pairs: Map<string, number>;
  titlePairs: ReadonlySet<string>;
  salience: Salience;
  candidates: Candidate[];
}

/** Words that the language is guessed from. */
const GUESS_CHARACTERS = 4_000;

/** Where all sentences are too long, the news stands in the first of them. */
const MAX_SHORTENED = 5;

export const readStory = (story: Story): Document => {
  const sample = `${story.title}\n${story.lead ?? ''}\n${story.body.slice(0, GUESS_CHARACTERS)}`;
  const language = languageOf(story.language, surfaceWords(sample.toLowerCase()));
  const sentences = sentencesOf(story, language);
  const read = wordReader(language);
  const words = sentences.map((sentence) => read(sentence.text));
  const title = read(story.title);
  const headings = new Set(
    (story.sections ?? []).flatMap((section) => read(section.heading).map((word) => word.stem)),
  );
  const salience = salienceOf(words, (word) => (word.stop ? 0 : 1));
  const terms = termsOf(sentences, words, title, headings, salience);
  const titleStems = title.map((word) => word.stem);
  const candidates: Candidate[] = [];
  const consider = (index: number, { text, cuts }: Cut, shortened = false): void => {
    const own = cuts.length ? read(text) : words[index]!;
    if (isForbidden(text, own, titleStems)) return;
    // A whole English sentence is one as the segmenter found it.
    if ((cuts.length || language.code !== 'en') && !isOneSentence(text, language.code)) return;
    const faults = faultsOf(text, own, sentences[index]!, language);
    candidates.push({
      text,
      sentence: index,
      cuts,
      words: own,
      faults: shortened ? [...faults, 'shortened'] : faults,
    });
  };
  sentences.forEach((sentence, index) => {
    for (const cut of cutsOf(sentence.text, language.code)) consider(index, cut);
  });
  if (candidates.length === 0)
    sentences.slice(0, MAX_SHORTENED).forEach((sentence, index) => {
      const cut =
        sentence.text.length > MAX_CHARACTERS &&
        shortenedTo(sentence.text, MAX_CHARACTERS, MIN_CHARACTERS);
      if (cut) consider(index, cut, true);
    });
  const pairs = new Map<string, number>();
  for (const list of words)
    for (const pair of pairsOf(list)) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  return {
    language,
    sentences,
    words,
    title,
    headings,
    terms,
    pairs,
    titlePairs: new Set(pairsOf(title)),
    salience,
    candidates,
  };
};

export const pairsOf = (words: readonly Word[]): string[] => {
  const out: string[] = [];
  for (let i = 1; i < words.length; i++) out.push(`${words[i - 1]!.stem} ${words[i]!.stem}`);
  return out;
};

const termsOf = (
  sentences: readonly Sentence[],
  words: readonly (readonly Word[])[],
  title: readonly Word[],
  headings: ReadonlySet<string>,
  salience: Salience,
): Map<string, Term> => {
  const titled = new Set(title.map((word) => word.stem));
  const terms = new Map<string, Term>();
  words.forEach((list, index) => {
    const here = new Set<string>();
    const quotes = sentences[index]!.quoted || /["“«„]/.test(sentences[index]!.text);
    list.forEach((word, place) => {
      let term = terms.get(word.stem);
      if (!term) {
        term = {
          stem: word.stem,
          stop: word.stop,
          count: 0,
          spread: 0,
          first: index,
          capital: 0,
          number: /\p{N}/u.test(word.lower),
          inTitle: titled.has(word.stem),
          inHeadings: headings.has(word.stem),
          inLead: false,
          centrality: 0,
          quoted: 0,
          letters: word.lower.length,
        };
        terms.set(word.stem, term);
      }
      term.count++;
      if (quotes) term.quoted++;
      if (place > 0 && /^\p{Lu}/u.test(word.surface)) term.capital++;
      if (sentences[index]!.from === 'lead') term.inLead = true;
      if (here.has(word.stem)) return;
      here.add(word.stem);
      term.spread++;
      term.centrality += salience.lexrank[index]!;
    });
  });
  for (const term of terms.values()) {
    term.capital /= term.count;
    term.quoted /= term.count;
    term.centrality /= term.spread;
  }
  return terms;
};
