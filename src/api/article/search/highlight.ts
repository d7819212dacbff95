/** Characters of a text that a hit shows, about three lines. */
const LENGTH = 240;

/** Control characters that no text of the index holds (see `unmarked`). */
export const START = '\u0002';
export const STOP = '\u0003';

/** A text without the characters that mark a hit, as long as before. */
export const unmarked = (text: string): string => text.replaceAll(START, ' ').replaceAll(STOP, ' ');

export interface Span {
  from: number;
  to: number;
}

/** Where the marks stand, counted in the text without them. */
export const spansOf = (marked: string): Span[] => {
  const spans: Span[] = [];
  let at = 0;
  let from = 0;
  for (const character of marked) {
    if (character === START) from = at;
    else if (character === STOP) spans.push({ from, to: at });
    else at += character.length;
  }
  return spans;
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** The whole text with its hits marked, as HTML that is safe to show. */
export const highlightAll = (text: string, spans: readonly Span[]): string => {
  let html = '';
  let at = 0;
  for (const { from, to } of spans) {
    html += `${escapeHtml(text.slice(at, from))}<mark>${escapeHtml(text.slice(from, to))}</mark>`;
    at = to;
  }
  return html + escapeHtml(text.slice(at));
};

/** The place from which a window of {@link LENGTH} holds the most hits, the first of several. */
const bestStart = (spans: readonly Span[]): number => {
  let best = { start: 0, hits: 0 };
  for (const { from } of spans) {
    const hits = spans.filter((span) => span.from >= from && span.to <= from + LENGTH).length;
    if (hits > best.hits) best = { start: from, hits };
  }
  return best.start;
};

/** The next place where a word begins, so that none is cut in two. */
const wordStart = (text: string, at: number): number => {
  const blank = text.slice(at, at + LENGTH).search(/\s/);
  return blank < 0 ? at : at + blank + 1;
};

/** The part of a text with the most hits, as HTML that is safe to show; its beginning without any. */
export const highlightPart = (text: string, spans: readonly Span[]): string => {
  const hit = bestStart(spans);
  // Some words before the first hit say what it is about.
  const start = hit < LENGTH / 2 ? 0 : Math.min(hit, wordStart(text, hit - LENGTH / 4));
  let end = Math.min(text.length, start + LENGTH);
  if (end < text.length) {
    const blank = text.lastIndexOf(' ', end);
    if (blank > start + LENGTH / 2) end = blank;
  }
  const inside = spans
    .filter(({ from, to }) => from >= start && to <= end)
    .map(({ from, to }) => ({ from: from - start, to: to - start }));
  const part = highlightAll(text.slice(start, end), inside);
  return `${start > 0 ? '… ' : ''}${part}${end < text.length ? ' …' : ''}`;
};
