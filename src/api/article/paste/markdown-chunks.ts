import { isRule } from './bullet-marker';
import { isBlank } from './text-shape';

/** A stretch of Markdown that means the same parsed alone. */
export interface Chunk {
  text: string;
  /** 1-based line of the input at which it begins. */
  line: number;
  /** Too long a line for the inline parser: read as plain text. */
  plain: boolean;
}

/**
 * micromark's time grows with the square of a document's length (1 MB of lists takes minutes), so
 * a page is cut at blank lines into chunks that are parsed one by one. Each parse has a cost of
 * its own (0.2 ms), so a chunk gathers paragraphs up to the first figure; a list may be cut between
 * its items from the second on, and anything at the third: 16 KB of the worst input takes 50 ms.
 */
const GATHERED_CHARACTERS = 1024;
const LONG_LIST_CHARACTERS = 4096;
const CHUNK_CHARACTERS = 16_384;

/** Deeper than this, "> > > …" and "- - - …" is no nesting that anybody wrote. */
const DEEPEST_NESTING = 50;
const NESTED_MARKER = /[ \t]*(?:>|[-*+]|\d{1,9}[.)])[ \t]*/uy;

/** One marker at a time: one expression for all of them overflows on a line of megabytes. */
const withoutDeepNesting = (line: string): string => {
  let markers = 0;
  let end = 0;
  for (NESTED_MARKER.lastIndex = 0; NESTED_MARKER.test(line); markers++) {
    end = NESTED_MARKER.lastIndex;
  }
  return markers > DEEPEST_NESTING ? `- ${line.slice(end)}` : line;
};

const FENCE = /^ {0,3}(`{3,}|~{3,})/u;
const RAW_OPEN = /^ {0,3}(?:<!--|<(script|style|pre|textarea)\b)/iu;

/** Cuts at blank lines in front of a line that is not indented, outside fences and raw HTML. */
export const chunksOf = (input: string): Chunk[] => {
  const chunks: Chunk[] = [];
  let lines: string[] = [];
  let start = 1;
  let size = 0;
  let plain = false;
  let until: ((line: string) => boolean) | null = null;
  let afterBlank = false;

  const cut = (next: number): void => {
    if (lines.some((line) => !isBlank(line)))
      chunks.push({ text: lines.join('\n'), line: start, plain });
    lines = [];
    start = next;
    size = 0;
    plain = false;
  };

  input.split('\n').forEach((source, index) => {
    const indented = /^[ \t]/u.test(source);
    const between = afterBlank && !indented && size >= GATHERED_CHARACTERS;
    const items = size >= LONG_LIST_CHARACTERS && /^(?:[-*+]|\d{1,9}[.)])[ \t]/u.test(source);
    const free = until === null && (between || items);
    if (free || size + source.length > CHUNK_CHARACTERS) cut(index + 1);
    const line = isRule(source) ? source : withoutDeepNesting(source);
    lines.push(line);
    size += line.length + 1;
    if (line.length > CHUNK_CHARACTERS) plain = true;
    afterBlank = isBlank(line);
    if (until !== null) {
      if (until(line)) until = null;
      return;
    }
    const fence = FENCE.exec(line)?.[1];
    const raw = RAW_OPEN.exec(line);
    if (fence !== undefined) {
      until = (later) => later.trim().startsWith(fence) && /^[`~]+$/u.test(later.trim());
    } else if (raw) {
      const end = raw[1] === undefined ? '-->' : `</${raw[1].toLowerCase()}`;
      if (!line.slice(raw[0].length).toLowerCase().includes(end)) {
        until = (later) => later.toLowerCase().includes(end);
      }
    }
  });
  cut(0);
  return chunks;
};

const DEFINITION = /^ {0,3}\[([^\]\n^][^\]\n]{0,200})\]:[ \t]*\S/gmu;
const REFERENCE = /\[([^[\]\n]{1,200})\]/gu;

const labelKey = (label: string): string => label.trim().replace(/\s+/gu, ' ').toLowerCase();

/** Link definitions by label, for chunks that refer to one standing in another chunk. */
export const definitionsOf = (input: string): Map<string, string> => {
  const definitions = new Map<string, string>();
  for (const match of input.matchAll(DEFINITION)) {
    const key = labelKey(match[1] ?? '');
    const end = input.indexOf('\n', match.index);
    if (!definitions.has(key)) {
      definitions.set(key, input.slice(match.index, end < 0 ? undefined : end).trim());
    }
  }
  return definitions;
};

/** The definitions a chunk refers to, to be parsed behind it. */
export const neededDefinitions = (
  text: string,
  definitions: ReadonlyMap<string, string>,
): Map<string, string> => {
  const needed = new Map<string, string>();
  if (definitions.size === 0) return needed;
  for (const match of text.matchAll(REFERENCE)) {
    if (text[match.index + match[0].length] === ':') continue;
    const key = labelKey(match[1] ?? '');
    const definition = definitions.get(key);
    if (definition !== undefined) needed.set(key, definition);
  }
  return needed;
};
