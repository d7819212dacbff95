import {
  articlePath,
  authorPath,
  onSite,
  pictureAddress,
  topicPath,
} from '../../site/feeds/addresses';
import type { PageCover, PageData } from './types';

/** What machines are told of the newsroom as a whole. */
export interface MetaSite {
  name: string | null;
  /** Where readers find the site; null while nobody has said. */
  url: string | null;
  /** ISO 639-1. */
  language: string;
}

export interface PageMeta {
  /**
   * A schema.org NewsArticle. Whoever writes it into HTML must write `<` as `\u003c`, or a headline
   * could end the script element.
   */
  jsonLd: Record<string, unknown>;
  /** In the order in which they belong into the head. */
  openGraph: { property: string; content: string }[];
}

const IMAGE = 'og:image';

/** Leaves out what is not there, so that nothing in the answer is null or undefined. */
const present = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) => value != null && !(Array.isArray(value) && value.length === 0),
    ),
  );

const composeAuthors = (page: PageData, siteUrl: string | null): unknown[] => {
  if (page.authors.length > 0) {
    return page.authors.map(({ name, slug, role }) =>
      present({
        '@type': 'Person',
        name,
        url: siteUrl && onSite(siteUrl, authorPath(slug)),
        jobTitle: role,
      }),
    );
  }
  return page.byline === null ? [] : [{ '@type': 'Person', name: page.byline }];
};

const composeImage = (cover: PageCover): unknown =>
  present({
    '@type': 'ImageObject',
    url: cover.url,
    width: cover.width,
    height: cover.height,
    caption: cover.caption ?? cover.alt,
    creditText: cover.credit,
  });

const composeJsonLd = (page: PageData, site: MetaSite): Record<string, unknown> => {
  const url = site.url && onSite(site.url, articlePath(page.slug));
  const names = page.topics.map(({ name }) => name);
  const hasSource = page.sourceTitle !== null || page.sourceUrl !== null;
  return present({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: page.title,
    description: page.lead,
    url,
    mainEntityOfPage: url && { '@type': 'WebPage', '@id': url },
    datePublished: page.firstPublishedAt,
    dateModified: page.modifiedAt,
    inLanguage: page.language,
    author: composeAuthors(page, site.url),
    publisher: site.name && present({ '@type': 'Organization', name: site.name, url: site.url }),
    articleSection: names,
    keywords: names,
    about: page.topics.map(({ name, slug }) =>
      present({ '@type': 'Thing', name, url: site.url && onSite(site.url, topicPath(slug)) }),
    ),
    image: page.cover && composeImage(page.cover),
    isBasedOn: hasSource
      ? present({ '@type': 'CreativeWork', name: page.sourceTitle, url: page.sourceUrl })
      : null,
  });
};

/**
 * Open Graph wants a language with its country. Without one in the settings it is the country that
 * most who write the language live in, as Unicode's CLDR has it.
 */
const localeOf = (language: string): string | null => {
  try {
    const { language: code, region } = new Intl.Locale(language).maximize();
    return region ? `${code}_${region}` : null;
  } catch {
    return null;
  }
};

const composeOpenGraph = (page: PageData, site: MetaSite): PageMeta['openGraph'] => {
  const { cover } = page;
  const tags: [property: string, content: string | number | null | undefined][] = [
    ['og:type', 'article'],
    ['og:title', page.title],
    ['og:description', page.lead],
    ['og:url', site.url && onSite(site.url, articlePath(page.slug))],
    ['og:site_name', site.name],
    ['og:locale', localeOf(page.language)],
    [IMAGE, cover?.url],
    ['og:image:alt', cover?.alt],
    ['og:image:width', cover?.width],
    ['og:image:height', cover?.height],
    ['article:published_time', page.firstPublishedAt],
    ['article:modified_time', page.modifiedAt],
    ['article:section', page.topics[0]?.name],
    ...page.topics.map(({ name }): [string, string] => ['article:tag', name]),
    ['twitter:card', cover ? 'summary_large_image' : 'summary'],
  ];
  return tags.flatMap(([property, content]) =>
    content == null ? [] : { property, content: String(content) },
  );
};

/**
 * What search engines and networks are told of a page, as it is kept: the same page and site give the
 * same bytes in whatever process, so the newsroom's own pictures are without its address.
 */
export const composeMeta = (page: PageData, site: MetaSite): PageMeta => ({
  jsonLd: composeJsonLd(page, site),
  openGraph: composeOpenGraph(page, site),
});

/**
 * The same as it is answered: with whole addresses of pictures.
 * @param meta JSON of what {@link composeMeta} made
 * @param mediaOrigin where pictures are that begin with `/`, such as `https://newsroom.example`
 */
export const answeredMeta = (meta: string, mediaOrigin: string): string => {
  if (!meta.includes(`"${IMAGE}"`)) return meta;
  const { jsonLd, openGraph } = JSON.parse(meta) as PageMeta;
  const image = jsonLd.image as { url: string } | undefined;
  const answered: PageMeta = {
    jsonLd: image
      ? { ...jsonLd, image: { ...image, url: pictureAddress(image.url, mediaOrigin) } }
      : jsonLd,
    openGraph: openGraph.map(({ property, content }) => ({
      property,
      content: property === IMAGE ? pictureAddress(content, mediaOrigin) : content,
    })),
  };
  return JSON.stringify(answered);
};
