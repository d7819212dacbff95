/**
 * The outward shape of a piece of text: blank, sentence, short line. No meaning yet.
 */

/** Characters that take no room on the page: a line of nothing else is a blank line. */
const INVISIBLE = /^[\s\u00AD\u034F\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF]*$/u;

export const isBlank = (text: string): boolean => INVISIBLE.test(text);

/** A stray quotation mark or bar is neither a title nor a lead. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** One form of line end, so that line numbers mean the same in all adapters. A BOM goes. */
export const normaliseLineEnds = (input: string): string =>
  input.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

/** What closes after the full stop of a sentence: quotes and brackets. */
const CLOSERS = '["\'”’»›)\\]]*';
const FULL_STOP = new RegExp(`[.…。।۔]${CLOSERS}$`, 'u');
const ANY_STOP = new RegExp(`[.…!?。！？؟।۔]${CLOSERS}$`, 'u');
/** "U.S.", "Ph.D.", "Inc.": a full stop that ends a word, not a sentence. */
const ABBREVIATION = /(?:\b\p{L}\.(?:\p{L}\.)+|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|vs|No|St)\.)$/u;

/** Ends like a statement (a question or a shout does not count: headlines end so, too). */
export const endsWithFullStop = (text: string): boolean =>
  FULL_STOP.test(text) && !ABBREVIATION.test(text);

/** Ends like any sentence. */
export const endsSentence = (text: string): boolean =>
  ANY_STOP.test(text) && !ABBREVIATION.test(text);

export const countWords = (text: string): number => {
  const trimmed = text.trim();
  return trimmed === '' ? 0 : trimmed.split(/\s+/u).length;
};

/** A heading in plain text is a phrase: beyond this it is a sentence somebody wrote. */
export const PHRASE_CHARACTERS = 60;
export const PHRASE_WORDS = 8;

export const isPhrase = (text: string): boolean =>
  text.length <= PHRASE_CHARACTERS && countWords(text) <= PHRASE_WORDS;

/** The first letter is a capital, or of a script without capitals. No letter at all: false. */
export const startsLikeAName = (text: string): boolean => {
  const letter = /\p{L}/u.exec(text);
  return letter !== null && !/\p{Ll}/u.test(letter[0]);
};

/** Begins in the middle of a sentence. "iPhone" and "xAI" begin as many headlines as sentences. */
export const startsLowerCase = (text: string): boolean => /^\p{Ll}+(?!\p{L})/u.test(text);

/** The same words, whatever their case, spaces and outer punctuation: for comparing labels. */
export const plainKey = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/\s+/gu, ' ')
    .replace(/^[^\p{L}\p{N}×✕✖✗]+/u, '')
    .replace(/[^\p{L}\p{N}×✕✖✗)]+$/u, '');

/** A web address and nothing else. */
export const isUrl = (text: string): boolean => /^(?:https?:\/\/|www\.)[^\s<>"]+$/iu.test(text);

/** `www.example.org` becomes an address a browser can follow. */
export const asUrl = (text: string): string => (/^www\./iu.test(text) ? `https://${text}` : text);
