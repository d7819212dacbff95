/**
 * Audits a newsroom's database as a stranger would: with SQL of its own, knowing nothing of the
 * code that wrote the rows. Finds trees torn between draft and published, wrong orders, orphans,
 * badges that lie, and page rows that do not show what is published.
 */
import type { Newsroom } from './harness';

interface Row {
  id: number;
  document_id: string;
  live: boolean;
  updated_at: string;
  [column: string]: unknown;
}
interface Link {
  child: number;
  parent: number;
  ord: number | null;
}

export interface AuditedBullet {
  documentId: string;
  position: number;
  text: string | null;
}
export interface AuditedSection {
  documentId: string;
  position: number;
  heading: string | null;
  lead: string | null;
  bullets: AuditedBullet[];
}
export interface AuditedEntry {
  documentId: string;
  position: number;
  /** Its words, awake or asleep. */
  headline: string | null;
  teaser: string | null;
  url: string | null;
  /** documentId of the article that the row really links to. */
  target: string | null;
  origin: string | null;
  hand: Record<string, unknown> | null;
}
export interface AuditedTree {
  id: number;
  documentId: string;
  title: string | null;
  slug: string | null;
  lead: string | null;
  byline: string | null;
  sourceTitle: string | null;
  sourceUrl: string | null;
  firstPublishedAt: string | null;
  updatedAt: string;
  version: number;
  sections: AuditedSection[];
  related: AuditedEntry[];
}

interface PageRow {
  slug: string;
  document_id: string;
  live: boolean;
  version: number;
  data: string | null;
  head: string | null;
  title: string | null;
  first_published_at: Date | null;
}
interface ChangeRow {
  id: string;
  kind: string;
  document_id: string;
  slug: string;
  version_before: number | null;
  version_after: number | null;
}
interface CoverRow {
  article: number;
  url: string;
  width: number | null;
  height: number | null;
  alternative_text: string | null;
  caption: string | null;
}

interface Snapshot {
  articles: Row[];
  sections: Row[];
  bullets: Row[];
  related: Row[];
  sectionLinks: Link[];
  bulletLinks: Link[];
  relatedLinks: Link[];
  targetLinks: Link[];
  pages: PageRow[];
  changes: ChangeRow[];
  covers: CoverRow[];
  searched: { document_id: string; first_published_at: string | null }[];
  topics: { article: number; topic: object }[];
  authors: { article: number; author: object }[];
  sites: Row[];
}

const TABLES = {
  articles: 'articles',
  sections: 'sections',
  bullets: 'bullets',
  related: 'related_news',
  sites: 'sites',
};

const SNAPSHOT = `
  SELECT json_build_object(
    ${Object.entries(TABLES)
      .map(
        ([key, table]) =>
          `'${key}', (SELECT coalesce(json_agg(to_jsonb(t) || jsonb_build_object('live', t.published_at IS NOT NULL)), '[]') FROM ${table} t)`,
      )
      .join(', ')},
    'sectionLinks', (SELECT coalesce(json_agg(json_build_object('child', section_id, 'parent', article_id, 'ord', section_ord)), '[]') FROM sections_article_lnk),
    'bulletLinks', (SELECT coalesce(json_agg(json_build_object('child', bullet_id, 'parent', section_id, 'ord', bullet_ord)), '[]') FROM bullets_section_lnk),
    'relatedLinks', (SELECT coalesce(json_agg(json_build_object('child', related_news_id, 'parent', article_id, 'ord', related_news_ord)), '[]') FROM related_news_article_lnk),
    'targetLinks', (SELECT coalesce(json_agg(json_build_object('child', related_news_id, 'parent', article_id, 'ord', NULL)), '[]') FROM related_news_target_lnk),
    'pages', (SELECT coalesce(json_agg(p), '[]') FROM article_pages p),
    'changes', (SELECT coalesce(json_agg(c ORDER BY c.id), '[]') FROM page_changes c),
    'searched', (SELECT coalesce(json_agg(json_build_object('document_id', document_id, 'first_published_at', first_published_at)), '[]') FROM article_search),
    'topics', (SELECT coalesce(json_agg(json_build_object('article', l.article_id, 'topic',
        json_build_object('name', t.name, 'slug', t.slug)) ORDER BY l.topic_ord), '[]')
        FROM articles_topics_lnk l JOIN topics t ON t.id = l.topic_id),
    'authors', (SELECT coalesce(json_agg(json_build_object('article', l.article_id, 'author',
        json_build_object('name', u.name, 'slug', u.slug, 'role', u.role, 'picture', NULL)) ORDER BY l.author_ord), '[]')
        FROM articles_authors_lnk l JOIN authors u ON u.id = l.author_id),
    'covers', (SELECT coalesce(json_agg(json_build_object('article', m.related_id, 'url', f.url, 'width', f.width,
        'height', f.height, 'alternative_text', f.alternative_text, 'caption', f.caption)), '[]')
        FROM files_related_mph m JOIN files f ON f.id = m.file_id
       WHERE m.related_type = 'api::article.article' AND m.field = 'cover')
  ) AS snapshot`;

