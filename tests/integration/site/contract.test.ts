/** What the newsroom really answers is what its contract says: each call, each status. */
import { signLink } from '../../../src/plugins/desk/server/src/preview/link';
import { encodeCursor } from '../../../src/plugins/rebuilds/server/src/cursor';
import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { createChecker, type Call } from './contract';
import { fillNewsroom } from './filled-newsroom';

jest.setTimeout(90_000);

/* eslint-disable @typescript-eslint/no-explicit-any -- documents and answers are read field by field */
let newsroom: Newsroom;
let checker: ReturnType<typeof createChecker>;
let draft: { documentId: string; token: string };
let rebuildToken: string;
let weakToken: string;

const documents = (uid: string): any => newsroom.strapi.documents(uid as 'api::article.article');

beforeAll(async () => {
  newsroom = await startNewsroom();
  newsroom.strapi.log.silent = true;
  draft = await fillNewsroom(newsroom);
  rebuildToken = await newsroom.token({
    type: 'custom',
    permissions: ['plugin::rebuilds.changes.find', 'plugin::rebuilds.receipts.create'],
  });
  weakToken = await newsroom.token({ type: 'custom', permissions: ['api::topic.topic.find'] });
  const { body } = await newsroom.api('GET', '/openapi.json', undefined, null);
  checker = createChecker(newsroom.url, body);
}, 120_000);
afterAll(async () => {
  await newsroom?.stop();
});

const get = (where: string, path = where): Omit<Call, 'status'> => ({
  name: `GET /api${where}`,
  path: `/api${path}`,
});
const PAGE = '/articles/page/{slug}';
const PREVIEW = '/articles/preview/{documentId}';

/** Answers that have a validator, with the content type that goes with them. */
const cached = (): [Omit<Call, 'status'>, string][] => [
  ...['storm', 'calm-sea'].map((slug): [Omit<Call, 'status'>, string] => [
    get(PAGE, `/articles/page/${slug}`),
    'application/json',
  ]),
  ...[
    ...['', '?topic=sea', '?author=ann-reed', '?from=2026-01-01&to=2100-01-01T00:00:00Z'],
    ...['?sort=title', '?sort=updatedAt:asc', '?pageSize=1', '?page=2&pageSize=1', '?topic=none'],
  ].map((query): [Omit<Call, 'status'>, string] => [
    get('/articles/pages', `/articles/pages${query}`),
    'application/json',
  ]),
  ...['q=storm', 'q=penninsula', 'q=sea&topic=sea', 'q=', 'q=nothing&pageSize=1'].map(
    (query): [Omit<Call, 'status'>, string] => [
      get('/articles/search', `/articles/search?${query}`),
      'application/json',
    ],
  ),
  [get('/articles/redirects'), 'application/json'],
  [get('/articles/redirects', '/articles/redirects?pageSize=1&after=%2F'), 'application/json'],
  [get('/site/page'), 'application/json'],
  ...['/feeds/', '/feeds/topics/{slug}/'].flatMap((where) =>
    ['rss', 'atom', 'feed'].map((kind): [Omit<Call, 'status'>, string] => {
      const file = kind === 'feed' ? 'feed.json' : `${kind}.xml`;
      return [
        get(`${where}${file}`, `${where.replace('{slug}', 'sea')}${file}`),
        `application/${kind === 'feed' ? 'feed+json' : `${kind}+xml`}`,
      ];
    }),
  ),
  [get('/sitemaps/sitemap.xml'), 'application/xml'],
  [get('/sitemaps/sitemap-{number}.xml', '/sitemaps/sitemap-1.xml'), 'application/xml'],
  [get('/sitemaps/news.xml'), 'application/xml'],
];

const CACHING = 'public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400';

