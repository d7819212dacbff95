/** Many ask for the same at once: who is given what was made for another, for how long, and what is kept. */
import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import Koa, { type Context, type Middleware } from 'koa';
import { createFront } from '../../../src/front/front';

const LIST = '/api/articles/pages';

let server: http.Server;
let port: number;
let made: number;
/** The route, and what stands around it. */
let route: Middleware;
let around: Middleware;

/** What has passed beside the clock, ms. */
let passed: number;
const now = performance.now.bind(performance);

const answer = (ctx: Context, padding = 0): void => {
  made++;
  ctx.set({ ETag: `"${made}"`, 'Cache-Tag': 'lists' });
  ctx.type = 'json';
  ctx.body = JSON.stringify({ made, padding: ' '.repeat(padding) });
};

beforeEach(async () => {
  made = 0;
  passed = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now() + passed);
  route = (ctx) => answer(ctx);
  around = (_ctx, next) => next();
  const standing = { open: true, confirmedAt: performance.now() };
  const front = createFront({
    maxBytes: 1_000_000_000,
    standing: () => ({ ...standing, confirmedAt: performance.now() }),
    access: null,
  });
  const app = new Koa();
  app.silent = true;
  app
    .use((ctx, next) => around(ctx, next))
    .use((ctx, next) => front.keep(ctx, next))
    .use((ctx, next) => route(ctx, next));
  server = http.createServer(front.wrap(app.callback() as http.RequestListener));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => {
  jest.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

const ask = async (path: string, headers: Record<string, string> = {}) => {
  const given = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { 'accept-encoding': 'identity', ...headers },
  });
  const text = await given.text();
  return {
    status: given.status,
    headers: Object.fromEntries(given.headers),
    made: given.status === 200 ? (JSON.parse(text) as { made: number }).made : null,
  };
};

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** Over a connection of its own. */
const send = async (...paths: string[]): Promise<net.Socket> => {
  const caller = net.connect(port, '127.0.0.1').on('error', () => undefined);
  await once(caller, 'connect');
  caller.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
  return caller;
};

test('an answer whose caller goes while it stands behind another one is not given for ever', async () => {
  let finish!: () => void;
  const first = new Promise<void>((resolve) => (finish = resolve));
  const closed = new Promise<void>((resolve) =>
    server.once('connection', (socket: net.Socket) => socket.once('close', () => resolve())),
  );
  const behind: http.ServerResponse[] = [];
  around = async (ctx, next) => {
    if (ctx.query.page === '1') await first;
    await next();
    if (ctx.query.page === '2') behind.push(ctx.res);
  };
  const caller = await send(`${LIST}?page=1`, `${LIST}?page=2`);
  await until(() => behind[0]?.writableEnded === true);
  caller.destroy();
  await closed;
  expect(await ask(`${LIST}?page=2`)).toMatchObject({ status: 200, made: 2 });
  // That one is kept.
  expect(await ask(`${LIST}?page=2`)).toMatchObject({ status: 200, made: 2 });
  expect(made).toBe(2);
  finish();
});

test('many requests ahead over one connection put no more listeners on it than Node is content with', async () => {
  const sockets: net.Socket[] = [];
  server.on('connection', (socket: net.Socket) => void sockets.push(socket));
  let finish!: () => void;
  const first = new Promise<void>((resolve) => (finish = resolve));
  route = async (ctx) => {
    if (ctx.query.page === '1') await first;
    answer(ctx);
  };
  const pages = Array.from({ length: 40 }, (_, i) => `${LIST}?page=${i + 1}`);
  const caller = await send(pages[0]!);
  await until(() => sockets.length === 1);
  caller.write(
    pages
      .slice(1)
      .map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
      .join(''),
  );
  await until(() => made === 39);
  expect(sockets[0]!.listenerCount('close')).toBeLessThan(net.Socket.defaultMaxListeners);
  finish();
  await until(() => made === 40);
  caller.destroy();
});

test('who does not read his answer keeps nobody else on it', async () => {
  route = (ctx) => answer(ctx, 30_000_000);
  const caller = await send(LIST);
  await once(caller, 'readable');
  expect((await ask(LIST)).made).toBe(1);
  passed += 2_100;
  expect((await ask(LIST)).made).toBe(2);
  // Read to its end at last, it does not take the place of the newer one.
  const read = new Promise<void>((resolve) => {
    let length = 0;
    caller.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > 30_000_000) resolve();
    });
  });
  await read;
  caller.destroy();
  expect((await ask(LIST)).made).toBe(2);
});

