/** Calls to real servers on the loopback that do not behave. */
import { execFileSync } from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net, { type LookupFunction } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { readAllowedHosts } from '../../../src/plugins/rebuilds/server/src/call/address';
import { faultOf, outcomeOf } from '../../../src/plugins/rebuilds/server/src/call/outcome';
import {
  MOST_READ,
  post,
  type PostOptions,
} from '../../../src/plugins/rebuilds/server/src/call/post';
import { Receiver, type Answering } from '../../integration/rebuilds/receiver';

jest.setTimeout(30_000);

const receivers: Receiver[] = [];
const servers: net.Server[] = [];
const sockets: net.Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
  await Promise.all(
    servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))),
  );
});

const start = async (answering?: Answering, tls?: { key: string; cert: string }) => {
  const receiver = await Receiver.start(answering, tls);
  receivers.push(receiver);
  return receiver;
};

const call = (receiver: Receiver, options: Partial<PostOptions> = {}, body = '{}') =>
  post(
    { url: new URL(receiver.url), headers: { 'Content-Type': 'application/json' }, body },
    { allowed: readAllowedHosts(receiver.host), ...options },
  );

const raw = async (onSocket: (socket: net.Socket) => void) => {
  const server = net.createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  return (totalMs = 1_000) =>
    post(
      { url: new URL(`http://${host}/`), headers: {}, body: '' },
      { allowed: readAllowedHosts(host), totalMs },
    );
};

const judged = (answer: Awaited<ReturnType<typeof post>>) => ({
  status: answer.status,
  result: outcomeOf(answer, new Date()).result,
  fault: faultOf(answer),
});

test('accepts', async () => {
  const receiver = await start();
  const answer = await call(receiver, {}, '{"ü":1}');
  expect({ ...judged(answer), body: answer.body }).toEqual({
    status: 200,
    result: 'delivered',
    fault: null,
    body: 'built',
  });
  expect(receiver.received[0]).toMatchObject({
    body: '{"ü":1}',
    headers: { 'content-length': '8' },
  });
});

test('hangs', async () => {
  const receiver = await start(() => {});
  const answer = await call(receiver, { totalMs: 300 });
  expect(judged(answer)).toEqual({
    status: null,
    result: 'failed',
    fault: 'no answer within 0.3 seconds',
  });
  expect(answer.ms).toBeLessThan(600);
});

test('drips headers a byte at a time', async () => {
  const drip = await raw((socket) => {
    const timer = setInterval(() => socket.write('H'), 50);
    socket.on('close', () => clearInterval(timer));
  });
  expect(judged(await drip(400))).toMatchObject({ status: null, result: 'failed' });
});

test('drips its answer a byte at a time: the status counts', async () => {
  const receiver = await start((_request, response) => {
    response.write('.');
    const timer = setInterval(() => response.write('.'), 50);
    response.on('close', () => clearInterval(timer));
  });
  const answer = await call(receiver, { totalMs: 300 });
  expect(judged(answer)).toEqual({
    status: 200,
    result: 'delivered',
    fault: 'the answer was not complete after 0.3 seconds',
  });
});

test('resets', async () => {
  const reset = await raw((socket) => socket.once('data', () => socket.resetAndDestroy()));
  expect(judged(await reset())).toEqual({
    status: null,
    result: 'failed',
    fault: 'the connection was reset',
  });
});

test('speaks no HTTP', async () => {
  const rubbish = await raw((socket) => socket.end('220 smtp ready\r\n'));
  expect(judged(await rubbish())).toMatchObject({
    status: null,
    result: 'failed',
    fault: expect.stringContaining('not HTTP'),
  });
});

test('headers without end', async () => {
  const flood = await raw((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const timer = setInterval(
      () => socket.write(`X-${Math.random()}: ${'x'.repeat(4_000)}\r\n`),
      5,
    );
    socket.on('close', () => clearInterval(timer));
  });
  expect(judged(await flood(3_000))).toMatchObject({
    status: null,
    result: 'failed',
    fault: expect.stringContaining('bytes of headers'),
  });
});

test('an answer of 1 GB: 64 KB are read, and memory stays flat', async () => {
  let sent = 0;
  const receiver = await start((_request, response) => {
    const chunk = Buffer.alloc(65_536, 'x');
    response.writeHead(200, { 'Content-Length': 1024 ** 3 });
    const more = () => {
      while (!response.destroyed && sent < 1024 ** 3) {
        sent += chunk.length;
        if (!response.write(chunk)) return;
      }
    };
    response.on('drain', more);
    more();
  });
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 20; i += 1) {
    sent = 0;
    const answer = await call(receiver);
    expect({ ...judged(answer), length: answer.body.length }).toEqual({
      status: 200,
      result: 'delivered',
      fault: null,
      length: MOST_READ,
    });
    expect(sent).toBeLessThan(32 * 1024 ** 2);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 ** 2);
});

test('redirects are not followed, to whatever', async () => {
  const receiver = await start((request, response, _received, n) => {
    response.writeHead(n % 2 ? 301 : 307, {
      Location: n % 2 ? 'http://169.254.169.254/latest' : request.url!,
    });
    response.end();
  });
  for (const status of [307, 301]) {
    expect(judged(await call(receiver))).toMatchObject({
      status,
      result: 'failed',
      fault: expect.stringContaining('redirects are not followed'),
    });
  }
  expect(receiver.received).toHaveLength(2);
});

