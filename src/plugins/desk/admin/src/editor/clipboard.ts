import type { DeskBody } from '../../../server/src/contracts';
import { linesFromHtml, type Line } from './clipboard-html';
import { beginsWithMonth } from './months';

export interface Clip {
  html: string;
  text: string;
}

export interface PastedBlock {
  kind: 'heading' | 'lead' | 'bullet' | 'paragraph';
  text: string;
}

// With Word's symbol-font dots, and its `o` before a tab.
const BULLET = /^\s*(?:[•●▪■◦‣∙·*–\-\uf0b7\uf0a7]\s+|[•●▪◦‣\uf0b7\uf0a7]|[o§]\t+)/u;
const NUMBER = /^\s*(\d{1,2})[.)]\s+/;
const MARKDOWN_HEADING = /^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/;

/** A marker has a neighbour that counts on; a day does not become one by the day that follows it. */
const isNumbered = (lines: Line[], at: number): boolean => {
  const numberAt = (i: number): number => {
    const text = lines[i]?.text ?? '';
    const marker = NUMBER.exec(text);
    return marker && !beginsWithMonth(text.slice(marker[0].length)) ? Number(marker[1]) : NaN;
  };
  const own = numberAt(at);
  return numberAt(at - 1) === own - 1 || numberAt(at + 1) === own + 1;
};

/** What the line's own characters say about it. */
const read = (line: Line, at: number, lines: Line[]): PastedBlock => {
  const { kind } = line;
  const text = line.text.trim();
  // One line is no list and no page: what it begins with may be the sign before a number.
  if (lines.length === 1 && !line.isMarked) return { kind, text };
  if (kind === 'paragraph') {
    const asHeading = MARKDOWN_HEADING.exec(line.text)?.[1];
    if (asHeading) return { kind: 'heading', text: asHeading };
  }
  if (kind === 'paragraph' || line.isMarked) {
    const marker =
      BULLET.exec(line.text) ?? (isNumbered(lines, at) ? NUMBER.exec(line.text) : null);
    const rest = marker && line.text.slice(marker[0].length).trim();
    if (rest) return { kind: 'bullet', text: rest };
  }
  return { kind, text };
};

const linesFromText = (text: string): Line[] =>
  text
    .split(/\r\n|[\n\r\u2028\u2029\f\v]/)
    .map((line) => ({ kind: 'paragraph' as const, text: line.replace(/\u00a0/g, ' ') }))
    .filter((line) => line.text.trim() !== '');

const letters = (lines: Line[]): number =>
  lines.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);

/** The lines of the HTML, which tells more than plain text; null where it holds less. */
const richLines = ({ html, text }: Clip): Line[] | null => {
  const rich = html === '' ? [] : linesFromHtml(html);
  return rich.length > 0 && letters(rich) >= letters(linesFromText(text)) * 0.9 ? rich : null;
};

/** Whether the HTML of a clip is to be read; its plain text otherwise. */
export const isRich = (clip: Clip): boolean => richLines(clip) !== null;

/** The lines of a clip as blocks. */
export const blocksFromClipboard = (clip: Clip): PastedBlock[] =>
  (richLines(clip) ?? linesFromText(clip.text)).map(read);

/** As a text field shows it; some programs copy HTML alone. */
export const asPlainText = (clip: Clip): string =>
  clip.text.trim() === ''
    ? blocksFromClipboard(clip)
        .map(({ text }) => text)
        .join('\n')
    : clip.text.replace(/\r\n?/g, '\n');

/** A single line goes in as it was copied, with the spaces around it. */
export const asOneLine = ({ text }: Clip, block: PastedBlock): string => {
  const raw = text.replace(/\u00a0/g, ' ');
  return raw.trim() === block.text && !/[\r\n]/.test(raw) ? raw : block.text;
};

const LINES_OF_A_PAGE = 12;
const LETTERS_OF_A_PAGE = 600;
/** A working title may stand there already. */
const LETTERS_OF_A_START = 120;

const lettersOf = ({ title, lead, sections }: DeskBody): number =>
  [
    title,
    lead,
    ...sections.flatMap((one) => [one.heading, one.lead, ...one.bullets.map(({ text }) => text)]),
  ].join('').length;

/** Whether a whole page is pasted into an article that is still (nearly) empty. */
export const looksLikePage = (clip: Clip, body: DeskBody): boolean => {
  if (lettersOf(body) > LETTERS_OF_A_START) return false;
  const blocks = blocksFromClipboard(clip);
  const length = blocks.reduce((sum, { text }) => sum + text.length, 0);
  const headings = blocks.filter(({ kind }) => kind === 'heading').length;
  return blocks.length > LINES_OF_A_PAGE || (headings >= 2 && length > LETTERS_OF_A_PAGE);
};
