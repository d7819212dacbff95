/**
 * Searching an archive of published stories: how long it takes for words that few or many stories hold,
 * as one types, and misspelt.
 *
 * `--stories N` sets the size of the archive (10,000 unless told; 100,000 take some minutes to fill).
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { generatedStory, seeded } from './generated-archive.mjs';
import { DAYS, fillPages, UNTIL } from './generated-pages.mjs';
import { migrated } from './related-exact.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(path.join(root, 'package.json'));
const ARTICLE = `${process.env.DIST_DIR ?? './dist'}/src/api/article/`;

const QUERIES = 120;

export const options = ['stories'];

const say = (text) => process.stderr.write(`${text}\n`);
const quantile = (values, q) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
};

export const run = async ({ url, stories = '10000' }) => {
  const count = Number(stories);
  if (!(count >= 1_000)) throw new Error(`--stories ${stories}: give a number from 1000 on.`);
  const db = await migrated(url);
  try {
    return await measured(db, count);
  } finally {
    await db.destroy();
  }
};

const measured = async (db, count) => {
  const { createSearch } = require(`${ARTICLE}search/service`);
  const search = createSearch({
    db: { connection: db, transaction: (work) => db.transaction((trx) => work({ trx })) },
    log: { warn: say },
  });
  await search.prepare();
  const { putEntries } = require(`${ARTICLE}search/plans`);
  const { searchEntry } = require(`${ARTICLE}search/entry`);
  await fillPages(db, {
    to: count,
    of: count,
    say,
    also: (trx, pages) => putEntries(trx, pages.map(searchEntry)),
  });
  await db.raw('VACUUM ANALYZE article_search');

  const name = count.toLocaleString('en');
  const rows = [];
  const add = (metric, values) =>
    rows.push({
      case: name,
      metric,
      median: quantile(values, 0.5),
      min: Math.min(...values),
      max: Math.max(...values),
      rounds: values.length,
    });
  const kinds = questions(count);
  const times = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  const found = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  // The kinds take turns, so that a slow moment of the machine meets all of them.
  for (let i = -10; i < QUERIES; i += 1) {
    for (const [kind, ask] of Object.entries(kinds)) {
      const q = ask(i + 10);
      const start = performance.now();
      const answer = await search.search({ q, topic: null, page: 1, pageSize: 10 });
      if (i < 0) continue;
      times[kind].push(performance.now() - start);
      found[kind].push(answer.stories.length);
    }
  }
  for (const kind of Object.keys(kinds)) {
    add(`${kind}, ms`, times[kind]);
    const p95 = quantile(times[kind], 0.95);
    rows.push({
      case: name,
      metric: `${kind}, p95, ms`,
      median: p95,
      min: p95,
      max: p95,
      rounds: QUERIES,
    });
    add(`${kind}, stories shown`, found[kind]);
  }
  const size = await db.raw(`SELECT pg_total_relation_size('article_search') AS bytes`);
  add('bytes a story', [Math.round(Number(size.rows[0].bytes) / count)]);
  return { rows, ratios: {} };
};

/** What readers ask for, made of the words of some story. */
const questions = (count) => {
  const random = seeded(77);
  const story = () => generatedStory(Math.floor(random() * count), count, DAYS, UNTIL);
  const words = ({ title }) =>
    title
      .toLowerCase()
      .split(' ')
      .filter((word) => word.length > 5);
  const some = (list) => list[Math.floor(random() * list.length)] ?? 'reservoir';
  return {
    'a word of a headline': () => `${some(words(story()))} `,
    'two words of a headline': () => `${words(story()).slice(0, 2).join(' ')} `,
    'as one types': () => some(words(story())).slice(0, 3),
    'a word of every story': () => 'the ',
    misspelt: () => {
      const word = some(words(story()));
      const at = 1 + Math.floor(random() * (word.length - 2));
      return `${word.slice(0, at)}${word.slice(at + 1)} `;
    },
  };
};
