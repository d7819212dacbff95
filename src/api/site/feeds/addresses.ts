/** Where things stand on a site. `siteUrl` may have a path of its own and a slash at its end. */
export const onSite = (siteUrl: string, path: string): string =>
  `${siteUrl.replace(/\/+$/, '')}${path}`;

export const articlePath = (slug: string): string => `/${encodeURIComponent(slug)}`;
export const topicPath = (slug: string): string => `/topics/${encodeURIComponent(slug)}`;
export const authorPath = (slug: string): string => `/authors/${encodeURIComponent(slug)}`;

/**
 * The whole address of a picture: the media library says where it is from the newsroom's own root.
 * @param mediaOrigin such as `https://newsroom.example`
 */
export const pictureAddress = (url: string, mediaOrigin: string): string =>
  url.startsWith('/') && !url.startsWith('//') ? onSite(mediaOrigin, url) : url;
