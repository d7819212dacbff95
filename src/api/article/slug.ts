import slugify from '@sindresorhus/slugify';
import { LIMITS } from './limits';

/** Room for "-12345" behind a slug that is already taken. */
const ROOM = 8;

/**
 * Makes a slug from a title. Letters of other scripts are transliterated where that is possible.
 * @param fallback what to use when nothing of the title is left (an emoji, say)
 */
export const slugFromTitle = (title: string, fallback: string): string => {
  const slug = slugify(title, { decamelize: false });
  const short = slug.length <= LIMITS.slug - ROOM ? slug : cutAtWord(slug, LIMITS.slug - ROOM);
  return short || fallback;
};

const cutAtWord = (slug: string, max: number): string => {
  const cut = slug.slice(0, max);
  const lastDash = cut.lastIndexOf('-');
  return lastDash > max / 2 ? cut.slice(0, lastDash) : cut;
};

/** What a site keeps at its root beside its stories: lists, feeds, the addresses of its own machinery. */
const RESERVED = new Set([
  '404',
  '404.html',
  'admin',
  'api',
  'archive',
  'assets',
  'atom.xml',
  'authors',
  'favicon.ico',
  'favicon.svg',
  'feed.json',
  'hooks',
  'index',
  'index.html',
  'news-sitemap.xml',
  'preview',
  'robots.txt',
  'rss.xml',
  'search',
  'topics',
  'uploads',
]);

/** Would a story under this slug stand in the way of the site itself? */
export const isReserved = (slug: string): boolean => {
  const lower = slug.toLowerCase();
  return RESERVED.has(lower) || /^sitemap(-\d+)?\.xml$/.test(lower);
};

/** Was this slug made from this title, perhaps with a number behind it? */
export const isDerived = (slug: string, title: string, fallback: string): boolean => {
  const base = slugFromTitle(title, fallback);
  return (
    slug === base || (slug.startsWith(`${base}-`) && /^\d+$/.test(slug.slice(base.length + 1)))
  );
};

/** The first of `base`, `base-2`, `base-3` … that is free. */
export const freeSlug = (base: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(base) && !isReserved(base)) return base;
  for (let n = 2; ; n += 1) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
};
