import { readDate } from './dates';
import { countWords, endsSentence } from './text-shape';
import type { Block } from './types';

/**
 * Byline and date lines. A line is one only when every part of it is understood:
 * "By Jane Doe | March 3, 2025 | 4 min read", "Posted on 3 March 2025 by Jane Doe",
 * "Published: 2025-03-03", a label alone ("Written by") whose value stands on the next line.
 *
 * A name needs a label ("By", "Written by", "Author:"), markup that says so (`rel=author`,
 * `class=byline`), or a date in the same line. "By the numbers" is not a name: its words are small.
 * Dates of change ("Updated March 4, 2025") are chrome, for they are not the first publication.
 */
export type FrontPart =
  | { kind: 'byline'; text: string }
  | { kind: 'date'; iso: string; text: string }
  | { kind: 'problem'; message: string }
  | { kind: 'label'; text: string; wants: 'byline' | 'date' | null }
  | { kind: 'chrome'; text: string };

type RawPart = FrontPart | { kind: 'name'; text: string };

const PARTICLES = new Set(
  'a al and at bin da de del della den der di dos du e el et for ibn in la le of the und van von with y &'.split(
    ' ',
  ),
);

/** Longest byline the recogniser believes: four authors with their offices fit. */
const BYLINE_WORDS = 16;
const BYLINE_CHARACTERS = 140;

const wordsOf = (text: string): string[] => text.split(/[\s,/]+/u).filter((word) => word !== '');

const isNameWord = (word: string): boolean => {
  const letter = /\p{L}/u.exec(word);
  if (letter === null) return word === '&' || word === '-';
  return !/\p{Ll}/u.test(letter[0]) || PARTICLES.has(word.toLowerCase());
};

const couldBeByline = (text: string): boolean =>
  text.length <= BYLINE_CHARACTERS &&
  countWords(text) <= BYLINE_WORDS &&
  /\p{L}/u.test(text) &&
  !/[:?!<>]|https?/u.test(text) &&
  (!endsSentence(text) || /\b(?:Jr|Sr|Dr|Esq|[A-Z])\.$/u.test(text));

/** After "By": one or several names, with offices perhaps ("Jane Doe and Ali Roe, Reuters"). */
export const isNameAfterBy = (text: string): boolean => {
  if (!couldBeByline(text) || !/^\p{L}/u.test(text)) return false;
  const words = wordsOf(text);
  const first = words[0] ?? '';
  return (
    words.every(isNameWord) && ((isNameWord(first) && !/^\p{Ll}/u.test(first)) || words.length > 1)
  );
};

/** A name on its own, without any label: two to five capitalised words. */
export const isBareName = (text: string): boolean => {
  const words = wordsOf(text);
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    couldBeByline(text) &&
    !/\d|\b(?:updated|published|posted|modified|edited)\b/iu.test(text) &&
    words.every((word) => isNameWord(word)) &&
    !/^\p{Ll}/u.test(text)
  );
};

const STRONG_BYLINE =
  /^(?:(?:written|posted|reported|authored)\s+by(?!\p{L})\s*:?|(?:story|words|text|reporting|article)\s+by(?!\p{L})\s*:?|(?:authors?|byline|reporters?|writers?)\s*(?::|$))\s*/iu;
const WEAK_BYLINE = /^by(?:\s*:\s*|\s+|$)/iu;
const DATE_LABEL =
  /^(?:(?:first\s+)?(?:published|posted|released|issued|filed)(?:\s+(?:on|at))?(?!\s*by(?!\p{L}))(?!\p{L})|(?:publication|publishing|pub\.?|release)\s+date|date\s+published|date(?=\s*(?::|$)))\s*[:–—-]?\s*/iu;
const UPDATED =
  /^(?:(?:last|first)\s+)?(?:updated|modified|edited|revised)(?:\s+(?:on|at))?(?!\p{L})\s*[:–—-]?\s*/iu;
const READING_TIME =
  /^(?:(?:estimated\s+)?reading time\s*:?\s*)?(?:\d{1,3}|one|two|three|four|five)[ -]?min(?:ute)?s?\.?(?:\s+read(?:ing)?(?:\s+time)?)?$/iu;
const SEPARATORS = /\s*[|·•‧∙]\s*|\s+[–—-]\s+|\s{3,}/u;
const NAME_ENDS = /,\s+|\s+(?:on|at)\s+|\s*[|·•]\s*|\s+[–—-]\s+|\s+/gu;

const dateParts = (text: string): RawPart[] | null => {
  const reading = readDate(text);
  if (reading === null) return null;
  return reading.kind === 'date'
    ? [{ kind: 'date', iso: reading.iso, text }]
    : [{ kind: 'problem', message: reading.message }];
};

/** "Jane Doe, March 3, 2025" and "Jane Doe on March 3, 2025": the name and the date behind it. */
const nameAndDate = (text: string, isName = isNameAfterBy): RawPart[] | null => {
  for (const match of text.matchAll(NAME_ENDS)) {
    const date = dateParts(text.slice(match.index + match[0].length));
    const name = text.slice(0, match.index);
    if (date && isName(name)) return [{ kind: 'byline', text: name }, ...date];
  }
  return null;
};

