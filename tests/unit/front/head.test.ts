import http, { type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { createHead, IS_REPEATABLE, sendHead, type Head } from '../../../src/front/head';

const BODY = Buffer.from('{"title":"Brücke"}');
const HEADERS = [
  'x-frame-options',
  'SAMEORIGIN',
  'vary',
  'Origin, Accept-Encoding',
  'etag',
  '"abc"',
  'content-length',
  String(BODY.length),
];

const heads = { whole: createHead(200, HEADERS), same: createHead(304, ['etag', '"abc"']) };
const begun: number[] = [];

const listener =
  (begin: (req: http.IncomingMessage, res: http.ServerResponse, head: Head) => void) =>
  (...[req, res]: Parameters<RequestListener>): void => {
    const head = req.headers['if-none-match'] === '"abc"' ? heads.same : heads.whole;
    begin(req, res, head);
    begun.push(res.statusCode);
    if (head === heads.same || req.method === 'HEAD') res.end();
    else res.end(BODY);
  };

const servers = {
  repeating: http.createServer(listener(sendHead)),
  plain: http.createServer(
    listener((_req, res, { status, headers }) => res.writeHead(status, headers)),
  ),
};

beforeAll(async () => {
  for (const server of Object.values(servers))
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
});
afterAll(() => {
  for (const server of Object.values(servers)) {
    server.closeAllConnections();
    server.close();
  }
});

/** All that comes over one connection for these requests, sent one after the other or all at once. */
const saidTo = async (
  server: http.Server,
  requests: string[],
  how: 'in turn' | 'at once' = 'in turn',
): Promise<string> => {
  const { port } = server.address() as AddressInfo;
  const socket = net.connect(port, '127.0.0.1');
  let said = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const answers = () => said.split(/(?=HTTP\/1\.1 )/).length;
  const closed = new Promise((resolve) => socket.once('close', resolve));
  if (how === 'at once') socket.end(requests.join(''));
  else {
    for (const [i, request] of requests.entries()) {
      socket.write(request);
      while (said === '' || answers() < i + 1 || !said.includes('\r\n\r\n'))
        await new Promise((resolve) => setTimeout(resolve, 2));
      // The body follows its head at once.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    socket.end();
  }
  await closed;
  return said;
};

const asked = (line: string, ...headers: string[]): string =>
  [line, 'Host: newsroom', ...headers, '', ''].join('\r\n');
const PAGE = 'GET /page HTTP/1.1';
const LAST = asked(PAGE, 'Connection: close');

const withoutDate = (said: string): string => said.replaceAll(/^Date: .*$/gm, 'Date: …');

test('this Node takes a head that is already written', () => {
  expect(IS_REPEATABLE).toBe(true);
});

test.each<[string, 'in turn' | 'at once', string[]]>([
  ['pages on one connection', 'in turn', [asked(PAGE), asked(PAGE), asked(PAGE), LAST]],
  ['pages asked for at once', 'at once', [asked(PAGE), asked(PAGE), asked(PAGE), LAST]],
  [
    'pages, heads and what has not changed, mixed',
    'in turn',
    [
      asked(PAGE),
      asked('HEAD /page HTTP/1.1'),
      asked(PAGE, 'If-None-Match: "abc"'),
      asked(PAGE, 'If-None-Match: "abc"'),
      asked(PAGE),
      LAST,
    ],
  ],
  ['a caller of HTTP/1.0', 'in turn', [asked('GET /page HTTP/1.0')]],
  [
    'a caller of HTTP/1.0 who stays, then leaves',
    'in turn',
    [asked('GET /page HTTP/1.0', 'Connection: keep-alive'), asked('GET /page HTTP/1.0')],
  ],
])('the same bytes as with writeHead: %s', async (_name, how, requests) => {
  // Twice: what the first connection had written is there for the second.
  const said = [
    await saidTo(servers.repeating, requests, how),
    await saidTo(servers.repeating, requests, how),
  ];
  const plain = withoutDate(await saidTo(servers.plain, requests, how));
  expect(said.map(withoutDate)).toEqual([plain, plain]);
  expect(plain.split('HTTP/1.1 ').length - 1).toBe(requests.length);
});

test('the status is known to whoever asks the response, for the log', () => {
  expect(new Set(begun)).toEqual(new Set([200, 304]));
});

test('the date goes on', async () => {
  const page = asked(PAGE);
  // Unless a second ends between them.
  for (let i = 0; i < 5 && heads.whole.written === null; i += 1)
    await saidTo(servers.repeating, [page, page, page], 'at once');
  expect(heads.whole.written).toContain('Date: ');
  heads.whole.written = heads.whole.written!.replace(/^Date: .*$/m, 'Date: long ago');
  heads.whole.second -= 1;
  const said = await saidTo(servers.repeating, [page, page, page], 'at once');
  expect(said).not.toContain('long ago');
  expect(said.match(/^Date: .* GMT$/gm)).toHaveLength(3);
});

test('a connection that may carry two answers only says so in the second', async () => {
  servers.repeating.maxRequestsPerSocket = 2;
  try {
    const said = await saidTo(servers.repeating, [asked(PAGE), asked(PAGE)]);
    expect(said.match(/^Connection: .*$/gm)).toEqual([
      'Connection: keep-alive',
      'Connection: close',
    ]);
  } finally {
    servers.repeating.maxRequestsPerSocket = 0;
  }
});
