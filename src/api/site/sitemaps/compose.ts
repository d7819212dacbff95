import { setImmediate as breath } from 'node:timers/promises';
import { articlePath, onSite, pictureAddress } from '../feeds/addresses';
import { writeElements, writeXml, type Xml } from '../feeds/xml';

/** As many as the protocol allows in one file (sitemaps.org). */
export const SITEMAP_PAGES = 50_000;

/** What Google reads of a news sitemap. */
export const NEWS_STORIES = 1_000;
export const NEWS_DAYS = 2;

/** Entries that are written at once, before others get a turn: some 10 ms. */
const STEP = 1_000;

const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9';

export interface SitemapPage {
  slug: string;
  modifiedAt: Date;
  /** Of its cover. */
  picture: string | null;
}

export interface NewsStory {
  slug: string;
  title: string;
  /** ISO 639-1. */
  language: string;
  firstPublishedAt: Date;
}

/** A urlset with an entry for each of `items`; a server goes on serving while it is written. */
const writeUrlset = async <Item>(
  items: readonly Item[],
  namespaces: Xml,
  toEntry: (item: Item) => Xml,
): Promise<string> => {
  const end = '</urlset>';
  const whole = writeXml({ urlset: { '@xmlns': SITEMAPS, ...namespaces } });
  const parts = [whole.slice(0, -end.length)];
  for (let i = 0; i < items.length; i += STEP) {
    parts.push(writeElements({ url: items.slice(i, i + STEP).map(toEntry) }));
    await breath();
  }
  return [...parts, end].join('');
};

/** A picture whose address is none is left out: it would make the whole file invalid. */
const imageOf = (picture: string | null, mediaOrigin: string): Xml => {
  const address = picture === null ? '' : pictureAddress(picture, mediaOrigin);
  if (!URL.canParse(address)) return {};
  return { 'image:image': { 'image:loc': new URL(address).href } };
};

/** A urlset of these pages, 50,000 at most. */
export const composeSitemap = (
  pages: readonly SitemapPage[],
  siteUrl: string,
  mediaOrigin: string,
): Promise<string> =>
  writeUrlset(
    pages,
    { '@xmlns:image': 'http://www.google.com/schemas/sitemap-image/1.1' },
    ({ slug, modifiedAt, picture }) => ({
      loc: onSite(siteUrl, articlePath(slug)),
      lastmod: modifiedAt.toISOString(),
      ...imageOf(picture, mediaOrigin),
    }),
  );

/**
 * An index of the files of a sitemap.
 * @param files when the newest of each file's pages changed, in the files' order
 */
export const composeSitemapIndex = (files: readonly Date[], siteUrl: string): string =>
  writeXml({
    sitemapindex: {
      '@xmlns': SITEMAPS,
      sitemap: files.map((changed, i) => ({
        loc: onSite(siteUrl, `/sitemap-${i + 1}.xml`),
        lastmod: changed.toISOString(),
      })),
    },
  });

/**
 * Google's news sitemap: what was first published in the two days before `now`, 1,000 at most.
 * @param stories newest first
 */
export const composeNewsSitemap = (
  stories: readonly NewsStory[],
  site: { name: string | null; url: string },
  now: Date,
): Promise<string> => {
  const since = now.getTime() - NEWS_DAYS * 24 * 60 * 60 * 1000;
  const name = site.name ?? new URL(site.url).host;
  const news = stories.filter(({ firstPublishedAt }) => firstPublishedAt.getTime() > since);
  return writeUrlset(
    news.slice(0, NEWS_STORIES),
    { '@xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9' },
    ({ slug, title, language, firstPublishedAt }) => ({
      loc: onSite(site.url, articlePath(slug)),
      'news:news': {
        'news:publication': { 'news:name': name, 'news:language': language },
        'news:publication_date': firstPublishedAt.toISOString(),
        'news:title': title,
      },
    }),
  );
};
