/** A reader process answers callers without a token as Strapi does: same status, headers, bytes. */
import { readRoutes } from '../../../src/reading/routes';
import type { Reading } from '../../../src/reading/reading';
import { loadScript } from '../../unit/scripts/load-script';
import { startNewsroom, type Newsroom } from '../harness';
import { startRelay, type Relay } from '../relay';
import { fillNewsroom } from '../site/filled-newsroom';
import { ask, timeless } from './raw';

jest.setTimeout(60_000);

let newsroom: Newsroom;
let relay: Relay;
let reader: { address: string; output: () => string; stop: () => Promise<void> };

beforeAll(async () => {
  // Koa's own answers are compared: those from memory are made of them.
  process.env.PAGE_MEMORY_MB = '0';
  process.env.PREVIEW_URL = 'https://preview.example/{documentId}?token={token}';
  newsroom = await startNewsroom(undefined, async (url) => {
    relay = await startRelay(url);
    return relay.urlOf(url);
  });
  newsroom.strapi.log.silent = true;
  await fillNewsroom(newsroom);
  const { startServer } = await loadScript('scripts/server-process.mjs');
  reader = await startServer({
    databaseUrl: newsroom.databaseUrl,
    env: {
      NEWSROOM_ROLE: 'reader',
      PUBLIC_URL: String(newsroom.strapi.config.get('server.url')),
      // A reader must do without them.
      APP_KEYS: '',
      ADMIN_JWT_SECRET: '',
    },
  });
}, 120_000);
afterAll(async () => {
  await reader?.stop();
  await newsroom?.stop();
  await relay?.close();
});

const ORIGIN = { Origin: 'https://paper.example' };

const both = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const answers = await Promise.all(
    [newsroom.url, reader.address].map((address) => ask(address, path, headers, method)),
  );
  return answers as [(typeof answers)[0], (typeof answers)[0]];
};

const expectSame = async (
  status: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
) => {
  const [strapis, readers] = await both(path, headers, method);
  const sent = { path, sent: headers, method };
  expect({ ...sent, ...timeless(readers) }).toEqual({ ...sent, ...timeless(strapis) });
  expect([method, path, readers.status]).toEqual([method, path, status]);
  return readers;
};

/** One answer of each kind, by the status that it has. */
const ADDRESSES: Record<number, string[]> = {
  200: [
    '/articles/page/storm',
    '/articles/pages?sort=title&pageSize=1',
    '/articles/pages?topic=sea&from=2026-01-01',
    '/articles/search?q=storm+peninsula',
    '/articles/search?q=penninsula',
    '/articles/redirects',
    '/site/page',
    ...['rss.xml', 'atom.xml', 'feed.json'].flatMap((format) => [
      `/feeds/${format}`,
      `/feeds/topics/sea/${format}`,
    ]),
    '/sitemaps/sitemap.xml',
    '/sitemaps/sitemap-1.xml',
    '/sitemaps/news.xml',
    '/openapi.json',
  ],
  301: ['/articles/page/stormy'],
  400: [
    '/articles/pages?pageSize=no&colour=red',
    '/articles/pages?sort[]=a:b',
    '/articles/pages?a[b][c]=%00',
    '/articles/search',
    '/articles/redirects?pageSize=0',
    '/articles/page/a%00b',
  ],
  404: [
    '/articles/page/never-seen',
    '/articles/page/%ZZ',
    '/articles/page/%ED%A0%80%00',
    '/feeds/feed.exe',
    '/feeds/topics/none/rss.xml',
    '/sitemaps/sitemap-9.xml',
  ],
  410: ['/articles/page/taken-back'],
};

