/**
 * What a look-up costs in quality, on Reuters articles with topic labels, where those lie beside the
 * project: none of them belongs to it. Without them there are no such rows.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { databaseFor } from './database.mjs';
import { exactLists, migrated } from './related-exact.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(path.join(root, 'package.json'));
const PLUGIN = `${process.env.DIST_DIR ?? './dist'}/src/plugins/recent-news/server/src/`;
const FILE = path.resolve(root, '../shared/eval/data/reuters-dev.jsonl');

const SIZES = [30, 300, 3_000, Infinity];
/** Every so many stories one asks, in a large archive. */
const ASKING = 750;

export const reutersCases = async (url) => {
  if (!existsSync(FILE)) {
    process.stderr.write('No Reuters articles here: their rows are left out.\n');
    return [];
  }
  const { createArchive } = require(`${PLUGIN}services/archive`);
  const { choose, recipeFor } = require(`${PLUGIN}relatedness/choose`);
  const { DEFAULT_SETTINGS } = require(`${PLUGIN}relatedness/settings`);
  const all = readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const rows = [];
  for (const size of SIZES) {
    const docs = all.slice(-size);
    const labels = new Map(docs.map((doc) => [String(doc.id), new Set(doc.labels)]));
    const db = await migrated(await databaseFor(url, `related_reuters_${docs.length}`));
    const archive = createArchive();
    try {
      for (let from = 0; from < docs.length; from += 250) {
        const batch = docs.slice(from, from + 250).map((doc) => ({
          documentId: String(doc.id),
          title: doc.title,
          lead: doc.body,
          sections: [],
          publishedAt: Date.parse(doc.date),
          teaser: null,
          beat: null,
          topics: [],
        }));
        await db.transaction((trx) => archive.keep(trx, batch));
      }
      await archive.refit(db);
      const step = Math.max(1, Math.floor(docs.length / ASKING));
      const asking = docs.filter(({ labels }, i) => i % step === 0 && labels.length > 0);
      const ids = asking.map(({ id }) => String(id));
      const found = new Map((await archive.profiles(db, ids)).map((each) => [each.id, each]));
      const articles = ids.map((id) => found.get(id));
      for (const halfLife of [30, Infinity]) {
        const settings = { ...DEFAULT_SETTINGS, halfLife };
        const lists = [];
        for (const article of articles) {
          const near = await archive.candidates(db, article, { settings });
          lists.push(choose(near.article, near.stories, recipeFor(near.space.space, settings)));
        }
        const exact = await exactLists(db, archive, articles, settings);
        const name = `Reuters ${docs.length.toLocaleString('en')}, half-life ${halfLife}`;
        const add = (metric, value) =>
          rows.push({
            case: name,
            metric,
            median: value,
            min: value,
            max: value,
            rounds: lists.length,
          });
        const share = (each) => (100 * each.reduce((sum, n) => sum + n, 0)) / each.length;
        const precision = (some) =>
          share(
            some.flatMap((list, q) =>
              [0, 1, 2].map((place) => {
                const entry = list[place];
                const own = labels.get(ids[q]);
                return entry && [...labels.get(entry.story.id)].some((each) => own.has(each))
                  ? 1
                  : 0;
              }),
            ),
          );
        add('P@3, exact, %', precision(exact));
        add('P@3, look-up, %', precision(lists));
        add(
          'entries of the exact list found, %',
          share(
            exact.flatMap((list, q) =>
              list.map(({ story }) =>
                lists[q].some((each) => each.story.id === story.id) ? 1 : 0,
              ),
            ),
          ),
        );
      }
    } finally {
      await db.destroy();
    }
  }
  return rows;
};