const byId = <T extends { id: number }>(rows: T[]): Map<number, T> =>
  new Map(rows.map((row) => [row.id, row]));

const linked = (links: Link[], parent: number, children: Map<number, Row>): Row[] =>
  links
    .filter((link) => link.parent === parent)
    .sort((a, b) => (a.ord ?? 0) - (b.ord ?? 0) || a.child - b.child)
    .flatMap(({ child }) => children.get(child) ?? []);

const text = (value: unknown): string | null => (value as string | null | undefined) ?? null;

/** Strapi's columns hold UTC without saying so. */
const instant = (value: unknown): string | null =>
  value == null
    ? null
    : new Date(
        /[Z+]/.test(String(value).slice(10)) ? String(value) : `${String(value)}Z`,
      ).toISOString();

/** An entry's row with the words that it has, whether readers may see them or not. */
const awake = (row: Row): Row => {
  const { headline, teaser } = (row.asleep as { headline?: string; teaser?: string } | null) ?? {};
  return {
    ...row,
    headline: row.headline ?? headline ?? null,
    teaser: row.teaser ?? teaser ?? null,
  };
};

const buildTree = (snapshot: Snapshot, article: Row): AuditedTree => {
  const sections = byId(snapshot.sections);
  const bullets = byId(snapshot.bullets);
  const related = byId(snapshot.related);
  const articles = byId(snapshot.articles);
  return {
    id: article.id,
    documentId: article.document_id,
    title: text(article.title),
    slug: text(article.slug),
    lead: text(article.lead),
    byline: text(article.byline),
    sourceTitle: text(article.source_title),
    sourceUrl: text(article.source_url),
    firstPublishedAt: instant(article.first_published_at),
    updatedAt: instant(article.updated_at)!,
    version: article.version as number,
    sections: linked(snapshot.sectionLinks, article.id, sections).map((section) => ({
      documentId: section.document_id,
      position: section.position as number,
      heading: text(section.heading),
      lead: text(section.lead),
      bullets: linked(snapshot.bulletLinks, section.id, bullets).map((bullet) => ({
        documentId: bullet.document_id,
        position: bullet.position as number,
        text: text(bullet.text),
      })),
    })),
    related: linked(snapshot.relatedLinks, article.id, related).map((entry) => {
      const target = snapshot.targetLinks.find(({ child }) => child === entry.id);
      return {
        documentId: entry.document_id,
        position: entry.position as number,
        headline: text(awake(entry).headline),
        teaser: text(awake(entry).teaser),
        url: text(entry.url),
        origin: text(entry.origin),
        hand: entry.hand as AuditedEntry['hand'],
        target: target ? (articles.get(target.parent)?.document_id ?? 'nowhere') : null,
      };
    }),
  };
};

const takeSnapshot = async (newsroom: Newsroom): Promise<Snapshot> => {
  const [row] = await newsroom.sql<{ snapshot: Snapshot }>(SNAPSHOT);
  return row!.snapshot;
};

/** The stored tree of one side, in the order of its links; null when there is no such row. */
export const treeOf = async (
  newsroom: Newsroom,
  documentId: string,
  side: 'draft' | 'published',
): Promise<AuditedTree | null> => {
  const snapshot = await takeSnapshot(newsroom);
  const row = snapshot.articles.find(
    (a) => a.document_id === documentId && a.live === (side === 'published'),
  );
  return row ? buildTree(snapshot, row) : null;
};

/** Versions of all page rows that are live, by documentId: two of them tell which pages an act rewrote. */
export const pageVersions = async (newsroom: Newsroom): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await newsroom.sql<{ document_id: string; version: number }>(
        `SELECT document_id, version FROM article_pages WHERE live`,
      )
    ).map(({ document_id, version }) => [document_id, version]),
  );

/** All that an act may write, to compare before and after one that must leave nothing. */
export const everything = async (newsroom: Newsroom): Promise<string> => {
  const snapshot = await takeSnapshot(newsroom);
  return JSON.stringify(snapshot, (_, value: unknown) =>
    Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : value,
  );
};

