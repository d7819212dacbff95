/**
 * Finding the related stories of an article in an archive of 1,000 to 1,000,000: how long it takes while
 * a newsroom publishes beside it, and what of the exact list it finds. Also what keeping a story and
 * refitting the space cost.
 *
 * `--stories N` sets the largest archive (10,000 unless told; 1,000,000 takes half an hour and 8 GB).
 */
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { reutersCases } from './related-reuters.mjs';
import { ERA, generatedStory, lineOf, mixedReading, seeded } from './generated-archive.mjs';
import { timeOf } from './rounds.mjs';
import { exactLists, databaseFor, migrated } from './related-exact.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(path.join(root, 'package.json'));
const PLUGIN = './dist/src/plugins/recent-news/server/src/';

/** Archives: stories, and the days over which they came out. */
const SIZES = [
  [1_000, 200],
  [10_000, 730],
  [100_000, 1_825],
  [1_000_000, 3_650],
];
const LOOK_UPS = 300;
const EXACT = 60;

export const options = ['stories'];

export const run = async ({ url, stories = '10000' }) => {
  const largest = Number(stories);
  if (!(largest >= 1_000)) throw new Error(`--stories ${stories}: give a number from 1000 on.`);
  const rows = await reutersCases(url);
  const ratios = {};
  for (const [count, days] of SIZES.filter(([size]) => size <= largest)) {
    const measured = await measureArchive(url, count, days);
    rows.push(...measured);
    const p95 = measured.find(({ metric }) => metric === 'look-up p95, ms').median;
    ratios[`look-up p95 of ${count.toLocaleString('en')} over that of 1,000`] =
      p95 / rows.find((row) => row.case === '1,000' && row.metric === 'look-up p95, ms').median;
  }
  return { rows, ratios };
};

const say = (text) => process.stderr.write(`${text}\n`);
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];

const measureArchive = async (url, count, days) => {
  const { createArchive } = require(`${PLUGIN}services/archive`);
  const { choose, recipeFor } = require(`${PLUGIN}relatedness/choose`);
  const { DEFAULT_SETTINGS } = require(`${PLUGIN}relatedness/settings`);
  const name = count.toLocaleString('en');
  const rows = [];
  const add = (metric, value, rounds = 1) =>
    rows.push({ case: name, metric, median: value, min: value, max: value, rounds });

  const own = await databaseFor(url, `related_${count}`);
  const db = await migrated(own);
  const archive = createArchive();
  const until = Date.now();
  try {
    say(`${name}: filling`);
    await fill(db, archive, count, days, until, add);
    const refit = await archive.refit(db, { force: true });
    add('refit, s', refit.seconds);
    say(`${name}: refitted in ${refit.seconds.toFixed(1)} s, ${refit.cells} cells`);
    for (const table of ['stories', 'vectors']) {
      const size = await db.raw(`SELECT pg_total_relation_size('recent_news_${table}') AS bytes`);
      add(`${table}, bytes a story`, Math.round(Number(size.rows[0].bytes) / count));
    }

    // Half of the articles are new, as when publishing, half are any, as when backfilling.
    const random = seeded(count);
    const asked = Array.from({ length: LOOK_UPS }, (_, i) =>
      Math.floor((i % 2 ? 1 - 0.02 * random() : random()) * count),
    );
    const idOf = (i) => generatedStory(i, count, days, until).documentId;
    const listOf = async (profile) => {
      const found = await archive.candidates(db, profile, { settings: DEFAULT_SETTINGS });
      return choose(found.article, found.stories, recipeFor(found.space.space, DEFAULT_SETTINGS));
    };
    const profiles = [];
    for (const i of asked) profiles.push((await archive.profiles(db, [idOf(i)]))[0]);
    for (const profile of profiles.slice(0, 30)) await listOf(profile);

    const lists = [];
    for (const profile of profiles.slice(0, EXACT)) lists.push(await listOf(profile));
    const exact = await exactLists(db, archive, profiles.slice(0, EXACT), DEFAULT_SETTINGS);
    const share = (each) => (100 * each.reduce((sum, n) => sum + n, 0)) / each.length;
    add(
      'entries of the exact list found, %',
      share(
        exact.flatMap((list, q) =>
          list.map(({ story }) => (lists[q].some((entry) => entry.story.id === story.id) ? 1 : 0)),
        ),
      ),
      EXACT,
    );
    const ofOneLine = (all) =>
      share(
        all.flatMap((list, q) => {
          const line = lineOf(asked[q]);
          return line < 0
            ? []
            : list.map(({ story }) => (lineOf(Number(story.id.slice(9))) === line ? 1 : 0));
        }),
      );
    add('P@3 by running story, exact, %', ofOneLine(exact), EXACT);
    add('P@3 by running story, look-up, %', ofOneLine(lists), EXACT);

    const writer = await startWriter(own);
    const times = [];
    for (const profile of profiles) times.push(await timeOf(() => listOf(profile)));
    const kept = await writer.stop();
    times.sort((a, b) => a - b);
    add('look-up p50, ms', quantile(times, 0.5), times.length);
    add('look-up p95, ms', quantile(times, 0.95), times.length);
    add('look-up p99, ms', quantile(times, 0.99), times.length);
    add('keep one, p50, ms', quantile(kept, 0.5), kept.length);
    add('keep one, p95, ms', quantile(kept, 0.95), kept.length);
    const backwards = [];
    for (const profile of profiles.slice(0, 100)) {
      const settings = { settings: DEFAULT_SETTINGS, window: 30, limit: 50, margin: 0.1 };
      backwards.push(await timeOf(() => archive.readersFor(db, profile, settings)));
    }
    backwards.sort((a, b) => a - b);
    add('readers p95, ms', quantile(backwards, 0.95), backwards.length);
  } finally {
    await db.destroy();
  }
  return rows;
};

