import { createClient, NewsroomError, type Client } from '@newsroom/client';
import type { z } from 'zod';
import { articlePath } from '../addresses';
import { feedOf } from './feeds';
import { metaWithPictures, siteWithPictures, withPictures } from './pictures';
import {
  changesSchema,
  headSchema,
  listSchema,
  pageSchema,
  redirectSchema,
  siteSchema,
  type Article,
  type Change,
  type Head,
  type Meta,
  type Redirect,
  type Site,
} from './schemas';

/** What an address of an article leads to. */
export type Page =
  | { kind: 'page'; article: Article; meta: Meta }
  | { kind: 'moved'; to: string }
  | { kind: 'missing' };

export type PagesQuery = NonNullable<Parameters<Client['pages']>[0]>;

export interface PagesList {
  heads: Head[];
  /** Stories in all; null in an answer to `after`. */
  total: number | null;
  cursor: string | null;
}

export interface ChangesList {
  changes: Change[];
  cursor: string;
  more: boolean;
}

/** The newsroom, as a site knows it. Every call throws Error when there is no usable answer. */
export interface Newsroom {
  /** What browsers call the newsroom. */
  readonly publicUrl: string;
  page(slug: string): Promise<Page>;
  /** A draft; null when the token does not fit or there is none. */
  preview(documentId: string, token: string): Promise<{ article: Article; meta: Meta } | null>;
  pages(query?: PagesQuery): Promise<PagesList>;
  /** Every story, newest first. */
  allPages(): AsyncIterable<Head>;
  site(): Promise<Site>;
  redirects(): AsyncIterable<Redirect>;
  /** The text of a feed or sitemap, by its path on the site; null when there is none. */
  feed(path: string): Promise<string | null>;
  /** `since` is a cursor or "now". Null: what follows it is no longer kept. */
  changes(since: string): Promise<ChangesList | null>;
  receipt(id: string, versions: Record<string, number | null>): Promise<void>;
}

export interface NewsroomOptions {
  /** Where this process reaches the newsroom: best without a cache between. */
  url: string;
  /** What browsers call it, if something else. */
  publicUrl?: string;
  /** An API token; needed for `changes` and `receipt` only. */
  token?: string;
  /** Until a call is given up, ms. */
  timeout?: number;
}

export function createNewsroom(options: NewsroomOptions): Newsroom {
  const { url, publicUrl = url, token, timeout = 15_000 } = options;
  const fetch = patiently(timeout);
  // A token's rights take the place of the public's: pages are read without it.
  const open = createClient({ url, fetch });
  const authorized = createClient({ url, fetch, ...(token && { token }) });
  const { picture } = createClient({ url: publicUrl });

  const readable = (path: string, answer: unknown) => {
    const { data, meta } = checked(path, pageSchema, answer);
    return { article: withPictures(data, picture), meta: metaWithPictures(meta, picture) };
  };

  return {
    publicUrl,

    async page(slug) {
      const path = articlePath(slug);
      const answer = await told(path, open.page(slug));
      if (answer === null) return { kind: 'missing' };
      if (answer.movedTo) return { kind: 'moved', to: articlePath(answer.movedTo.slug) };
      return { kind: 'page', ...readable(path, answer) };
    },

    async preview(documentId, draftToken) {
      const path = `/preview/${documentId}`;
      const asked = unless([401, 403, 404, 410], open.preview(documentId, draftToken));
      const answer = await told(path, asked);
      return answer && readable(path, answer);
    },

    async pages(query) {
      const answer = await told('the list of stories', open.pages(query));
      const { data, meta } = checked('the list of stories', listSchema, answer);
      return {
        heads: data.map((head) => withPictures(head, picture)),
        total: meta.pagination?.total ?? null,
        cursor: meta.cursor,
      };
    },

    async *allPages() {
      for await (const head of toldAll(
        'the list of stories',
        open.all({ sort: 'firstPublishedAt:desc' }),
      )) {
        yield withPictures(checked('the list of stories', headSchema, head), picture);
      }
    },

    async site() {
      const answer = await told('the site', open.site());
      return siteWithPictures(checked('the site', siteSchema, answer), picture);
    },

    async *redirects() {
      for await (const redirect of toldAll('old addresses', open.redirects())) {
        yield checked('old addresses', redirectSchema, redirect);
      }
    },

    async feed(path) {
      const feed = feedOf(path);
      if (feed === null) return null;
      const asked =
        'sitemap' in feed ? open.sitemap(feed.sitemap) : open.feed(feed.format, feed.topic);
      return told(path, unless([404], asked));
    },

    async changes(since) {
      const asked = unless([410], authorized.changes({ since, limit: 200 }));
      const answer = await told('changes', asked);
      if (answer === null) return null;
      const { data, meta } = checked('changes', changesSchema, answer);
      return { changes: data, ...meta };
    },

    async receipt(id, versions) {
      await told('a receipt', authorized.receipt({ id, versions }));
    },
  };
}

/** `fetch` that gives up, and asks past caches: what is built now is kept until the next change. */
const patiently =
  (timeout: number): typeof fetch =>
  (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Cache-Control', 'no-cache');
    return fetch(input, { ...init, headers, signal: AbortSignal.timeout(timeout) });
  };

/** Null for answers that say there is nothing. */
const unless = async <T>(statuses: readonly number[], asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NewsroomError && statuses.includes(error.status)) return null;
    throw error;
  }
};

/** Names what was asked for: whoever reads the log sees nothing else of the call. */
const named = (what: string, cause: unknown): Error => {
  const problem =
    cause instanceof NewsroomError
      ? `the newsroom answered ${cause.status}: ${cause.message}`
      : `the newsroom does not answer (${(cause as Error).message})`;
  return new Error(`${what}: ${problem}`, { cause });
};

const told = async <T>(what: string, asked: Promise<T>): Promise<T> => {
  try {
    return await asked;
  } catch (error) {
    throw named(what, error);
  }
};

async function* toldAll<T>(what: string, asked: AsyncIterator<T>): AsyncGenerator<T> {
  for (;;) {
    const { done, value } = await told(what, asked.next());
    if (done) return;
    yield value;
  }
}

/** A newer or older newsroom may answer something else than the client's types promise. */
const checked = <S extends z.ZodType>(what: string, schema: S, answer: unknown): z.output<S> => {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `${what}: the answer is not as agreed (${issue?.path.join('.')}: ${issue?.message})`,
  );
};
