import type { Origin } from '../outline/hand';
import type { StoredEntry, StoredSection } from '../outline/diff';

/** The answer of `GET /api/articles/page/:slug`, without `meta`. Key order is part of the bytes. */
export interface PageData {
  documentId: string;
  slug: string;
  title: string;
  lead: string | null;
  byline: string | null;
  /** ISO 639-1: what the story is written in. */
  language: string;
  authors: PageAuthor[];
  topics: PageTopic[];
  /** ISO 8601, UTC. */
  firstPublishedAt: string | null;
  /** When the story last changed in substance, see `substance.ts`; never before `firstPublishedAt`. */
  modifiedAt: string;
  updatedAt: string;
  sourceTitle: string | null;
  sourceUrl: string | null;
  cover: PageCover | null;
  newsletter: PageNewsletter | null;
  sections: { heading: string; lead: string | null; bullets: { text: string }[] }[];
  relatedNews: PageEntry[];
}

export interface PageEntry {
  headline: string;
  teaser: string | null;
  url: string | null;
  /** Of the article it leads to, if it is one of ours. */
  slug?: string;
  /** Whether a person chose or wrote it, or the machine. */
  origin: Origin;
}

export interface PageTopic {
  name: string;
  slug: string;
}

export interface PageAuthor {
  name: string;
  slug: string;
  role: string | null;
  picture: PagePicture | null;
}

export interface PagePicture {
  url: string;
  width: number | null;
  height: number | null;
  alt: string | null;
}

export interface PageCover {
  url: string;
  /** Pixels; null for pictures without a size of their own (SVG). */
  width: number | null;
  height: number | null;
  alt: string | null;
  caption: string | null;
  credit: string | null;
  /** The same picture in other sizes, smallest first. */
  formats: { url: string; width: number; height: number }[];
}

export interface PageNewsletter {
  text: string;
  buttonLabel: string | null;
  url: string | null;
}

/** What lists show of a page. */
export type PageHead = Pick<
  PageData,
  | 'documentId'
  | 'slug'
  | 'title'
  | 'lead'
  | 'byline'
  | 'language'
  | 'topics'
  | 'firstPublishedAt'
  | 'modifiedAt'
  | 'updatedAt'
  | 'cover'
> & { authors: PageTopic[] };

/** A picture as the media library has it. */
export interface StoredPicture {
  url: string;
  width: number | null;
  height: number | null;
  alternativeText: string | null;
  caption: string | null;
  formats: Record<string, { url: string; width: number; height: number }> | null;
}

/** A published article as it stands in the database, with what its page shows of other articles. */
export interface PublishedArticle {
  documentId: string;
  slug: string;
  title: string;
  lead: string | null;
  byline: string | null;
  firstPublishedAt: Date | null;
  updatedAt: Date;
  sourceTitle: string | null;
  sourceUrl: string | null;
  coverAlt: string | null;
  coverCaption: string | null;
  coverCredit: string | null;
  cover: StoredPicture | null;
  topics: PageTopic[];
  authors: (Omit<PageAuthor, 'picture'> & { picture: StoredPicture | null })[];
  sections: StoredSection[];
  related: (StoredEntry & { liveTitle: string | null; liveSlug: string | null })[];
}

/** The published Site, as far as pages show it. */
export interface SiteSettings {
  name: string | null;
  /** Absolute, as it was typed. */
  url: string | null;
  language: string | null;
  newsletterText: string | null;
  newsletterButtonLabel: string | null;
  newsletterUrl: string | null;
}

/** A row of `article_pages`: one slug that readers were ever given. */
export interface PageRow {
  slug: string;
  documentId: string;
  live: boolean;
  version: number;
  data: string | null;
  meta: string | null;
  /** Cache tags that readers' caches may hold it under. */
  tags: string[];
  /** Whether it leads on to where its story is live, once it is not live itself. */
  redirects: boolean;
  /** Fingerprint of the story's substance, also of a page that is gone. */
  substance: string | null;
  /** ISO 8601. */
  modifiedAt: string | null;
}

/** What changed for readers; later parts (rebuilds, caches) live on these. */
export interface PageChange {
  kind:
    | 'article.published'
    | 'article.updated'
    | 'article.unpublished'
    | 'article.deleted'
    | 'article.moved'
    | 'recent-news.changed'
    | 'site.changed';
  documentId: string;
  slug: string;
  /** Every path that readers' caches may hold for it: after a move the old one too. */
  paths: string[];
  tags: string[];
  /** Page versions; null before the first and after the last. */
  versionBefore: number | null;
  versionAfter: number | null;
  /** ISO 8601, UTC. */
  at: string;
}
