import { feedOf } from '../src/newsroom/feeds';

const SEGMENT = /^[\p{L}\p{N}_][\p{L}\p{N}._~-]*$/u;

/** Pages of the site itself, by the first word of their paths. */
const LISTS = new Set(['search', 'topics', 'authors', 'archive', '404']);

const ROBOTS = 'robots.txt';

/** Names that no page has: what is copied stands there, what another server answers, what hosts look for. */
const KEPT = new Set([
  'preview',
  'api',
  'admin',
  'assets',
  'favicon.ico',
  'favicon.svg',
  '404.html',
  // The file of the front page.
  'index',
  'index.html',
]);

/**
 * The file of a page, feed or sitemap, relative to the public folder. Whatever its address ends in, a
 * page is an HTML file of its own: `/story` is not `/story.html`.
 *
 * @returns such as `topics/space.html`; null for what must not become a file
 */
export const fileOf = (path: string): string | null => {
  if (path === '/') return 'index.html';
  const file = plainFileOf(path);
  if (file === null || KEPT.has(file.split('/')[0] ?? '')) return null;
  if (feedOf(path) === null && file !== ROBOTS) return `${file}.html`;
  // The page of another topic may be a file of that name, which cannot be a folder as well.
  return file.includes('.html/') ? null : file;
};

/**
 * The file that has a path for its name, whatever it is: assets are copied as they are.
 *
 * @returns null for what must not be a file
 */
export const plainFileOf = (path: string): string | null => {
  const file = path.slice(1);
  return path.startsWith('/') && file.split('/').every((segment) => SEGMENT.test(segment))
    ? file
    : null;
};

/** The slug, when the path can only be an article's. */
export const slugOf = (path: string): string | null => {
  const slug = path.slice(1);
  const isOther =
    slug.includes('/') ||
    LISTS.has(slug) ||
    slug === ROBOTS ||
    feedOf(path) !== null ||
    fileOf(path) === null;
  return isOther || path === '/' ? null : slug;
};
