/**
 * An archive in memory, and what each file of its site shows of it. Written from what the site's README
 * promises, not from its code: two archives say which files an act must rewrite, and no more.
 */

export interface Story {
  documentId: string;
  slug: string;
  title: string;
  /** Counts changes of its words. */
  revision: number;
  topics: string[];
  authors: string[];
  /** ISO 8601. */
  firstPublishedAt: string;
  /** Its Recent News: documentIds, and words of an editor's own. */
  related: { target: string; headline: string | null }[];
}

export interface Archive {
  /** Live ones, by documentId. */
  stories: Map<string, Story>;
  /** Slug → name. */
  topics: Map<string, string>;
  authors: Map<string, string>;
  /** Old slug → documentId. */
  moved: Map<string, string>;
}

/** Files that no story stands in. */
export const CONSTANT = ['404.html', 'favicon.svg', 'robots.txt', 'search.html'];

const IN_FRONT = 100;
const IN_A_LIST = 40;
const IN_A_FEED = 30;
const TITLES_A_PAGE = 250;
const NEWS_HOURS = 48;
const FEEDS = ['rss.xml', 'atom.xml', 'feed.json'];

export const newestFirst = ({ stories }: Archive): Story[] =>
  [...stories.values()].sort((a, b) => b.firstPublishedAt.localeCompare(a.firstPublishedAt));

const onFront = (newest: readonly Story[], beats: readonly string[]): unknown[] => {
  const front = newest.slice(0, IN_FRONT);
  const placed = new Set(front.slice(0, 17));
  const byBeat = beats.map((beat) => {
    const own = front.filter((story) => !placed.has(story) && story.topics.includes(beat));
    for (const story of own.slice(0, 4)) placed.add(story);
    return own.slice(0, 4);
  });
  return [front.slice(0, 17), byBeat];
};

/** File → all that it shows, as something to compare. */
export const showsOf = (archive: Archive, now = new Date()): Map<string, string> => {
  const { topics, authors } = archive;
  const newest = newestFirst(archive);
  const files = new Map<string, string>();
  const put = (file: string, shown: unknown) => files.set(file, JSON.stringify(shown));
  const head = ({ slug, title, firstPublishedAt }: Story) => [slug, title, firstPublishedAt];
  const underTopic = (story: Story) => [head(story), topics.get(story.topics[0] ?? '')];
  const whole = (story: Story) => [
    head(story),
    story.revision,
    story.topics.map((one) => [one, topics.get(one)]),
    story.authors.map((one) => [one, authors.get(one)]),
  ];
  const putFeeds = (folder: string, name: string | undefined, stories: readonly Story[]) => {
    for (const feed of FEEDS)
      put(`${folder}${feed}`, [name, stories.slice(0, IN_A_FEED).map(whole)]);
  };

  for (const story of newest) {
    const related = story.related.flatMap(({ target, headline }) => {
      const other = archive.stories.get(target);
      return other ? [[other.slug, headline ?? other.title]] : [];
    });
    put(`${story.slug}.html`, [whole(story), related]);
  }
  for (const [from, documentId] of archive.moved) {
    const to = archive.stories.get(documentId);
    if (to) put(`${from}.html`, ['moved', to.slug]);
  }

  const beats = [...topics.keys()].sort((a, b) => topics.get(a)!.localeCompare(topics.get(b)!));
  const [top, byBeat] = onFront(newest, beats) as [Story[], Story[][]];
  put('index.html', [top.map(underTopic), byBeat.map((own) => own.map(head))]);
  for (const [kind, named] of [
    ['topics', topics],
    ['authors', authors],
  ] as const) {
    const counts = [...named].map(([slug, name]) => {
      const own = newest.filter((story) => story[kind].includes(slug));
      const listed = own.slice(0, IN_A_LIST);
      // A topic's own page does not say of each story that it is one of the topic.
      const rows = listed.map(kind === 'topics' ? head : underTopic);
      put(`${kind}/${slug}.html`, [name, own.length, rows]);
      if (kind === 'topics') putFeeds(`topics/${slug}/`, name, own);
      return [slug, name, own.length];
    });
    put(`${kind}.html`, counts);
  }

  const months = new Map<string, Story[]>();
  for (const story of newest) {
    const month = story.firstPublishedAt.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), story]);
  }
  const names = [...months.keys()];
  put(
    'archive.html',
    [...months].map(([month, { length }]) => [month, length]),
  );
  for (const [place, month] of names.entries()) {
    const own = months.get(month)!;
    const around = [own.length, names[place - 1], names[place + 1]];
    for (let from = 0; from < own.length; from += TITLES_A_PAGE) {
      const part = from / TITLES_A_PAGE + 1;
      const titles = own
        .slice(from, from + TITLES_A_PAGE)
        .map(({ slug, title, firstPublishedAt }) => [slug, title, firstPublishedAt]);
      put(`archive/${month}${part > 1 ? `/${part}` : ''}.html`, [around, titles]);
    }
  }

  putFeeds('', undefined, newest);
  put(
    'sitemap.xml',
    newest.map(({ slug, revision }) => [slug, revision]),
  );
  const since = new Date(now.getTime() - NEWS_HOURS * 3_600_000).toISOString();
  put(
    'news-sitemap.xml',
    newest
      .filter(({ firstPublishedAt }) => firstPublishedAt > since)
      .map(({ slug, title }) => [slug, title]),
  );
  return files;
};

/** Files that show something else now. */
export const filesToRewrite = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((file) => before.get(file) !== after.get(file))
    .sort();
