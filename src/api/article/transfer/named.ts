import type { Core } from '@strapi/strapi';
import { missingSlugs, type NamedTable } from '../page/named-plans';
import { AUTHOR, TOPIC } from '../rules/types';
import { rows, type Transaction } from '../sql';
import type { ArticleJson, NamedJson } from './article-json';

const UIDS = { topics: TOPIC, authors: AUTHOR } as const;

const sides = ({ live, ...draft }: ArticleJson) => [draft, ...(live ? [live] : [])];

/**
 * Makes the topics and authors that an input speaks of and that are not there yet. Those that are there
 * stay as they are: what the newsroom says of them is newer than any file.
 */
export const createNamed = async (
  strapi: Core.Strapi,
  articles: readonly ArticleJson[],
): Promise<void> => {
  for (const table of ['topics', 'authors'] as const) {
    const wanted = new Map<string, NamedJson>();
    for (const side of articles.flatMap(sides))
      for (const each of side[table]) if (!wanted.has(each.slug)) wanted.set(each.slug, each);
    if (wanted.size === 0) continue;
    const missing = await missingSlugs(strapi.db.connection, table, [...wanted.keys()]);
    for (const slug of missing) {
      // Its shape was checked by `readArticleJson`, and the rules look again.
      await strapi.documents(UIDS[table]).create({ data: wanted.get(slug) as never });
    }
  }
};

/** DocumentIds of topics or authors, in the order given. */
export const namedIds = async (
  trx: Transaction,
  table: NamedTable,
  wanted: readonly NamedJson[],
): Promise<string[]> => {
  if (wanted.length === 0) return [];
  const found = await rows<{ slug: string; documentId: string }>(
    trx,
    `SELECT slug, document_id AS "documentId" FROM ${table} WHERE slug = ANY(?)`,
    [wanted.map(({ slug }) => slug)],
  );
  const ids = new Map(found.map(({ slug, documentId }) => [slug, documentId]));
  return wanted.flatMap(({ slug }) => ids.get(slug) ?? []);
};

/** Gives articles that were just made, drafts and what is live of them, their topics and authors. */
export const linkNamed = async (
  trx: Transaction,
  made: readonly { documentId: string; article: ArticleJson }[],
): Promise<void> => {
  for (const table of ['topics', 'authors'] as const) {
    const links = made.flatMap(({ documentId, article }) =>
      article[table].map(({ slug }, i) => ({ documentId, slug, place: i + 1 })),
    );
    if (links.length === 0) continue;
    const one = table === 'topics' ? 'topic' : 'author';
    await rows(
      trx,
      `INSERT INTO articles_${table}_lnk (article_id, ${one}_id, ${one}_ord)
       SELECT a.id, t.id, w.place
         FROM json_to_recordset(?::json) AS w("documentId" text, slug text, place double precision)
         JOIN articles a ON a.document_id = w."documentId" JOIN ${table} t ON t.slug = w.slug
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(links)],
    );
  }
};
