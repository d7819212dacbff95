/** The content of a newsroom in memory, and how the content API tells it. */

export interface Story {
  documentId: string;
  slug: string;
  title: string;
  lead: string | null;
  byline: string | null;
  language: string;
  topics: string[];
  authors: string[];
  firstPublishedAt: string;
  modifiedAt: string;
  version: number;
  cover: unknown;
  sourceTitle: string | null;
  sourceUrl: string | null;
  newsletter: unknown;
  sections: { heading: string; lead: string | null; bullets: { text: string }[] }[];
  relatedNews: { headline: string; teaser: string | null; url: string | null; slug?: string }[];
}

export interface Named {
  name: string;
  slug: string;
  description?: string | null;
  role?: string | null;
  picture?: unknown;
  links?: { label: string; url: string }[];
}

/** What is published. */
export interface Content {
  stories: ReadonlyMap<string, Story>;
  topics: ReadonlyMap<string, Named>;
  authors: ReadonlyMap<string, Named>;
  name: string;
  url: string | null;
  newsletter: unknown;
}

export function newest(held: Content): Story[] {
  return [...held.stories.values()].sort((a, b) =>
    b.firstPublishedAt.localeCompare(a.firstPublishedAt),
  );
}

function named(slugs: readonly string[], from: ReadonlyMap<string, Named>) {
  return slugs.map((slug) => ({
    role: null,
    picture: null,
    ...from.get(slug),
    slug,
    name: from.get(slug)?.name ?? slug,
  }));
}

function head(held: Content, story: Story) {
  const { documentId, slug, title, lead, byline, language, firstPublishedAt, modifiedAt, cover } =
    story;
  return {
    documentId,
    slug,
    title,
    lead,
    byline,
    language,
    firstPublishedAt,
    modifiedAt,
    cover,
    updatedAt: modifiedAt,
    authors: named(story.authors, held.authors),
    topics: named(story.topics, held.topics),
  };
}

export function pageAnswer(held: Content, story: Story) {
  const { version, sourceTitle, sourceUrl, newsletter, sections, relatedNews } = story;
  return {
    data: { ...head(held, story), sourceTitle, sourceUrl, newsletter, sections, relatedNews },
    meta: {
      version,
      jsonLd: { '@context': 'https://schema.org', '@type': 'NewsArticle', headline: story.title },
      openGraph: [
        { property: 'og:type', content: 'article' },
        { property: 'og:title', content: story.title },
      ],
    },
  };
}

export function listAnswer(held: Content, query: URLSearchParams) {
  const [topic, author, from, to] = ['topic', 'author', 'from', 'to'].map((key) => query.get(key));
  const all = newest(held).filter(
    (one) =>
      (!topic || one.topics.includes(topic)) &&
      (!author || one.authors.includes(author)) &&
      (!from || one.firstPublishedAt >= from) &&
      (!to || one.firstPublishedAt < to),
  );
  const pageSize = Number(query.get('pageSize') ?? 25);
  const page = Number(query.get('page') ?? 1);
  const after = query.get('after');
  const start = after === null ? (page - 1) * pageSize : Number(after);
  const end = start + pageSize;
  const pagination = {
    page,
    pageSize,
    pageCount: Math.ceil(all.length / pageSize),
    total: all.length,
  };
  return {
    data: all.slice(start, end).map((one) => head(held, one)),
    meta: {
      ...(after === null && { pagination }),
      cursor: end < all.length ? String(end) : null,
    },
  };
}

export function foundAnswer(held: Content, query: URLSearchParams) {
  const q = (query.get('q') ?? '').toLowerCase();
  const mark = (text: string) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll(new RegExp(q.replaceAll(/\W/g, '.'), 'gi'), '<mark>$&</mark>');
  const data = newest(held)
    .filter((one) => `${one.title} ${one.lead}`.toLowerCase().includes(q))
    .filter((one) => !query.get('topic') || one.topics.includes(query.get('topic') ?? ''))
    .map((one) => ({
      ...head(held, one),
      highlight: { title: mark(one.title), text: mark(one.lead ?? '') },
    }));
  const page = Number(query.get('page') ?? 1);
  const meta = { query: q, pagination: { page, pageSize: 10, more: data.length > page * 10 } };
  return { data: data.slice((page - 1) * 10, page * 10), meta: { ...meta, corrected: false } };
}

export function siteAnswer(held: Content) {
  const count = (has: (story: Story) => boolean) => [...held.stories.values()].filter(has).length;
  return {
    name: held.name,
    url: held.url,
    language: 'en',
    newsletter: held.newsletter,
    recentNewsHeading: 'Recent News',
    topics: [...held.topics.values()].map((one) => ({
      description: null,
      ...one,
      stories: count(({ topics }) => topics.includes(one.slug)),
    })),
    authors: [...held.authors.values()].map((one) => ({
      role: null,
      description: null,
      picture: null,
      links: [],
      ...one,
      stories: count(({ authors }) => authors.includes(one.slug)),
    })),
  };
}