test('answers that caches keep: whole, and 304 to who has them', async () => {
  for (const [call, type] of cached()) {
    const whole = await checker.check({ ...call, status: 200 });
    expect([call.path, whole.type]).toEqual([call.path, type]);
    expect(whole.headers.get('cache-control')).toBe(CACHING);
    const etag = whole.headers.get('etag')!;
    // With the encoding behind it: `fetch` takes compressed bytes.
    expect(etag).toMatch(/^"[\w-]{20,}(\.\w+)?"$/);
    const headers = { 'If-None-Match': etag };
    const again = await checker.check({ ...call, status: 304, headers });
    expect([again.text, again.headers.get('etag')]).toEqual(['', etag]);
    expect(again.headers.get('cache-control')).toBe(CACHING);
  }
  const found = await checker.check({
    ...get('/articles/search', '/articles/search?q=penninsula'),
    status: 200,
  });
  expect(found.body).toMatchObject({ meta: { corrected: true }, data: [{ slug: 'storm' }] });
});

test('lists by cursor say no pagination, and end', async () => {
  const seen: string[] = [];
  let after = '';
  do {
    const query = `?pageSize=1${after && `&after=${after}`}`;
    const { body } = (await checker.check({
      ...get('/articles/pages', `/articles/pages${query}`),
      status: 200,
    })) as any;
    expect('pagination' in body.meta).toBe(after === '');
    seen.push(...body.data.map(({ slug }: { slug: string }) => slug));
    after = body.meta.cursor ?? '';
  } while (after !== '');
  expect(seen).toEqual(['storm', 'calm-sea']);
});

test('a moved story, a preview, the contract, what changed and a receipt', async () => {
  const moved = await checker.check({ ...get(PAGE, '/articles/page/stormy'), status: 301 });
  expect(moved.headers.get('location')).toBe('/api/articles/page/storm');
  expect(moved.body).toEqual({ data: null, meta: { redirect: { slug: 'storm', path: '/storm' } } });
  expect([moved.headers.get('cache-control'), moved.headers.get('cache-tag')]).toEqual([
    CACHING,
    expect.stringMatching(/^page-\w+,article-\w+,site$/),
  ]);
  const preview = await checker.check({
    ...get(PREVIEW, `/articles/preview/${draft.documentId}?token=${draft.token}`),
    status: 200,
  });
  expect(preview.headers.get('cache-control')).toBe('private, no-store');
  expect(preview.headers.get('etag')).toBeNull();
  await checker.check({ ...get('/openapi.json'), status: 200 });
  const changes = await checker.check({
    ...get('/rebuilds/changes'),
    status: 200,
    token: rebuildToken,
  });
  expect((changes.body as any).data.length).toBeGreaterThan(2);
  expect(changes.headers.get('cache-control')).toBe('no-store');
  await checker.check({
    name: 'POST /api/rebuilds/receipts',
    path: '/api/rebuilds/receipts',
    status: 200,
    token: rebuildToken,
    body: { id: 'a-call' },
  });
});

const expectErrors = async (calls: readonly Call[]) => {
  for (const call of calls) {
    const { body, headers } = (await checker.check(call)) as any;
    expect(body.error.message).not.toBe('');
    // Only that a story was taken back may be kept.
    if (call.status !== 410)
      expect(headers.get('cache-control') ?? 'no-store').toMatch(/no-store$/);
  }
};

test('errors for readers have one shape', async () => {
  await expectErrors([
    { ...get(PAGE, '/articles/page/never'), status: 404 },
    { ...get(PAGE, '/articles/page/taken-back'), status: 410 },
    ...['rss.xml', 'atom.xml', 'feed.json'].map((file) => ({
      ...get(`/feeds/topics/{slug}/${file}`, `/feeds/topics/none/${file}`),
      status: 404,
    })),
    { ...get('/sitemaps/sitemap-{number}.xml', '/sitemaps/sitemap-2.xml'), status: 404 },
  ]);
});

