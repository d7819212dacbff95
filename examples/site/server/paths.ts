const SEGMENT = /^[\p{L}\p{N}_][\p{L}\p{N}._~-]*$/u;

/** First words of paths that no article has. */
const RESERVED = new Set([
  'search',
  'topics',
  'authors',
  'archive',
  'preview',
  'api',
  'admin',
  '404',
  'assets',
]);

/**
 * The file that stands for a path, relative to the public folder: what static hosts serve without
 * being told.
 *
 * @returns such as `topics/space.html`; null for what must not become a file
 */
export const fileOf = (path: string): string | null => {
  if (path === '/') return 'index.html';
  if (!path.startsWith('/')) return null;
  const segments = path.slice(1).split('/');
  if (!segments.every((segment) => SEGMENT.test(segment))) return null;
  const file = segments.join('/');
  return /\.[a-z0-9]+$/.test(file) ? file : `${file}.html`;
};

/** The slug, when the path can only be an article's. */
export const slugOf = (path: string): string | null => {
  const slug = path.slice(1);
  return path.startsWith('/') && SEGMENT.test(slug) && !slug.includes('.') && !RESERVED.has(slug)
    ? slug
    : null;
};
