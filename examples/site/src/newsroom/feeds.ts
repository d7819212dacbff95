import type { FeedFormat, SitemapFile } from '@newsroom/client';

/** Feeds and sitemaps are the newsroom's texts; a site only has other addresses for them. */
const FEED = /^\/(?:topics\/([^/]+)\/)?(rss\.xml|atom\.xml|feed\.json)$/;

export const FEED_NAMES = ['rss.xml', 'atom.xml', 'feed.json'] as const satisfies FeedFormat[];

/** What the newsroom calls a feed (topic null: the whole site's) or a sitemap. */
export type Feed = { format: FeedFormat; topic: string | null } | { sitemap: SitemapFile };

/**
 * What stands at `path` on the site.
 *
 * @returns null: not a feed or sitemap
 */
export const feedOf = (path: string): Feed | null => {
  const feed = FEED.exec(path);
  if (feed) return { format: feed[2] as FeedFormat, topic: feed[1] ?? null };
  if (path === '/news-sitemap.xml') return { sitemap: 'news.xml' };
  return /^\/sitemap(-\d+)?\.xml$/.test(path) ? { sitemap: path.slice(1) as SitemapFile } : null;
};

/**
 * The sitemaps that an index names, as paths of the site; none in a plain sitemap.
 *
 * @param xml the text of /sitemap.xml
 */
export const sitemapParts = (xml: string): string[] =>
  xml.includes('<sitemapindex')
    ? [...xml.matchAll(/\/sitemap-\d+\.xml/g)].map(([path]) => path)
    : [];
