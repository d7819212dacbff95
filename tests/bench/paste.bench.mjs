/**
 * How the time to read a pasted page grows with its length: each kind of hostile input once, and four
 * times as long. Four is linear, sixteen would be the square.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { measure, ratio, timeOf } from './rounds.mjs';

const require = createRequire(path.resolve(import.meta.dirname, '../../package.json'));

const INPUTS = [
  ['bullets', 'text', '• a bullet here\n', 5_000],
  ['related', 'text', 'Recent News\n\nHeadline here\n\nA teaser that says more.\n\n', 1_500],
  ['spans', 'html', '<span>x</span> ', 4_000],
  ['open divs', 'html', '<div>x', 3_000],
  ['open comments', 'html', '<!--', 50_000],
  ['list', 'markdown', '- an item of words\n', 1_200],
  ['paragraphs', 'markdown', 'A paragraph *of* [words](/x).\n\n', 500],
  ['stars', 'markdown', '*a **b\n', 2_000],
];

export const run = async () => {
  const { parsePage } = require('./dist/src/api/article/paste/index.js');
  const of = (unit, count, format) => async () => ({
    time: await timeOf(async () => parsePage(unit.repeat(count), format)),
  });
  const rows = await measure(
    Object.fromEntries(
      INPUTS.flatMap(([name, format, unit, count]) => [
        [`${name} (${format})`, of(unit, count, format)],
        [`${name} (${format}) × 4`, of(unit, count * 4, format)],
      ]),
    ),
    { rounds: 5, warmUps: 1 },
  );
  const ratios = Object.fromEntries(
    INPUTS.map(([name, format]) => [
      name,
      ratio(rows, 'time', `${name} (${format}) × 4`, `${name} (${format})`),
    ]),
  );
  return { rows, ratios };
};
