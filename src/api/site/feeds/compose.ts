import type { PageData } from '../../article/page/types';
import { articlePath, authorPath, onSite, pictureAddress, topicPath } from './addresses';
import { storyHtml, textAsHtml } from './story-html';
import { withAttributes, writeXml, type Xml } from './xml';

export const FEED_FORMATS = ['rss.xml', 'atom.xml', 'feed.json'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

export const FEED_TYPES: Record<FeedFormat, string> = {
  'rss.xml': 'application/rss+xml; charset=utf-8',
  'atom.xml': 'application/atom+xml; charset=utf-8',
  'feed.json': 'application/feed+json; charset=utf-8',
};

/** How many stories a feed has at most. */
export const FEED_STORIES = 30;

export interface FeedSource {
  /** `language` is ISO 639-1. */
  site: { name: string | null; url: string; language: string };
  /** null: the whole site. */
  topic: { name: string; slug: string; description: string | null } | null;
  /** Newest first. */
  stories: readonly PageData[];
  /** Where pictures are that begin with `/`, such as `https://newsroom.example`. */
  mediaOrigin: string;
}

interface Feed {
  siteName: string;
  title: string;
  description: string;
  language: string;
  /** The page that shows the same. */
  home: string;
  self: string;
  /** ISO 8601, UTC: when the newest change happened; the beginning of time without stories. */
  updated: string;
  items: Item[];
}

interface Item {
  id: string;
  url: string;
  title: string;
  lead: string | null;
  html: string;
  language: string;
  published: string;
  modified: string;
  authors: { name: string; url?: string }[];
  topics: string[];
  picture: { url: string; width: number | null; height: number | null; alt: string | null } | null;
}

/** The same for the life of a story, wherever it or its site moves. */
export const permanentId = (documentId: string): string => `urn:newsroom:article:${documentId}`;

const toItem = (page: PageData, { site, mediaOrigin }: FeedSource): Item => ({
  id: permanentId(page.documentId),
  url: onSite(site.url, articlePath(page.slug)),
  title: page.title,
  lead: page.lead,
  html: storyHtml(page, mediaOrigin),
  language: page.language,
  published: page.firstPublishedAt ?? page.modifiedAt,
  modified: page.modifiedAt,
  authors:
    page.authors.length > 0
      ? page.authors.map(({ name, slug }) => ({ name, url: onSite(site.url, authorPath(slug)) }))
      : page.byline === null
        ? []
        : [{ name: page.byline }],
  topics: page.topics.map(({ name }) => name),
  picture: page.cover && { ...page.cover, url: pictureAddress(page.cover.url, mediaOrigin) },
});

const toFeed = (source: FeedSource, format: FeedFormat): Feed => {
  const { site, topic, stories } = source;
  const name = site.name ?? new URL(site.url).host;
  const title = topic ? `${name}: ${topic.name}` : name;
  const path = topic ? topicPath(topic.slug) : '';
  return {
    siteName: name,
    title,
    description: topic?.description ?? title,
    language: site.language,
    home: onSite(site.url, path || '/'),
    self: onSite(site.url, `${path}/${format}`),
    updated: stories.reduce(
      (newest, { modifiedAt }) => (modifiedAt > newest ? modifiedAt : newest),
      new Date(0).toISOString(),
    ),
    items: stories.slice(0, FEED_STORIES).map((page) => toItem(page, source)),
  };
};

/** RFC 822, as RSS wants it. */
const rssDate = (iso: string): string => new Date(iso).toUTCString();

const composeRss = (feed: Feed): string =>
  writeXml({
    rss: {
      '@version': '2.0',
      '@xmlns:atom': 'http://www.w3.org/2005/Atom',
      '@xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
      '@xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      '@xmlns:media': 'http://search.yahoo.com/mrss/',
      channel: {
        title: feed.title,
        link: feed.home,
        description: textAsHtml(feed.description),
        language: feed.language,
        lastBuildDate: rssDate(feed.updated),
        'atom:link': { '@href': feed.self, '@rel': 'self', '@type': 'application/rss+xml' },
        item: feed.items.map((item) => ({
          title: item.title,
          link: item.url,
          guid: withAttributes(item.id, { isPermaLink: 'false' }),
          pubDate: rssDate(item.published),
          'atom:updated': item.modified,
          'dc:creator': item.authors.map(({ name }) => name),
          category: item.topics,
          description: item.lead === null ? undefined : textAsHtml(item.lead),
          'content:encoded': item.html,
          'media:content': item.picture ? mediaContent(item.picture) : undefined,
        })),
      },
    },
  });

const mediaContent = ({ url, width, height, alt }: NonNullable<Item['picture']>): Xml => ({
  '@url': url,
  '@medium': 'image',
  '@width': width === null ? undefined : String(width),
  '@height': height === null ? undefined : String(height),
  'media:description': alt === null ? undefined : withAttributes(alt, { type: 'plain' }),
});

const composeAtom = (feed: Feed): string =>
  writeXml({
    feed: {
      '@xmlns': 'http://www.w3.org/2005/Atom',
      '@xml:lang': feed.language,
      id: feed.self,
      title: feed.title,
      subtitle: feed.description,
      updated: feed.updated,
      link: [
        { '@rel': 'self', '@type': 'application/atom+xml', '@href': feed.self },
        { '@rel': 'alternate', '@type': 'text/html', '@href': feed.home },
      ],
      // Each entry must have an author or the feed must have one: it stands for those without.
      author: { name: feed.siteName, uri: feed.home },
      entry: feed.items.map((item) => ({
        '@xml:lang': item.language,
        id: item.id,
        title: item.title,
        published: item.published,
        updated: item.modified,
        link: { '@rel': 'alternate', '@type': 'text/html', '@href': item.url },
        author: item.authors.map(({ name, url }) => ({ name, uri: url })),
        category: item.topics.map((name) => ({ '@term': name })),
        summary: item.lead ?? undefined,
        content: withAttributes(item.html, { type: 'html' }),
      })),
    },
  });

/** https://www.jsonfeed.org/version/1.1/ */
const composeJson = (feed: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.home,
    feed_url: feed.self,
    description: feed.description,
    language: feed.language,
    items: feed.items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      ...(item.lead === null ? {} : { summary: item.lead }),
      content_html: item.html,
      ...(item.picture ? { image: item.picture.url } : {}),
      date_published: item.published,
      date_modified: item.modified,
      ...(item.authors.length > 0 ? { authors: item.authors } : {}),
      ...(item.topics.length > 0 ? { tags: item.topics } : {}),
      language: item.language,
    })),
  });

const WRITERS = { 'rss.xml': composeRss, 'atom.xml': composeAtom, 'feed.json': composeJson };

/**
 * Writes a feed: RSS 2.0, Atom 1.0 or JSON Feed 1.1. The same source gives the same bytes.
 * @throws TypeError when the site's address is none
 */
export const composeFeed = (source: FeedSource, format: FeedFormat): string =>
  WRITERS[format](toFeed(source, format));
