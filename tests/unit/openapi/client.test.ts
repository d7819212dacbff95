/** The client against a server that answers as the newsroom does. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createClient,
  jsonLdText,
  NewsroomError,
  type Head,
  type PageAnswer,
} from '../../../packages/client/index.js';
import { composeHead } from '../../../src/api/article/page/compose';
import { composeMeta } from '../../../src/api/article/page/meta';
import { full, SITE, story } from '../feeds/stories';

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

let server: Server;
let url: string;
let answers: Record<string, Answer> = {};
const asked: {
  method: string;
  where: string;
  headers: IncomingMessage['headers'];
  body: string;
}[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ method: request.method!, where: request.url!, headers: request.headers, body });
    const answer = answers[request.url!] ?? { status: 404, body: fault(404, 'NotFoundError') };
    response.writeHead(answer.status ?? 200, answer.headers);
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked.length = 0;
});

const fault = (status: number, name: string, details: object = {}) => ({
  data: null,
  error: { status, name, message: `It is ${status}.`, details },
});
const pageAnswer = (slug: string): PageAnswer => {
  const data = { ...full(), slug };
  return { data, meta: { version: 2, ...composeMeta(data, SITE) } };
};
const heads = (...slugs: string[]): Head[] => slugs.map((slug) => composeHead(story({ slug })));

test('a page comes with its meta; a moved one says where it stands', async () => {
  answers = {
    '/api/articles/page/storm': { body: pageAnswer('storm') },
    '/api/articles/page/storm-warning': {
      status: 301,
      headers: { Location: '/api/articles/page/storm' },
      body: { data: null, meta: { redirect: { slug: 'storm', path: '/storm' } } },
    },
  };
  const newsroom = createClient({ url: `${url}/` });
  const straight = await newsroom.page('storm');
  expect(straight).toEqual(pageAnswer('storm'));
  const moved = await newsroom.page('storm-warning');
  expect(moved).toEqual({ ...pageAnswer('storm'), movedTo: { slug: 'storm', path: '/storm' } });
  // What the types promise, used as a site uses it.
  const headline: string = straight!.data.sections[0]!.heading;
  const author: string | null | undefined = straight!.data.authors[0]?.role;
  expect([headline, author]).toEqual(['What <now>?', 'Editor']);
  // @ts-expect-error there is no such field
  expect(straight!.data.headlines).toBeUndefined();
});

test('no page is null, whether never or no longer; anything else is an error', async () => {
  answers = {
    '/api/articles/page/gone': { status: 410, body: fault(410, 'GoneError') },
    '/api/articles/page/closed': { status: 403, body: fault(403, 'ForbiddenError') },
    '/api/articles/page/proxy': { status: 502, body: '<h1>Bad gateway</h1>' },
    '/api/articles/page/portal': { body: '<h1>Please log in</h1>' },
  };
  const newsroom = createClient({ url });
  expect(await newsroom.page('never')).toBeNull();
  expect(await newsroom.page('gone')).toBeNull();
  const error = await newsroom.page('closed').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NewsroomError);
  expect(error).toMatchObject({ status: 403, name: 'ForbiddenError', message: 'It is 403.' });
  await expect(newsroom.page('proxy')).rejects.toMatchObject({ status: 502, name: 'HttpError' });
  await expect(newsroom.page('portal')).rejects.toMatchObject({
    status: 200,
    message: 'The answer is not JSON.',
  });
});

test('all goes on by cursors until there is none', async () => {
  answers = {
    '/api/articles/pages?pageSize=2&topic=sea': {
      body: { data: heads('a', 'b'), meta: { cursor: 'c1' } },
    },
    '/api/articles/pages?pageSize=2&topic=sea&after=c1': {
      body: { data: heads('c', 'd'), meta: { cursor: 'c2' } },
    },
    '/api/articles/pages?pageSize=2&topic=sea&after=c2': {
      body: { data: [], meta: { cursor: null } },
    },
  };
  const slugs: string[] = [];
  for await (const { slug } of createClient({ url }).all({ topic: 'sea', pageSize: 2 }))
    slugs.push(slug);
  expect(slugs).toEqual(['a', 'b', 'c', 'd']);
  expect(asked).toHaveLength(3);
});

test('all refuses an order that has no cursor', async () => {
  // @ts-expect-error and so do its types
  await expect(createClient({ url }).all({ sort: 'title' }).next()).rejects.toThrow(TypeError);
  expect(asked).toEqual([]);
});

test('a wrong parameter is an error that names it', async () => {
  const errors = [{ path: ['pageSize'], message: 'pageSize: must be …', name: 'ValidationError' }];
  answers = {
    '/api/articles/pages?pageSize=1000': {
      status: 400,
      body: fault(400, 'ValidationError', { errors }),
    },
  };
  await expect(createClient({ url }).pages({ pageSize: 1000 })).rejects.toMatchObject({
    status: 400,
    name: 'ValidationError',
    details: { errors },
  });
});

test('search, site, redirects, preview, feeds, sitemaps', async () => {
  const found = { ...heads('a')[0], highlight: { title: '<mark>Storm</mark>', text: '' } };
  answers = {
    '/api/articles/search?q=storm+%26+sea&page=2': {
      body: { data: [found], meta: { query: 'storm & sea', corrected: false } },
    },
    '/api/site/page': { body: { data: { name: 'Coast', topics: [] }, meta: {} } },
    '/api/articles/redirects?pageSize=1000': {
      body: { data: [{ from: '/a', to: '/b' }], meta: { cursor: 'x' } },
    },
    '/api/articles/redirects?pageSize=1000&after=x': {
      body: { data: [{ from: '/c', to: '/d' }], meta: { cursor: null } },
    },
    '/api/articles/preview/d1?token=t%2F1': { body: pageAnswer('draft') },
    '/api/feeds/rss.xml': { body: '<rss/>' },
    '/api/feeds/topics/sea/feed.json': { body: '{}' },
    '/api/sitemaps/sitemap-2.xml': { body: '<urlset/>' },
  };
  const newsroom = createClient({ url });
  const { data } = await newsroom.search({ q: 'storm & sea', page: 2 });
  expect(data[0]!.highlight.title).toBe('<mark>Storm</mark>');
  expect((await newsroom.site()).name).toBe('Coast');
  const redirects: { from: string; to: string }[] = [];
  for await (const redirect of newsroom.redirects()) redirects.push(redirect);
  expect(redirects).toEqual([
    { from: '/a', to: '/b' },
    { from: '/c', to: '/d' },
  ]);
  expect((await newsroom.preview('d1', 't/1')).data.slug).toBe('draft');
  expect(await newsroom.feed('rss.xml')).toBe('<rss/>');
  expect(await newsroom.feed('feed.json', 'sea')).toBe('{}');
  expect(await newsroom.sitemap('sitemap-2.xml')).toBe('<urlset/>');
  await expect(newsroom.feed('atom.xml')).rejects.toMatchObject({ status: 404 });
});

test('a token and the options of a call go along', async () => {
  answers = {
    '/api/rebuilds/changes?since=now': { body: { data: [], meta: { cursor: 'c', more: false } } },
    '/api/rebuilds/receipts': { body: { data: { live: ['msg_1'] } } },
  };
  const seen: unknown[] = [];
  const newsroom = createClient({
    url,
    token: 'secret',
    fetch: (where, init) => {
      seen.push((init as Record<string, unknown>).next);
      return fetch(where, init);
    },
  });
  expect((await newsroom.changes({ since: 'now' }, { next: { tags: ['x'] } })).meta.cursor).toBe(
    'c',
  );
  expect(await newsroom.receipt({ id: 'msg_1', versions: { d1: 5 } })).toEqual({ live: ['msg_1'] });
  expect(seen).toEqual([{ tags: ['x'] }, undefined]);
  expect(asked.map(({ method, headers }) => [method, headers.authorization])).toEqual([
    ['GET', 'Bearer secret'],
    ['POST', 'Bearer secret'],
  ]);
  expect(asked[1]).toMatchObject({
    headers: { 'content-type': 'application/json' },
    body: '{"id":"msg_1","versions":{"d1":5}}',
  });
});

test('a headline cannot end the script that carries it, and reads the same', () => {
  const { jsonLd } = pageAnswer('storm').meta;
  const text = jsonLdText(jsonLd);
  expect(text).not.toContain('<');
  expect(JSON.parse(text)).toEqual(jsonLd);
});

test('pictures of the newsroom get whole addresses', () => {
  const newsroom = createClient({ url: 'https://newsroom.example/' });
  expect(newsroom.picture('/uploads/a.jpg')).toBe('https://newsroom.example/uploads/a.jpg');
  expect(newsroom.picture('https://cdn.example/a.jpg')).toBe('https://cdn.example/a.jpg');
});
