import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createHook } from '../../../examples/site/server/hook';
import { Inbox } from '../../../examples/site/server/inbox';
import { MemoryNewsroom, SECRET } from './newsroom';

const newsroom = new MemoryNewsroom();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-site-hook-'));
const inbox = new Inbox(path.join(folder, 'inbox'));
const accepted: string[] = [];
const known = new Set<string>(['msg_built']);
const hook = createHook({
  secret: SECRET,
  inbox,
  isKnown: (id) => known.has(id),
  accept({ id }) {
    known.add(id);
    accepted.push(id);
  },
});
const server = createServer((request, response) => {
  void hook(request).then((status) => response.writeHead(status).end());
});
let address: string;

beforeAll(async () => {
  await inbox.open();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  fs.rmSync(folder, { recursive: true });
});
beforeEach(() => accepted.splice(0));

const send = async (init: RequestInit) => (await fetch(address, init)).status;
const change = newsroom.publish({ slug: 'storm' });

it('takes a signed call, and has it on disk before it answers', async () => {
  expect(await send(newsroom.call([change], { id: 'msg_1' }))).toBe(204);
  expect(accepted).toEqual(['msg_1']);
  expect((await inbox.open()).map(({ id }) => id)).toEqual(['msg_1']);
});

it('takes a call once, however often it comes', async () => {
  const calls = Array.from({ length: 4 }, () => send(newsroom.call([change], { id: 'msg_2' })));
  expect(await Promise.all(calls)).toEqual([204, 204, 204, 204]);
  expect(await send(newsroom.call([change], { id: 'msg_built' }))).toBe(204);
  expect(accepted).toEqual(['msg_2']);
});

it('refuses what the newsroom has not signed', async () => {
  const call = newsroom.call([change], { id: 'msg_3' });
  const other = `whsec_${Buffer.from('somebody else has this one').toString('base64')}`;
  expect(await send(newsroom.signed('msg_3', call.body, other))).toBe(401);
  expect(await send({ ...call, body: call.body.replace('storm', 'strom') })).toBe(401);
  expect(await send({ ...call, headers: { ...call.headers, 'webhook-id': 'msg_4' } })).toBe(401);
  expect(await send({ method: 'POST', body: call.body })).toBe(401);
  const late = { ...call.headers, 'webhook-timestamp': '1700000000' };
  expect(await send({ ...call, headers: late })).toBe(401);
  expect(accepted).toEqual([]);
});

it('refuses what is signed and not as agreed, or too large', async () => {
  const body = JSON.stringify({ type: 'content.changed', data: { changes: [{ kind: 1 }] } });
  expect(await send(newsroom.signed('msg_5', body))).toBe(400);
  expect(await send(newsroom.signed('msg_6', `"${'x'.repeat(300_000)}"`))).toBe(413);
  expect(accepted).toEqual([]);
});

it('answers a test call and builds nothing', async () => {
  const body = JSON.stringify({
    type: 'content.test',
    data: { count: 0, changes: [], since: null },
  });
  expect(await send(newsroom.signed('msg_7', body))).toBe(204);
  expect(accepted).toEqual([]);
});
