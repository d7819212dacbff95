import type { z } from 'zod';
import { feedSource } from './feeds';
import { metaWithPictures, siteWithPictures, withPictures } from './pictures';
import {
  changesSchema,
  foundSchema,
  listSchema,
  movedSchema,
  pageSchema,
  redirectsSchema,
  siteAnswerSchema,
  type Article,
  type Change,
  type Found,
  type Head,
  type Meta,
  type Redirect,
  type Site,
} from './schemas';

/** What an address of an article leads to. */
export type Page =
  | { kind: 'page'; article: Article; meta: Meta }
  | { kind: 'moved'; to: string }
  | { kind: 'gone' }
  | { kind: 'missing' };

export interface PagesQuery {
  topic?: string;
  author?: string;
  /** Of `firstPublishedAt`, inclusive: a date or an instant. */
  from?: string;
  /** The same, exclusive. */
  to?: string;
  sort?: string;
  page?: number;
  /** 1 to 100; 25 unless given. */
  pageSize?: number;
  after?: string;
}

export interface PagesList {
  heads: Head[];
  /** Stories in all; null in an answer to `after`. */
  total: number | null;
  cursor: string | null;
}

export interface SearchQuery {
  q: string;
  topic?: string;
  page?: number;
  pageSize?: number;
}

export interface ChangesList {
  changes: Change[];
  cursor: string;
  more: boolean;
}

/** The newsroom, as a site knows it. Every call throws NewsroomError when there is no usable answer. */
export interface Newsroom {
  /** What browsers call the newsroom. */
  readonly publicUrl: string;
  page(slug: string): Promise<Page>;
  /** A draft; null when the token does not fit or there is none. */
  preview(documentId: string, token: string): Promise<{ article: Article; meta: Meta } | null>;
  pages(query?: PagesQuery): Promise<PagesList>;
  /** Every story, newest first. */
  allPages(query?: Omit<PagesQuery, 'page' | 'after' | 'pageSize' | 'sort'>): AsyncIterable<Head>;
  site(): Promise<Site>;
  redirects(): AsyncIterable<Redirect>;
  search(query: SearchQuery): Promise<Found>;
  /** The text of a feed or sitemap, by its path on the site; null when there is none. */
  feed(path: string): Promise<string | null>;
  /** `since` is a cursor or "now". Null: what follows it is no longer kept. */
  changes(since: string): Promise<ChangesList | null>;
  receipt(id: string, versions: Record<string, number | null>): Promise<void>;
}

/** The newsroom did not answer, or not as agreed. */
export class NewsroomError extends Error {
  override readonly name = 'NewsroomError';

  constructor(
    readonly path: string,
    /** Null: no answer at all. */
    readonly status: number | null,
    problem: string,
    cause?: unknown,
  ) {
    super(`${path}: ${problem}`, { cause });
  }
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

const MOST_A_CALL = 100;

export function createNewsroom(options: NewsroomOptions): Newsroom {
  const { url, publicUrl = url, token, timeout = 15_000 } = options;

  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    try {
      return await fetch(new URL(path, url), {
        ...init,
        // An old address is an answer here, not a detour.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeout),
        // What is built now is kept until the next change: a cache's copy would be kept too.
        headers: { 'Cache-Control': 'no-cache', ...init.headers },
      });
    } catch (error) {
      throw new NewsroomError(path, null, 'the newsroom does not answer', error);
    }
  };

  const read = async <T extends z.ZodType>(
    path: string,
    schema: T,
    response: Response,
  ): Promise<z.output<T>> => {
    let body: unknown;
    try {
      body = await response.json();
    } catch (error) {
      throw new NewsroomError(path, response.status, 'the answer is not JSON', error);
    }
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new NewsroomError(
      path,
      response.status,
      `the answer is not as agreed (${issue?.path.join('.')}: ${issue?.message})`,
    );
  };

  const get = async <T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> => {
    const response = await call(path);
    if (!response.ok) throw refused(path, response);
    return read(path, schema, response);
  };

  const authorized = { Authorization: `Bearer ${token}` };

  const pages = async (query: PagesQuery = {}): Promise<PagesList> => {
    const { data, meta } = await get(`/api/articles/pages${search(query)}`, listSchema);
    return {
      heads: data.map((head) => withPictures(head, publicUrl)),
      total: meta.pagination?.total ?? null,
      cursor: meta.cursor,
    };
  };

  return {
    publicUrl,
    pages,

    async page(slug) {
      const path = `/api/articles/page/${encodeURIComponent(slug)}`;
      const response = await call(path);
      if (response.status === 301) {
        const { meta } = await read(path, movedSchema, response);
        return { kind: 'moved', to: meta.redirect.path };
      }
      if (response.status === 404) return { kind: 'missing' };
      if (response.status === 410) return { kind: 'gone' };
      if (!response.ok) throw refused(path, response);
      const { data, meta } = await read(path, pageSchema, response);
      return {
        kind: 'page',
        article: withPictures(data, publicUrl),
        meta: metaWithPictures(meta, publicUrl),
      };
    },

    async preview(documentId, draftToken) {
      const path = `/api/articles/preview/${encodeURIComponent(documentId)}`;
      const response = await call(`${path}${search({ token: draftToken })}`);
      if ([401, 403, 404, 410].includes(response.status)) return null;
      if (!response.ok) throw refused(path, response);
      const { data, meta } = await read(path, pageSchema, response);
      return {
        article: withPictures(data, publicUrl),
        meta: metaWithPictures(meta, publicUrl),
      };
    },

    async *allPages(query = {}) {
      const whole = { ...query, sort: 'firstPublishedAt:desc', pageSize: MOST_A_CALL };
      let after: string | null = null;
      do {
        const list: PagesList = await pages(after === null ? whole : { ...whole, after });
        yield* list.heads;
        after = list.cursor;
      } while (after !== null);
    },

    async site() {
      const { data } = await get('/api/site/page', siteAnswerSchema);
      return siteWithPictures(data, publicUrl);
    },

    async *redirects() {
      let after: string | null = null;
      do {
        const query: object = { pageSize: MOST_A_CALL, ...(after !== null && { after }) };
        const list: z.output<typeof redirectsSchema> = await get(
          `/api/articles/redirects${search(query)}`,
          redirectsSchema,
        );
        yield* list.data;
        after = list.meta.cursor;
      } while (after !== null);
    },

    search: (query) => get(`/api/articles/search${search(query)}`, foundSchema),

    async feed(path) {
      const source = feedSource(path);
      if (source === null) return null;
      const response = await call(source);
      if (response.status === 404) return null;
      if (!response.ok) throw refused(source, response);
      return response.text();
    },

    async changes(since) {
      const path = `/api/rebuilds/changes${search({ since, limit: 200 })}`;
      const response = await call(path, { headers: authorized });
      if (response.status === 410) return null;
      if (!response.ok) throw refused(path, response);
      const { data, meta } = await read(path, changesSchema, response);
      return { changes: data, ...meta };
    },

    async receipt(id, versions) {
      const path = '/api/rebuilds/receipts';
      const response = await call(path, {
        method: 'POST',
        headers: { ...authorized, 'Content-Type': 'application/json' },
        body: JSON.stringify({ id, versions }),
      });
      if (!response.ok) throw refused(path, response);
    },
  };
}

const refused = (path: string, { status }: Response): NewsroomError =>
  new NewsroomError(path, status, `the newsroom answered ${status}`);

const search = (query: object): string => {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(key, String(value));
  }
  return parameters.size === 0 ? '' : `?${parameters}`;
};
