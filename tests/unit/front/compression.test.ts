/** Compression that fails, as it does where memory is short: callers get plain bytes, and the next one tries anew. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import * as encoding from '../../../src/front/encoding';
import { createFront } from '../../../src/front/front';

jest.mock('../../../src/front/encoding', () => {
  const actual = jest.requireActual<typeof import('../../../src/front/encoding')>(
    '../../../src/front/encoding',
  );
  return { ...actual, compress: jest.fn(actual.compress) };
});

const compress = jest.mocked(encoding.compress);
const failNext = () => compress.mockRejectedValueOnce(new Error('out of memory'));

let server: http.Server;
let address: string;
beforeEach(async () => {
  const front = createFront({
    maxBytes: 1_000_000,
    standing: () => ({ open: true, confirmedAt: performance.now() }),
    access: null,
  });
  const app = new Koa();
  app.silent = true;
  app
    .use((ctx, next) => front.keep(ctx, next))
    .use((ctx) => {
      ctx.set({ ETag: '"1"', 'Cache-Tag': 'lists' });
      ctx.type = 'json';
      ctx.body = JSON.stringify({ padding: ' '.repeat(5_000) });
    });
  server = http.createServer(front.wrap(app.callback() as http.RequestListener));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/articles/pages`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const ask = async (accepted: string) => {
  const answer = await fetch(address, { headers: { 'accept-encoding': accepted } });
  expect(JSON.parse(await answer.text())).toHaveProperty('padding');
  const { headers, status } = answer;
  return [status, headers.get('content-encoding'), headers.get('etag')];
};

test('while an answer is made', async () => {
  failNext();
  expect(await ask('br')).toEqual([200, null, '"1"']);
});

test('of an answer that is held', async () => {
  await ask('identity');
  failNext();
  expect(await ask('br')).toEqual([200, null, '"1"']);
  expect(await ask('br')).toEqual([200, 'br', '"1.br"']);
});
