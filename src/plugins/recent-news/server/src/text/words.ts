import type { Language } from './languages';

/** A word of a text with its place. */
export interface Word {
  /** As it stands in the text. */
  surface: string;
  lower: string;
  stem: string;
  stop: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** Scripts written without spaces, where a dictionary has to find the words. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const dictionary = new Intl.Segmenter('en', { granularity: 'word' });

/** Words of a text as they stand; a word keeps its apostrophes. */
export const surfaceWords = (text: string): string[] => {
  if (!UNSPACED.test(text)) return text.match(WORD) ?? [];
  const out: string[] = [];
  for (const { segment, isWordLike } of dictionary.segment(text)) if (isWordLike) out.push(segment);
  return out;
};

/** Stems kept for the stories to come: about the vocabulary of a newsroom, some 5 MB a language. */
const MAX_STEMS = 50_000;
const stemsOf = new Map<string, Map<string, string>>();

/** A reader of words of a language. */
export const wordReader = (language: Language): ((text: string) => Word[]) => {
  let stems = stemsOf.get(language.code);
  // Beginning anew is simpler than ageing entries, and costs a second in a million stories.
  if (!stems || stems.size > MAX_STEMS) stemsOf.set(language.code, (stems = new Map()));
  return (text) =>
    surfaceWords(text).map((surface) => {
      const lower = surface.toLowerCase().replace(/’/g, "'");
      const possessive = lower.replace(/'s$/, '');
      let stem = stems.get(possessive);
      if (stem === undefined) {
        stem =
          /\p{N}/u.test(possessive) || possessive.length > 40
            ? possessive
            : language.stem(possessive);
        stems.set(possessive, stem);
      }
      return { surface, lower, stem, stop: language.stopWords.has(lower) };
    });
};
