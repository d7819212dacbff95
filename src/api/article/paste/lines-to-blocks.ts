import { isLoneMarker, isRule, withoutMarker } from './bullet-marker';
import { isLikelyChrome } from './chrome';
import { readFrontLine } from './front-line';
import { isNewsletterCall } from './newsletter';
import { isRelatedLabel, readInlineRelated } from './related-label';
import { joinLines, toBlock } from './rich-line';
import type { RichLine } from './rich-line';
import { readSourceLine } from './source';
import { endsSentence, isBlank, startsLowerCase } from './text-shape';

/**
 * Lines that stand directly below one another: which of them are one paragraph, which are items?
 * - `soft` (Markdown): a line end is a space, unless a line says by itself what it is (a label,
 *   a byline, an item, a wholly bold heading)
 * - `wrapped` (plain text): each line is its own, unless it plainly goes on: hard-wrapped mail
 *   (see {@link findWrapWidth}), a small letter after an unfinished long line, an indented line
 *   under an item
 * - `apart` (`<br>`): as `wrapped`, without wrapping width
 */
export type Joining =
  { kind: 'soft' } | { kind: 'wrapped'; width: number | null } | { kind: 'apart' };

export interface Piece {
  kind: 'paragraph' | 'bullet' | 'rule';
  line: RichLine;
}

/** A line that says by itself what it is never melts into its neighbours. */
const standsAlone = (line: RichLine): boolean => {
  const block = toBlock(line, { kind: 'paragraph' });
  return (
    isLikelyChrome(line.text) ||
    isRelatedLabel(line.text) ||
    isNewsletterCall(line.text) ||
    readFrontLine(block) !== null ||
    readSourceLine(block) !== null ||
    readInlineRelated(line.text) !== null
  );
};

/** An unfinished line shorter than this was ended on purpose. */
const UNFINISHED_LENGTH = 40;

const goesOn = (last: RichLine, next: RichLine, joining: Joining): boolean => {
  if (joining.kind === 'soft') return true;
  if (
    startsLowerCase(next.text) &&
    last.text.length >= UNFINISHED_LENGTH &&
    !endsSentence(last.text)
  ) {
    return true;
  }
  if (joining.kind !== 'wrapped' || joining.width === null) return false;
  const firstWord = /^\S+/u.exec(next.text)?.[0].length ?? 0;
  return last.text.length + 1 + firstWord > joining.width;
};

/** Text wrapped by a mail program or by hand has no line longer than this. */
const WIDEST_WRAP = 100;

/**
 * The column at which a text was hard-wrapped, or null. It was, when no line is long and at least
 * one line begins with a small letter behind an unfinished one.
 */
export const findWrapWidth = (lines: readonly string[]): number | null => {
  let width = 0;
  let evidence = false;
  let last = '';
  for (const line of lines) {
    const text = line.trimEnd();
    if (text.length > WIDEST_WRAP) return null;
    width = Math.max(width, text.length);
    const unfinished = last.length >= UNFINISHED_LENGTH && !endsSentence(last);
    if (unfinished && startsLowerCase(text.trimStart())) evidence = true;
    last = text;
  }
  return evidence ? width : null;
};

/** Cuts a run of lines (no blank line inside) into paragraphs, items and rules. */
export const piecesOfRun = (
  lines: readonly RichLine[],
  joining: Joining,
  indents: readonly number[] = [],
): Piece[] => {
  const pieces: Piece[] = [];
  const texts = lines.map(({ text }) => text);
  let pendingMarker = false;
  let last: RichLine | null = null;
  let lastAlone = false;
  lines.forEach((line, index) => {
    if (isBlank(line.text)) {
      last = null;
      return;
    }
    if (isLoneMarker(texts, index)) {
      pendingMarker = true;
      last = null;
      return;
    }
    if (isRule(line.text)) {
      pieces.push({ kind: 'rule', line });
      last = null;
      return;
    }
    const item = withoutMarker(line);
    if (item || pendingMarker) {
      pieces.push({ kind: 'bullet', line: item ?? line });
      pendingMarker = false;
      last = line;
      lastAlone = false;
      return;
    }
    const piece = pieces.at(-1);
    const boldEnds =
      last !== null && last.bold === last.text.length && line.bold === 0 && last.bold > 0;
    if (piece && last && !lastAlone && !boldEnds) {
      const hanging =
        piece.kind === 'bullet' &&
        (indents[index] ?? 0) > 0 &&
        (indents[index] ?? 0) >= (indents[index - 1] ?? 0);
      const unmistakable = startsLowerCase(line.text) && !endsSentence(last.text);
      const joins = hanging || goesOn(last, line, joining);
      if (joins && (unmistakable || !standsAlone(line))) {
        piece.line = joinLines(piece.line, line);
        last = line;
        return;
      }
    }
    pieces.push({ kind: 'paragraph', line });
    last = line;
    lastAlone = lines.length > 1 && standsAlone(line);
  });
  if (pendingMarker) {
    // A marker with nothing behind it is kept: it may be all there is to say.
    const marker = lines.findLast((_line, index) => isLoneMarker(texts, index));
    if (marker) pieces.push({ kind: 'paragraph', line: marker });
  }
  return pieces;
};
