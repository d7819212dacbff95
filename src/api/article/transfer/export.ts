import type { Core } from '@strapi/strapi';
import { inTransaction, rows, type Transaction } from '../sql';
import type { StoredTree } from '../tree/plans';
import { readTrees } from '../tree/plans';
import { readCover } from './covers';
import type { StoredEntry } from '../outline/diff';
import { handOf, isKept } from '../outline/hand';
import type { ArticleJson, ContentJson, EntryJson } from './article-json';
import { exportRow, exportRows, type ExportRow, type ExportSides } from './plans';

/** Some megabytes of text at a time, whatever the size of the archive. */
const STEP = 200;

const content = (
  row: ExportRow,
  tree: StoredTree,
  slugs: ReadonlyMap<string, string>,
): ContentJson => ({
  title: row.title ?? '',
  lead: row.lead,
  teaser: row.teaser,
  byline: row.byline,
  sourceTitle: row.sourceTitle,
  sourceUrl: row.sourceUrl,
  coverAlt: row.coverAlt,
  coverCaption: row.coverCaption,
  coverCredit: row.coverCredit,
  cover: readCover(row.cover),
  topics: row.topics,
  authors: row.authors,
  outline: tree.sections.map(({ heading, lead, bullets }) => ({
    heading: heading ?? '',
    lead,
    bullets: bullets.map(({ text }) => ({ text: text ?? '' })),
  })),
  relatedNews: tree.related.flatMap((entry) => entryJson(entry, !!row.rules?.locked, slugs)),
  ...recentNewsJson(row.rules, slugs),
});

/** Words that the machine wrote are left out, and entries that it chose, unless somebody locked the list. */
const entryJson = (
  entry: StoredEntry,
  locked: boolean,
  slugs: ReadonlyMap<string, string>,
): EntryJson[] => {
  const hand = handOf(entry);
  if (!locked && !isKept(hand)) return [];
  return [
    {
      headline: hand.headline ? entry.headline : null,
      teaser: hand.teaser ? entry.teaser : null,
      url: entry.url,
      target: entry.target === null ? null : (slugs.get(entry.target) ?? null),
    },
  ];
};

const recentNewsJson = (
  rules: ExportRow['rules'],
  slugs: ReadonlyMap<string, string>,
): Pick<ContentJson, 'recentNews'> => {
  const locked = rules?.locked ?? false;
  const hidden = (rules?.hidden ?? []).flatMap((id) => slugs.get(id) ?? []).sort();
  return locked || hidden.length > 0 ? { recentNews: { locked, hidden } } : {};
};

/** Every article in our own JSON, in the order of their slugs, so that equal archives give equal bytes. */
export const exportArticles = async function* (strapi: Core.Strapi): AsyncGenerator<ArticleJson> {
  for (let last = ''; ;) {
    const step = await inTransaction(strapi, async (trx) => {
      await rows(trx, 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return readStep(trx, last);
    });
    yield* step.articles;
    if (step.last === null) return;
    last = step.last;
  }
};

/** An article as an export would write it now, or null when there is no such article. */
export const readArticle = async (
  trx: Transaction,
  documentId: string,
): Promise<ArticleJson | null> =>
  (await articlesOf(trx, await exportRow(trx, documentId)))[0] ?? null;

const slugsOf = async (
  trx: Transaction,
  documentIds: readonly string[],
): Promise<Map<string, string>> =>
  new Map(
    (
      await rows<{ document_id: string; slug: string }>(
        trx,
        'SELECT document_id, slug FROM articles WHERE document_id = ANY(?) AND published_at IS NULL',
        [[...new Set(documentIds)]],
      )
    ).map((row) => [row.document_id, row.slug]),
  );

const readStep = async (
  trx: Transaction,
  after: string,
): Promise<{ articles: ArticleJson[]; last: string | null }> => {
  const found = await exportRows(trx, after, STEP);
  const lastRow = found.length < STEP ? undefined : found.at(-1);
  return { articles: await articlesOf(trx, found), last: lastRow?.draft.sortKey ?? null };
};

const articlesOf = async (trx: Transaction, found: ExportSides[]): Promise<ArticleJson[]> => {
  const ids = found.flatMap(({ draft, live }) => [draft.id, ...(live ? [live.id] : [])]);
  const trees = new Map((await readTrees(trx, ids)).map((tree) => [tree.id, tree]));
  const slugs = await slugsOf(trx, [
    ...[...trees.values()].flatMap(({ related }) => related.flatMap(({ target }) => target ?? [])),
    ...found.flatMap(({ draft, live }) => [
      ...(draft.rules?.hidden ?? []),
      ...(live?.rules?.hidden ?? []),
    ]),
  ]);
  return found.map(({ draft, live, modified }): ArticleJson => {
    const shown = live && { slug: live.slug ?? '', ...content(live, trees.get(live.id)!, slugs) };
    return {
      slug: draft.slug,
      ...content(draft, trees.get(draft.id)!, slugs),
      firstPublishedAt: draft.firstPublishedAt?.toISOString() ?? null,
      status: live ? (modified ? 'modified' : 'published') : 'draft',
      live: modified ? shown : null,
    };
  });
};