test('410, 429 and 503 say what they say', async () => {
  const date = new Date(Date.now() + 90_000).toUTCString();
  const receiver = await start((_request, response, _received, n) => {
    const [status, header] = [[410], [429, '17'], [503, date], [500, '17']][n]!;
    response.writeHead(Number(status), header ? { 'Retry-After': String(header) } : {});
    response.end();
  });
  const outcomes = [];
  for (let i = 0; i < 4; i += 1) outcomes.push(outcomeOf(await call(receiver), new Date()));
  expect(outcomes).toEqual([
    { result: 'gone' },
    { result: 'failed', askedSeconds: 17 },
    { result: 'failed', askedSeconds: expect.any(Number) },
    { result: 'failed' },
  ]);
  expect((outcomes[2] as { askedSeconds: number }).askedSeconds).toBeGreaterThan(85);
});

test('stopping ends a call', async () => {
  const receiver = await start(() => {});
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  expect(judged(await call(receiver, { signal: controller.signal }))).toMatchObject({
    fault: 'this server was stopping',
  });
  expect(judged(await call(receiver, { signal: controller.signal }))).toMatchObject({
    fault: 'this server was stopping',
  });
});

describe('TLS', () => {
  let folder: string;
  const make = (name: string, ...args: string[]) => {
    const file = (ending: string) => path.join(folder, `${name}.${ending}`);
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-keyout',
        file('key'),
        '-out',
        file('crt'),
        '-subj',
        `/CN=${name}`,
        ...args,
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(file('key'), 'utf8'), cert: readFileSync(file('crt'), 'utf8') };
  };
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'rebuilds-tls-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a certificate nobody vouches for, one for another host, and a good one', async () => {
    const mine = make('mine', '-days', '2', '-addext', 'subjectAltName=IP:127.0.0.1');
    const others = make('others', '-days', '2', '-addext', 'subjectAltName=DNS:other.example');
    const good = await start(undefined, mine);
    expect(judged(await call(good))).toMatchObject({
      status: null,
      fault: expect.stringContaining('nobody vouches'),
    });
    expect(judged(await call(good, { ca: mine.cert }))).toMatchObject({ status: 200 });
    const wrong = await start(undefined, others);
    expect(judged(await call(wrong, { ca: others.cert }))).toMatchObject({
      status: null,
      fault: 'its certificate is for another host',
    });
    const plain = await start();
    const url = plain.url.replace('http:', 'https:');
    const answer = await post(
      { url: new URL(url), headers: {}, body: '' },
      { allowed: readAllowedHosts(plain.host) },
    );
    expect(judged(answer)).toMatchObject({ status: null, fault: 'it does not speak TLS there' });
  });
});

/** A DNS server that gives another answer each time, and the look-up that asks it. */
const switchingDns = async (answers: string[]) => {
  const server = dgram.createSocket('udp4');
  let asked = 0;
  server.on('message', (query, from) => {
    const end = query.indexOf(0, 12) + 5;
    const isA = query.readUInt16BE(end - 4) === 1;
    const ip = answers[Math.min(asked, answers.length - 1)]!;
    if (isA) asked += 1;
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(isA ? 1 : 0, 6);
    header.writeUInt32BE(0, 8);
    const record = isA
      ? Buffer.concat([
          Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4]),
          Buffer.from(ip.split('.').map(Number)),
        ])
      : Buffer.alloc(0);
    server.send(Buffer.concat([header, query.subarray(12, end), record]), from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  const resolver = new dns.Resolver();
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolver.resolve4(hostname, (error, found) => {
      if (error) callback(error, '', 0);
      else if (options.all)
        callback(
          null,
          found.map((address) => ({ address, family: 4 })),
        );
      else callback(null, found[0]!, 4);
    });
  };
  return {
    lookup,
    asked: () => asked,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

test('a name that turns to a private address reaches nobody, whichever answer does', async () => {
  const receiver = await start();
  // TEST-NET would never answer: the call has to end by its own time.
  for (const answers of [
    ['127.0.0.1'],
    ['93.184.216.34', '127.0.0.1'],
    ['127.0.0.1', '93.184.216.34'],
    ['10.0.0.1'],
    ['169.254.169.254'],
  ]) {
    const server = await switchingDns(answers);
    for (let i = 0; i < 3; i += 1) {
      await post(
        { url: new URL(`http://rebind.example:${receiver.port}/`), headers: {}, body: '' },
        { allowed: readAllowedHosts(''), lookup: server.lookup, totalMs: 200 },
      );
    }
    expect(server.asked()).toBe(3);
    await server.close();
  }
  expect(receiver.connections).toBe(0);
});

test('a host that was opened by name may be private, and never a cloud’s metadata', async () => {
  const receiver = await start();
  const server = await switchingDns(['127.0.0.1', '169.254.169.254']);
  const try_ = () =>
    post(
      { url: new URL(`http://site.example:${receiver.port}/`), headers: {}, body: '' },
      {
        allowed: readAllowedHosts(`site.example:${receiver.port}`),
        lookup: server.lookup,
        totalMs: 500,
      },
    );
  expect(judged(await try_())).toMatchObject({ status: 200 });
  expect(judged(await try_())).toMatchObject({
    status: null,
    fault: expect.stringContaining('169.254.169.254'),
  });
  await server.close();
});

test('every literal form of a private address reaches nobody, even past the first check', async () => {
  const receiver = await start();
  const forms = [
    '127.0.0.1',
    '2130706433',
    '0177.0.0.1',
    '0x7f000001',
    '0x7f.1',
    '127.1',
    '127.0.0.1.',
    '0',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    'localhost',
    'localhost.',
    'user:pass@127.0.0.1',
    '１２７.0.0.1',
    '127。0。0。1',
  ];
  const results = [];
  for (const form of forms) {
    const { status } = await post(
      { url: new URL(`http://${form}:${receiver.port}/`), headers: {}, body: '' },
      { allowed: readAllowedHosts(''), totalMs: 500 },
    );
    results.push(status);
  }
  expect(results).toEqual(forms.map(() => null));
  expect(receiver.connections).toBe(0);
});
