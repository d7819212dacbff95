import { makeBlock } from './types';
import type { Block, Link, TimeMark } from './types';

/** One line of text with what its markup says about parts of it. */
export interface RichLine {
  text: string;
  /** 1-based line of the input where the first visible character stands. */
  line: number;
  /** Count of characters at the start that are bold. */
  bold: number;
  links: Link[];
  times: TimeMark[];
  names: string[];
}

/** What holds for a run of characters. */
export interface Style {
  bold: boolean;
  url: string | null;
  time: { datetime: string; updated: boolean } | null;
  isName: boolean;
}

export const PLAIN: Style = { bold: false, url: null, time: null, isName: false };

type Mark = { start: number; end: number } & (
  | { kind: 'link'; value: string }
  | { kind: 'time'; value: NonNullable<Style['time']> }
  | { kind: 'name'; value: true }
);

const countNewlines = (text: string): number => text.split('\n').length - 1;

/**
 * Collects runs of characters into lines. Spaces and line ends of the source collapse to one
 * space, as on the page; a no-break space stays.
 */
export class LineBuilder {
  private pieces: string[] = [];
  private length = 0;
  private endsInSpace = true;
  private firstLine = 0;
  private boldEnd = 0;
  private boldOpen = true;
  private marks: Mark[] = [];
  private done: RichLine[] = [];

  push(source: string, style: Style, line: number): void {
    let text = source.replace(/[ \t\n\f\r]+/gu, ' ');
    if (this.endsInSpace) text = text.replace(/^ /u, '');
    if (text === '') return;
    const visible = /\S/u.test(text);
    if (this.firstLine === 0 && visible) {
      this.firstLine = line + countNewlines(source.slice(0, source.search(/\S/u)));
    }
    const start = this.length;
    this.pieces.push(text);
    this.length += text.length;
    this.endsInSpace = text.endsWith(' ');
    if (visible && !style.bold) this.boldOpen = false;
    if (this.boldOpen && style.bold) this.boldEnd = this.length;
    this.mark('link', style.url, start);
    this.mark('time', style.time, start);
    this.mark('name', style.isName ? true : null, start);
  }

  private mark<K extends Mark['kind']>(
    kind: K,
    value: Extract<Mark, { kind: K }>['value'] | null,
    start: number,
  ): void {
    if (value === null) return;
    const last = this.marks.findLast((mark) => mark.kind === kind);
    if (last && last.end === start && last.value === value) last.end = this.length;
    else this.marks.push({ kind, value, start, end: this.length } as Mark);
  }

  /** A space between words that the page sets apart by its style sheet only. */
  separate(): void {
    const last = this.pieces.at(-1) ?? '';
    if (/[\p{L}\p{N}]$/u.test(last)) this.push(' ', PLAIN, 0);
  }

  /** Ends the line; an empty one is left as a gap (two in a row part paragraphs). */
  newline(): void {
    const raw = this.pieces.join('');
    const text = raw.trim();
    const offset = raw.length - raw.trimStart().length;
    const cut = (mark: Mark): string =>
      raw.slice(Math.max(mark.start, offset), Math.min(mark.end, offset + text.length)).trim();
    const rich: RichLine = {
      text,
      line: this.firstLine,
      bold: Math.min(Math.max(this.boldEnd - offset, 0), text.length),
      links: [],
      times: [],
      names: [],
    };
    for (const mark of this.marks) {
      const part = cut(mark);
      if (part === '') continue;
      if (mark.kind === 'link') rich.links.push({ text: part, url: mark.value });
      else if (mark.kind === 'time') rich.times.push({ text: part, ...mark.value });
      else rich.names.push(part);
    }
    this.done.push(rich);
    this.reset();
  }

  private reset(): void {
    this.pieces = [];
    this.length = 0;
    this.endsInSpace = true;
    this.firstLine = 0;
    this.boldEnd = 0;
    this.boldOpen = true;
    this.marks = [];
  }

  /** All lines so far, and begins anew. */
  take(): RichLine[] {
    if (this.length > 0) this.newline();
    const lines = this.done;
    this.done = [];
    this.reset();
    return lines;
  }
}

export const plainLine = (text: string, line: number): RichLine => ({
  text: text.trim(),
  line,
  bold: 0,
  links: [],
  times: [],
  names: [],
});

/** Two lines of one paragraph. */
export const joinLines = (first: RichLine, second: RichLine): RichLine => ({
  text: `${first.text} ${second.text}`,
  line: first.line,
  bold: first.bold === first.text.length ? first.bold + 1 + second.bold : first.bold,
  links: [...first.links, ...second.links],
  times: [...first.times, ...second.times],
  names: [...first.names, ...second.names],
});

export const toBlock = (line: RichLine, more: Partial<Block> & Pick<Block, 'kind'>): Block =>
  makeBlock({ ...line, ...more });
