import {
  countWords,
  endsSentence,
  endsWithFullStop,
  isPhrase,
  PHRASE_CHARACTERS,
  PHRASE_WORDS,
  startsLikeAName,
} from './text-shape';
import type { Block } from './types';

/**
 * Where a section begins. In order of strength:
 * 1. a heading of the format (h2, `##` …), with its lead in the same line or not
 * 2. a wholly bold short line; bold words up to a colon, the rest being the lead
 * 3. plain "Heading: sentence" – a phrase of at most 60 characters and 8 words that starts with a
 *    capital (or a letter of a script without capitals), a colon and a space, then either bullets
 *    below, or a full sentence. Not when the phrase ends in a verb of speech ("He said: …"), for
 *    that is a quote, and not for addresses and times (no space follows their colon).
 * 4. a plain phrase without a full stop, directly above bullets or above a lead sentence
 * Where the page marks its headings by 1 or 2, rules 3 and 4 also ask for bullets below.
 */
export interface SectionStart {
  heading: string;
  lead: string | null;
}

const SPEECH =
  /\b(?:said|says|say|told|tells|added|adds|wrote|writes|warned|warns|asked|asks|replied|replies|explained|explains|noted|notes|argued|argues|tweeted|posted|quote|quoted|words|read|reads)$/iu;

/** Longest heading that bold type or bullets below make believable. */
const LONGEST_MARKED_HEADING = 120;

const withoutColon = (text: string): string => text.replace(/\s*[:：]$/u, '');

/** "Phrase: rest", when there is such a thing. Also the full-width colon of Chinese and Japanese. */
export const splitAtColon = (text: string): { heading: string; rest: string } | null => {
  const colon = /\s?:\s+|：\s*/u.exec(text.slice(0, PHRASE_CHARACTERS + 4));
  if (!colon || colon.index === 0) return null;
  const heading = text.slice(0, colon.index);
  const rest = text.slice(colon.index + colon[0].length);
  if (rest === '' || !isPhrase(heading)) return null;
  return { heading, rest };
};

/** Rule 1: the words of a marked heading, split when it swallowed its lead. */
export const fromMarkedHeading = (text: string): SectionStart => {
  const split = splitAtColon(text);
  if (split && endsWithFullStop(split.rest) && countWords(split.rest) >= 3) {
    return { heading: split.heading, lead: split.rest };
  }
  return { heading: withoutColon(text) || text, lead: null };
};

/** Rule 2. */
export const fromBold = (block: Block): SectionStart | null => {
  const { text, bold } = block;
  if (bold === 0) return null;
  if (bold >= text.length) {
    const split = splitAtColon(text);
    if (split && endsWithFullStop(split.rest)) return { heading: split.heading, lead: split.rest };
    const fits = text.length <= LONGEST_MARKED_HEADING && !endsWithFullStop(text);
    return fits ? { heading: withoutColon(text), lead: null } : null;
  }
  const marked = text.slice(0, bold).trim();
  const rest = text.slice(bold).trim();
  if (marked.length > LONGEST_MARKED_HEADING) return null;
  if (/[:：]$/u.test(marked)) return { heading: withoutColon(marked), lead: rest };
  if (/^[:：]/u.test(rest)) {
    const lead = rest.replace(/^[:：]\s*/u, '');
    return { heading: marked, lead: lead === '' ? null : lead };
  }
  // "Why it matters. The controls …" with the first words bold.
  if (endsWithFullStop(marked) && isPhrase(marked) && endsSentence(rest)) {
    return { heading: marked.replace(/\.$/u, ''), lead: rest };
  }
  return null;
};

/** Rule 3. */
export const fromColonLine = (text: string, aboveBullets: boolean): SectionStart | null => {
  const split = splitAtColon(text);
  if (!split) return null;
  const { heading, rest } = split;
  if (aboveBullets) return { heading, lead: rest };
  if (!startsLikeAName(heading) || SPEECH.test(heading)) return null;
  // A question behind a colon is more often a title ("The rise of X: What next?").
  const sentence = endsWithFullStop(rest) || /[!。！]["'”’»›)\]]*$/u.test(rest);
  const long = countWords(rest) > PHRASE_WORDS && endsSentence(rest);
  return (sentence && (countWords(rest) >= 3 || /[^\p{Script=Latin}\P{L}]/u.test(rest))) || long
    ? { heading, lead: rest }
    : null;
};

/** Rule 4, the line itself; the caller looks at what stands below. */
export const isPlainHeading = (text: string): boolean =>
  isPhrase(withoutColon(text)) && !endsWithFullStop(text) && /[\p{L}\p{N}]/u.test(text);

export const headingOfPlain = (text: string): string => withoutColon(text);
