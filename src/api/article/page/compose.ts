import { handOf, originOf } from '../outline/hand';
import type {
  PageCover,
  PageData,
  PageEntry,
  PageHead,
  PageNewsletter,
  PublishedArticle,
  SiteSettings,
} from './types';

/** `''` and blanks are "nothing" to a reader. */
const orNull = (text: string | null): string | null =>
  text === null || text.trim() === '' ? null : text;

const composeCover = (article: PublishedArticle): PageCover | null =>
  article.cover && {
    url: article.cover.url,
    width: article.cover.width,
    height: article.cover.height,
    // What the editor wrote for this story goes before what the library says of the picture.
    alt: orNull(article.coverAlt) ?? orNull(article.cover.alternativeText),
    caption: orNull(article.coverCaption) ?? orNull(article.cover.caption),
    credit: orNull(article.coverCredit),
  };

export const composeNewsletter = (site: SiteSettings): PageNewsletter | null => {
  const text = orNull(site.newsletterText);
  return text === null
    ? null
    : { text, buttonLabel: orNull(site.newsletterButtonLabel), url: orNull(site.newsletterUrl) };
};

const composeEntry = (entry: PublishedArticle['related'][number]): PageEntry | null => {
  const { target, liveTitle, liveSlug } = entry;
  // Nobody quotes an article that was taken back, or that nobody can read yet.
  if (target !== null && liveSlug === null) return null;
  const hand = handOf(entry);
  const own = orNull(entry.headline);
  const headline = hand.headline ? (own ?? liveTitle) : (liveTitle ?? own);
  if (headline === null) return null;
  return {
    headline,
    teaser: orNull(entry.teaser),
    url: orNull(entry.url),
    ...(liveSlug === null ? {} : { slug: liveSlug }),
    origin: originOf(hand),
  };
};

/**
 * Makes the page that readers get. The same article and site give the same bytes: that is how the
 * newsroom knows whether an act changed anything.
 */
export const composePage = (article: PublishedArticle, site: SiteSettings): PageData => ({
  documentId: article.documentId,
  slug: article.slug,
  title: article.title,
  lead: orNull(article.lead),
  byline: orNull(article.byline),
  firstPublishedAt: article.firstPublishedAt?.toISOString() ?? null,
  updatedAt: article.updatedAt.toISOString(),
  sourceTitle: orNull(article.sourceTitle),
  sourceUrl: orNull(article.sourceUrl),
  cover: composeCover(article),
  newsletter: composeNewsletter(site),
  sections: article.sections.map(({ heading, lead, bullets }) => ({
    heading: heading ?? '',
    lead: orNull(lead),
    bullets: bullets.map(({ text }) => ({ text: text ?? '' })),
  })),
  relatedNews: article.related.flatMap((entry) => composeEntry(entry) ?? []),
});

export const composeHead = (page: PageData): PageHead => ({
  documentId: page.documentId,
  slug: page.slug,
  title: page.title,
  lead: page.lead,
  byline: page.byline,
  firstPublishedAt: page.firstPublishedAt,
  updatedAt: page.updatedAt,
  cover: page.cover,
});

/** Names under which caches file the page: itself, and every article that it shows. */
export const composeTags = (article: PublishedArticle): string[] => [
  `article-${article.documentId}`,
  ...new Set(article.related.flatMap(({ target }) => (target ? [`shows-${target}`] : []))),
];

export const pagePath = (slug: string): string => `/${encodeURIComponent(slug)}`;