test('a wrong parameter is named', async () => {
  const wrong: [string, string, string][] = [
    ...['pageSize=0', 'sort=x', 'from=x', 'after=x', 'topic='].map(
      (query): [string, string, string] => ['/articles/pages', query, query.split('=')[0]!],
    ),
    ['/articles/pages', 'nothing=1', 'query'],
    ['/articles/search', '', 'q'],
    ['/articles/search', 'q=a&page=400&pageSize=50', 'page'],
    ['/articles/redirects', 'pageSize=5000', 'pageSize'],
  ];
  for (const [where, query, name] of wrong) {
    const { body } = await checker.check({ ...get(where, `${where}?${query}`), status: 400 });
    expect([query, (body as any).error]).toMatchObject([
      query,
      { name: 'ValidationError', details: { errors: [{ path: [name] }] } },
    ]);
  }
});

test('errors of the preview', async () => {
  const sign = (id: string, until: number) => signLink(process.env.ADMIN_JWT_SECRET!, id, until);
  const { documentId } = draft;
  const link = (id: string, token: string) =>
    get(PREVIEW, `/articles/preview/${id}?token=${token}`);
  const soon = Date.now() + 60_000;
  await expectErrors([
    { ...link('nobody', sign('nobody', soon)), status: 404 },
    { ...link(documentId, 'x'), status: 403 },
    { ...link(documentId, sign(documentId, Date.now() - 1)), status: 403 },
  ]);
});

test('errors for builders', async () => {
  const changes = get('/rebuilds/changes');
  const receipts = { name: 'POST /api/rebuilds/receipts', path: '/api/rebuilds/receipts' };
  const beyond = encodeCursor({ number: 1_000_000, index: 0 });
  const token = rebuildToken;
  await expectErrors([
    { ...changes, path: '/api/rebuilds/changes?since=x', status: 400, token },
    { ...changes, status: 401, token: 'no-such-token' },
    { ...changes, status: 403, token: weakToken },
    { ...changes, path: `/api/rebuilds/changes?since=${beyond}`, status: 410, token },
    { ...receipts, status: 400, token, body: {} },
    { ...receipts, status: 401, token: 'no-such-token', body: {} },
    { ...receipts, status: 403, token: weakToken, body: {} },
    { ...receipts, status: 404, token, body: { id: 'no-call' } },
  ]);
});

test('while the site has no address', async () => {
  const sites = documents('api::site.site');
  const { documentId } = await sites.findFirst({});
  await sites.unpublish({ documentId });
  const named = cached().filter(([{ path: where }]) => /\/(feeds|sitemaps)\//.test(where));
  await expectErrors(named.map(([call]) => ({ ...call, status: 404 })));
  await sites.publish({ documentId });
});

test('a token that may not read, or is none', async () => {
  await expectErrors(cached().map(([call]) => ({ ...call, status: 403, token: weakToken })));
  await checker.check({ ...get('/openapi.json'), status: 200, token: 'no-such-token' });
  await expectErrors(cached().map(([call]) => ({ ...call, status: 401, token: 'no-such-token' })));
});

test('where the public may read nothing', async () => {
  const permissions = newsroom.strapi.db.query('plugin::users-permissions.permission');
  const found: any[] = await permissions.findMany({
    where: { role: { type: 'public' } },
    populate: { role: true },
  });
  await permissions.deleteMany({ where: { id: { $in: found.map(({ id }) => id) } } });
  try {
    for (const [call] of cached()) {
      const { status } = await fetch(`${newsroom.url}${call.path}`);
      await checker.check({ ...call, status });
      expect([401, 403]).toContain(status);
    }
    await checker.check({ ...get('/openapi.json'), status: 200 });
  } finally {
    for (const { action, role } of found)
      await permissions.create({ data: { action, role: role.id } });
  }
  await checker.check({ ...get('/site/page'), status: 200 });
});

test('nothing that the contract promises was left out', () => {
  // Nobody is told 503 while there is a Postgres: what is said then is tested where it is stopped, in
  // front/coherence and reader/.
  expect(checker.unheard().filter((each) => !each.endsWith(' 503'))).toEqual([]);
});
