/**
 * Says what is wrong with a newsroom, looking at nothing but its rows. Written from the description
 * of what an article is, without a look at the code under test.
 */
import {
  instant,
  type ArticleRow,
  type BulletRow,
  type EntryRow,
  type LinkRow,
  type SectionRow,
  type SiteRow,
  type Snapshot,
} from './snapshot';

export interface BulletNode {
  row: BulletRow;
}
export interface SectionNode {
  row: SectionRow;
  bullets: BulletNode[];
}
export interface EntryNode {
  row: EntryRow;
  /** The article row it links to. */
  target: ArticleRow | null;
}
/** One side (draft or published) of an article with all that hangs below it, in reading order. */
export interface Tree {
  root: ArticleRow;
  sections: SectionNode[];
  entries: EntryNode[];
}

const isLive = (row: { published_at: string | null }): boolean => row.published_at !== null;
const side = (row: { published_at: string | null }): string =>
  isLive(row) ? 'published' : 'draft';
const byId = <Row extends { id: number }>(rows: Row[]): Map<number, Row> =>
  new Map(rows.map((row) => [row.id, row]));
const blank = (text: string | null): boolean => text === null || text.trim() === '';
const orNull = (text: string | null): string | null => (blank(text) ? null : text);

const groupBy = <Item>(
  items: Item[],
  key: (item: Item) => string | number,
): Map<string | number, Item[]> => {
  const groups = new Map<string | number, Item[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
};

const children = <Row extends { id: number }>(
  links: LinkRow[],
  rows: Map<number, Row>,
  parent: number,
): Row[] =>
  links
    .filter((link) => link.parent === parent)
    .sort((a, b) => (a.ord ?? 0) - (b.ord ?? 0) || a.child - b.child)
    .flatMap((link) => rows.get(link.child) ?? []);

/** Every side of every article, as its links say. */
export const trees = (snapshot: Snapshot): Tree[] => {
  const sections = byId(snapshot.sections);
  const bullets = byId(snapshot.bullets);
  const entries = byId(snapshot.entries);
  const articles = byId(snapshot.articles);
  return snapshot.articles.map((root) => ({
    root,
    sections: children(snapshot.sectionLinks, sections, root.id).map((row) => ({
      row,
      bullets: children(snapshot.bulletLinks, bullets, row.id).map((bullet) => ({ row: bullet })),
    })),
    entries: children(snapshot.entryLinks, entries, root.id).map((row) => {
      const link = snapshot.targetLinks.find(({ child }) => child === row.id);
      return { row, target: (link && articles.get(link.parent)) ?? null };
    }),
  }));
};

/** Same side, exactly one parent, one row a document and side, numbered from 1 in the order of links. */
const childProblems = (
  name: string,
  rows: { id: number; document_id: string; position: number | null; published_at: string | null }[],
  links: LinkRow[],
  parents: Map<number, { id: number; document_id: string; published_at: string | null }>,
): string[] => {
  const problems: string[] = [];
  const found = byId(rows);
  const linksOf = groupBy(links, ({ child }) => child);
  const parentOf = new Map<string, string>();
  for (const row of rows) {
    const label = `${side(row)} ${name} ${row.document_id} (row ${row.id})`;
    const own = linksOf.get(row.id) ?? [];
    if (own.length !== 1) problems.push(`${label} hangs on ${own.length} parents`);
    for (const link of own) {
      const parent = parents.get(link.parent);
      if (!parent) problems.push(`${label} hangs on a parent that is not there`);
      else if (side(parent) !== side(row))
        problems.push(`${label} hangs on a ${side(parent)} parent`);
      else if (name !== 'bullet') {
        // A bullet may move to another section of its article; the others keep their article for life.
        const before = parentOf.get(row.document_id);
        if (before !== undefined && before !== parent.document_id)
          problems.push(`${label} has two articles`);
        parentOf.set(row.document_id, parent.document_id);
      }
    }
  }
  for (const [key, group] of groupBy(rows, (row) => `${side(row)} ${name} ${row.document_id}`)) {
    if (group.length > 1) problems.push(`${key} is there ${group.length} times`);
  }
  for (const link of links) {
    if (!found.has(link.child))
      problems.push(`a link of ${name}s leads from row ${link.child}, which is not there`);
  }
  for (const [parent, group] of groupBy(links, (link) => link.parent)) {
    const inOrder = [...group].sort((a, b) => (a.ord ?? 0) - (b.ord ?? 0));
    const positions = inOrder.map(({ child }) => found.get(child)?.position ?? null);
    const where = `${name}s below row ${parent} (${parents.get(Number(parent))?.document_id})`;
    if (positions.some((position, i) => position !== i + 1)) {
      problems.push(`${where} have the positions ${positions.join(', ')}`);
    }
    if (inOrder.some(({ ord }, i) => ord === null || (i > 0 && ord === inOrder[i - 1]!.ord))) {
      problems.push(`${where} have the link orders ${inOrder.map(({ ord }) => ord).join(', ')}`);
    }
  }
  return problems;
};

const articleProblems = (snapshot: Snapshot): string[] => {
  const problems: string[] = [];
  for (const [documentId, rows] of groupBy(snapshot.articles, (row) => row.document_id)) {
    const drafts = rows.filter((row) => !isLive(row));
    const lives = rows.filter(isLive);
    if (drafts.length !== 1) problems.push(`article ${documentId} has ${drafts.length} drafts`);
    if (lives.length > 1) problems.push(`article ${documentId} is published ${lives.length} times`);
    const [draft] = drafts;
    const [live] = lives;
    if (draft && live) {
      if (live.first_published_at === null)
        problems.push(`article ${documentId} is live without firstPublishedAt`);
      if (live.first_published_at !== draft.first_published_at) {
        problems.push(
          `article ${documentId}: firstPublishedAt ${draft.first_published_at} (draft) and ${live.first_published_at} (live)`,
        );
      }
      if ((live.version ?? 0) > (draft.version ?? 0))
        problems.push(`article ${documentId}: live version above the draft's`);
    }
  }
  for (const [slug, rows] of groupBy(snapshot.articles, (row) => row.slug ?? '')) {
    const owners = new Set(rows.map((row) => row.document_id));
    if (slug !== '' && owners.size > 1)
      problems.push(`slug ${slug} belongs to ${[...owners].join(' and ')}`);
  }
  return problems;
};

/** An entry is an editor's when a person put it there or wrote any of its words. */
const handProblems = ({ origin, hand }: EntryRow, label: string): string[] => {
  if (origin !== 'editor' && origin !== 'machine') return [`${label} has the origin ${origin}`];
  if (hand === null) return [];
  const editors = Boolean(hand.added ?? hand.headline ?? hand.teaser);
  return editors === (origin === 'editor')
    ? []
    : [`${label} is called the ${origin}'s, though people decided ${JSON.stringify(hand)}`];
};

const targetProblems = (snapshot: Snapshot): string[] => {
  const problems: string[] = [];
  const articles = byId(snapshot.articles);
  const entries = byId(snapshot.entries);
  const live = new Map(snapshot.articles.filter(isLive).map((row) => [row.document_id, row]));
  const documents = new Set(snapshot.articles.map((row) => row.document_id));
  const linksOf = groupBy(snapshot.targetLinks, ({ child }) => child);
  for (const entry of snapshot.entries) {
    const links = linksOf.get(entry.id) ?? [];
    const label = `${side(entry)} entry ${entry.document_id}`;
    if (links.length > 1) problems.push(`${label} has ${links.length} targets`);
    const [link] = links;
    const target = link && articles.get(link.parent);
    if (target && side(target) !== side(entry))
      problems.push(`${label} links to a ${side(target)} article`);
    problems.push(...handProblems(entry, label));
    if (!isLive(entry)) {
      if (entry.target_document_id !== null)
        problems.push(`${label} remembers a target, though it is a draft`);
      if (entry.asleep !== null) problems.push(`${label} sleeps, though it is a draft`);
      continue;
    }
    const remembered = entry.target_document_id;
    if (target && target.document_id !== remembered)
      problems.push(`${label} links to ${target.document_id}, remembers ${remembered}`);
    if (remembered !== null && live.has(remembered) && !target)
      problems.push(`${label} lost its link to the live ${remembered}`);
    const silent = remembered !== null && !live.has(remembered);
    if (silent && (entry.headline !== null || entry.teaser !== null))
      problems.push(`${label} speaks of ${remembered}, which is not live`);
    if (silent !== (entry.asleep !== null))
      problems.push(`${label} ${silent ? 'lost its words' : 'sleeps without a reason'}`);
    if (remembered !== null && !documents.has(remembered))
      problems.push(`${label} remembers ${remembered}, which is deleted`);
  }
  for (const link of snapshot.targetLinks) {
    if (!entries.has(link.child) || !articles.has(link.parent))
      problems.push(`target link ${link.id} leads nowhere`);
  }
  return problems;
};

const newsletter = (site: SiteRow | undefined) => {
  const text = orNull(site?.newsletter_text ?? null);
  return text === null
    ? null
    : {
        text,
        buttonLabel: orNull(site!.newsletter_button_label),
        url: orNull(site!.newsletter_url),
      };
};

/** The page as readers should have it, from the published tree. */
export const expectedPage = (
  tree: Tree,
  snapshot: Snapshot,
  // What a page tells that its row alone cannot: when it changed in substance, and its language.
  told: { language: string; modifiedAt: string },
) => {
  const live = new Map(snapshot.articles.filter(isLive).map((row) => [row.document_id, row]));
  const { root } = tree;
  return {
    documentId: root.document_id,
    slug: root.slug,
    title: root.title,
    lead: orNull(root.lead),
    byline: orNull(root.byline),
    language: told.language,
    authors: [],
    topics: [],
    firstPublishedAt: instant(root.first_published_at),
    modifiedAt: told.modifiedAt,
    updatedAt: instant(root.updated_at),
    sourceTitle: orNull(root.source_title),
    sourceUrl: orNull(root.source_url),
    cover: null,
    newsletter: newsletter(snapshot.sites.find(isLive)),
    sections: tree.sections.map(({ row, bullets }) => ({
      heading: row.heading,
      lead: orNull(row.lead),
      bullets: bullets.map((bullet) => ({ text: bullet.row.text })),
    })),
    relatedNews: tree.entries.flatMap(({ row }) => {
      const target = row.target_document_id === null ? undefined : live.get(row.target_document_id);
      // What readers cannot open is not shown to them, whatever words there are.
      if (row.target_document_id !== null && !target) return [];
      const own = orNull(row.headline);
      const title = target?.title ?? null;
      const isPersons = row.hand === null ? row.origin !== 'machine' : row.hand.headline === true;
      const headline = isPersons ? (own ?? title) : (title ?? own);
      if (headline === null) return [];
      return [
        {
          headline,
          teaser: orNull(row.teaser),
          url: orNull(row.url),
          ...(target && { slug: target.slug }),
          origin: row.origin,
        },
      ];
    }),
  };
};

const HEAD = [
  'documentId',
  'slug',
  'title',
  'lead',
  'byline',
  'language',
  'authors',
  'topics',
  'firstPublishedAt',
  'modifiedAt',
  'updatedAt',
  'cover',
] as const;

const pageProblems = (snapshot: Snapshot): string[] => {
  const problems: string[] = [];
  const pages = new Map(snapshot.pages.map((page) => [page.slug, page]));
  const published = trees(snapshot).filter(({ root }) => isLive(root));
  for (const tree of published) {
    const { root } = tree;
    const label = `page of ${root.document_id} (${root.slug})`;
    const page = pages.get(root.slug ?? '');
    if (!page?.live || page.document_id !== root.document_id) {
      problems.push(
        `${label} is ${page ? `${page.live ? 'that of' : 'gone, last of'} ${page.document_id}` : 'missing'}`,
      );
      continue;
    }
    const told = JSON.parse(page.data ?? '{}') as { language: string; modifiedAt: string };
    if (!/^[a-z]{2}$/.test(told.language)) problems.push(`${label} has no language`);
    if (told.modifiedAt < instant(root.first_published_at)!)
      problems.push(`${label} changed at ${told.modifiedAt}, before it was published`);
    const expected = expectedPage(tree, snapshot, told);
    const expectedText = JSON.stringify(expected);
    // The order of keys is part of the bytes, and it is the one that the description gives.
    if (page.data !== expectedText)
      problems.push(`${label} is\n    ${page.data}\n  but should be\n    ${expectedText}`);
    const head = JSON.stringify(Object.fromEntries(HEAD.map((key) => [key, expected[key]])));
    if (page.head !== head) problems.push(`${label} has the head ${page.head}, not ${head}`);
    if (page.title !== root.title)
      problems.push(`${label} is listed under "${page.title}", not "${root.title}"`);
    const tags = [
      `article-${root.document_id}`,
      ...tree.entries.flatMap(({ row: { target_document_id: target } }) =>
        target && published.some(({ root: { document_id: live } }) => live === target)
          ? [`shows-${target}`]
          : [],
      ),
    ];
    const idle = (tag: string) => tag.startsWith('shows-') && !tags.includes(tag);
    if (tags.some((tag) => !page.tags.includes(tag)) || page.tags.some(idle)) {
      problems.push(`${label} has the tags ${page.tags.join(', ')}, not ${tags.join(', ')}`);
    }
  }
  const liveSlugs = new Map(published.map(({ root }) => [root.slug, root.document_id]));
  for (const page of snapshot.pages) {
    if (page.live && liveSlugs.get(page.slug) !== page.document_id) {
      problems.push(
        `page ${page.slug} is live for ${page.document_id}, which is not published there`,
      );
    }
    if (!page.live && (page.data !== null || page.head !== null))
      problems.push(`page ${page.slug} is gone and has data`);
  }
  return problems;
};

/** The log of changes, read from the start, must end where the pages stand. */
const changeProblems = (snapshot: Snapshot): string[] => {
  const problems: string[] = [];
  for (const [documentId, changes] of groupBy(snapshot.changes, (change) => change.document_id)) {
    let last: number | null = null;
    let highest = 0;
    for (const change of changes) {
      const label = `change ${change.id} (${change.kind}) of ${documentId}`;
      if (change.version_before !== last)
        problems.push(`${label} begins at ${change.version_before}, after ${last}`);
      last = change.version_after;
      if (last !== null && last <= highest)
        problems.push(`${label} ends at version ${last}, though ${highest} was seen`);
      highest = Math.max(highest, last ?? 0);
    }
    const page = snapshot.pages.find((row) => row.live && row.document_id === documentId);
    if ((page?.version ?? null) !== last)
      problems.push(
        `changes of ${documentId} end at ${last}, its page at ${page?.version ?? null}`,
      );
  }
  for (const page of snapshot.pages) {
    if (!snapshot.changes.some((change) => change.document_id === page.document_id)) {
      problems.push(
        `page ${page.slug} of ${page.document_id} stands without a change that made it`,
      );
    }
  }
  return problems;
};

const siteProblems = ({ sites }: Snapshot): string[] => {
  const drafts = sites.filter((row) => !isLive(row));
  const lives = sites.filter(isLive);
  return drafts.length > 1 || lives.length > 1
    ? [`the Site is there ${drafts.length} + ${lives.length} times`]
    : [];
};

/** @returns one sentence for each thing that is wrong; empty when all is well */
export const audit = (snapshot: Snapshot): string[] => [
  ...articleProblems(snapshot),
  ...childProblems('section', snapshot.sections, snapshot.sectionLinks, byId(snapshot.articles)),
  ...childProblems('bullet', snapshot.bullets, snapshot.bulletLinks, byId(snapshot.sections)),
  ...childProblems('entry', snapshot.entries, snapshot.entryLinks, byId(snapshot.articles)),
  ...targetProblems(snapshot),
  ...pageProblems(snapshot),
  ...changeProblems(snapshot),
  ...siteProblems(snapshot),
];

/** Watches numbers over time: they may only grow, and a page's grows exactly when its bytes change. */
export class VersionWatch {
  private articles = new Map<string, number>();
  private pages = new Map<string, { version: number; data: string | null }>();
  private changes = new Map<number, string>();

  /** @returns what went backwards since the last call */
  look(snapshot: Snapshot): string[] {
    const problems: string[] = [];
    for (const row of snapshot.articles.filter((article) => !isLive(article))) {
      const before = this.articles.get(row.document_id) ?? 0;
      if ((row.version ?? 0) < before)
        problems.push(`version of ${row.document_id} fell from ${before} to ${row.version}`);
      this.articles.set(row.document_id, row.version ?? 0);
    }
    for (const page of snapshot.pages) {
      const before = this.pages.get(page.slug);
      if (before) {
        const grew = page.version > before.version;
        const same = page.data === before.data;
        if (page.version < before.version)
          problems.push(`page ${page.slug} fell from ${before.version} to ${page.version}`);
        if (same && grew && page.data !== null)
          problems.push(`page ${page.slug} has a new version for the same bytes`);
        if (!same && !grew)
          problems.push(`page ${page.slug} changed under the same version ${page.version}`);
      }
      this.pages.set(page.slug, { version: page.version, data: page.data });
    }
    for (const slug of this.pages.keys()) {
      if (!snapshot.pages.some((page) => page.slug === slug))
        problems.push(`page row ${slug} vanished`);
    }
    for (const change of snapshot.changes) {
      const text = JSON.stringify(change);
      const before = this.changes.get(change.id);
      if (before !== undefined && before !== text)
        problems.push(`change ${change.id} was rewritten`);
      this.changes.set(change.id, text);
    }
    return problems;
  }
}
