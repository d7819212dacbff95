/** What the newsroom should hold, kept in memory by the plainest means. */
import type { Snapshot, ArticleRow } from './snapshot';
import { instant } from './snapshot';
import { trees, type Tree } from './audit';

export interface Bullet {
  /** null until the database has said which documentId it gave. */
  id: string | null;
  text: string;
}
export interface Section {
  id: string | null;
  heading: string;
  lead: string | null;
  bullets: Bullet[];
}
export interface Entry {
  id: string | null;
  headline: string | null;
  teaser: string | null;
  url: string | null;
  /** documentId of an article. */
  target: string | null;
}
export interface Side {
  title: string;
  slug: string;
  lead: string | null;
  byline: string | null;
  sections: Section[];
  entries: Entry[];
}
export interface Article {
  /** null until the database has said it. */
  id: string | null;
  draft: Side;
  live: Side | null;
  /** null: readers never had it; 'now': since the last act, the database says when. */
  firstPublishedAt: string | 'now' | null;
  everLive: boolean;
  /** Does the draft differ from what is live? 'maybe' after a save that changed nothing. */
  modified: 'no' | 'maybe' | 'yes';
  /** The number that `version` had when it was last looked at. */
  version: number;
}
export interface SiteText {
  newsletterText: string | null;
  newsletterUrl: string | null;
}
export interface Model {
  articles: Article[];
  /** documentIds of articles that were deleted. */
  deleted: string[];
  /** Every slug that readers ever had, and the article that they last had there. */
  slugs: Map<string, Article>;
  site: { draft: SiteText; live: SiteText } | null;
}

export const emptyModel = (): Model => ({
  articles: [],
  deleted: [],
  slugs: new Map(),
  site: null,
});

export const copy = <T>(value: T): T => structuredClone(value);

const blank = (text: string | null): boolean => text === null || text.trim() === '';

/** May readers see it? */
export const isPublishable = ({ title, slug, sections, entries }: Side): boolean =>
  !blank(title) &&
  slug !== '' &&
  sections.every(
    ({ heading, bullets }) => !blank(heading) && bullets.every(({ text }) => !blank(text)),
  ) &&
  entries.every(({ headline, target }) => !blank(headline) || target !== null);

export const publish = (model: Model, article: Article): void => {
  article.live = copy(article.draft);
  article.everLive = true;
  article.firstPublishedAt ??= 'now';
  article.modified = 'no';
  model.slugs.set(article.live.slug, article);
};

export const unpublish = (article: Article): void => {
  article.live = null;
};

export const discard = (article: Article): void => {
  article.draft = copy(article.live!);
  article.modified = 'no';
};

export const remove = (model: Model, article: Article): void => {
  model.articles.splice(model.articles.indexOf(article), 1);
  model.deleted.push(article.id!);
  // Nobody quotes what is no longer there, in a draft or before readers.
  for (const { draft, live } of model.articles)
    for (const side of [draft, live])
      if (side) side.entries = side.entries.filter(({ target }) => target !== article.id);
};

/** The article to which an earlier slug leads its readers on. */
export const movedFrom = (model: Model, slug: string): Article | undefined => {
  const last = model.slugs.get(slug);
  return last?.live && last.live.slug !== slug && model.articles.includes(last) ? last : undefined;
};

export const slugIsTaken = (model: Model, slug: string, except: Article | null): boolean => {
  const moved = movedFrom(model, slug);
  return (
    (moved !== undefined && moved !== except) ||
    model.articles.some(
      (other) => other !== except && (other.draft.slug === slug || other.live?.slug === slug),
    )
  );
};

/** `base`, `base-2`, `base-3` …: the first that no other article has. */
export const freeSlug = (model: Model, base: string, except: Article | null): string => {
  if (!slugIsTaken(model, base, except)) return base;
  for (let n = 2; ; n += 1) if (!slugIsTaken(model, `${base}-${n}`, except)) return `${base}-${n}`;
};

type Plain = Omit<Side, 'title'> & { title: string | null };

