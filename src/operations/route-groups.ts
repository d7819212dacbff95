/**
 * What a request asked for, as a word out of this list and no other: a label of a metric must not
 * grow with what strangers type.
 */
const GROUPS: readonly [prefix: string, group: string][] = [
  ['/api/articles/page/', 'page'],
  ['/api/articles/pages', 'pages'],
  ['/api/articles/search', 'search'],
  ['/api/articles/redirects', 'redirects'],
  ['/api/articles', 'articles'],
  ['/api/site/page', 'site'],
  ['/api/feeds/', 'feeds'],
  ['/api/sitemaps/', 'sitemaps'],
  ['/api/rebuilds/', 'rebuilds'],
  ['/api/', 'api'],
  ['/uploads/', 'uploads'],
  ['/desk/', 'desk'],
  ['/admin', 'admin'],
  ['/content-manager/', 'admin'],
  ['/content-type-builder/', 'admin'],
  ['/i18n/', 'admin'],
  ['/rebuilds/', 'admin'],
  ['/recent-news/', 'admin'],
  ['/upload', 'admin'],
  ['/users-permissions/', 'admin'],
  ['/_health', 'health'],
];

/** @param path of a request, without its query */
export const groupOf = (path: string): string =>
  GROUPS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'other';

/** `2xx` and the like; `closed` when whoever asked left before the answer was sent. */
export const statusClass = (status: number, finished: boolean): string =>
  finished ? `${Math.floor(status / 100)}xx` : 'closed';
