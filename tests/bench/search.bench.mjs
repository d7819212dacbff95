/**
 * Searching an archive of published stories: how long it takes for words that few or many stories hold,
 * as one types, and misspelt.
 *
 * `--stories N` sets the size of the archive (10,000 unless told; 100,000 take some minutes to fill).
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { generatedStory, seeded } from './generated-archive.mjs';
import { migrated } from './related-exact.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(path.join(root, 'package.json'));
const ARTICLE = `${process.env.DIST_DIR ?? './dist'}/src/api/article/`;

const UNTIL = Date.UTC(2026, 10, 1);
const DAYS = 1_825;
const QUERIES = 120;
const STEP = 500;

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
  await fill(db, count);

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

const fill = async (db, count) => {
  const { putEntries } = require(`${ARTICLE}search/plans`);
  const { searchEntry } = require(`${ARTICLE}search/entry`);
  const { writePages } = require(`${ARTICLE}page/plans`);
  const { composeHead } = require(`${ARTICLE}page/compose`);
  for (let from = 0; from < count; from += STEP) {
    if (from % 10_000 === 0) say(`filling: ${from.toLocaleString('en')}`);
    const pages = Array.from({ length: Math.min(STEP, count - from) }, (_, i) =>
      pageOf(generatedStory(from + i, count, DAYS, UNTIL)),
    );
    await db.transaction(async (trx) => {
      await putEntries(trx, pages.map(searchEntry));
      await writePages(
        trx,
        pages.map((page) => ({
          ...page,
          live: true,
          version: 1,
          data: JSON.stringify(page),
          head: JSON.stringify(composeHead(page)),
          meta: '{}',
          tags: [],
          topics: [],
          authors: [],
          substance: null,
        })),
        [],
        new Date(UNTIL),
      );
    });
  }
  await db.raw('VACUUM ANALYZE article_search');
  await db.raw('VACUUM ANALYZE article_pages');
};

const pageOf = ({ documentId, title, lead, sections, publishedAt }) => {
  const at = new Date(publishedAt).toISOString();
  return {
    documentId,
    slug: documentId,
    title,
    lead,
    byline: null,
    language: 'en',
    authors: [],
    topics: [],
    firstPublishedAt: at,
    modifiedAt: at,
    updatedAt: at,
    sourceTitle: null,
    sourceUrl: null,
    cover: null,
    newsletter: null,
    sections: sections.map(({ heading, lead: sentence, bullets }) => ({
      heading,
      lead: sentence,
      bullets: bullets.map((text) => ({ text })),
    })),
    relatedNews: [],
  };
};
