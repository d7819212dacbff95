import { isLoneMarker, mayBeLoneMarker, NEIGHBOURS_WITHIN } from './bullet-marker';
import { findWrapWidth, piecesOfRun } from './lines-to-blocks';
import { plainLine, toBlock } from './rich-line';
import type { RichLine } from './rich-line';
import { isBlank } from './text-shape';
import { emptyHead } from './types';
import type { Block, PageBlocks } from './types';

/** Characters that end a line on the page but do not count as a line in an editor. */
const INNER_BREAK = /[\v\f\u0085\u2028\u2029]/u;

const widthOfIndent = (text: string): number => text.length - text.trimStart().length;

/** Plain text: blank lines part paragraphs; what lines below one another mean, see `piecesOfRun`. */
export const blocksFromText = (input: string): PageBlocks => {
  const physical = input.split('\n');
  const width = findWrapWidth(physical);
  const blocks: Block[] = [];
  let run: RichLine[] = [];
  let indents: number[] = [];
  let item = 0;
  let list = 0;

  const endRun = (): void => {
    for (const { kind, line } of piecesOfRun(run, { kind: 'wrapped', width }, indents)) {
      if (kind === 'bullet') {
        item += 1;
        if (blocks.at(-1)?.kind !== 'bullet') list += 1;
        blocks.push(toBlock(line, { kind, item, list }));
      } else {
        blocks.push(toBlock(line, { kind }));
      }
    }
    run = [];
    indents = [];
  };

  /** A marker alone waits for its text, even across a blank line. */
  const waitsForText = (index: number): boolean => {
    if (!mayBeLoneMarker(run.at(-1)?.text ?? '')) return false;
    const before = run.slice(-NEIGHBOURS_WITHIN - 1).map(({ text }) => text);
    const behind = physical.slice(index + 1, index + 1 + NEIGHBOURS_WITHIN);
    return isLoneMarker([...before, ...behind.map((text) => text.trim())], before.length - 1);
  };

  physical.forEach((whole, index) => {
    for (const text of whole.split(INNER_BREAK)) {
      if (isBlank(text)) {
        if (run.length > 0 && !waitsForText(index)) endRun();
      } else {
        run.push(plainLine(text, index + 1));
        indents.push(widthOfIndent(text));
      }
    }
  });
  endRun();
  return { blocks, head: emptyHead(), problems: [], linksAreText: false };
};
