/** Feeds and sitemaps are the newsroom's texts; a site only has other addresses for them. */
const FEED = /^\/(?:topics\/([^/]+)\/)?(rss\.xml|atom\.xml|feed\.json)$/;

export const FEED_NAMES = ['rss.xml', 'atom.xml', 'feed.json'] as const;

/**
 * Where the newsroom has what stands at `path` on the site.
 *
 * @returns such as `/api/feeds/rss.xml`, or null: not a feed or sitemap
 */
export const feedSource = (path: string): string | null => {
  const feed = FEED.exec(path);
  if (feed) return `/api/feeds/${feed[1] ? `topics/${feed[1]}/` : ''}${feed[2]}`;
  if (path === '/news-sitemap.xml') return '/api/sitemaps/news.xml';
  return /^\/sitemap(-\d+)?\.xml$/.test(path) ? `/api/sitemaps${path}` : null;
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
