import http from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startNewsroom, type Newsroom } from '../harness';
import { createAndPublish, publish, textOf } from '../recent-news/stories';

jest.setTimeout(60_000);

// The server's own instance: what is compiled for the test would be another.
const { frontOf } = jest.requireActual<typeof import('../../../src/front/service')>(
  '../../../dist/src/front/service',
);

let newsroom: Newsroom;
let id: string;
beforeAll(async () => {
  newsroom = await startNewsroom();
  id = await createAndPublish(newsroom, { ...textOf('tram', 0), slug: 'tram-line' });
  await createAndPublish(newsroom, { ...textOf('tram', 1), slug: 'tram-strike' });
  const site = { name: 'The Tram Post', url: 'https://tram.example', language: 'en' };
  expect((await newsroom.api('PUT', '/site', { data: site })).status).toBe(200);
  await confirmed();
  await quiet();
}, 120_000);
afterAll(async () => {
  await newsroom?.stop();
});

interface Raw {
  status: number;
  headers: http.IncomingHttpHeaders;
  bytes: Buffer;
}

/** As it goes over the wire: `fetch` would unpack and add headers of its own. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> =>
  new Promise((resolve, reject) => {
    http
      .request(`${newsroom.url}${path}`, { method, headers, agent: false }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () =>
          resolve({
            status: res.statusCode!,
            headers: res.headers,
            bytes: Buffer.concat(chunks),
          }),
        );
      })
      .on('error', reject)
      .end();
  });

const front = () => frontOf(newsroom.strapi);
const confirmed = async (): Promise<void> => {
  while (front().stats().lag === null || !front().stats().open)
    await new Promise((resolve) => setTimeout(resolve, 20));
};
/** Until the record has been read once more: what was done before is not dropped a second time. */
const quiet = async (): Promise<void> => {
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  await wait(100);
  for (let last = 0; front().stats().lag! >= last; await wait(20)) last = front().stats().lag!;
};
/** What was answered from memory while `work` ran. */
const hits = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  const before = front().stats().answers;
  const result = await work();
  const { hit, notModified } = front().stats().answers;
  return [result, hit + notModified - before.hit - before.notModified];
};

const PAGE = '/api/articles/page/tram-line';
const LIST = '/api/articles/pages?pageSize=2';

/** What may differ between two answers that are the same. */
const without = ({ headers }: Raw, ...names: string[]) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['date', 'connection', ...names].includes(name)),
  );

const ADDRESSES = [
  PAGE,
  LIST,
  '/api/site/page',
  '/api/feeds/rss.xml',
  '/api/feeds/feed.json',
  '/api/sitemaps/sitemap.xml',
  '/api/sitemaps/news.xml',
];

test.each(ADDRESSES)('%s from memory is what Koa answers, to the header', async (address) => {
  for (const origin of [undefined, 'https://reader.example']) {
    const headers: Record<string, string> = origin === undefined ? {} : { origin };
    const koa = await ask(address, headers);
    const [memory, hit] = await hits(() => ask(address, headers));
    expect([koa.status, memory.status]).toEqual([200, 200]);
    expect(hit).toBe(1);
    expect(without(memory)).toEqual(without(koa));
    expect(memory.bytes.equals(koa.bytes)).toBe(true);
    const head = await ask(address, headers, 'HEAD');
    expect(without(head)).toEqual(without(memory));
    expect(head.bytes).toHaveLength(0);
  }
});

test('compressed for whoever takes it, each encoding with a strong tag of its own', async () => {
  const plain = await ask(PAGE);
  const br = await ask(PAGE, { 'accept-encoding': 'gzip, deflate, br, zstd' });
  const gzip = await ask(PAGE, { 'accept-encoding': 'br;q=0.2, gzip' });
  expect(br.headers['content-encoding']).toBe('br');
  expect(gzip.headers['content-encoding']).toBe('gzip');
  expect(brotliDecompressSync(br.bytes).equals(plain.bytes)).toBe(true);
  expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
  expect(new Set([plain, br, gzip].map(({ headers }) => headers.etag)).size).toBe(3);
  for (const { headers } of [plain, br, gzip]) {
    expect(headers.vary).toMatch(/Accept-Encoding/);
    expect(headers.etag).not.toMatch(/^W/);
    const again = await ask(PAGE, {
      'if-none-match': headers.etag!,
      'accept-encoding': 'br',
    });
    expect(again.status).toBe(304);
    expect(again.bytes).toHaveLength(0);
  }
  expect((await ask(PAGE, { 'if-none-match': '"another"' })).status).toBe(200);
  const since = await ask(PAGE, { 'if-modified-since': plain.headers['last-modified']! });
  expect(since.status).toBe(304);
});

