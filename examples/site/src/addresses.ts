/** Paths of this site. The newsroom knows the same ones: it names them in rebuild calls. */
export const articlePath = (slug: string): string => `/${slug}`;
export const topicPath = (slug: string): string => `/topics/${slug}`;
export const authorPath = (slug: string): string => `/authors/${slug}`;

/** A path with the site's address in front; null while the newsroom has none for it. */
export const absoluteUrl = (path: string, siteUrl: string | null): string | null =>
  siteUrl === null ? null : `${siteUrl.replace(/\/+$/, '')}${path === '/' ? '/' : path}`;
