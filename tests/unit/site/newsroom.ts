import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import {
  foundAnswer,
  listAnswer,
  newest,
  pageAnswer,
  siteAnswer,
  type Content,
  type Named,
  type Story,
} from './answers';

/** A newsroom in memory that answers the content API: what the build server is tested against. */

export type { Named, Story } from './answers';

export interface Change {
  kind: string;
  documentId: string;
  slug: string;
  paths: string[];
  tags: string[];
  versionBefore: number | null;
  versionAfter: number | null;
  at: string;
}

export const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
export const TOKEN = 'token-of-the-site';

const NOW = '2026-11-28T12:00:00.000Z';

export class MemoryNewsroom implements Content {
  readonly stories = new Map<string, Story>();
  readonly moved = new Map<string, string>();
  readonly gone = new Set<string>();
  readonly topics = new Map<string, Named>();
  readonly authors = new Map<string, Named>();
  readonly changes: Change[] = [];
  readonly receipts: { id: string; versions: Record<string, number | null> }[] = [];
  /** Every request, such as "GET /api/site/page". */
  readonly asked: string[] = [];
  /** Those that came with a token, without their query. */
  readonly trusted: string[] = [];
  readonly drafts = new Map<string, string>();
  name = 'The Harrowmouth Brief';
  url: string | null = 'https://brief.example';
  newsletter: unknown = null;
  /** Changes before this one are no longer kept. */
  keptFrom = 0;
  /** Paths that answer 500. */
  readonly broken = new Set<string>();
  address = '';
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  /** Puts a story in, as if it had always stood there. */
  seed(part: Partial<Story> & { slug: string }): Story {
    const story: Story = {
      documentId: `id${part.slug.replaceAll('-', '')}`,
      title: `Title of ${part.slug}`,
      lead: null,
      byline: null,
      language: 'en',
      topics: [],
      authors: [],
      firstPublishedAt: NOW,
      modifiedAt: part.firstPublishedAt ?? NOW,
      version: 1,
      cover: null,
      sourceTitle: null,
      sourceUrl: null,
      newsletter: null,
      sections: [],
      relatedNews: [],
      ...part,
    };
    this.stories.set(story.documentId, story);
    return story;
  }

  publish(part: Partial<Story> & { slug: string }): Change {
    const story = this.seed(part);
    return this.#tell('article.published', story, { before: null, paths: [story.slug] });
  }

  update(documentId: string, part: Partial<Story>): Change {
    const old = this.#story(documentId);
    const story = { ...old, ...part, version: old.version + 1 };
    this.stories.set(documentId, story);
    if (story.slug === old.slug) {
      return this.#tell('article.updated', story, { before: old, paths: [story.slug] });
    }
    this.moved.set(old.slug, story.slug);
    for (const [from, to] of this.moved) if (to === old.slug) this.moved.set(from, story.slug);
    return this.#tell('article.moved', story, { before: old, paths: [old.slug, story.slug] });
  }