const plainTree = ({ root, sections, entries }: Tree): Plain => ({
  title: root.title,
  slug: root.slug ?? '',
  lead: root.lead,
  byline: root.byline,
  sections: sections.map(({ row, bullets }) => ({
    id: row.document_id,
    heading: row.heading ?? '',
    lead: row.lead,
    bullets: bullets.map((bullet) => ({ id: bullet.row.document_id, text: bullet.row.text ?? '' })),
  })),
  entries: entries.map(({ row, target }) => ({
    id: row.document_id,
    // A published entry has its words, though it keeps them to itself while its target is not live.
    headline: row.asleep ? row.asleep.headline : row.headline,
    teaser: row.asleep ? row.asleep.teaser : row.teaser,
    url: row.url,
    target: row.published_at === null ? (target?.document_id ?? null) : row.target_document_id,
  })),
});

/** Takes over the documentIds of what is new: they must be ids that nothing had before. */
const adoptIds = (expected: Side, found: Plain | Side, known: Set<string>): void => {
  const adopt = (item: { id: string | null }, other: { id: string | null } | undefined): void => {
    if (item.id !== null || !other?.id || known.has(other.id)) return;
    item.id = other.id;
  };
  expected.sections.forEach((section, s) => {
    adopt(section, found.sections[s]);
    section.bullets.forEach((bullet, b) => adopt(bullet, found.sections[s]?.bullets[b]));
  });
  expected.entries.forEach((entry, e) => adopt(entry, found.entries[e]));
};

const idsOf = (side: Side | null): string[] =>
  side === null
    ? []
    : [
        ...side.sections.flatMap((section) => [section.id, ...section.bullets.map(({ id }) => id)]),
        ...side.entries.map(({ id }) => id),
      ].filter((id) => id !== null);

/** Every documentId that anything in the model ever had; grows with each comparison. */
export class Known {
  readonly ids = new Set<string>();
}

/**
 * Compares the model with the database, and lets it learn what only the database can say
 * (documentIds, instants, version numbers).
 * @returns one sentence for each difference
 */
export const compare = (model: Model, snapshot: Snapshot, known: Known): string[] => {
  const problems: string[] = [];
  const all = trees(snapshot);
  const draftRows = snapshot.articles.filter((row) => row.published_at === null);
  const claimed = new Set(model.articles.flatMap(({ id }) => id ?? []));
  for (const article of model.articles) {
    // The newest row that nobody has claimed is the article that was just made.
    article.id ??= draftRows.findLast((row) => !claimed.has(row.document_id))?.document_id ?? null;
    if (article.id === null) problems.push(`article "${article.draft.title}" was not made`);
    else claimed.add(article.id);
  }
  const extra = snapshot.articles.filter((row) => !claimed.has(row.document_id));
  for (const row of extra)
    problems.push(`article ${row.document_id} "${row.title}" is there and should not be`);

  for (const article of model.articles) {
    const sides = all.filter(({ root }) => root.document_id === article.id);
    const draft = sides.find(({ root }) => root.published_at === null);
    const live = sides.find(({ root }) => root.published_at !== null);
    if (!draft) {
      problems.push(`article ${article.id} has no draft`);
      continue;
    }
    const found = plainTree(draft);
    adoptIds(article.draft, found, known.ids);
    // What is new and went live in the same act has the draft's ids.
    if (article.live) adoptIds(article.live, article.draft, new Set());
    difference(`draft of ${article.id}`, article.draft, found, problems);
    if (Boolean(live) !== Boolean(article.live)) {
      problems.push(
        `article ${article.id} is ${live ? '' : 'not '}published and should ${live ? 'not ' : ''}be`,
      );
    } else if (live && article.live) {
      difference(`published ${article.id}`, article.live, plainTree(live), problems);
      problems.push(...badgeProblems(article, draft, live));
    }
    problems.push(...dateProblems(article, draft.root));
    article.version = draft.root.version ?? 0;
  }
  for (const { draft, live } of model.articles) {
    for (const id of [...idsOf(draft), ...idsOf(live)]) known.ids.add(id);
  }
  problems.push(
    ...pageProblems(model, snapshot),
    ...siteProblems(model, snapshot),
    ...orphanProblems(snapshot, all),
  );
  return problems;
};

