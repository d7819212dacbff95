import type { RichLine } from './rich-line';

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
const LONE_MARKER = new RegExp(`^(?:[${TIGHT}·]|\\d{1,3}[.)])$`, 'u');
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

export const isLoneMarker = (text: string): boolean => LONE_MARKER.test(text);

/** Nobody draws a longer one, and on megabytes the expression's stack of ways back overflows. */
const LONGEST_RULE = 1000;

/** "---", "* * *", "___", "•••", "~~~". */
export const isRule = (text: string): boolean =>
  text.length <= LONGEST_RULE && /^(?:[-*_=~•·–—#+][ \t]*){3,}$/u.test(text);
