import type { components, operations } from './openapi.js';

type Schemas = components['schemas'];
type Query<Name extends keyof operations> = NonNullable<
  operations[Name]['parameters'] extends { query?: infer Each } ? Each : never
>;

export type Page = Schemas['Page'];
export type PageMeta = Schemas['PageMeta'];
export type Head = Schemas['Head'];
export type Found = Schemas['Found'];
export type Site = Schemas['Site'];
export type Change = Schemas['Change'];

/** A page, and where it stands if it was asked for by an old slug. */
export interface PageAnswer {
  data: Page;
  meta: PageMeta;
  /** Only after a move: send readers there for good. `path` is one on the site. */
  movedTo?: { slug: string; path: string };
}

export interface ClientOptions {
  /** Of the newsroom, such as `https://newsroom.example`. */
  url: string;
  /** An API token; only where the newsroom is closed, and for `changes` and `receipt`. */
  token?: string;
  /** What calls go through; default the global `fetch`. */
  fetch?: typeof globalThis.fetch;
}

/** Goes along with one call: a signal, or what a framework's `fetch` takes (`next`, `cf`). */
export type CallOptions = RequestInit & Record<string, unknown>;

export type FeedFormat = 'rss.xml' | 'atom.xml' | 'feed.json';
export type SitemapFile = 'sitemap.xml' | `sitemap-${number}.xml` | 'news.xml';

/** Every call throws {@link NewsroomError} for an answer that is an error, and what `fetch` throws. */
export interface Client {
  /** One story; null where there is none (404) or none any more (410). Follows moves. */
  page(slug: string, options?: CallOptions): Promise<PageAnswer | null>;
  /** A draft by its preview link; an expired link is an error with status 403. */
  preview(documentId: string, token: string, options?: CallOptions): Promise<PageAnswer>;
  /** One piece of the list of stories. */
  pages(query?: Query<'pages'>, options?: CallOptions): Promise<Schemas['ListAnswer']>;
  /** All stories that the query lets through, fetched as they are asked for, 100 at a time. */
  all(
    query?: Omit<Query<'pages'>, 'page' | 'after'> & {
      sort?: 'firstPublishedAt' | `firstPublishedAt:${'asc' | 'desc'}`;
    },
    options?: CallOptions,
  ): AsyncGenerator<Head, void, undefined>;
  search(query: Query<'search'>, options?: CallOptions): Promise<Schemas['SearchAnswer']>;
  site(options?: CallOptions): Promise<Site>;
  /** All old paths with the new ones, fetched as they are asked for, 1,000 at a time. */
  redirects(options?: CallOptions): AsyncGenerator<{ from: string; to: string }, void, undefined>;
  /** The text of a feed: of the site, or of a topic by its slug. */
  feed(format: FeedFormat, topic?: string | null, options?: CallOptions): Promise<string>;
  /** The text of a sitemap. */
  sitemap(file: SitemapFile, options?: CallOptions): Promise<string>;
  /** What changed since a cursor; see docs/rebuilds.md. Needs a token. */
  changes(query?: Query<'changes'>, options?: CallOptions): Promise<Schemas['ChangesAnswer']>;
  /** Says what is live; see docs/rebuilds.md. Needs a token. */
  receipt(receipt: Schemas['Receipt'], options?: CallOptions): Promise<{ live: string[] }>;
  /** The whole address of a picture. */
  picture(url: string): string;
}

/** @throws TypeError when `url` is no address */
export function createClient(options: ClientOptions): Client;

/** An answer of the newsroom that is an error. */
export class NewsroomError extends Error {
  constructor(status: number, name: string, message: string, details: Record<string, unknown>);
  /** Of HTTP. */
  status: number;
  /** Such as `ValidationError`; `HttpError` where something between answered. */
  name: string;
  /** Such as `errors`, a list of what is wrong with each parameter. */
  details: Record<string, unknown>;
}

/** JSON-LD for the inside of a `<script type="application/ld+json">`: no text in it can end the element. */
export function jsonLdText(jsonLd: PageMeta['jsonLd']): string;