const bylineParts = (label: string, rest: string, strong: boolean): RawPart[] | null => {
  const shown: RawPart = { kind: 'label', text: label, wants: rest === '' ? 'byline' : null };
  if (rest === '') return [shown];
  const both = nameAndDate(rest);
  if (both) return [shown, ...both];
  const good = isNameAfterBy(rest) || (strong && couldBeByline(rest));
  return good ? [shown, { kind: 'byline', text: rest }] : null;
};

const datedParts = (label: string, rest: string): RawPart[] | null => {
  const shown: RawPart = { kind: 'label', text: label, wants: rest === '' ? 'date' : null };
  if (rest === '') return [shown];
  const date = dateParts(rest);
  if (date) return [shown, ...date];
  const by = /,?\s+(?=by\s)/iu.exec(rest);
  const before = by && dateParts(rest.slice(0, by.index));
  const after = by && readPiece(rest.slice(by.index + by[0].length), []);
  if (before && after) return [shown, ...before, ...after];
  if (/:$/u.test(label) && countWords(rest) <= 6) {
    const message = `“${rest}” is not a date: write it like 2025-11-09, or with the name of the month`;
    return [shown, { kind: 'problem', message }];
  }
  return null;
};

function readPiece(raw: string, names: readonly string[]): RawPart[] | null {
  const text = raw.trim().replace(/^[,;|]\s*|\s*[,;|]$/gu, '');
  if (text === '') return [];
  if (READING_TIME.test(text)) return [{ kind: 'chrome', text }];
  if (names.includes(text) && couldBeByline(text)) {
    const label = WEAK_BYLINE.exec(text) ?? STRONG_BYLINE.exec(text);
    if (!label) return [{ kind: 'byline', text }];
  }
  const updated = UPDATED.exec(text);
  if (updated) {
    const rest = text.slice(updated[0].length);
    return rest === '' || readDate(rest) ? [{ kind: 'chrome', text }] : null;
  }
  const strong = STRONG_BYLINE.exec(text);
  if (strong) return bylineParts(strong[0].trim(), text.slice(strong[0].length), true);
  const dated = DATE_LABEL.exec(text);
  if (dated) return datedParts(dated[0].trim(), text.slice(dated[0].length));
  const weak = WEAK_BYLINE.exec(text);
  if (weak) return bylineParts(weak[0].trim(), text.slice(weak[0].length), false);
  const date = dateParts(text);
  if (date) return date;
  const by = /,?\s+(?=by\s)/iu.exec(text);
  if (by) {
    const before = dateParts(text.slice(0, by.index));
    const after = before && readPiece(text.slice(by.index + by[0].length), names);
    return before && after && [...before, ...after];
  }
  return nameAndDate(text, isBareName) ?? (isBareName(text) ? [{ kind: 'name', text }] : null);
}

const readText = (text: string, names: readonly string[]): RawPart[] | null => {
  const whole = readPiece(text, names);
  if (whole && !whole.some((part) => part.kind === 'name')) return whole;
  const pieces = text.split(SEPARATORS);
  if (pieces.length === 1) return whole;
  const parts: RawPart[] = [];
  for (const piece of pieces) {
    const read = readPiece(piece, names);
    if (!read) return null;
    parts.push(...read);
  }
  return parts;
};

/** The text cut at its `<time>` elements, each read from its `datetime`. */
const readWithTimes = (block: Block): RawPart[] | null => {
  const parts: RawPart[] = [];
  let at = 0;
  for (const time of block.times) {
    const start = time.text === '' ? -1 : block.text.indexOf(time.text, at);
    if (start < 0) continue;
    const before = readText(block.text.slice(at, start), block.names);
    if (!before) return null;
    parts.push(...before);
    at = start + time.text.length;
    const last = parts.at(-1);
    const changed = time.updated || (last?.kind === 'chrome' && UPDATED.test(last.text));
    const exact = readDate(time.datetime);
    const reading = exact?.kind === 'date' ? exact : readDate(time.text);
    if (changed) parts.push({ kind: 'chrome', text: time.text });
    else if (reading?.kind === 'date')
      parts.push({ kind: 'date', iso: reading.iso, text: time.text });
    else if (reading) parts.push({ kind: 'problem', message: reading.message });
    else return null;
    if (last?.kind === 'label' && last.wants === 'date') last.wants = null;
  }
  const after = readText(block.text.slice(at), block.names);
  return after && [...parts, ...after];
};

/** Longest byline and date line: beyond it a line is prose. */
const LONGEST_FRONT_LINE = 240;

/** The parts of a byline or date line, or null when it is not one. */
export const readFrontLine = (block: Block): FrontPart[] | null => {
  if (block.text.length > LONGEST_FRONT_LINE) return null;
  const raw = block.times.length > 0 ? readWithTimes(block) : readText(block.text, block.names);
  if (!raw || raw.length === 0) return null;
  const dated = raw.some((part) => part.kind === 'date' || part.kind === 'problem');
  const named = raw.some((part) => part.kind === 'byline');
  const parts: FrontPart[] = [];
  for (const part of raw) {
    if (part.kind !== 'name') parts.push(part);
    else if (dated && !named) parts.push({ kind: 'byline', text: part.text });
    else return null;
  }
  return parts;
};