  retract(documentId: string): Change {
    const story = this.#story(documentId);
    this.stories.delete(documentId);
    this.gone.add(story.slug);
    return this.#tell('article.unpublished', story, {
      before: story,
      paths: [story.slug],
      after: null,
    });
  }

  /** Takes an earlier address away: it leads nowhere from then on. */
  close(slug: string): Change {
    const to = this.moved.get(slug);
    const story = [...this.stories.values()].find((one) => one.slug === to);
    if (!story) throw new Error(`no story was at ${slug}`);
    this.moved.delete(slug);
    this.gone.add(slug);
    return this.#tell('article.moved', story, { before: story, paths: [slug] });
  }

  changeTopic(slug: string, part: Partial<Named> | null): Change {
    if (part === null) this.topics.delete(slug);
    else this.topics.set(slug, { name: slug, slug, ...this.topics.get(slug), ...part });
    const change: Change = {
      kind: 'site.changed',
      documentId: `topic${slug}`,
      slug,
      paths: [`/topics/${slug}`],
      tags: [`topic-${slug}`],
      versionBefore: null,
      versionAfter: null,
      at: NOW,
    };
    this.changes.push(change);
    return change;
  }

  /** A signed rebuild call, as `fetch` takes it. */
  call(
    changes: Change[],
    { id = `msg_${this.changes.length}`, since = null as string | null } = {},
  ) {
    const body = JSON.stringify({
      type: 'content.changed',
      timestamp: NOW,
      data: { count: changes.length, changes, since },
    });
    return this.signed(id, body);
  }

  signed(id: string, body: string, secret = SECRET) {
    const at = new Date();
    return {
      method: 'POST',
      body,
      headers: {
        'Content-Type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      },
    };
  }

  #story(documentId: string): Story {
    const story = this.stories.get(documentId);
    if (!story) throw new Error(`There is no story ${documentId}.`);
    return story;
  }

  #tell(
    kind: string,
    story: Story,
    {
      before,
      paths,
      after = story,
    }: { before: Story | null; paths: string[]; after?: Story | null },
  ): Change {
    const named = [before, after].filter((one) => one !== null);
    const change: Change = {
      kind,
      documentId: story.documentId,
      slug: story.slug,
      paths: paths.map((slug) => `/${slug}`),
      tags: [
        ...new Set([
          `article-${story.documentId}`,
          ...named.flatMap(({ topics }) => topics.map((slug) => `topic-${slug}`)),
          ...named.flatMap(({ authors }) => authors.map((slug) => `author-${slug}`)),
        ]),
      ],
      versionBefore: before?.version ?? null,
      versionAfter: after?.version ?? null,
      at: NOW,
    };
    this.changes.push(change);
    return change;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.address);
    this.asked.push(`${request.method} ${url.pathname}${url.search}`);
    if (request.headers.authorization) this.trusted.push(`${request.method} ${url.pathname}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, { 'Access-Control-Allow-Origin': '*', ...headers }).end(text);
    };
    const refuse = (status: number) =>
      send(status, { data: null, error: { status, name: 'Error', message: '', details: {} } });
    if (this.broken.has(url.pathname)) return refuse(500);
    const query = url.searchParams;
    const rest = (prefix: string) =>
      url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : null;

    const slug = rest('/api/articles/page/');
    if (slug !== null) {
      const story = [...this.stories.values()].find((one) => one.slug === slug);
      if (story) return send(200, pageAnswer(this, story));
      const to = this.moved.get(slug);
      if (to) {
        const redirect = { slug: to, path: `/${to}` };
        const Location = `/api/articles/page/${to}`;
        return send(301, { data: null, meta: { redirect } }, { Location });
      }
      return refuse(this.gone.has(slug) ? 410 : 404);
    }
    const draft = rest('/api/articles/preview/');
    if (draft !== null) {
      const story = this.stories.get(draft);
      const fits = story && this.drafts.get(draft) === query.get('token');
      return fits
        ? send(200, pageAnswer(this, { ...story, title: `Draft of ${story.title}` }))
        : refuse(404);
    }
    if (url.pathname === '/api/articles/pages') return send(200, listAnswer(this, query));
    if (url.pathname === '/api/articles/search') return send(200, foundAnswer(this, query));
    if (url.pathname === '/api/articles/redirects') {
      const data = [...this.moved].map(([from, to]) => ({ from: `/${from}`, to: `/${to}` }));
      return send(200, { data, meta: { cursor: null } });
    }
    if (url.pathname === '/api/site/page') return send(200, { data: siteAnswer(this), meta: {} });
    if (rest('/api/feeds/') !== null || rest('/api/sitemaps/') !== null) {
      if (this.url === null || /sitemap-\d/.test(url.pathname)) return refuse(404);
      const topic = /topics\/([^/]+)/.exec(url.pathname)?.[1];
      if (topic && !this.topics.has(topic)) return refuse(404);
      const listed = newest(this)
        .filter((one) => !topic || one.topics.includes(topic))
        .map((one) => `${this.url}/${one.slug}`);
      return send(200, `${url.pathname}\n${listed.join('\n')}\n`);
    }
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return refuse(403);
    if (url.pathname === '/api/rebuilds/changes') {
      const since = query.get('since') === 'now' ? this.changes.length : Number(query.get('since'));
      if (since < this.keptFrom) return refuse(410);
      const data = this.changes.slice(since, since + 2);
      const cursor = since + data.length;
      const meta = { cursor: String(cursor), more: cursor < this.changes.length };
      return send(200, { data, meta });
    }
    if (url.pathname === '/api/rebuilds/receipts') {
      this.receipts.push(JSON.parse(Buffer.concat(chunks).toString()));
      return send(200, { data: {} });
    }
    return refuse(404);
  }
}