test('a memory that is cold answers 304 too, and keeps the whole page', async () => {
  const { headers } = await ask(PAGE);
  await publish(newsroom, id);
  front().drop([{ documentId: id, slug: 'tram-line' }]);
  const [cold, hit] = await hits(() => ask(PAGE, { 'if-none-match': headers.etag! }));
  expect([cold.status, hit]).toEqual([304, 0]);
  const [warm, again] = await hits(() => ask(PAGE));
  expect([warm.status, again]).toEqual([200, 1]);
  expect(warm.headers.etag).toBe(headers.etag);
});

test.each([
  ['a token', PAGE, { authorization: 'Bearer nobody' }, 'GET', 401],
  ['a parameter that is not known', `${PAGE}?draft=1`, {}, 'GET', 200],
  ['a parameter given twice', `${LIST}&pageSize=3`, {}, 'GET', 400],
  ['another method', PAGE, {}, 'POST', 405],
  ['a page that is not there', '/api/articles/page/nobody', {}, 'GET', 404],
])('%s goes on to Koa', async (_what, address, headers, method, status) => {
  await ask(PAGE);
  await ask(LIST);
  for (let i = 0; i < 2; i++) {
    const [answer, hit] = await hits(() => ask(address, headers, method));
    expect([answer.status, hit]).toEqual([status, 0]);
  }
});

test('a herd on a cold page is one query, and everybody gets the page', async () => {
  await quiet();
  front().drop([{ documentId: id, slug: 'tram-line' }]);
  const asked: string[] = [];
  const listen = ({ sql }: { sql: string }) => {
    if (sql.includes('FROM article_pages p WHERE p.slug')) asked.push(sql);
  };
  newsroom.strapi.db.connection.on('query', listen);
  const answers = await Promise.all(Array.from({ length: 300 }, () => ask(PAGE)));
  newsroom.strapi.db.connection.off('query', listen);
  expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.etag}`)).size).toBe(1);
  expect(answers[0]!.status).toBe(200);
  expect(asked).toHaveLength(1);
});

test('a herd on what is not there, or no more, is told the same, to the header', async () => {
  const withdrawn = await createAndPublish(newsroom, {
    ...textOf('tram', 2),
    slug: 'tram-withdrawn',
  });
  await newsroom.strapi.documents('api::article.article').unpublish({ documentId: withdrawn });
  await quiet();
  for (const [slug, status, told] of [
    ['nobody-yet', 404, { 'cache-control': 'private, no-store' }],
    ['tram-withdrawn', 410, { 'cache-tag': expect.stringContaining(`article-${withdrawn}`) }],
  ] as const) {
    const herd = Array.from({ length: 50 }, () => ask(`/api/articles/page/${slug}`));
    const answers = await Promise.all(herd);
    expect(answers[0]!.headers).toMatchObject(told);
    for (const answer of answers) {
      expect(answer.status).toBe(status);
      expect(without(answer)).toEqual(without(answers[0]!));
    }
  }
});

test('what is published is there with the next read, on the page and in lists; a retraction too', async () => {
  for (let i = 0; i < 5; i++) {
    await ask(PAGE);
    await ask(LIST);
    await newsroom.api('PUT', `/articles/${id}`, { data: { title: `The tram line, part ${i}` } });
    expect((await ask(PAGE)).bytes.toString()).toContain(`The tram line, part ${i}`);
    expect((await ask(LIST)).bytes.toString()).toContain(`The tram line, part ${i}`);
  }
  await newsroom.strapi.documents('api::article.article').unpublish({ documentId: id });
  expect((await ask(PAGE)).status).toBe(410);
  expect((await ask(LIST)).bytes.toString()).not.toContain('The tram line');
  await publish(newsroom, id);
  expect((await ask(PAGE)).status).toBe(200);
});

test('an act that is rolled back drops nothing and shows nothing', async () => {
  await quiet();
  const before = await ask(PAGE);
  const draft = { data: { title: 'Never to be read' } };
  expect((await newsroom.api('PUT', `/articles/${id}?status=draft`, draft)).status).toBe(200);
  await expect(
    newsroom.strapi.db.transaction(async () => {
      await publish(newsroom, id);
      throw new Error('the caller thinks again');
    }),
  ).rejects.toThrow('thinks again');
  const [after, hit] = await hits(() => ask(PAGE));
  expect(hit).toBe(1);
  expect(after.bytes.equals(before.bytes)).toBe(true);
});

test('the permission of the public is honoured within a second, both ways', async () => {
  await ask(PAGE);
  const permissions = newsroom.strapi.db.query('plugin::users-permissions.permission');
  const granted = await permissions.findOne({
    where: { action: 'api::article.article.find', role: { type: 'public' } },
    populate: ['role'],
  });
  await permissions.delete({ where: { id: granted.id } });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect((await ask(PAGE)).status).toBe(401);
  await permissions.create({ data: { action: granted.action, role: granted.role.id } });
  await confirmed();
  expect((await ask(PAGE)).status).toBe(200);
});

test('memory is bounded by bytes, and the oldest go', async () => {
  const { maxBytes, bytes, entries } = front().stats();
  expect(maxBytes).toBe(128 * 1_024 * 1_024);
  expect(entries).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(0);
});
