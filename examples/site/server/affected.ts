import { articlePath, authorPath, topicPath } from '../src/addresses';
import { countMonths, monthPath, partsOf, type Month } from '../src/months';
import { FEED_NAMES } from '../src/newsroom/feeds';
import type { Change } from '../src/newsroom';
import type { State, StoryState } from './state';

/**
 * Which files a change touches. Plain functions: what stood before comes from the state, what stands
 * now from the pages that were read.
 */

type Known = Pick<State, 'stories' | 'moved' | 'failed'>;

/** Lists that every story stands in, or is counted in. */
const EVERYWHERE = ['/', '/topics', '/authors', '/archive'];

const SITEMAPS = ['/sitemap.xml', '/news-sitemap.xml'];

const tagged = (tags: readonly string[], prefix: string): string[] =>
  tags.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length));

/** Recent News changes a page and no list. */
const isInLists = ({ kind }: Change): boolean => kind !== 'recent-news.changed';

/** Pages of stories have versions, and name their topics without any of these having changed. */
const isOfTopicOrAuthor = ({ kind, versionBefore, versionAfter }: Change): boolean =>
  kind === 'site.changed' && versionBefore === null && versionAfter === null;

/** What people may have linked to is no longer there, or elsewhere. */
const leavesItsAddress = ({ kind, versionAfter }: Change, before: StoryState | undefined) =>
  before !== undefined && (kind === 'article.moved' || versionAfter === null);

/** Without the changes whose result is live already. */
export const outstanding = (changes: readonly Change[], { stories }: Known): Change[] =>
  changes.filter((change) => {
    const { documentId, versionBefore, versionAfter } = change;
    // A topic, an author or an address that was closed: no version says whether it is live.
    if (versionBefore === versionAfter) return true;
    const live = stories[documentId];
    if (versionAfter === null) return live !== undefined;
    return live?.version == null || live.version < versionAfter;
  });

/**
 * Paths to read again: those the changes name, those that stood there before, old addresses that
 * lead to them, and pages that show what is gone.
 */
export const pagesTouched = (changes: readonly Change[], known: Known): Set<string> => {
  const paths = new Set(known.failed);
  const left = new Set<string>();
  const topics = new Set<string>();
  const authors = new Set<string>();
  for (const change of changes) {
    for (const path of change.paths) paths.add(path);
    const before = known.stories[change.documentId];
    if (before) paths.add(articlePath(before.slug));
    if (before && leavesItsAddress(change, before)) left.add(before.slug);
    if (!isOfTopicOrAuthor(change)) continue;
    // Their names stand on their stories.
    for (const slug of tagged(change.tags, 'topic-')) topics.add(slug);
    for (const slug of tagged(change.tags, 'author-')) authors.add(slug);
  }
  if (left.size + topics.size + authors.size > 0) {
    for (const story of Object.values(known.stories)) {
      const isTouched =
        story.shows.some((slug) => left.has(slug)) ||
        story.topics.some((slug) => topics.has(slug)) ||
        story.authors.some((slug) => authors.has(slug));
      if (isTouched) paths.add(articlePath(story.slug));
    }
  }
  for (const [from, to] of Object.entries(known.moved)) if (paths.has(to)) paths.add(from);
  return paths;
};

export interface Lists {
  /** Pages of the site itself. */
  paths: Set<string>;
  /** Feeds and sitemaps: the newsroom's texts, which may come a moment after the pages. */
  feeds: Set<string>;
}

const monthsOf = (stories: State['stories']): Month[] =>
  countMonths(Object.values(stories).map(({ month }) => month));

/** Pages of months whose list is another, or that link to a neighbour which came or went. */
export const monthPagesTouched = (
  months: ReadonlySet<string>,
  before: readonly Month[],
  after: readonly Month[],
): Set<string> => {
  const touched = new Set(months);
  for (const [list, other] of [
    [before, after],
    [after, before],
  ] as const) {
    list.forEach(({ month }, place) => {
      if (other.some((one) => one.month === month)) return;
      for (const neighbour of [list[place - 1], list[place + 1]]) {
        if (neighbour) touched.add(neighbour.month);
      }
    });
  }
  const paths = new Set<string>();
  for (const month of touched) {
    const counts = [before, after].map(
      (list) => list.find((one) => one.month === month)?.stories ?? 0,
    );
    // As many as there were: what is too much is found missing, and removed.
    for (let part = 1; part <= partsOf(Math.max(...counts)); part += 1) {
      paths.add(monthPath(month, part));
    }
  }
  return paths;
};

/**
 * Lists, feeds and sitemaps that changes touch.
 *
 * @param before stories as they stood
 * @param after as they stand now
 */
export const listsTouched = (
  changes: readonly Change[],
  before: State['stories'],
  after: State['stories'],
): Lists => {
  const paths = new Set<string>();
  const topics = new Set<string>();
  const months = new Set<string>();
  const feeds = new Set<string>(changes.length > 0 ? SITEMAPS : []);
  for (const change of changes.filter(isInLists)) {
    for (const path of EVERYWHERE) paths.add(path);
    if (change.kind === 'site.changed') paths.add('/search');
    for (const slug of tagged(change.tags, 'topic-')) topics.add(slug);
    for (const slug of tagged(change.tags, 'author-')) paths.add(authorPath(slug));
    for (const story of [before[change.documentId], after[change.documentId]]) {
      if (!story) continue;
      for (const slug of story.topics) topics.add(slug);
      for (const slug of story.authors) paths.add(authorPath(slug));
      if (story.month) months.add(story.month);
    }
  }
  // A page may have been read newer than its change says, or be another document's by now.
  for (const id of differing(before, after)) {
    for (const story of [before[id], after[id]]) {
      if (!story) continue;
      for (const path of EVERYWHERE) paths.add(path);
      for (const slug of story.topics) topics.add(slug);
      for (const slug of story.authors) paths.add(authorPath(slug));
      if (story.month) months.add(story.month);
    }
  }
  for (const slug of topics) paths.add(topicPath(slug));
  for (const path of monthPagesTouched(months, monthsOf(before), monthsOf(after))) paths.add(path);
  if (paths.size > 0) {
    for (const name of FEED_NAMES) {
      feeds.add(`/${name}`);
      for (const slug of topics) feeds.add(`${topicPath(slug)}/${name}`);
    }
  }
  return { paths, feeds };
};

/** Documents that came, went, or stand in other lists. */
const differing = (before: State['stories'], after: State['stories']): string[] => {
  if (before === after) return [];
  const lists = (story: StoryState | undefined) =>
    story && JSON.stringify([story.slug, story.month, story.topics, story.authors]);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (id) => before[id] !== after[id] && lists(before[id]) !== lists(after[id]),
  );
};

/** Every page of a site that is not an article or an old address. */
export const allLists = (
  site: { topics: readonly { slug: string }[]; authors: readonly { slug: string }[] },
  stories: State['stories'],
): Lists => {
  const paths = new Set([...EVERYWHERE, '/search', '/404', '/robots.txt']);
  const feeds = new Set<string>([...FEED_NAMES.map((name) => `/${name}`), ...SITEMAPS]);
  for (const { slug } of site.topics) {
    paths.add(topicPath(slug));
    for (const name of FEED_NAMES) feeds.add(`${topicPath(slug)}/${name}`);
  }
  for (const { slug } of site.authors) paths.add(authorPath(slug));
  for (const { month, stories: count } of monthsOf(stories)) {
    for (let part = 1; part <= partsOf(count); part += 1) paths.add(monthPath(month, part));
  }
  return { paths, feeds };
};
