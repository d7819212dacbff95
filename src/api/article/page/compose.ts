import { handOf, originOf } from '../outline/hand';
export { articlePath as pagePath } from '../../site/feeds/addresses';
import { languageOfStory } from '../text/language';
import type {
  PageAuthor,
  PageCover,
  PageData,
  PageEntry,
  PageHead,
  PageNewsletter,
  PagePicture,
  PublishedArticle,
  SiteSettings,
  StoredPicture,
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
    formats: formatsOf(article.cover),
  };

/** A thumbnail is cut to a square for the media library; no page shows it. */
const formatsOf = ({ formats }: StoredPicture): PageCover['formats'] =>
  Object.entries(formats ?? {})
    .filter(([name]) => name !== 'thumbnail')
    .map(([, { url, width, height }]) => ({ url, width, height }))
    .sort((a, b) => a.width - b.width);

export const composePicture = (picture: StoredPicture | null): PagePicture | null =>
  picture && {
    url: picture.url,
    width: picture.width,
    height: picture.height,
    alt: orNull(picture.alternativeText),
  };

const composeAuthor = ({
  name,
  slug,
  role,
  picture,
}: PublishedArticle['authors'][number]): PageAuthor => ({
  name,
  slug,
  role: orNull(role),
  picture: composePicture(picture),
});

export const composeNewsletter = (
  site: Pick<SiteSettings, 'newsletterText' | 'newsletterButtonLabel' | 'newsletterUrl'>,
): PageNewsletter | null => {
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
 *
 * `modifiedAt` is when the article was last saved, until the writing of the page finds out whether
 * the story changed in substance.
 */
export const composePage = (article: PublishedArticle, site: SiteSettings): PageData => ({
  documentId: article.documentId,
  slug: article.slug,
  title: article.title,
  lead: orNull(article.lead),
  byline: orNull(article.byline),
  language: languageOfStory(article, site.language),
  authors: article.authors.map(composeAuthor),
  topics: article.topics.map(({ name, slug }) => ({ name, slug })),
  firstPublishedAt: article.firstPublishedAt?.toISOString() ?? null,
  modifiedAt: article.updatedAt.toISOString(),
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
  language: page.language,
  authors: page.authors.map(({ name, slug }) => ({ name, slug })),
  topics: page.topics,
  firstPublishedAt: page.firstPublishedAt,
  modifiedAt: page.modifiedAt,
  updatedAt: page.updatedAt,
  cover: page.cover,
});

/** Names under which caches file the page: itself, and all that it shows; of what is not live not even the id. */
export const composeTags = (article: PublishedArticle): string[] => [
  `article-${article.documentId}`,
  ...article.topics.map(({ slug }) => topicTag(slug)),
  ...article.authors.map(({ slug }) => authorTag(slug)),
  ...new Set(
    article.related.flatMap(({ target, liveSlug }) =>
      target !== null && liveSlug !== null ? [`shows-${target}`] : [],
    ),
  ),
];

/** Names one story's page alone, under whatever address; `article-ID` also names the lists that it is in. */
export const pageTag = (documentId: string): string => `page-${documentId}`;
export const topicTag = (slug: string): string => `topic-${slug}`;
export const authorTag = (slug: string): string => `author-${slug}`;
