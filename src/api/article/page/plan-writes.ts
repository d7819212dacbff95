import { composeHead, pagePath, pageTag } from './compose';
import { modifiedAtOf, substanceOf } from './substance';
import type { PageChange, PageData, PageRow } from './types';

/** What a document's page is to be; `page` null when readers are to have none. */
export interface WantedPage {
  documentId: string;
  /** The highest version its readers ever got: its old row may belong to another article by now. */
  newestVersion: number;
  page: PageData | null;
  /** What stands in the answer's `meta` for machines, as JSON of an object. */
  metaOf: (page: PageData) => string;
  tags: string[];
  /** What to call the change if the document was live before and stays so, or goes. */
  changed: 'article.updated' | 'recent-news.changed' | 'site.changed';
  gone: 'article.unpublished' | 'article.deleted';
}

export interface PageWrite {
  slug: string;
  documentId: string;
  live: boolean;
  version: number;
  data: string | null;
  head: string | null;
  meta: string | null;
  tags: string[];
  topics: string[];
  authors: string[];
  substance: string | null;
  /** ISO 8601. */
  modifiedAt: string | null;
  firstPublishedAt: string | null;
  updatedAt: string | null;
  title: string | null;
}

/** @throws Error when two live documents claim one slug: the slug rule must have prevented it */
const assertFree = (row: PageRow | undefined, wanted: WantedPage, wantedIds: Set<string>): void => {
  if (row?.live && row.documentId !== wanted.documentId && !wantedIds.has(row.documentId)) {
    throw new Error(
      `slug "${row.slug}" is live for ${row.documentId}, so it cannot be for ${wanted.documentId}`,
    );
  }
};

/**
 * Compares the pages readers have with those they should have, and says which rows to write. Equal
 * bytes make no write and no change.
 * @param existing rows of the wanted documents, and rows that have one of the wanted slugs
 * @param at ISO 8601, the time of the act
 */
export const planPageWrites = (
  existing: readonly PageRow[],
  wanted: readonly WantedPage[],
  at: string,
): { writes: PageWrite[]; changes: PageChange[] } => {
  const bySlug = new Map(existing.map((row) => [row.slug, row]));
  const wantedIds = new Set(wanted.map(({ documentId }) => documentId));
  const writes = new Map<string, PageWrite>();
  const changes: PageChange[] = [];

  for (const want of wanted) {
    const own = existing.filter((row) => row.documentId === want.documentId);
    const live = own.find((row) => row.live);
    const newest = Math.max(want.newestVersion, ...own.map((row) => row.version));
    const { page, substance } = dated(want.page, live ?? newestOf(own), at);
    const data = page && JSON.stringify(page);
    const meta = page && want.metaOf(page);

    if (page && live?.slug === page.slug && live.data === data && live.meta === meta) continue;
    if (!page && !live) continue;

    const taken = page ? bySlug.get(page.slug) : undefined;
    if (page) assertFree(taken, want, wantedIds);
    // Neither this document's readers nor this slug's may ever see a version number twice.
    const version = Math.max(newest, taken?.version ?? 0) + 1;

    if (live && live.slug !== page?.slug && !writes.get(live.slug)?.live) {
      writes.set(live.slug, goneRow(live, version));
    }
    if (page) {
      writes.set(page.slug, {
        slug: page.slug,
        documentId: want.documentId,
        live: true,
        version,
        data,
        head: JSON.stringify(composeHead(page)),
        meta,
        tags: want.tags,
        topics: page.topics.map(({ slug }) => slug),
        authors: page.authors.map(({ slug }) => slug),
        substance,
        modifiedAt: page.modifiedAt,
        firstPublishedAt: page.firstPublishedAt,
        updatedAt: page.updatedAt,
        title: page.title,
      });
    }
    changes.push({
      kind: kindOf(want, live, page),
      documentId: want.documentId,
      slug: page?.slug ?? live!.slug,
      paths: pathsOf(own, live, page),
      tags: changedTags(want, live, taken),
      versionBefore: live?.version ?? null,
      versionAfter: page ? version : null,
      at,
    });
  }
  return { writes: [...writes.values()], changes };
};

/** A list that the story has left must hear of it too, and whoever keeps what stood at its address before. */
const changedTags = (
  want: WantedPage,
  live: PageRow | undefined,
  taken: PageRow | undefined,
): string[] => {
  const before = taken && taken.documentId !== want.documentId ? [pageTag(taken.documentId)] : [];
  return [...new Set([pageTag(want.documentId), ...before, ...want.tags, ...(live?.tags ?? [])])];
};

/** Where readers meet something else than before: the page, and what leads to it only while it is live. */
const pathsOf = (
  own: readonly PageRow[],
  live: PageRow | undefined,
  page: PageData | null,
): string[] => {
  const comesOrGoes = !live || !page;
  const earlier = comesOrGoes ? own.filter((row) => !row.live && row.redirects) : [];
  const slugs = [live?.slug, page?.slug, ...earlier.map(({ slug }) => slug)];
  return [...new Set(slugs.filter((slug) => slug !== undefined))].map(pagePath);
};

const kindOf = (
  want: WantedPage,
  live: PageRow | undefined,
  page: PageData | null,
): PageChange['kind'] => {
  if (!page) return want.gone;
  if (!live) return 'article.published';
  return live.slug === page.slug ? want.changed : 'article.moved';
};

const newestOf = (own: readonly PageRow[]): PageRow | undefined =>
  own.reduce<PageRow | undefined>((a, b) => (a && a.version > b.version ? a : b), undefined);

/** The page with the date of its last change in substance, which only the page before it can tell. */
const dated = (
  page: PageData | null,
  before: PageRow | undefined,
  at: string,
): { page: PageData | null; substance: string | null } => {
  if (!page) return { page, substance: before?.substance ?? null };
  const substance = substanceOf(page);
  return { page: { ...page, modifiedAt: modifiedAtOf(page, substance, before, at) }, substance };
};

/** Keeps what tells whether the story has changed when it comes back. */
const goneRow = (
  { slug, documentId, substance, modifiedAt }: PageRow,
  version: number,
): PageWrite => ({
  slug,
  documentId,
  live: false,
  version,
  data: null,
  head: null,
  meta: null,
  tags: [],
  topics: [],
  authors: [],
  substance,
  modifiedAt,
  firstPublishedAt: null,
  updatedAt: null,
  title: null,
});