const blank = (value: string | null): string | null =>
  value === null || value.trim() === '' ? null : value;

/** Is the headline a person's? Where nobody decided part by part, it is of whoever the entry is. */
const hasOwnHeadline = ({ hand, origin }: Row): boolean =>
  hand ? (hand as { headline?: true }).headline === true : origin !== 'machine';

/** What a page should say, made from the published tree alone. */
const expectedPage = (
  snapshot: Snapshot,
  tree: AuditedTree,
  row: Row,
  told: { language?: string; modifiedAt?: string; cover?: { formats: unknown[] } | null },
): object => {
  const live = new Map(snapshot.articles.filter((a) => a.live).map((a) => [a.document_id, a]));
  const site = snapshot.sites.find((s) => s.live);
  const cover = snapshot.covers.find(({ article }) => article === tree.id);
  const newsletterText = blank(text(site?.newsletter_text));
  return {
    documentId: tree.documentId,
    slug: tree.slug,
    title: tree.title,
    lead: blank(tree.lead),
    byline: blank(tree.byline),
    // When it changed in substance, and its language, are told by the page alone.
    language: told.language,
    authors: snapshot.authors
      .filter(({ article }) => article === tree.id)
      .map(({ author }) => author),
    topics: snapshot.topics.filter(({ article }) => article === tree.id).map(({ topic }) => topic),
    firstPublishedAt: tree.firstPublishedAt,
    modifiedAt: told.modifiedAt,
    updatedAt: tree.updatedAt,
    sourceTitle: blank(tree.sourceTitle),
    sourceUrl: blank(tree.sourceUrl),
    cover: cover
      ? {
          url: cover.url,
          width: cover.width,
          height: cover.height,
          alt: blank(text(row.cover_alt)) ?? blank(cover.alternative_text),
          caption: blank(text(row.cover_caption)) ?? blank(cover.caption),
          credit: blank(text(row.cover_credit)),
          formats: told.cover?.formats ?? [],
        }
      : null,
    newsletter: newsletterText
      ? {
          text: newsletterText,
          buttonLabel: blank(text(site?.newsletter_button_label)),
          url: blank(text(site?.newsletter_url)),
        }
      : null,
    sections: tree.sections.map(({ heading, lead, bullets }) => ({
      heading,
      lead: blank(lead),
      bullets: bullets.map((bullet) => ({ text: bullet.text })),
    })),
    relatedNews: linked(snapshot.relatedLinks, tree.id, byId(snapshot.related)).flatMap((entry) => {
      const leadsTo = text(entry.target_document_id);
      const shown = leadsTo === null ? undefined : live.get(leadsTo);
      if (leadsTo !== null && !shown) return [];
      const own = blank(text(entry.headline));
      const headline = hasOwnHeadline(entry)
        ? (own ?? text(shown?.title))
        : (text(shown?.title) ?? own);
      if (headline === null) return [];
      return [
        {
          headline,
          teaser: blank(text(entry.teaser)),
          url: blank(text(entry.url)),
          ...(shown ? { slug: shown.slug } : {}),
          origin: entry.origin ?? 'editor',
        },
      ];
    }),
  };
};

const CONTENT = [
  'title',
  'slug',
  'lead',
  'byline',
  'source_title',
  'source_url',
  'cover_alt',
  'cover_caption',
  'cover_credit',
  'first_published_at',
  'heading',
  'position',
  'text',
  'headline',
  'teaser',
  'url',
  'recent_news_rules',
];

const sameContent = (a: Row, b: Row): boolean =>
  CONTENT.every(
    (column) => !(column in a) || JSON.stringify(a[column]) === JSON.stringify(b[column]),
  );

const checkSides = (table: string, rows: Row[]): string[] => {
  const found: string[] = [];
  for (const live of [false, true]) {
    const side = live ? 'published' : 'draft';
    const seen = new Set<string>();
    for (const row of rows.filter((r) => r.live === live)) {
      if (seen.has(row.document_id)) found.push(`${table} ${row.document_id}: two ${side} rows`);
      seen.add(row.document_id);
    }
  }
  return found;
};

