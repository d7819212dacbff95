/** What becomes of a purge whose cache does not answer; the queue is a list of what was sent to it. */
import { createCaches } from '../../../src/plugins/purges/server/src/caches';
import type { Cache } from '../../../src/plugins/purges/server/src/caches/cache';
import { ATTEMPTS, createDelivery } from '../../../src/plugins/purges/server/src/delivery';
import type { Queue } from '../../../src/plugins/purges/server/src/queue';
import { ApiServer, fastly, type Answerer } from './api-server';

const KEYS = { hard: ['page-a'], soft: ['articles'] };
const away: Answerer = (_heard, response) => response.writeHead(502).end();

let server: ApiServer;
let cache: Cache;
let delivery: ReturnType<typeof createDelivery>;
let sent: { name: string; data: unknown; options?: object | undefined }[];
let lines: string[];

beforeEach(async () => {
  server = await ApiServer.start(fastly);
  [cache] = createCaches({
    kind: 'fastly',
    url: server.url,
    serviceId: 'SU1Z0isxPaozGVKXdv0eY',
    token: ApiServer.token,
  }) as [Cache];
  sent = [];
  lines = [];
  const queue: Queue = {
    define: () => undefined,
    async send(_trx, name, data, options) {
      sent.push({ name, data, options });
    },
    async sendMany() {},
  };
  const say = (line: string) => void lines.push(line);
  delivery = createDelivery({
    queue,
    caches: [cache],
    filing: { pages: 'page-', lists: 'articles', site: 'site', takenBack: [], around: [] },
    log: { info: say, warn: say, error: say },
    inTransaction: (work) => work(undefined as never),
  });
});
afterEach(() => server.stop());

const attempt = (n: number) =>
  delivery.purge(cache, KEYS, { signal: new AbortController().signal, attempt: n });
const catchUp = () => delivery.catchUp(cache, { signal: new AbortController().signal });

it('an act is a job now and one for later', async () => {
  await delivery.handOut(KEYS);
  expect(sent).toEqual([
    { name: 'purges.fastly', data: KEYS, options: undefined },
    { name: 'purges.fastly', data: KEYS, options: { startAfter: 2 } },
  ]);
});

it('fails its attempts one by one, and then leaves it to one job that purges everything', async () => {
  server.answerer = away;
  for (let n = 1; n < ATTEMPTS; n += 1)
    await expect(attempt(n)).rejects.toThrow('Fastly answered 502');
  expect(sent).toEqual([]);
  await attempt(ATTEMPTS);
  expect(sent).toEqual([
    { name: 'purges.fastly.all', data: {}, options: { singletonKey: 'all', startAfter: 5 } },
  ]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('Fastly answered 502');
});

it('while it is away, what else changes is not tried, and nothing more is said', async () => {
  server.answerer = away;
  await attempt(ATTEMPTS);
  const called = server.heard.length;
  for (let i = 0; i < 20; i += 1) await attempt(1);
  expect(server.heard).toHaveLength(called);
  expect(new Set(sent.map(({ name }) => name))).toEqual(new Set(['purges.fastly.all']));
  expect(lines).toHaveLength(1);
  await expect(catchUp()).rejects.toThrow('Fastly answered 502');
});

it('when it is back, all goes once, and then each key as ever', async () => {
  server.answerer = away;
  await attempt(ATTEMPTS);
  server.answerer = fastly;
  server.heard.length = 0;
  await catchUp();
  await attempt(1);
  expect(server.heard.map(({ body }) => JSON.parse(body).surrogate_keys)).toEqual([
    ['site', 'articles'],
    ['page-a'],
    ['articles'],
  ]);
  expect(lines.at(-1)).toBe('Purges: Fastly answers again.');
});

it('a cache that asks for ten minutes is left alone for ten minutes, whoever comes meanwhile', async () => {
  server.answerer = (_heard, response) =>
    response.writeHead(429, { 'retry-after': '600' }).end('{}');
  await attempt(1);
  const called = server.heard.length;
  // The second purge of the same act, an act of somebody else, and the job that purges everything.
  for (const come of [() => attempt(1), () => attempt(1), catchUp]) await come();
  expect(server.heard).toHaveLength(called);
  expect(sent.map(({ name }) => name)).toEqual(Array(4).fill('purges.fastly.all'));
  for (const { options } of sent) expect(options).toMatchObject({ startAfter: 600 });
});

it('a process that ends counts for no failure', async () => {
  server.answerer = () => undefined;
  const stop = new AbortController();
  const purging = delivery.purge(cache, KEYS, { signal: stop.signal, attempt: ATTEMPTS });
  setTimeout(() => stop.abort(new Error('This process ends.')), 50);
  await expect(purging).rejects.toThrow('This process ends.');
  expect(sent).toEqual([]);
});
