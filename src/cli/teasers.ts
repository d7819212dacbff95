import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { teaserLines } from '../plugins/recent-news/server/src/teasers/json-lines';
import type { AddCommand } from './context';

/** Pipes lines of standard input through `work` to standard output, at the reader's pace. */
export const throughLines = async (
  work: (lines: AsyncIterable<string>) => AsyncIterable<string>,
): Promise<void> => {
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  const out = async function* () {
    for await (const line of work(lines)) yield `${line}\n`;
  };
  await pipeline(Readable.from(out()), process.stdout, { end: false });
};

export const addTeasers: AddCommand = (program) => {
  program
    .command('teasers')
    .description(
      'reads stories as JSON lines {id, title, body, date} on standard input, writes {id, teaser}; needs no database',
    )
    .option(
      '--unwrap',
      'join lines that were broken at a width; otherwise a line end ends a paragraph',
      false,
    )
    .action(({ unwrap }: { unwrap: boolean }) => {
      let wrapped = 0;
      const onWrapped = (id: string | number, line: number): void => {
        wrapped += 1;
        if (wrapped === 1) {
          process.stderr.write(
            `line ${line} (${id}): the text seems to be broken at a width; --unwrap joins such lines\n`,
          );
        }
      };
      return throughLines((lines) => teaserLines(lines, { unwrap, onWrapped }));
    });
};
