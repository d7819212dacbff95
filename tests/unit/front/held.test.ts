/** The database is gone, and nobody has noticed yet: what must be made anew is given as it is held. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { createFront, type Standing } from '../../../src/front/front';
import { answerWhenAway } from '../../../src/http/answer-when-away';

const LIST = '/api/articles/pages';
const PAGE = '/api/articles/page/tram';

let address: string;
let server: http.Server;
let isAway = false;
let made = 0;
let standing: Standing;
const refused = () => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
const log = { info: () => undefined, warn: () => undefined };

/** What has passed beside the clock, ms. */
let passed = 0;
const now = performance.now.bind(performance);

beforeEach(async () => {
  isAway = false;
  made = 0;
  passed = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now() + passed);
  standing = { open: true, confirmedAt: performance.now() };
  const front = createFront({ maxBytes: 1_000_000, standing: () => standing, access: null });
  const app = new Koa();
  app.silent = true;
  app
    .use(answerWhenAway({ concerns: () => true, held: (ctx) => front.giveHeld(ctx), log }))
    // Whether everybody may read is a question to the database as well.
    .use((ctx, next) => {
      if (isAway && ctx.path === PAGE) throw refused();
      return next();
    })
    .use((ctx, next) => front.keep(ctx, next))
    .use((ctx) => {
      if (isAway) throw refused();
      made++;
      ctx.set({ ETag: `"${made}"`, 'Cache-Tag': 'article-1, lists' });
      ctx.type = 'json';
      ctx.body = JSON.stringify({ made, padding: ' '.repeat(5_000) });
    });
  server = http.createServer(front.wrap(app.callback() as http.RequestListener));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  jest.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

const ask = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${address}${path}`, { headers });
  const text = await answer.text();
  return {
    status: answer.status,
    made: answer.status === 200 ? (JSON.parse(text) as { made: number }).made : null,
    etag: answer.headers.get('etag'),
    encoding: answer.headers.get('content-encoding'),
    warning: answer.headers.get('warning'),
    age: answer.headers.get('age'),
  };
};

const plain = { 'accept-encoding': 'identity' };
const WARNING = '110 newsroom "Response is Stale"';

/** Held, then older than a minute; the record was read three seconds ago. */
const grownOld = async (path: string): Promise<void> => {
  await ask(path, plain);
  passed += 61_000;
  standing = { ...standing, confirmedAt: performance.now() - 3_000 };
};

test('a list older than its minute is made anew, while it can be', async () => {
  await grownOld(LIST);
  expect(await ask(LIST, plain)).toMatchObject({ status: 200, made: 2, warning: null, age: null });
});

test.each([
  [LIST, 2],
  // A page itself does not grow old: what is learnt anew is what CORS says of it.
  [PAGE, 1],
])('%s that cannot be asked anew is given as it is held', async (path, afterwards) => {
  await grownOld(path);
  isAway = true;
  expect(await ask(path, plain)).toMatchObject({
    status: 200,
    made: 1,
    etag: '"1"',
    warning: WARNING,
    age: '3',
  });
  const br = await ask(path, { 'accept-encoding': 'br' });
  expect(br).toMatchObject({ status: 200, made: 1, encoding: 'br', etag: '"1.br"' });
  const same = await ask(path, { ...plain, 'if-none-match': '"1"' });
  expect(same.status).toBe(304);
  isAway = false;
  expect(await ask(path, plain)).toMatchObject({ made: afterwards, warning: null, age: null });
});

test('many who ask at once are all given it', async () => {
  await grownOld(LIST);
  isAway = true;
  const all = await Promise.all(Array.from({ length: 20 }, () => ask(LIST, plain)));
  expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
});

test('what is not held is 503', async () => {
  await grownOld(LIST);
  isAway = true;
  expect((await ask(`${LIST}?page=2`, plain)).status).toBe(503);
});

test('what not everybody may read any more is 503', async () => {
  await grownOld(LIST);
  isAway = true;
  standing = { ...standing, open: false };
  expect((await ask(LIST, plain)).status).toBe(503);
});
