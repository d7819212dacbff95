/** Runs the examples of docs/frontend.md as they stand there, against composed answers. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { etagOf } from '../../../src/api/article/page/answer';
import { composeHead } from '../../../src/api/article/page/compose';
import { readListQuery } from '../../../src/api/article/page/list-query';
import { composeMeta } from '../../../src/api/article/page/meta';
import type { PageData } from '../../../src/api/article/page/types';
import { composeAround } from '../../../src/api/site/around/compose';
import { composeFeed } from '../../../src/api/site/feeds/compose';
import { composeSitemap } from '../../../src/api/site/sitemaps/compose';
import { until } from '../../integration/rebuilds/receiver';
import { full, NASTY, NEWSROOM, SITE, story } from '../feeds/stories';

const root = path.resolve(__dirname, '../../..');
const document = readFileSync(path.join(root, 'docs/frontend.md'), 'utf8');
const stories: PageData[] = [full(), story({ documentId: 'd2', slug: 'calm', title: 'Calm sea' })];
const children: ChildProcess[] = [];
let folder: string;
let newsroom: Server;
let url: string;

jest.setTimeout(30_000);

interface Said {
  status?: number;
  body: unknown;
  headers?: Record<string, string>;
}

const pageAnswer = (data: PageData) => ({
  data,
  meta: { version: 1, ...composeMeta(data, SITE) },
});
const fault = (status: number, name: string, details: object = {}): Said => ({
  status,
  body: { data: null, error: { status, name, message: 'No.', details } },
});

const lists = (query: Record<string, string>): Said => {
  try {
    const { filter } = readListQuery(query);
    const data = stories
      .filter(({ topics }) => !filter.topic || topics.some(({ slug }) => slug === filter.topic))
      .map(composeHead);
    const pagination = { page: 1, pageSize: 25, pageCount: 1, total: data.length };
    return { body: { data, meta: { pagination, cursor: null } } };
  } catch (error) {
    return fault(400, 'ValidationError', (error as { details: object }).details);
  }
};

const say = async (where: URL): Promise<Said> => {
  const query = Object.fromEntries(where.searchParams);
  const [, , kind, what, slug] = where.pathname.split('/');
  if (kind === 'feeds')
    return {
      body: composeFeed(
        { site: SITE, topic: null, stories, mediaOrigin: NEWSROOM },
        what === 'topics' ? 'atom.xml' : (what as 'rss.xml'),
      ),
    };
  if (kind === 'sitemaps')
    return {
      body: await composeSitemap(
        stories.map((each) => ({ ...each, modifiedAt: new Date(each.modifiedAt), picture: null })),
        SITE.url,
        NEWSROOM,
      ),
    };
  if (kind === 'site')
    return {
      body: {
        data: composeAround({ site: null, topics: [], authors: [], changedAt: null }),
        meta: {},
      },
    };
  if (what === 'pages') return lists(query);
  if (what === 'search') {
    const highlight = { title: '<mark>Calm</mark> sea', text: '' };
    return { body: { data: [{ ...composeHead(stories[1]!), highlight }], meta: {} } };
  }
  if (what === 'redirects')
    return { body: { data: [{ from: '/stormy', to: '/storm' }], meta: { cursor: null } } };
  if (what === 'preview')
    return query.token === 'good'
      ? { body: pageAnswer(stories[1]!) }
      : fault(403, 'ForbiddenError');
  if (slug === 'calmer')
    return { status: 301, body: {}, headers: { Location: '/api/articles/page/calm' } };
  const found = stories.find((each) => each.slug === slug);
  return found ? { body: pageAnswer(found) } : fault(404, 'NotFoundError');
};

beforeAll(async () => {
  newsroom = createServer(async (request, response) => {
    const { status = 200, body, headers } = await say(new URL(request.url!, 'http://newsroom'));
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const etag = etagOf(text);
    const isKnown = request.headers['if-none-match'] === etag;
    response.writeHead(isKnown ? 304 : status, { ETag: etag, ...headers });
    response.end(isKnown ? undefined : text);
  });
  await new Promise<void>((resolve) => {
    newsroom.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(newsroom.address() as AddressInfo).port}`;
  // Inside the project, so that the client is found.
  mkdirSync(path.join(root, '.newsroom'), { recursive: true });
  folder = mkdtempSync(path.join(root, '.newsroom/examples-'));
  for (const [, file, code] of document.matchAll(/^```js file=(\S+)\n([\s\S]*?)^```$/gm))
    writeFileSync(path.join(folder, file!), code!);
});

afterAll(async () => {
  await Promise.all(
    children.map(
      (child) =>
        new Promise<void>((resolve) => {
          if (child.exitCode !== null) return resolve();
          child.once('exit', () => resolve());
          child.kill('SIGKILL');
        }),
    ),
  );
  await new Promise((resolve) => newsroom.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const run = async (file: string) =>
  (
    await promisify(execFile)(process.execPath, [file], {
      cwd: folder,
      env: { ...process.env, NEWSROOM_URL: url },
    })
  ).stdout;

const startSite = async () => {
  const port = await new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
  const child = spawn(process.execPath, ['site.mjs'], {
    cwd: folder,
    env: { ...process.env, NEWSROOM_URL: url, PORT: String(port) },
    stdio: 'inherit',
  });
  children.push(child);
  const site = `http://127.0.0.1:${port}`;
  await until(
    'the site listens',
    () =>
      new Promise<boolean>((resolve) => {
        const socket = net.connect(port, '127.0.0.1', () => {
          socket.destroy();
          resolve(true);
        });
        socket.on('error', () => resolve(false));
      }),
    15_000,
  );
  return async (where: string) => {
    const response = await fetch(`${site}${where}`, { redirect: 'manual' });
    const { status, headers } = response;
    return { status, location: headers.get('location'), text: await response.text() };
  };
};

test('the site in one file', async () => {
  const get = await startSite();
  const page = await get('/storm-reaches-the-coast');
  expect(page.status).toBe(200);
  expect(page.text).toContain('<h2>What &#60;now&#62;?</h2>');
  expect(page.text).toContain('<meta property="og:type" content="article">');
  expect(page.text).toContain('"@type":"NewsArticle"');
  // The two that the example writes itself, whatever the headline says.
  expect(page.text.match(/<\/?script/g)).toEqual(['<script', '</script']);
  expect(await get('/calmer')).toMatchObject({ status: 301, location: '/calm' });
  expect(await get('/never')).toMatchObject({ status: 404 });
  expect((await get('/')).text).toContain('<a href="/calm">Calm sea</a>');
  expect((await get('/topics/sea-coast')).text).not.toContain('Calm sea');
  expect((await get('/search?q=cal')).text).toBe('<p><mark>Calm</mark> sea</p>');
  expect((await get('/preview/d2?token=good')).text).toContain('<h1>Calm sea</h1>');
  expect((await get('/preview/d2?token=old')).status).toBe(403);
  expect((await get('/rss.xml')).text).toContain('<rss version="2.0"');
  expect((await get('/topics/sea-coast/atom.xml')).text).toContain('<feed xmlns=');
  expect((await get('/sitemap.xml')).text).toContain('<urlset');
  expect((await get('/sitemap-1.xml')).text).toContain('<urlset');
  expect((await get('/news-sitemap.xml')).text).toContain('<urlset');
});

test('building all pages', async () => {
  await run('build.mjs');
  const files = readdirSync(path.join(folder, 'public')).sort();
  expect(files).toEqual(['_redirects', 'calm.json', 'storm-reaches-the-coast.json']);
  const built = JSON.parse(
    readFileSync(path.join(folder, 'public/storm-reaches-the-coast.json'), 'utf8'),
  );
  expect(built.title).toBe(NASTY.title);
  expect(readFileSync(path.join(folder, 'public/_redirects'), 'utf8')).toBe('/stormy /storm 301\n');
});

test('the small ones', async () => {
  expect(await run('november.mjs')).toContain('2 stories');
  expect(await run('conditional.mjs')).toBe('200 304\n');
  expect(await run('errors.mjs')).toBe("400 ValidationError [ 'pageSize' ]\n");
});
