/**
 * A newsroom before Fastly, as far as a server here speaks its API: what a publish has it told, and what
 * becomes of purges when it is busy, refuses the token, or is away.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiServer, fastly } from '../../unit/purges/api-server';
import { startNewsroom, type Newsroom } from '../harness';

jest.setTimeout(60_000);

let newsroom: Newsroom;
let server: ApiServer;
const logged: string[] = [];

beforeAll(async () => {
  server = await ApiServer.start(fastly);
  Object.assign(process.env, {
    NEWSROOM_JOBS: 'on',
    PURGE_ADAPTER: 'fastly',
    PURGE_URL: server.url,
    PURGE_SERVICE_ID: 'SU1Z0isxPaozGVKXdv0eY',
    PURGE_TOKEN: ApiServer.token,
  });
  newsroom = await startNewsroom();
  for (const level of ['warn', 'error', 'info'] as const)
    jest.spyOn(newsroom.strapi.log, level).mockImplementation(((line: string) => {
      logged.push(`${level}: ${line}`);
      return newsroom.strapi.log;
    }) as never);
});

afterAll(async () => {
  await newsroom?.stop();
  await server?.stop();
});

beforeEach(async () => {
  await quiet();
  server.heard.length = 0;
  logged.length = 0;
});

/** Resolves when no job is left. */
const quiet = async (): Promise<void> => {
  for (const end = Date.now() + 30_000; ; await sleep(100)) {
    const left = await newsroom.sql<{ name: string }>(
      `SELECT DISTINCT name FROM pgboss.job WHERE state < 'completed' AND name NOT LIKE 'pgboss%'`,
    );
    if (left.length === 0) return;
    if (Date.now() > end) throw new Error(`still left: ${left.map(({ name }) => name).join(', ')}`);
  }
};

const until = async (what: string, isSo: () => boolean, withinMs = 15_000): Promise<void> => {
  for (const end = Date.now() + withinMs; !isSo(); await sleep(20))
    if (Date.now() > end) throw new Error(`It did not happen: ${what}`);
};

const publish = async (title: string): Promise<string> => {
  const { status, body } = await newsroom.api('POST', '/articles', {
    data: { title, lead: 'The lead.' },
  });
  expect(status).toBe(201);
  return body.data.documentId as string;
};

/** Keys of each call, `soft` before those of a soft one. */
const told = (): string[] =>
  server.heard.map(({ headers, body }) =>
    [
      ...(headers['fastly-soft-purge'] ? ['soft'] : []),
      ...(JSON.parse(body) as { surrogate_keys: string[] }).surrogate_keys,
    ].join(' '),
  );

test('a publish tells it of the page and of the lists, and again when fetches in flight are over', async () => {
  const id = await publish('First');
  await until('the first purge', () => told().length >= 2);
  expect(told().slice(0, 2)).toEqual([`page-${id}`, 'soft articles']);
  await quiet();
  expect(told().filter((call) => call === `page-${id}`).length).toBeGreaterThanOrEqual(2);
  expect(new Set(told())).toEqual(new Set([`page-${id}`, 'soft articles']));
});

test('what is rolled back tells nobody', async () => {
  await newsroom.strapi.db
    .transaction(async () => {
      await newsroom.strapi
        .documents('api::article.article')
        .create({ data: { title: 'Never', lead: 'x' } as never, status: 'published' });
      throw new Error('back');
    })
    .catch(() => undefined);
  await sleep(500);
  expect(told()).toEqual([]);
});

test('a publish waits for none of it: one statement more', async () => {
  const { caches, record } = newsroom.strapi.plugin('purges').service('purges');
  expect(caches).toHaveLength(1);
  const statements: string[] = [];
  await newsroom.strapi.db.transaction(async ({ trx }) => {
    const connection = await (trx as { client: { acquireConnection(): Promise<any> } }).client // eslint-disable-line @typescript-eslint/no-explicit-any -- pg's own client
      .acquireConnection();
    const { query } = connection;
    connection.query = (text: unknown, ...more: unknown[]) => {
      statements.push(String((text as { text?: string }).text ?? text));
      return query.call(connection, text, ...more);
    };
    await record(trx, [{ kind: 'article.updated', tags: ['page-none', 'article-none'] }]);
    connection.query = query;
  });
  expect(statements).toHaveLength(1);
});

test('429: it is left alone for as long as it asks', async () => {
  const at: number[] = [];
  server.answerer = (heard, response, n) => {
    at.push(Date.now());
    if (n > 2) return fastly(heard, response, n);
    response.writeHead(429, { 'Retry-After': '1' }).end('{"msg":"Rate limit exceeded"}');
  };
  const id = await publish('Busy');
  await until('it is purged', () => at.length >= 3);
  expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(1_000);
  expect(at[2]! - at[1]!).toBeGreaterThanOrEqual(1_000);
  expect(told()[2]).toBe(`page-${id}`);
  server.answerer = fastly;
});

test('a token that is refused: said once, asked rarely, and made good when it is right again', async () => {
  let isRight = false;
  server.answerer = (heard, response, n) =>
    fastly(isRight ? heard : { ...heard, headers: {} }, response, n);
  for (let i = 0; i < 10; i += 1) await publish(`Refused ${i}`);
  await until('the catch-up is tried', () => told().includes('site articles'), 20_000);
  // Ten publishes, each of which would be purged twice, by two calls.
  expect(server.heard.length).toBeLessThanOrEqual(3);
  const errors = logged.filter((line) => line.startsWith('error: Purges:'));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(
    'Fastly answered 401 ("Provided credentials are missing or invalid"): is PURGE_SERVICE_ID the service',
  );
  expect(logged.join()).not.toContain(ApiServer.token);
  isRight = true;
  server.heard.length = 0;
  // The next change has it asked again.
  await publish('Right again');
  await until('all is purged', () => told().length > 0, 20_000);
  await until('it is said', () => logged.includes('info: Purges: Fastly answers again.'));
  await quiet();
  expect(told()).toContain('site articles');
});
