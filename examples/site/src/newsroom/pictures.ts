import type { Article, Head, Meta, Picture, Site } from './schemas';

/** Makes the address of one of the newsroom's pictures whole: a site stands elsewhere. */
export type Whole = (url: string) => string;

const picture = <P extends Picture | null>(value: P, whole: Whole): P =>
  value === null ? value : { ...value, url: whole(value.url) };

/** A head or a whole article whose pictures can be loaded from anywhere. */
export const withPictures = <H extends Head | Article>(head: H, whole: Whole): H => ({
  ...head,
  cover: head.cover && {
    ...picture(head.cover, whole),
    formats: head.cover.formats.map((format) => ({ ...format, url: whole(format.url) })),
  },
  authors: head.authors.map((author) =>
    'picture' in author ? { ...author, picture: picture(author.picture, whole) } : author,
  ),
});

export const siteWithPictures = (site: Site, whole: Whole): Site => ({
  ...site,
  authors: site.authors.map((author) => ({ ...author, picture: picture(author.picture, whole) })),
});

const strings = (value: unknown, whole: Whole): unknown => {
  if (typeof value === 'string') return whole(value);
  if (Array.isArray(value)) return value.map((one) => strings(one, whole));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, strings(one, whole)]));
};

/** The same in what search engines and messengers read. */
export const metaWithPictures = (meta: Meta, whole: Whole): Meta => ({
  ...meta,
  jsonLd: meta.jsonLd && {
    ...meta.jsonLd,
    ...('image' in meta.jsonLd && { image: strings(meta.jsonLd['image'], whole) }),
  },
  openGraph: meta.openGraph.map((tag) =>
    tag.property.endsWith('image') ? { ...tag, content: whole(tag.content) } : tag,
  ),
});