it('has every route of Strapi that asks for the right to read articles, and the contract', () => {
  interface File {
    routes: { path: string; handler: string }[];
  }
  const apis = newsroom.strapi.apis as unknown as Record<string, { routes: Record<string, File> }>;
  const ours = Object.values(apis)
    .flatMap(({ routes }) => Object.values(routes))
    .flatMap(({ routes }) => routes)
    // The stock ones are named by their whole uid.
    .filter(({ handler }) => typeof handler === 'string' && !handler.startsWith('api::'))
    .map(({ path }) => path)
    .filter((path) => path !== '/articles/preview/:documentId');
  expect(
    readRoutes({} as Reading)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(ours.sort());
});

it.each(Object.entries(ADDRESSES))('answers %s alike', async (status, paths) => {
  for (const path of paths) {
    const { headers } = await expectSame(Number(status), `/api${path}`);
    await expectSame(Number(status), `/api${path}`, ORIGIN);
    await expectSame(Number(status), `/api${path}`, ORIGIN, 'HEAD');
    if (!headers.etag) continue;
    await expectSame(304, `/api${path}`, { 'If-None-Match': headers.etag });
    await expectSame(304, `/api${path}`, {
      ...ORIGIN,
      'If-Modified-Since': headers['last-modified']!,
    });
  }
});

it('answers what browsers ask first alike', async () => {
  const preflight = { ...ORIGIN, 'Access-Control-Request-Method': 'GET' };
  await expectSame(204, '/api/articles/pages', preflight, 'OPTIONS');
  await expectSame(
    204,
    '/api/articles/page/storm',
    { ...preflight, 'Access-Control-Request-Headers': 'X-Theirs' },
    'OPTIONS',
  );
});

it('says what it is when it is asked for something else', async () => {
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/admin'],
    ['GET', '/api/articles'],
    ['GET', '/api/articles/preview/x?token=y'],
    ['POST', '/api/articles/page/storm'],
    ['GET', '/api/rebuilds/changes'],
  ] as const) {
    const { status, body } = await ask(reader.address, path, {}, method);
    expect([path, status]).toEqual([path, 404]);
    expect(JSON.parse(body)).toMatchObject({
      data: null,
      error: {
        status: 404,
        name: 'NotFoundError',
        message: expect.stringMatching(/is a reader.*role all or admin/),
      },
    });
  }
  expect((await ask(reader.address, '/_health')).status).toBe(204);
});

it('gives nothing to a token, because it cannot check it', async () => {
  const { status, body } = await ask(reader.address, '/api/articles/page/storm', {
    Authorization: `Bearer ${await newsroom.token({ type: 'full-access' })}`,
  });
  expect(status).toBe(403);
  expect(JSON.parse(body).error.message).toMatch(/checks no tokens/);
});

it('closes within a second of the permission, and opens again', async () => {
  const permissions = newsroom.strapi.db.query('plugin::users-permissions.permission');
  const role = await newsroom.strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'public' } });
  const allow = (action: string) => permissions.create({ data: { action, role: role.id } });
  const soon = () => new Promise((resolve) => setTimeout(resolve, 1_000));
  const action = 'api::article.article.find';
  await permissions.deleteMany({ where: { action } });
  try {
    await soon();
    // Nothing at all is allowed: Strapi asks who it is.
    await expectSame(401, '/api/articles/page/storm', ORIGIN);
    await allow('api::topic.topic.find');
    await soon();
    await expectSame(403, '/api/articles/page/storm', ORIGIN);
    await expectSame(403, '/api/feeds/rss.xml');
    await expectSame(200, '/api/openapi.json');
  } finally {
    await allow(action);
  }
  await soon();
  await expectSame(200, '/api/articles/page/storm');
});

describe('while the database is away', () => {
  const away = async (path: string) => {
    const answers = await both(path, ORIGIN);
    expect(timeless(answers[1])).toEqual(timeless(answers[0]));
    expect(answers[1]).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(JSON.parse(answers[1].body).error).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/cannot reach its database/),
    });
  };
  const back = async () => {
    relay.leadTo();
    const until = Date.now() + 10_000;
    while (Date.now() < until) {
      const answers = await both('/api/articles/page/storm');
      if (answers.every(({ status }) => status === 200)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  // Knex tells the console of each connection that Strapi has lost.
  beforeAll(() => void jest.spyOn(console, 'log').mockImplementation(() => undefined));
  afterAll(() => jest.restoreAllMocks());
  afterEach(back);

  it.each(['gone', 'silent'] as const)('and %s, both say so, and soon', async (how) => {
    if (how === 'gone') relay.cut();
    else relay.hold();
    const began = performance.now();
    await Promise.all(
      ['/api/articles/page/storm', '/api/articles/pages', '/api/feeds/rss.xml'].map(away),
    );
    // Not after the minute that a connection may be waited for.
    expect(performance.now() - began).toBeLessThan(20_000);
    await expectSame(200, '/api/openapi.json');
    await back();
    await expectSame(200, '/api/articles/page/storm');
    expect(reader.output()).toMatch(/warn: The database cannot be read/);
  });
});
