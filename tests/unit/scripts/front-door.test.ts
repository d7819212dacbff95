/** The demo's one port in front of Strapi and its readers. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { isOfReaders } from '../../../src/reader/is-of-readers';
import { loadScript } from './load-script';

interface Behind {
  address: string;
  stop(): Promise<void>;
}

/** A server that tells its name, what it was asked and what it was sent. */
const behind = async (name: string): Promise<Behind> => {
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    if (request.url === '/slow') {
      response.write('first ');
      await new Promise((resolve) => setTimeout(resolve, 300));
      response.end('last');
      return;
    }
    response.end([name, request.method, request.url, request.headers.host, body].join(' '));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const PAGE = '/api/articles/page/tram?x=%20';

let strapi: Behind;
let readers: Behind[];
let door: { address: string; close(): Promise<void> };
beforeEach(async () => {
  strapi = await behind('strapi');
  readers = [await behind('one'), await behind('two')];
  let turn = 0;
  const { openFrontDoor } = await loadScript('scripts/front-door.mjs');
  door = await openFrontDoor({
    host: '127.0.0.1',
    port: 0,
    strapi: strapi.address,
    nextReader: () => readers[turn++ % readers.length]!.address,
    isOfReaders,
  });
});
afterEach(async () => {
  await door.close();
  await Promise.all([strapi, ...readers].map((each) => each.stop()));
});

const ask = async (path: string, options?: RequestInit) => {
  const response = await fetch(`${door.address}${path}`, options);
  return { status: response.status, text: await response.text() };
};

it('lets readers take turns, and leaves the name of the host as it is', async () => {
  const host = new URL(door.address).host;
  const said = [];
  for (let i = 0; i < 4; i++) said.push((await ask(PAGE)).text);
  const [one, two] = ['one', 'two'].map((name) => `${name} GET ${PAGE} ${host} `);
  expect(said).toEqual([one, two, one, two]);
});

it.each([
  ['/api/articles/page/tram', { method: 'POST', body: 'a body' }],
  ['/api/articles/page/tram', { headers: { Authorization: 'Bearer x' } }],
  ['/api/articles/preview/x', {}],
  ['/api/articles', {}],
  ['/admin', {}],
  ['/api/sitemaps/sitemap-x.xml', {}],
])('leaves %s to Strapi (%j)', async (path, options: RequestInit) => {
  const { text } = await ask(path, options);
  expect(text).toMatch(/^strapi /);
  expect(text.endsWith(String(options.body ?? ''))).toBe(true);
});

it.each([
  '/api/articles/page/tram',
  '/api/articles/pages?pageSize=1',
  '/api/articles/search?q=x',
  '/api/articles/redirects',
  '/api/site/page',
  '/api/feeds/rss.xml',
  '/api/feeds/topics/sea/atom.xml',
  '/api/sitemaps/sitemap-2.xml',
  '/api/openapi.json',
])('gives %s to readers', async (path) => {
  expect((await ask(path)).text).toMatch(/^(one|two) GET/);
  expect((await ask(path, { method: 'HEAD' })).status).toBe(200);
});

it('asks Strapi what a reader does not answer that has just gone', async () => {
  await ask(PAGE);
  await Promise.all(readers.map((each) => each.stop()));
  for (let i = 0; i < 4; i++) expect((await ask(PAGE)).text).toMatch(/^strapi /);
});

it('passes an answer on as it comes', async () => {
  const response = await fetch(`${door.address}/slow`);
  const body = response.body!.getReader();
  const decoder = new TextDecoder();
  expect(decoder.decode((await body.read()).value)).toBe('first ');
  expect(decoder.decode((await body.read()).value)).toBe('last');
});

it('says so when nobody is there', async () => {
  await Promise.all([strapi, ...readers].map((each) => each.stop()));
  const { status, text } = await ask(PAGE);
  expect(status).toBe(502);
  expect(JSON.parse(text).error.message).toMatch(/does not answer \(ECONNREFUSED\)/);
});
