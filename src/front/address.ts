/** Which requests may be answered from memory at all; all others go on to Koa as if there were none. */

/** What stands at an address that may be remembered. */
export interface Place {
  kind: 'page' | 'list';
  /** Of a page. */
  slug: string | null;
}

/** Longer ones are no addresses that a site asks for twice. */
const LONGEST = 500;

const PAGE = '/api/articles/page/';
const SLUG = '[^/]+';

/** Lists, feeds and what stands around them, each with the parameters that it knows. */
const LISTS: readonly { path: RegExp; parameters: readonly string[] }[] = [
  {
    path: /^\/api\/articles\/pages$/,
    parameters: ['topic', 'author', 'from', 'to', 'sort', 'page', 'pageSize', 'after'],
  },
  { path: /^\/api\/articles\/redirects$/, parameters: ['after', 'pageSize'] },
  { path: /^\/api\/site\/page$/, parameters: [] },
  { path: new RegExp(`^/api/feeds/${SLUG}$`), parameters: [] },
  { path: new RegExp(`^/api/feeds/topics/${SLUG}/${SLUG}$`), parameters: [] },
  { path: new RegExp(`^/api/sitemaps/${SLUG}$`), parameters: [] },
];

/**
 * @param address path and query as they stand in the request's first line
 * @returns null for what must not be remembered: another path, a parameter that is not known or given twice
 */
export const placeOf = (address: string): Place | null => {
  if (address.length > LONGEST) return null;
  const mark = address.indexOf('?');
  const path = mark < 0 ? address : address.slice(0, mark);
  if (path.startsWith(PAGE)) {
    if (mark >= 0) return null;
    const slug = decoded(path.slice(PAGE.length));
    return slug === null || slug === '' || slug.includes('/') ? null : { kind: 'page', slug };
  }
  const list = LISTS.find((each) => each.path.test(path));
  if (!list || (mark >= 0 && !knows(list.parameters, address.slice(mark + 1)))) return null;
  return { kind: 'list', slug: null };
};

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

const knows = (parameters: readonly string[], query: string): boolean => {
  const names = query.split('&').map((each) => each.slice(0, Math.max(0, each.indexOf('='))));
  return names.every((name) => parameters.includes(name)) && new Set(names).size === names.length;
};