/** One era is written and read as text; larger archives are mixed from it. */
const fill = async (db, archive, count, days, until, add) => {
  const { readingOf } = require(`${PLUGIN}services/archive/story-text`);
  const { readingToBytes } = require(`${PLUGIN}relatedness/reading-bytes`);
  const plans = require(`${PLUGIN}services/archive/plans`);
  if (count <= ERA) {
    const time = await timeOf(async () => {
      for (let from = 0; from < count; from += 250) {
        const batch = Array.from({ length: Math.min(250, count - from) }, (_, i) =>
          generatedStory(from + i, count, days, until),
        );
        await db.transaction((trx) => archive.keep(trx, batch));
      }
    });
    add('keep, by 250, ms a story', time / count);
    return;
  }
  const base = Array.from({ length: ERA }, (_, i) =>
    readingOf(generatedStory(i, count, days, until)),
  );
  // Beside a story another one of its running story, or of its beat.
  const sisters = new Map();
  base.forEach((reading, i) => {
    const key = lineOf(i) < 0 ? reading.beat : lineOf(i);
    sisters.set(key, [...(sisters.get(key) ?? []), i]);
  });
  for (let from = 0; from < count; from += 1_000) {
    const batch = [];
    for (let i = from; i < Math.min(count, from + 1_000); i += 1) {
      const random = seeded(i);
      const a = base[i % ERA];
      const others = sisters.get(lineOf(i) < 0 ? a.beat : lineOf(i));
      const b = base[others[Math.floor(random() * others.length)]];
      batch.push({
        documentId: `generated${String(i).padStart(15, '0')}`,
        hash: String(i),
        publishedAt: Math.round(until - days * 86_400_000 * (1 - (i + 0.5) / count)),
        title: `Generated story ${i}`,
        language: 'en',
        beat: a.beat,
        topics: [],
        teaser:
          'A sentence of about the length that a teaser has, to take up the room of one here.',
        why: null,
        provider: 'generated',
        reading: readingToBytes(i < ERA ? a : mixedReading(a, b, i)),
      });
    }
    await plans.putStories(db, batch);
  }
  await db.raw('VACUUM ANALYZE recent_news_stories');
};

const startWriter = async (url) => {
  const child = fork(path.join(import.meta.dirname, 'related-writer.mjs'), {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const answer = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`the writer ended with status ${code}`)));
    });
  await answer();
  return {
    async stop() {
      const report = answer();
      child.send('report');
      const { times } = await report;
      child.removeAllListeners();
      await new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGKILL');
      });
      return times.sort((a, b) => a - b);
    },
  };
};
