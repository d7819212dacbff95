/** Filling a generated archive of any size, and looking stories up in it. */
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ERA, generatedStory, lineOf, mixedReading, seeded } from './generated-archive.mjs';
import { exactLists, migrated } from './related-exact.mjs';
import { timeOf } from './rounds.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(path.join(root, 'package.json'));
const PLUGIN = `${process.env.DIST_DIR ?? './dist'}/src/plugins/recent-news/server/src/`;

const LOOK_UPS = 300;
const EXACT = 60;
/** The end of the generated time; any will do, if it is always the same. */
const UNTIL = Date.UTC(2026, 10, 1);
const DAY = 86_400_000;

const say = (text) => process.stderr.write(`${text}\n`);
const quantile = (values, q) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
};
const share = (each) => (100 * each.reduce((sum, n) => sum + n, 0)) / each.length;

/**
 * @param {string} url an empty database
 * @param {number} days over which its stories came out
 * @returns rows of the bench
 */
export const measureArchive = async (url, count, days) => {
  const rows = [];
  const name = count.toLocaleString('en');
  const add = (metric, value, rounds = 1) =>
    rows.push({ case: name, metric, median: value, min: value, max: value, rounds });
  const db = await migrated(url);
  try {
    await fillArchive(db, count, days, add);
    await measureLookUps(url, db, count, days, add);
  } finally {
    await db.destroy();
  }
  return rows;
};

/** One era is written and read as text; larger archives are mixed from it. */
export const fillArchive = async (db, count, days, add) => {
  const { createArchive } = require(`${PLUGIN}services/archive`);
  const name = count.toLocaleString('en');
  const archive = createArchive();
  say(`${name}: filling`);
  if (count <= ERA) {
    const time = await timeOf(async () => {
      for (let from = 0; from < count; from += 250) {
        const batch = Array.from({ length: Math.min(250, count - from) }, (_, i) =>
          generatedStory(from + i, count, days, UNTIL),
        );
        await db.transaction((trx) => archive.keep(trx, batch));
      }
    });
    add('keep, by 250, ms a story', time / count);
  } else {
    await mixArchive(db, count, days);
  }
  const refit = await archive.refit(db, { force: true });
  add('refit, s', refit.seconds);
  say(`${name}: refitted in ${refit.seconds.toFixed(1)} s, ${refit.cells} cells`);
  for (const table of ['stories', 'vectors']) {
    const size = await db.raw(`SELECT pg_total_relation_size('recent_news_${table}') AS bytes`);
    add(`${table}, bytes a story`, Math.round(Number(size.rows[0].bytes) / count));
  }
};

const mixArchive = async (db, count, days) => {
  const { readingOf } = require(`${PLUGIN}services/archive/story-text`);
  const { readingToBytes } = require(`${PLUGIN}relatedness/reading-bytes`);
  const plans = require(`${PLUGIN}services/archive/plans`);
  const base = Array.from({ length: ERA }, (_, i) =>
    readingOf(generatedStory(i, count, days, UNTIL)),
  );
  // Beside a story another one of its running story, or of its beat.
  const keys = base.map(({ beat }, i) => (lineOf(i) < 0 ? beat : lineOf(i)));
  const sisters = new Map();
  keys.forEach((key, i) => sisters.set(key, [...(sisters.get(key) ?? []), i]));
  for (let from = 0; from < count; from += 1_000) {
    const batch = [];
    for (let i = from; i < Math.min(count, from + 1_000); i += 1) {
      const a = base[i % ERA];
      const others = sisters.get(keys[i % ERA]);
      const b = base[others[Math.floor(seeded(i)() * others.length)]];
      batch.push({
        documentId: `generated${String(i).padStart(15, '0')}`,
        hash: String(i),
        publishedAt: Math.round(UNTIL - days * DAY * (1 - (i + 0.5) / count)),
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

/** Time and completeness of look-ups, the time of keeping one story, and of the look-up in reverse. */
export const measureLookUps = async (url, db, count, days, add) => {
  const { createArchive } = require(`${PLUGIN}services/archive`);
  const { choose, recipeFor } = require(`${PLUGIN}relatedness/choose`);
  const { DEFAULT_SETTINGS } = require(`${PLUGIN}relatedness/settings`);
  const archive = createArchive();
  const listOf = async (profile) => {
    const found = await archive.candidates(db, profile, { settings: DEFAULT_SETTINGS });
    return choose(found.article, found.stories, recipeFor(found.space.space, DEFAULT_SETTINGS));
  };

  // Half of the articles are new, as when publishing, half are any, as when backfilling.
  const random = seeded(count);
  const asked = Array.from({ length: LOOK_UPS }, (_, i) =>
    Math.floor((i % 2 ? 1 - 0.02 * random() : random()) * count),
  );
  const profiles = [];
  for (const i of asked) {
    const { documentId } = generatedStory(i, count, days, UNTIL);
    profiles.push((await archive.profiles(db, [documentId]))[0]);
  }

  const lists = [];
  for (const profile of profiles.slice(0, EXACT)) lists.push(await listOf(profile));
  const exact = await exactLists(db, archive, profiles.slice(0, EXACT), DEFAULT_SETTINGS);
  const isFound = (q, id) => lists[q].some(({ story }) => story.id === id);
  add(
    'entries of the exact list found, %',
    share(exact.flatMap((list, q) => list.map(({ story }) => (isFound(q, story.id) ? 1 : 0)))),
    EXACT,
  );
  const isOfLine = (entry, line) =>
    lineOf(Number(entry.story.id.replace('generated', ''))) === line ? 1 : 0;
  const ofOneLine = (all) =>
    share(
      all.flatMap((list, q) => {
        const line = lineOf(asked[q]);
        return line < 0 ? [] : list.map((entry) => isOfLine(entry, line));
      }),
    );
  add('P@3 by running story, exact, %', ofOneLine(exact), EXACT);
  add('P@3 by running story, look-up, %', ofOneLine(lists), EXACT);

  const writer = await startWriter(url);
  const times = [];
  for (const profile of profiles) times.push(await timeOf(() => listOf(profile)));
  const kept = await writer.stop();
  for (const q of [0.5, 0.95, 0.99])
    add(`look-up p${100 * q}, ms`, quantile(times, q), times.length);
  for (const q of [0.5, 0.95]) add(`keep one p${100 * q}, ms`, quantile(kept, q), kept.length);

  const back = { settings: DEFAULT_SETTINGS, window: 30, limit: 50, margin: 0.1 };
  const backwards = [];
  for (const profile of profiles)
    backwards.push(await timeOf(() => archive.readersFor(db, profile, back)));
  for (const q of [0.5, 0.95])
    add(`look-up in reverse p${100 * q}, ms`, quantile(backwards, q), backwards.length);
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
      return times;
    },
  };
};
