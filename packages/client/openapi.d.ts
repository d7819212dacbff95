/** Made from openapi.json by `npm run openapi`; do not edit. */
export interface paths {
  '/api/articles/page/{slug}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One published story, whole */
    get: operations['page'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/articles/preview/{documentId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A draft as the page that its publish would make */
    get: operations['preview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/articles/pages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Headlines of what is published */
    get: operations['pages'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/articles/search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Published stories that hold some words */
    get: operations['search'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/articles/redirects': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Old addresses, each with the one it leads to */
    get: operations['redirects'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/site/page': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The site, its topics, its authors */
    get: operations['site'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/feeds/rss.xml': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The newest stories, RSS 2.0 */
    get: operations['feed_rss_xml'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/feeds/topics/{slug}/rss.xml': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The newest stories of a topic, RSS 2.0 */
    get: operations['topicFeed_rss_xml'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/feeds/atom.xml': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The newest stories, Atom 1.0 */
    get: operations['feed_atom_xml'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/feeds/topics/{slug}/atom.xml': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The newest stories of a topic, Atom 1.0 */
    get: operations['topicFeed_atom_xml'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/feeds/feed.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The newest stories, JSON Feed 1.1 */
    get: operations['feed_feed_json'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/feeds/topics/{slug}/feed.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The newest stories of a topic, JSON Feed 1.1 */
    get: operations['topicFeed_feed_json'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sitemaps/sitemap.xml': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All pages; beyond 50,000 an index of files that have them */
    get: operations['sitemap'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sitemaps/sitemap-{number}.xml': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One file of 50,000 pages, oldest first */
    get: operations['sitemapFile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/sitemaps/news.xml': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was published in the last two days */
    get: operations['newsSitemap'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This document */
    get: operations['contract'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/rebuilds/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What changed for readers since a moment */
    get: operations['changes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/rebuilds/receipts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Says what is live now */
    post: operations['receipts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Page: {
      /** @description Stays for the life of the story. */
      documentId: string;
      /** @description The story stands at `/slug` on the site. */
      slug: string;
      title: string;
      lead: string | null;
      byline: string | null;
      /** @description ISO 639-1, such as `en`. */
      language: string;
      authors: {
        name: string;
        slug: string;
        role: string | null;
        picture: components['schemas']['Picture'] | null;
      }[];
      topics: components['schemas']['Name'][];
      firstPublishedAt: string | null;
      /**
       * Format: date-time
       * @description When the story last changed in substance.
       */
      modifiedAt: string;
      /**
       * Format: date-time
       * @description When it was last saved.
       */
      updatedAt: string;
      sourceTitle: string | null;
      sourceUrl: string | null;
      cover: components['schemas']['Cover'] | null;
      newsletter: components['schemas']['Newsletter'] | null;
      sections: {
        heading: string;
        lead: string | null;
        bullets: {
          text: string;
        }[];
      }[];
      relatedNews: {
        headline: string;
        teaser: string | null;
        /** @description An address elsewhere; without `slug` only. */
        url: string | null;
        /** @description Of one of our own stories. */
        slug?: string;
        /**
         * @description Whether a person chose or wrote it.
         * @enum {string}
         */
        origin: 'editor' | 'machine';
      }[];
    };
    PageMeta: {
      /** @description Grows with each change that readers can see. */
      version: number;
      /** @description A schema.org NewsArticle. In HTML write `<` as `\u003c`. */
      jsonLd: {
        [key: string]: unknown;
      };
      openGraph: {
        property: string;
        content: string;
      }[];
    };
    PageAnswer: {
      data: components['schemas']['Page'];
      meta: components['schemas']['PageMeta'];
    };
    MovedAnswer: {
      data: null;
      meta: {
        redirect: {
          slug: string;
          path: string;
        };
      };
    };
    Name: {
      name: string;
      slug: string;
    };
    Picture: {
      /** @description Whole, or from the root of the newsroom (`/uploads/…`). */
      url: string;
      width: number | null;
      height: number | null;
      alt: string | null;
    };
    Cover: {
      /** @description Whole, or from the root of the newsroom (`/uploads/…`). */
      url: string;
      width: number | null;
      height: number | null;
      alt: string | null;
      caption: string | null;
      credit: string | null;
      /** @description The same picture in other sizes, smallest first. */
      formats: {
        /** @description Whole, or from the root of the newsroom (`/uploads/…`). */
        url: string;
        width: number;
        height: number;
      }[];
    };
    Newsletter: {
      text: string;
      buttonLabel: string | null;
      url: string | null;
    };
    Head: {
      /** @description Stays for the life of the story. */
      documentId: string;
      /** @description The story stands at `/slug` on the site. */
      slug: string;
      title: string;
      lead: string | null;
      byline: string | null;
      /** @description ISO 639-1, such as `en`. */
      language: string;
      authors: components['schemas']['Name'][];
      topics: components['schemas']['Name'][];
      firstPublishedAt: string | null;
      /**
       * Format: date-time
       * @description When the story last changed in substance.
       */
      modifiedAt: string;
      /**
       * Format: date-time
       * @description When it was last saved.
       */
      updatedAt: string;
      cover: components['schemas']['Cover'] | null;
    };
    ListAnswer: {
      data: components['schemas']['Head'][];
      meta: {
        /** @description Missing where the call had `after`. */
        pagination?: {
          page: number;
          pageSize: number;
          pageCount: number;
          total: number;
        };
        /** @description For `after` of the next call; null at the end. */
        cursor: string | null;
      };
    };
    Found: {
      /** @description Stays for the life of the story. */
      documentId: string;
      /** @description The story stands at `/slug` on the site. */
      slug: string;
      title: string;
      lead: string | null;
      byline: string | null;
      /** @description ISO 639-1, such as `en`. */
      language: string;
      authors: components['schemas']['Name'][];
      topics: components['schemas']['Name'][];
      firstPublishedAt: string | null;
      /**
       * Format: date-time
       * @description When the story last changed in substance.
       */
      modifiedAt: string;
      /**
       * Format: date-time
       * @description When it was last saved.
       */
      updatedAt: string;
      cover: components['schemas']['Cover'] | null;
      /** @description Escaped HTML in which `<mark>` stands around what was found. */
      highlight: {
        title: string;
        text: string;
      };
    };
    SearchAnswer: {
      data: components['schemas']['Found'][];
      meta: {
        query: string;
        pagination: {
          page: number;
          pageSize: number;
          more: boolean;
        };
        /** @description Nothing holds the words; these have similar headlines. */
        corrected: boolean;
      };
    };
    RedirectsAnswer: {
      /** @description Paths on the site. */
      data: {
        from: string;
        to: string;
      }[];
      meta: {
        /** @description For `after` of the next call; null at the end. */
        cursor: string | null;
      };
    };
    Site: {
      name: string | null;
      url: string | null;
      /** @description ISO 639-1, such as `en`. */
      language: string;
      newsletter: components['schemas']['Newsletter'] | null;
      recentNewsHeading: string;
      topics: {
        name: string;
        slug: string;
        description: string | null;
        stories: number;
      }[];
      authors: {
        name: string;
        slug: string;
        role: string | null;
        description: string | null;
        picture: components['schemas']['Picture'] | null;
        links: {
          label: string;
          url: string;
        }[];
        stories: number;
      }[];
    };
    SiteAnswer: {
      data: components['schemas']['Site'];
      meta: Record<string, never>;
    };
    Change: {
      kind: string;
      documentId: string;
      slug: string;
      paths: string[];
      tags: string[];
      versionBefore: number | null;
      versionAfter: number | null;
      /** Format: date-time */
      at: string;
    };
    ChangesAnswer: {
      data: components['schemas']['Change'][];
      meta: {
        cursor: string;
        more: boolean;
      };
    };
    ReceiptAnswer: {
      data: {
        /** @description Calls (`webhook-id`) all of which is live. */
        live: string[];
      };
    };
    Error: {
      data: null;
      error: {
        status: number;
        name: string;
        message: string;
        details: {
          [key: string]: unknown;
        };
      };
    };
    Receipt: {
      id: string;
      versions?: {
        [key: string]: number | null;
      };
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: {
    /** @description Strong: the same tag, the same bytes. */
    ETag: string;
    'Last-Modified': string;
    'Cache-Control': string;
    /** @description Names under which caches file it, with commas between them. */
    'Cache-Tag': string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  page: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the story; an old one answers 301. */
        slug: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The story. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PageAnswer'];
        };
      };
      /** @description The story stands elsewhere now. */
      301: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MovedAnswer'];
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description No story was ever published under this slug. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The story was published once and is no longer. */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  preview: {
    parameters: {
      query: {
        /** @description Comes with the address of the preview and expires. */
        token: string;
      };
      header?: never;
      path: {
        /** @description Of the article. */
        documentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The draft. Never cached. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PageAnswer'];
        };
      };
      /** @description The token is not good, or not any more. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The article is not there any more. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  pages: {
    parameters: {
      query?: {
        /** @description Only stories with this topic (its slug). */
        topic?: string;
        /** @description Only stories by this author (their slug). */
        author?: string;
        /** @description First published then or later: a day or an instant. */
        from?: string;
        /** @description First published before: a day or an instant. */
        to?: string;
        sort?:
          | 'firstPublishedAt'
          | 'firstPublishedAt:asc'
          | 'firstPublishedAt:desc'
          | 'updatedAt'
          | 'updatedAt:asc'
          | 'updatedAt:desc'
          | 'title'
          | 'title:asc'
          | 'title:desc';
        page?: number;
        pageSize?: number;
        /** @description The `meta.cursor` of the answer before. Stable while stories are published. */
        after?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Headlines, newest first unless `sort` says otherwise. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ListAnswer'];
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A parameter is wrong; `details.errors` names each. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  search: {
    parameters: {
      query: {
        /** @description Words to look for; the last may be unfinished. */
        q: string;
        /** @description Only stories with this topic (its slug). */
        topic?: string;
        page?: number;
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Stories, best first. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SearchAnswer'];
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A parameter is wrong; `details.errors` names each. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  redirects: {
    parameters: {
      query?: {
        /** @description The `meta.cursor` of the answer before. */
        after?: string;
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Paths on the site. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RedirectsAnswer'];
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A parameter is wrong; `details.errors` names each. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  site: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What stands around the stories. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SiteAnswer'];
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  feed_rss_xml: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The feed. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/rss+xml': string;
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The Site has no address yet, or there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  topicFeed_rss_xml: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the topic. */
        slug: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The feed. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/rss+xml': string;
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The Site has no address yet, or there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  feed_atom_xml: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The feed. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/atom+xml': string;
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The Site has no address yet, or there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  topicFeed_atom_xml: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the topic. */
        slug: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The feed. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/atom+xml': string;
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The Site has no address yet, or there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  feed_feed_json: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The feed. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/feed+json': string;
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The Site has no address yet, or there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  topicFeed_feed_json: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the topic. */
        slug: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The feed. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/feed+json': string;
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The Site has no address yet, or there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  sitemap: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The sitemap. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/xml': string;
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The Site has no address yet, or there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  sitemapFile: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Counts from 1. */
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The sitemap. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/xml': string;
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The Site has no address yet, or there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  newsSitemap: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The sitemap. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Last-Modified': components['headers']['Last-Modified'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Cache-Tag': components['headers']['Cache-Tag'];
          [name: string]: unknown;
        };
        content: {
          'application/xml': string;
        };
      };
      /** @description The caller has these bytes already (`If-None-Match`). */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good, or the public may read nothing at all. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom does not let you read this. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The Site has no address yet, or there is no such thing. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The newsroom cannot reach its database at the moment, and does not hold this answer. */
      503: {
        headers: {
          /** @description When to ask again, s. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  contract: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OpenAPI 3.1. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': Record<string, never>;
        };
      };
    };
  };
  changes: {
    parameters: {
      query?: {
        since?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Changes in the order in which they happened. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangesAnswer'];
        };
      };
      /** @description `since` is no cursor. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The token is not good. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description There is no token, or it has not the right *Rebuilds: changes: find*. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description They are no longer kept: build everything, and go on from `since=now`. */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  receipts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Receipt'];
      };
    };
    responses: {
      /** @description The calls all of which is live. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReceiptAnswer'];
        };
      };
      /** @description The body is wrong; `details.errors` names each fault. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description The token is not good. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description There is no token, or it has not the right *Rebuilds: receipts: create*. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description There is no such call in the log. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
}
