/** @import { CallOptions, Client, PageAnswer } from './index.d.ts' */

export class NewsroomError extends Error {
  /**
   * @param {number} status
   * @param {string} name
   * @param {string} message
   * @param {Record<string, unknown>} details
   */
  constructor(status, name, message, details) {
    super(message);
    this.status = status;
    this.name = name;
    this.details = details;
  }
}

/** @type {import('./index.d.ts').jsonLdText} */
export const jsonLdText = (jsonLd) => JSON.stringify(jsonLd).replaceAll('<', '\\u003c');

/**
 * @param {Response} response
 * @returns {Promise<NewsroomError>}
 */
const errorOf = async (response) => {
  // Something between the newsroom and us may answer anything, such as a page of HTML.
  /** @type {any} */
  const body = await response.json().catch(() => null);
  const error = body?.error;
  return new NewsroomError(
    response.status,
    error?.name ?? 'HttpError',
    error?.message ?? `The newsroom answered ${response.status}.`,
    error?.details ?? {},
  );
};

/** @param {object} query */
const searchOf = (query) => {
  const given = Object.entries(query).filter(([, value]) => value != null);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text && `?${text}`;
};

/** @type {import('./index.d.ts').createClient} */
export const createClient = ({ url, token, fetch = globalThis.fetch }) => {
  const base = new URL(url).href.replace(/\/+$/, '');

  /**
   * @param {string} path
   * @param {CallOptions} [options]
   */
  const ask = async (path, options = {}) => {
    const headers = new Headers(options.headers);
    if (token) headers.set('Authorization', `Bearer ${token}`);
    const response = await fetch(`${base}/api${path}`, { ...options, headers });
    if (!response.ok) throw await errorOf(response);
    return response;
  };

  /**
   * The contract says what comes back; whoever calls this says which of its answers.
   * @param {string} path
   * @param {CallOptions} [options]
   * @returns {Promise<any>}
   */
  const read = async (path, options) => {
    const response = await ask(path, options);
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new NewsroomError(response.status, 'HttpError', 'The answer is not JSON.', {});
    }
  };

  /** @type {Client} */
  const client = {
    async page(slug, options) {
      try {
        /** @type {PageAnswer} */
        const { data, meta } = await read(`/articles/page/${encodeURIComponent(slug)}`, options);
        // `fetch` has followed a redirect; in a browser nothing else tells of it.
        const path = `/${encodeURIComponent(data.slug)}`;
        return { data, meta, ...(data.slug !== slug && { movedTo: { slug: data.slug, path } }) };
      } catch (error) {
        if (error instanceof NewsroomError && [404, 410].includes(error.status)) return null;
        throw error;
      }
    },

    preview: (documentId, previewToken, options) =>
      read(
        `/articles/preview/${encodeURIComponent(documentId)}${searchOf({ token: previewToken })}`,
        options,
      ),

    pages: (query = {}, options) => read(`/articles/pages${searchOf(query)}`, options),

    async *all(query = {}, options) {
      // Other orders have no cursor: it would end after the first hundred.
      if (query.sort && !query.sort.startsWith('firstPublishedAt'))
        throw new TypeError(`all goes by firstPublishedAt only, not by ${query.sort}; use pages`);
      let after;
      do {
        const { data, meta } = await client.pages({ pageSize: 100, ...query, after }, options);
        yield* data;
        after = meta.cursor ?? undefined;
      } while (after !== undefined);
    },

    search: (query, options) => read(`/articles/search${searchOf(query)}`, options),

    site: async (options) => (await read('/site/page', options)).data,

    async *redirects(options) {
      let after;
      do {
        const { data, meta } = await read(
          `/articles/redirects${searchOf({ pageSize: 1000, after })}`,
          options,
        );
        yield* data;
        after = meta.cursor ?? undefined;
      } while (after !== undefined);
    },

    async feed(format, topic, options) {
      const where = topic == null ? '' : `topics/${encodeURIComponent(topic)}/`;
      return (await ask(`/feeds/${where}${format}`, options)).text();
    },

    sitemap: async (file, options) => (await ask(`/sitemaps/${file}`, options)).text(),

    changes: (query = {}, options) => read(`/rebuilds/changes${searchOf(query)}`, options),

    async receipt(receipt, options = {}) {
      const headers = new Headers(options.headers);
      headers.set('Content-Type', 'application/json');
      const body = JSON.stringify(receipt);
      const answer = await read('/rebuilds/receipts', {
        ...options,
        method: 'POST',
        headers,
        body,
      });
      return answer.data;
    },

    picture: (picture) =>
      picture.startsWith('/') && !picture.startsWith('//') ? `${base}${picture}` : picture,
  };
  return client;
};
