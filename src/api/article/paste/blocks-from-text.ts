import { isLoneMarker } from './bullet-marker';
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

  physical.forEach((whole, index) => {
    for (const text of whole.split(INNER_BREAK)) {
      // A marker alone waits for its text, even across a blank line.
      if (isBlank(text)) {
        if (run.length > 0 && !isLoneMarker(run.at(-1)?.text ?? '')) endRun();
      } else {
        run.push(plainLine(text, index + 1));
        indents.push(widthOfIndent(text));
      }
    }
  });
  endRun();
  return { blocks, head: emptyHead(), problems: [], linksAreText: false };
};