test('who asks while one hangs waits for it, and later callers do not', async () => {
  let finish!: () => void;
  const hangs = new Promise<void>((resolve) => (finish = resolve));
  let asked = 0;
  route = async (ctx) => {
    asked++;
    if (asked === 1) await hangs;
    answer(ctx);
  };
  const first = ask(LIST);
  await until(() => asked === 1);
  const follower = ask(LIST);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked).toBe(1);
  passed += 2_100;
  expect((await ask(LIST)).made).toBe(1);
  finish();
  expect([(await first).made, (await follower).made]).toEqual([2, 2]);
});

test('a list lives a minute from when it was asked for, not from when it was read', async () => {
  route = (ctx) => {
    answer(ctx);
    passed += 50_000;
  };
  expect((await ask(LIST)).made).toBe(1);
  expect((await ask(LIST)).made).toBe(1);
  passed += 11_000;
  expect((await ask(LIST)).made).toBe(2);
});

test('what failed after the route had answered is not kept, and lends its headers to nobody', async () => {
  around = async (ctx, next) => {
    await next();
    if (made > 1) return;
    ctx.set('Retry-After', '1');
    ctx.throw(503);
  };
  expect((await ask(LIST)).status).toBe(503);
  const whole = await ask(LIST);
  expect(whole).toMatchObject({ status: 200, made: 2 });
  expect((await ask(LIST)).headers).toEqual({ ...whole.headers, date: expect.any(String) });
  expect(made).toBe(2);
});

test.each([404, 410, 503])('all who wait for a %s are told the same', async (status) => {
  let finish!: () => void;
  const slow = new Promise<void>((resolve) => (finish = resolve));
  let asked = 0;
  route = async (ctx) => {
    asked++;
    await slow;
    ctx.set({ 'Cache-Control': 's-maxage=60', 'Cache-Tag': 'article-1' });
    ctx.throw(status);
  };
  // As the newsroom shows errors: the headers of the answer stay.
  around = (ctx, next) =>
    next().catch(() => {
      ctx.status = status;
      ctx.body = 'refused';
    });
  const all = Array.from({ length: 5 }, () => ask(LIST));
  await until(() => asked === 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  finish();
  const answers = await Promise.all(all);
  expect(asked).toBe(1);
  const told = { 'cache-control': 's-maxage=60', 'cache-tag': 'article-1' };
  for (const { headers, status: given } of answers)
    expect([given, headers]).toEqual([status, expect.objectContaining(told)]);
});

test('what the first was told when he was given up is told to nobody who waited with him', async () => {
  let finish!: () => void;
  const slow = new Promise<void>((resolve) => (finish = resolve));
  let asked = 0;
  route = async (ctx) => {
    asked++;
    await slow;
    ctx.set('Cache-Control', 's-maxage=60');
    ctx.throw(404);
  };
  around = async (ctx, next) => {
    const whole = next().catch(() => {
      ctx.status = 404;
      ctx.body = 'refused';
    });
    if (!ctx.get('x-impatient')) return whole;
    ctx.set('Retry-After', '1');
    ctx.throw(503);
  };
  const first = ask(LIST, { 'x-impatient': '1' });
  await until(() => asked === 1);
  const follower = ask(LIST);
  expect((await first).status).toBe(503);
  await new Promise((resolve) => setTimeout(resolve, 50));
  finish();
  const { status, headers } = await follower;
  expect(asked).toBe(1);
  expect([status, headers['cache-control'], headers['retry-after']]).toEqual([
    404,
    'private, no-store',
    undefined,
  ]);
});

test('who waits for the go-ahead behind another answer gets both in their order', async () => {
  await ask(LIST);
  let finish!: () => void;
  const slow = new Promise<void>((resolve) => (finish = resolve));
  route = async (ctx) => {
    if (ctx.query.page === '1') await slow;
    answer(ctx);
  };
  const caller = await send(`${LIST}?page=1`);
  let read = '';
  caller.on('data', (chunk: Buffer) => (read += chunk.toString()));
  for (const encoding of ['identity', 'br'])
    caller.write(
      `GET ${LIST} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nAccept-Encoding: ${encoding}\r\n\r\n`,
    );
  await new Promise((resolve) => setTimeout(resolve, 50));
  finish();
  await until(() => read.match(/HTTP\/1.1 200 /g)?.length === 3);
  caller.destroy();
  expect(read.match(/HTTP\/1.1 \d+ [^\r]*\r\n\r?/g)).toEqual([
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 100 Continue\r\n\r',
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 100 Continue\r\n\r',
    'HTTP/1.1 200 OK\r\n',
  ]);
});