const difference = (label: string, expected: Side, found: Plain, problems: string[]): void => {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(found)];
  if (a !== b) problems.push(`${label} should be\n    ${a}\n  but is\n    ${b}`);
};

/** The admin's badge says "modified" when the two rows' updatedAt differ. */
const badgeProblems = (article: Article, draft: Tree, live: Tree): string[] => {
  const problems: string[] = [];
  const same = draft.root.updated_at === live.root.updated_at;
  if (article.modified === 'no' && !same)
    problems.push(`article ${article.id} is called modified, though it is not`);
  if (article.modified === 'yes' && same)
    problems.push(`article ${article.id} is not called modified, though it is`);
  if (article.modified !== 'no') return problems;
  const liveRows = new Map(
    live.sections
      .flatMap(({ row, bullets }) => [row, ...bullets.map((bullet) => bullet.row)])
      .concat(live.entries.map(({ row }) => row) as never[])
      .map((row) => [row.document_id, row.updated_at]),
  );
  const draftRows = draft.sections
    .flatMap(({ row, bullets }) => [row, ...bullets.map((bullet) => bullet.row)])
    .concat(draft.entries.map(({ row }) => row) as never[]);
  for (const row of draftRows) {
    if (liveRows.get(row.document_id) !== row.updated_at) {
      problems.push(
        `child ${row.document_id} of ${article.id} is called modified, though it is not`,
      );
    }
  }
  return problems;
};

const dateProblems = (article: Article, draft: ArticleRow): string[] => {
  const found = instant(draft.first_published_at);
  if (
    article.firstPublishedAt === 'now' &&
    found !== null &&
    Date.now() - Date.parse(found) < 30_000
  ) {
    article.firstPublishedAt = found;
  }
  return article.firstPublishedAt === found
    ? []
    : [`article ${article.id} has firstPublishedAt ${found}, not ${article.firstPublishedAt}`];
};

const pageProblems = (model: Model, snapshot: Snapshot): string[] => {
  const problems: string[] = [];
  const live = new Map(
    model.articles.flatMap(({ id, live: side }) => (side ? [[side.slug, id] as const] : [])),
  );
  const pages = new Map(snapshot.pages.map((page) => [page.slug, page]));
  for (const slug of model.slugs.keys()) {
    const page = pages.get(slug);
    const expected = live.get(slug);
    if (!page) problems.push(`slug ${slug} was live once and has no page row`);
    else if (page.live !== (expected !== undefined))
      problems.push(`page ${slug} is ${page.live ? 'live' : 'gone'} and should not be`);
    else if (page.live && page.document_id !== expected)
      problems.push(`page ${slug} shows ${page.document_id}, not ${expected}`);
  }
  for (const { slug } of snapshot.pages)
    if (!model.slugs.has(slug)) problems.push(`page row ${slug} for a slug never live`);
  return problems;
};

const siteProblems = ({ site }: Model, { sites }: Snapshot): string[] =>
  [
    [site?.draft ?? null, sites.find((row) => row.published_at === null)] as const,
    [site?.live ?? null, sites.find((row) => row.published_at !== null)] as const,
  ].flatMap(([expected, row]) => {
    const found = row
      ? { newsletterText: row.newsletter_text, newsletterUrl: row.newsletter_url }
      : null;
    return JSON.stringify(found) === JSON.stringify(expected)
      ? []
      : [`Site should be ${JSON.stringify(expected)}, but is ${JSON.stringify(found)}`];
  });

const orphanProblems = (snapshot: Snapshot, all: Tree[]): string[] => {
  const reached = all.reduce(
    (sum, { sections, entries }) =>
      sum +
      sections.length +
      entries.length +
      sections.reduce((n, { bullets }) => n + bullets.length, 0),
    0,
  );
  const stored = snapshot.sections.length + snapshot.bullets.length + snapshot.entries.length;
  return reached === stored ? [] : [`${stored} children are stored, ${reached} hang on an article`];
};
