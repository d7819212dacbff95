import type { RichLine } from './rich-line';
import { isBlank } from './text-shape';

/**
 * Signs that open a list item in plain text. Word's private-use characters are the bullets of its
 * Symbol and Wingdings fonts. Signs that also stand in front of words for other reasons need a
 * space behind them.
 */
const TIGHT = '•‣◦▪▫●○∙⁃◆◇■□➢➤►▸❖\uF0B7\uF0A7\uF0D8\uF0FC\uF076';
const SPACED = '·*+\\-–—−✓✔→';
const MARKER = new RegExp(
  `^(?:[${TIGHT}]\\s*|[${SPACED}]\\s+|\\(?\\d{1,3}[.)]\\s+|[a-z][.)]\\s+|[ivx]{1,4}[.)]\\s+)(?=\\S)`,
  'u',
);
const LONE_MARKER = new RegExp(`^(?:[${TIGHT}·]|\\d{1,2}[.)])$`, 'u');
/** Word's "o" (Courier New), "§", "Ø", "ü" (Wingdings) when the font was lost; then tab or nbsp. */
const FONT_MARKER = /^[o§Øüvq·](?:\t|[ \t]*\u00A0)\s*(?=\S)/u;

const dropStart = (line: RichLine, count: number): RichLine => ({
  ...line,
  text: line.text.slice(count),
  bold: Math.max(line.bold - count, 0),
});

/** The line without its marker, or null when it has none. */
export const withoutMarker = (line: RichLine): RichLine | null => {
  const marker = MARKER.exec(line.text) ?? FONT_MARKER.exec(line.text);
  return marker ? dropStart(line, marker[0].length) : null;
};

export const mayBeLoneMarker = (text: string): boolean => LONE_MARKER.test(text);

/** How far the marker of the item before or behind may be away, lines: items are short. */
export const NEIGHBOURS_WITHIN = 50;

/**
 * Whether the line is nothing but the marker of the item that follows it. A number may as well be the
 * end of a sentence that was broken before it ("… has risen to / 12."): it counts as a marker where it
 * begins the lines, or where the number before or behind it stands alone as well.
 */
export const isLoneMarker = (texts: readonly string[], index: number): boolean => {
  const number = loneNumber(texts[index]);
  if (number === null) return mayBeLoneMarker(texts[index] ?? '');
  let isFirst = true;
  for (let i = index - 1; i >= 0 && i >= index - NEIGHBOURS_WITHIN; i -= 1) {
    if (loneNumber(texts[i]) === number - 1) return true;
    isFirst &&= isBlank(texts[i]!);
  }
  if (isFirst) return true;
  for (let i = index + 1; i < texts.length && i <= index + NEIGHBOURS_WITHIN; i += 1) {
    if (loneNumber(texts[i]) === number + 1) return true;
  }
  return false;
};

const loneNumber = (text = ''): number | null =>
  /^\d/u.test(text) && mayBeLoneMarker(text) ? Number.parseInt(text, 10) : null;

/** Nobody draws a longer one, and on megabytes the expression's stack of ways back overflows. */
const LONGEST_RULE = 1000;

/** "---", "* * *", "___", "•••", "~~~". */
export const isRule = (text: string): boolean =>
  text.length <= LONGEST_RULE && /^(?:[-*_=~•·–—#+][ \t]*){3,}$/u.test(text);
