import type { Article, Head, Meta, Picture, Site } from './schemas';

/** An address that begins with / is the newsroom's: a site stands elsewhere. */
const absolute = (url: string, base: string): string =>
  url.startsWith('/') && !url.startsWith('//') ? new URL(url, base).href : url;

const picture = <P extends Picture | null>(value: P, base: string): P =>
  value === null ? value : { ...value, url: absolute(value.url, base) };

/** A head or a whole article whose pictures can be loaded from anywhere. */
export const withPictures = <H extends Head | Article>(head: H, base: string): H => ({
  ...head,
  cover: head.cover && {
    ...picture(head.cover, base),
    formats: head.cover.formats.map((format) => ({ ...format, url: absolute(format.url, base) })),
  },
  authors: head.authors.map((author) =>
    'picture' in author ? { ...author, picture: picture(author.picture, base) } : author,
  ),
});

export const siteWithPictures = (site: Site, base: string): Site => ({
  ...site,
  authors: site.authors.map((author) => ({ ...author, picture: picture(author.picture, base) })),
});

const strings = (value: unknown, base: string): unknown => {
  if (typeof value === 'string') return absolute(value, base);
  if (Array.isArray(value)) return value.map((one) => strings(one, base));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, strings(one, base)]));
};

/** The same in what search engines and messengers read. */
export const metaWithPictures = (meta: Meta, base: string): Meta => ({
  ...meta,
  jsonLd: meta.jsonLd && {
    ...meta.jsonLd,
    ...('image' in meta.jsonLd && { image: strings(meta.jsonLd['image'], base) }),
  },
  openGraph: meta.openGraph.map((tag) =>
    tag.property.endsWith('image') ? { ...tag, content: absolute(tag.content, base) } : tag,
  ),
});
