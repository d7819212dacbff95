import { InvalidArgumentError } from 'commander';
import { relatedLines } from '../plugins/recent-news/server/src/relatedness/json-lines';
import type { AddCommand } from './context';
import { throughLines } from './teasers';

const positive = (text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.');
  return count;
};

export const addRelated: AddCommand = (program) => {
  program
    .command('related')
    .description(
      'reads stories as JSON lines {id, title, body, date} on standard input, writes {id, related: [ids]}, best first; needs no database',
    )
    .option('--newer', 'allow stories newer than the article', false)
    .option('--count <n>', 'how many to list', positive, 3)
    .action(({ newer, count }: { newer: boolean; count: number }) =>
      throughLines((lines) => relatedLines(lines, { newer, settings: { count } })),
    );
};