const checkLinks = (
  name: string,
  children: Row[],
  parents: Row[],
  links: Link[],
  mustHang: boolean,
): string[] => {
  const found: string[] = [];
  const childById = byId(children);
  const parentById = byId(parents);
  for (const link of links) {
    const child = childById.get(link.child);
    const parent = parentById.get(link.parent);
    if (!child || !parent) found.push(`${name}: a link from or to nowhere`);
    else if (child.live !== parent.live) {
      found.push(
        `${name} ${child.document_id}: a ${child.live ? 'published' : 'draft'} row links to the other side`,
      );
    }
  }
  for (const child of children) {
    const count = links.filter((link) => link.child === child.id).length;
    const side = child.live ? 'published' : 'draft';
    if (mustHang ? count !== 1 : count > 1)
      found.push(`${name} ${child.document_id} (${side}): hangs on ${count} parents`);
  }
  if (!mustHang) return found;
  for (const parent of parents) {
    const mine = links
      .filter((link) => link.parent === parent.id)
      .sort((a, b) => (a.ord ?? 0) - (b.ord ?? 0));
    const orders = mine.map(({ ord }) => ord);
    if (new Set(orders).size !== orders.length || orders.includes(null))
      found.push(`${name} of ${parent.document_id}: link orders ${orders.join()}`);
    const positions = mine.map(({ child }) => childById.get(child)?.position);
    if (positions.some((position, i) => position !== i + 1))
      found.push(`${name} of ${parent.document_id}: positions ${positions.join()}`);
  }
  return found;
};

/** A child that differs between the sides must not look the same to the admin, which compares dates. */
const checkBadges = (table: string, rows: Row[]): string[] =>
  rows
    .filter((row) => row.live)
    .flatMap((live) => {
      const draft = rows.find((row) => !row.live && row.document_id === live.document_id);
      if (!draft || sameContent(draft, live) || draft.updated_at !== live.updated_at) return [];
      return [`${table} ${live.document_id}: draft and published differ with one updated_at`];
    });

/** Nothing that leads to what is not live says a word; all else has its words where they belong. */
const checkSleep = (entries: Row[], liveIds: Set<string>): string[] =>
  entries.flatMap((row) => {
    const label = `${row.live ? 'published' : 'draft'} entry ${row.document_id}`;
    const target = text(row.target_document_id);
    const found: string[] = [];
    if (row.live && target !== null && !liveIds.has(target)) {
      if (row.headline !== null || row.teaser !== null)
        found.push(`${label}: speaks of ${target}, which is not live`);
      if (!row.asleep) found.push(`${label}: its words are lost`);
    } else if (row.asleep) found.push(`${label}: sleeps without a reason`);
    const hand = row.hand as Record<string, unknown> | null;
    const byPerson = !!hand && ['added', 'headline', 'teaser'].some((part) => hand[part]);
    if (hand && (row.origin === 'editor') !== byPerson)
      found.push(
        `${label}: is said to be the ${String(row.origin)}'s, but ${JSON.stringify(hand)}`,
      );
    return found;
  });

const withoutIds = (
  { id: _, updatedAt: __, version: ___, ...tree }: AuditedTree,
  liveIds: Set<string>,
): string =>
  JSON.stringify({
    ...tree,
    related: tree.related.map((entry) => ({
      ...entry,
      target: entry.target && liveIds.has(entry.target) ? entry.target : null,
    })),
  });

/**
 * @returns one sentence for each thing that is wrong; an empty list when the newsroom is sound
 */
