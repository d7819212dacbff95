/** Published pages of a generated archive, written as rows: the stories behind them are not made. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { generatedStory } from './generated-archive.mjs';

const require = createRequire(path.join(import.meta.dirname, '../../package.json'));
const ARTICLE = `${process.env.DIST_DIR ?? './dist'}/src/api/article/`;

export const UNTIL = Date.UTC(2026, 10, 1);
export const DAYS = 1_825;
const STEP = 500;

/**
 * @param {import('knex').Knex} db
 * @param {{ from?: number, to: number, of: number, say: (text: string) => void,
 *   also?: (trx: import('knex').Knex.Transaction, pages: object[]) => Promise<void> }} options
 *   stories `from` to `to` of an archive of `of`; `also` is done with each step of them
 */
export const fillPages = async (db, { from: first = 0, to, of, say, also }) => {
  const { writePages } = require(`${ARTICLE}page/plans`);
  const { composeHead } = require(`${ARTICLE}page/compose`);
  for (let from = first; from < to; from += STEP) {
    if (from % 10_000 === 0) say(`filling: ${from.toLocaleString('en')}`);
    const pages = Array.from({ length: Math.min(STEP, to - from) }, (_, i) =>
      pageOf(generatedStory(from + i, of, DAYS, UNTIL)),
    );
    await db.transaction(async (trx) => {
      await also?.(trx, pages);
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
