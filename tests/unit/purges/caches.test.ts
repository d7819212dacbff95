/** What each adapter says to its cache, and what it makes of the answers. */
import { createCaches } from '../../../src/plugins/purges/server/src/caches';
import { Busy, Refused, type Cache } from '../../../src/plugins/purges/server/src/caches/cache';
import type { Keys } from '../../../src/plugins/purges/server/src/keys';
import { ApiServer, cloudflare, fastly, json, type Answerer } from './api-server';

const SERVICE = 'SU1Z0isxPaozGVKXdv0eY';
const ZONE = '023e105f4ecef8ad9ca31a8372d0c353';
const token = ApiServer.token;

let server: ApiServer;
beforeEach(async () => {
  server = await ApiServer.start(fastly);
});
afterEach(() => server.stop());

const cacheOf = {
  fastly: (given = token) =>
    createCaches({ kind: 'fastly', url: server.url, serviceId: SERVICE, token: given })[0]!,
  cloudflare: (given = token) =>
    createCaches({
      kind: 'cloudflare',
      url: `${server.url}/client/v4`,
      zoneId: ZONE,
      token: given,
    })[0]!,
  varnish: (given = token) =>
    createCaches({ kind: 'varnish', urls: [server.url], token: given })[0]!,
};

const purge = (cache: Cache, keys: Partial<Keys>) =>
  cache.purge({ hard: [], soft: [], ...keys }, new AbortController().signal);

/** What came instead of a success. */
const faultOf = (cache: Cache): Promise<Error> =>
  purge(cache, { hard: ['page-a'] }).then(
    () => {
      throw new Error('It was taken for a success.');
    },
    (error: Error) => error,
  );

const many = (n: number) => Array.from({ length: n }, (_, i) => `page-${i}`);

describe('Fastly', () => {
  it('hears hard keys and soft ones, 256 a call at most', async () => {
    await purge(cacheOf.fastly(), { hard: many(300), soft: ['articles'] });
    expect(
      server.heard.map(({ method, url, headers, body }) => [
        method,
        url,
        headers['fastly-soft-purge'],
        JSON.parse(body).surrogate_keys.length,
      ]),
    ).toEqual([
      ['POST', `/service/${SERVICE}/purge`, undefined, 256],
      ['POST', `/service/${SERVICE}/purge`, undefined, 44],
      ['POST', `/service/${SERVICE}/purge`, '1', 1],
    ]);
  });

  it('a token that it does not know is said to be one, and not repeated', async () => {
    const fault = await faultOf(cacheOf.fastly('another-token-0123456'));
    expect(fault).toBeInstanceOf(Refused);
    expect(fault.message).toBe(
      'Fastly answered 401 ("Provided credentials are missing or invalid"): is PURGE_SERVICE_ID the service, and may PURGE_TOKEN purge it (scope purge_select)?',
    );
  });
});

describe('Cloudflare', () => {
  beforeEach(() => {
    server.answerer = cloudflare;
  });

  it('hears all of them as tags, 100 a call at most: it knows no soft purge', async () => {
    await purge(cacheOf.cloudflare(), { hard: many(150), soft: ['articles'] });
    expect(server.heard.map(({ body }) => JSON.parse(body).tags.length)).toEqual([100, 51]);
    expect(JSON.parse(server.heard[1]!.body).tags).toContain('articles');
  });

  it('a token that may not purge is said to be one', async () => {
    const fault = await faultOf(cacheOf.cloudflare('another-token-0123456'));
    expect(fault).toBeInstanceOf(Refused);
    expect(fault.message).toBe(
      'Cloudflare answered 403 ("10000: Authentication error"): is PURGE_ZONE_ID the zone, and has PURGE_TOKEN the permission Zone, Cache Purge?',
    );
  });

  it('a success that says it is none is none', async () => {
    server.answerer = (_heard, response) =>
      json(response, 200, { success: false, errors: [{ code: 1, message: 'No.' }] });
    expect(await faultOf(cacheOf.cloudflare())).toBeInstanceOf(Refused);
  });
});

describe('Varnish', () => {
  const rules: Answerer = (_heard, response) => json(response, 200, { purged: 2, softPurged: 1 });

  it('hears keys in headers that it can take, with its token', async () => {
    server.answerer = rules;
    const long = many(600).map((key) => `${key}-${'x'.repeat(40)}`);
    await purge(cacheOf.varnish(), { hard: long, soft: ['articles', 'topic-sea'] });
    const hard = server.heard.flatMap(({ headers }) => headers['xkey-purge'] ?? []) as string[];
    expect(hard.join(' ').split(' ')).toEqual(long);
    expect(hard.every((header) => header.length < 8_000)).toBe(true);
    expect(server.heard.at(-1)).toMatchObject({
      method: 'PURGE',
      url: '/',
      headers: { 'xkey-soft-purge': 'articles topic-sea', authorization: `Bearer ${token}` },
    });
  });

  it('something else at its address is not taken for it', async () => {
    server.answerer = (_heard, response) => response.end('<!doctype html><title>Welcome</title>');
    const fault = await faultOf(cacheOf.varnish());
    expect(fault).toBeInstanceOf(Refused);
    expect(fault.message).toContain('does PURGE_URL lead to it?');
  });

  it('says why it refuses', async () => {
    server.answerer = (_heard, response) => json(response, 403, { error: 'The token is another' });
    expect((await faultOf(cacheOf.varnish())).message).toContain(
      `Varnish at ${server.url} answered 403 ("The token is another")`,
    );
  });
});

describe.each(['fastly', 'cloudflare', 'varnish'] as const)('%s', (kind) => {
  it('429: is busy for as long as it says', async () => {
    server.answerer = (_heard, response) => response.writeHead(429, { 'Retry-After': '7' }).end();
    const fault = await faultOf(cacheOf[kind]());
    expect(fault).toBeInstanceOf(Busy);
    expect((fault as Busy).seconds).toBe(7);
  });

  it.each([500, 502, 503])('%i: to be tried again', async (status) => {
    server.answerer = (_heard, response) => response.writeHead(status).end('<html>');
    const fault = await faultOf(cacheOf[kind]());
    expect(fault).not.toBeInstanceOf(Refused);
    expect(fault).not.toBeInstanceOf(Busy);
    expect(fault.message).toContain(`answered ${status}`);
  });

  it('follows no redirect', async () => {
    server.answerer = (_heard, response) =>
      response.writeHead(307, { Location: '/elsewhere' }).end();
    expect(await faultOf(cacheOf[kind]())).toBeInstanceOf(Refused);
    expect(server.heard).toHaveLength(1);
  });

  it('nobody there: says so, and is to be tried again', async () => {
    const cache = cacheOf[kind]();
    await server.stop();
    const fault = await faultOf(cache);
    expect(fault).not.toBeInstanceOf(Refused);
    expect(fault.message).toMatch(/cannot be reached: nobody listens there$/);
  });

  it('stops when it is told to', async () => {
    server.answerer = () => undefined;
    const stop = new AbortController();
    const purging = cacheOf[kind]().purge({ hard: ['page-a'], soft: [] }, stop.signal);
    setTimeout(() => stop.abort(new Error('This process ends.')), 50);
    await expect(purging).rejects.toThrow('This process ends.');
  });
});