export const audit = async (newsroom: Newsroom): Promise<string[]> => {
  const snapshot = await takeSnapshot(newsroom);
  const { articles, sections, bullets, related, pages, changes } = snapshot;
  const found = [
    ...checkSides('article', articles),
    ...checkSides('section', sections),
    ...checkSides('bullet', bullets),
    ...checkSides('entry', related),
    ...checkLinks('section', sections, articles, snapshot.sectionLinks, true),
    ...checkLinks('bullet', bullets, sections, snapshot.bulletLinks, true),
    ...checkLinks('entry', related, articles, snapshot.relatedLinks, true),
    ...checkLinks('target', related, articles, snapshot.targetLinks, false),
    ...checkBadges('section', sections),
    ...checkBadges('bullet', bullets),
    ...checkBadges('entry', related.map(awake)),
  ];

  const drafts = articles.filter(({ live }) => !live);
  const published = articles.filter(({ live }) => live);
  const liveIds = new Set(published.map((a) => a.document_id));
  const known = new Set(articles.map((a) => a.document_id));
  found.push(...checkSleep(related, liveIds));
  for (const { document_id, target_document_id: target } of related)
    if (target && !known.has(target as string))
      found.push(`entry ${document_id}: remembers ${String(target)}, which is no more`);
  for (const live of published) {
    const draft = drafts.find((a) => a.document_id === live.document_id);
    if (!draft) {
      found.push(`article ${live.document_id}: published without a draft`);
      continue;
    }
    const same =
      withoutIds(buildTree(snapshot, draft), liveIds) ===
        withoutIds(buildTree(snapshot, live), liveIds) && sameContent(draft, live);
    if (draft.updated_at < live.updated_at)
      found.push(`article ${live.document_id}: published is newer than its draft`);
    if (!same && draft.updated_at === live.updated_at) {
      found.push(
        `article ${live.document_id}: draft and published trees differ, but it is not "modified"`,
      );
    }
    if ((draft.version as number) < (live.version as number))
      found.push(`article ${live.document_id}: its version went back`);
    // An entry's link is dropped while its target is not live, and is there whenever it is.
    for (const entry of related.filter((e) => e.live && e.target_document_id)) {
      const has = snapshot.targetLinks.some(({ child }) => child === entry.id);
      const wants = liveIds.has(entry.target_document_id as string);
      if (has !== wants)
        found.push(
          `entry ${entry.document_id}: ${has ? 'has a' : 'lacks its'} link to ${String(entry.target_document_id)}`,
        );
    }
  }
  const slugs = new Map<string, string>();
  for (const article of articles) {
    const slug = text(article.slug);
    if (slug === null) continue;
    const owner = slugs.get(slug);
    if (owner && owner !== article.document_id)
      found.push(`slug ${slug}: belongs to ${owner} and ${article.document_id}`);
    slugs.set(slug, article.document_id);
  }

  for (const live of published) {
    const row = pages.find((p) => p.live && p.document_id === live.document_id);
    if (!row) {
      found.push(`article ${live.document_id}: is published but has no page`);
      continue;
    }
    const told = JSON.parse(row.data ?? '{}') as Parameters<typeof expectedPage>[3];
    const wanted = expectedPage(snapshot, buildTree(snapshot, live), live, told);
    if (!/^[a-z]{2}$/.test(told.language ?? ''))
      found.push(`page of ${live.document_id}: has no language`);
    if (!((told.modifiedAt ?? '') >= (instant(live.first_published_at) ?? '')))
      found.push(`page of ${live.document_id}: changed before it was published`);
    if (
      !snapshot.searched.some(
        (found) =>
          found.document_id === live.document_id &&
          instant(found.first_published_at) === instant(live.first_published_at),
      )
    )
      found.push(`page of ${live.document_id}: the search does not know it`);
    if (row.slug !== live.slug)
      found.push(`page of ${live.document_id}: slug ${row.slug} instead of ${String(live.slug)}`);
    if (row.data !== JSON.stringify(wanted)) {
      found.push(
        `page of ${live.document_id}: shows ${row.data}\n  instead of ${JSON.stringify(wanted)}`,
      );
    }
    const head = JSON.parse(row.head ?? '{}') as { title?: string; slug?: string };
    if (head.title !== live.title || row.title !== live.title || head.slug !== live.slug)
      found.push(`page of ${live.document_id}: its head is old`);
  }
  for (const { document_id } of snapshot.searched.filter((s) => !liveIds.has(s.document_id)))
    found.push(`the search finds ${document_id}, which is not published`);
  for (const page of pages.filter((p) => p.live && !liveIds.has(p.document_id))) {
    found.push(`page ${page.slug}: live, but its article is not published`);
  }
  for (const page of pages.filter((p) => !p.live && p.data !== null))
    found.push(`page ${page.slug}: gone, but keeps its data`);

  const lastChange = new Map<string, ChangeRow>();
  for (const change of changes) {
    const before = lastChange.get(change.document_id);
    if ((before?.version_after ?? null) !== change.version_before) {
      found.push(
        `change ${change.id} of ${change.document_id}: begins at ${change.version_before}, but the last ended at ${before?.version_after ?? null}`,
      );
    }
    if (
      change.version_before !== null &&
      change.version_after !== null &&
      // An earlier address that is closed leaves the page itself as it is.
      change.version_after < change.version_before + (change.kind === 'article.moved' ? 0 : 1)
    ) {
      found.push(`change ${change.id} of ${change.document_id}: version does not rise`);
    }
    lastChange.set(change.document_id, change);
  }
  for (const [documentId, change] of lastChange) {
    const live = pages.find((p) => p.live && p.document_id === documentId);
    if ((live?.version ?? null) !== change.version_after)
      found.push(
        `changes of ${documentId}: end at ${change.version_after}, its page is at ${live?.version ?? null}`,
      );
  }
  return found;
};
