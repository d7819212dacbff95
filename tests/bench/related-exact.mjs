/** The lists that comparing an article with every story gives, and the tables to do it in. */
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(path.join(root, 'package.json'));
const PLUGIN = `${process.env.DIST_DIR ?? './dist'}/src/plugins/recent-news/server/src/`;

/** A connection to it, with the archive's tables there. */
export const migrated = async (url) => {
  const db = require('knex')({ client: 'pg', connection: url });
  for (const name of MIGRATIONS) await require(`./database/migrations/${name}`).up(db);
  await require(`${PLUGIN}migrations/2026.11.25T02.00.00.recent-news.js`).tables.up(db);
  return db;
};

/** Tables that stand without those of Strapi. */
const MIGRATIONS = ['2026.11.24T00.00.00.article-pages.js', '2026.11.28T00.00.00.site.js'];

/** An archive of so few stories is ranked whole, words and all. */
const FEW = 3_000;
/** Best by vectors that are then ranked whole: more than any list's second tellings take away. */
const BEST = 200;
const BATCH = 5_000;

/**
 * @param articles profiles in the current space
 * @returns the list of each, from all stories
 */
export const exactLists = async (db, archive, articles, settings, filters = []) => {
  const { choose, recipeFor } = require(`${PLUGIN}relatedness/choose`);
  const { rankOf, sharpen } = require(`${PLUGIN}relatedness/relatedness`);
  const { spaceSimilarity } = require(`${PLUGIN}relatedness/space`);
  const { vectorFromBytes } = require(`${PLUGIN}relatedness/vector-bytes`);
  const { version, space } = await archive.currentSpace(db);
  const recipe = recipeFor(space, settings, filters);
  const count = await archive.count(db);
  if (count <= FEW) {
    const all = await archive.profiles(db, await archive.newest(db, count));
    return articles.map((article) => choose(article, all, recipe));
  }
  const best = articles.map(() => []);
  const distance = settings.mostDays * 86_400_000;
  for (let after = ''; ;) {
    const { rows } = await db.raw(
      `SELECT document_id AS id, (extract(epoch FROM published_at) * 1000)::float8 AS at, vector
       FROM recent_news_vectors WHERE space = ? AND document_id > ? ORDER BY document_id LIMIT ?`,
      [version, after, BATCH],
    );
    if (rows.length === 0) break;
    after = rows.at(-1).id;
    for (const { id, at, vector: bytes } of rows) {
      const vector = vectorFromBytes(bytes);
      articles.forEach((article, q) => {
        if (id === article.id || Math.abs(at - article.publishedAt) > distance) return;
        if (filters.some((allows) => !allows(article, { id, publishedAt: at }))) return;
        const similarity = Math.max(0, spaceSimilarity(article.vector, vector));
        best[q].push({ id, rank: rankOf(sharpen(similarity), at, settings.halfLife) });
      });
    }
    for (const list of best) {
      list.sort((a, b) => b.rank - a.rank);
      list.length = Math.min(list.length, BEST);
    }
  }
  const lists = [];
  for (const [q, article] of articles.entries()) {
    const profiles = await archive.profiles(
      db,
      best[q].map(({ id }) => id),
    );
    lists.push(choose(article, profiles, recipe));
  }
  return lists;
};
