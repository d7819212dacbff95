/**
 * Receivers that do not behave, beside two that do: what the log says of each, and how long the two
 * wait for their calls meanwhile. Prints its figures.
 *
 * STRANGERS_ACTS sets how many acts are timed, with and without them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startNewsroom, type Newsroom } from '../harness';
import { Receiver, until, type Answering } from './receiver';

const ACTS = Number(process.env.STRANGERS_ACTS ?? 40);
jest.setTimeout(180_000);

const status =
  (code: number, headers: Record<string, string> = {}): Answering =>
  (_request, response) => {
    response.writeHead(code, headers);
    response.end(`I say ${code}`);
  };

const onceThenFine =
  (first: Answering): Answering =>
  (request, response, received, n) =>
    n === 0 ? first(request, response, received, n) : void response.end('fine');

const drips: Answering = (_request, response) => {
  response.write('.');
  const timer = setInterval(() => response.write('.'), 1_000);
  response.on('close', () => clearInterval(timer));
};

const floods: Answering = (_request, response) => {
  const chunk = Buffer.alloc(65_536, 'x');
  let sent = 0;
  response.writeHead(200, { 'Content-Length': 1024 ** 3 });
  const more = () => {
    while (!response.destroyed && sent < 1024 ** 3) {
      sent += chunk.length;
      if (!response.write(chunk)) return;
    }
  };
  response.on('drain', more);
  more();
};

const strangers: Record<string, { answering: Answering; says: object; tls?: true }> = {
  hangs: {
    answering: () => {},
    says: { state: 'waiting', lastAttempt: { status: null, error: 'no answer within 15 seconds' } },
  },
  drips: {
    answering: drips,
    says: {
      state: 'delivered',
      lastAttempt: { status: 200, error: 'the answer was not complete after 15 seconds' },
    },
  },
  resets: {
    answering: (request) => request.socket.resetAndDestroy(),
    says: { state: 'waiting', lastAttempt: { status: null, error: 'the connection was reset' } },
  },
  floods: { answering: floods, says: { state: 'delivered', lastAttempt: { status: 200 } } },
  redirects: {
    answering: (request, response) =>
      status(302, { Location: request.url! })(request, response, null as never, 0),
    says: { state: 'waiting', lastAttempt: { status: 302, answer: 'I say 302' } },
  },
  'redirects inside': {
    answering: status(301, { Location: 'http://169.254.169.254/latest/meta-data' }),
    says: { state: 'waiting', lastAttempt: { status: 301 } },
  },
  'wrong TLS': {
    answering: status(200),
    tls: true,
    says: {
      state: 'waiting',
      lastAttempt: { status: null, error: 'nobody vouches for its certificate (self-signed)' },
    },
  },
  gone: { answering: status(410), says: { state: 'failed', lastAttempt: { status: 410 } } },
  'busy for seconds': {
    answering: onceThenFine(status(429, { 'Retry-After': '3' })),
    says: { state: 'delivered', attemptCount: 2, lastAttempt: { status: 200 } },
  },
  'busy till a date': {
    answering: onceThenFine((request, response, received, n) =>
      status(429, { 'Retry-After': new Date(Date.now() + 4_000).toUTCString() })(
        request,
        response,
        received,
        n,
      ),
    ),
    says: { state: 'delivered', attemptCount: 2, lastAttempt: { status: 200 } },
  },
  'broken, then fine': {
    answering: onceThenFine(status(500)),
    says: { state: 'delivered', attemptCount: 2, lastAttempt: { status: 200, answer: 'fine' } },
  },
  'slow, then fine': {
    answering: onceThenFine(
      (_request, response) => void setTimeout(() => response.end('at last'), 8_000),
    ),
    says: { state: 'delivered', attemptCount: 1, lastAttempt: { status: 200, answer: 'at last' } },
  },
};

let newsroom: Newsroom;
const friends: Receiver[] = [];
const receivers: Record<string, Receiver> = {};
const ids: Record<string, string> = {};

const selfSigned = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rebuilds-tls-'));
  const [key, cert] = [path.join(folder, 'key'), path.join(folder, 'cert')];
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
      key,
      '-out',
      cert,
      '-days',
      '2',
      '-subj',
      '/CN=x',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    ],
    { stdio: 'ignore' },
  );
  const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
};

beforeAll(async () => {
  friends.push(await Receiver.start(), await Receiver.start());
  for (const [name, { answering, tls }] of Object.entries(strangers)) {
    receivers[name] = await Receiver.start(answering, tls && selfSigned());
  }
  process.env.NEWSROOM_JOBS = 'on';
  process.env.REBUILDS_ALLOW_PRIVATE = [...friends, ...Object.values(receivers)]
    .map(({ host }) => host)
    .join(',');
  newsroom = await startNewsroom();
  const all = [
    ...friends.map((each, i) => [`friend ${i}`, each] as const),
    ...Object.entries(receivers),
  ];
  for (const [name, { url }] of all) {
    const { body } = await newsroom.admin('POST', '/rebuilds/targets', {
      name,
      url,
      quietSeconds: 0,
      enabled: name.startsWith('friend'),
    });
    ids[name] = body.data.id;
  }
}, 180_000);

afterAll(async () => {
  await newsroom?.stop();
  await Promise.all([...friends, ...Object.values(receivers)].map((each) => each.stop()));
});

let acts = 0;
const act = () => {
  acts += 1;
  const change = {
    kind: 'article.updated',
    documentId: `d${acts}`,
    slug: `s${acts}`,
    paths: [`/s${acts}`],
    tags: [],
    versionBefore: 1,
    versionAfter: 2,
    at: new Date().toISOString(),
  };
  return newsroom.strapi.db.transaction(({ trx }) =>
    newsroom.strapi.plugin('rebuilds').service('outbox').record(trx, [change]),
  );
};

/** Milliseconds from each of some acts to the calls that tell of it, at both friends. */
const timed = async (count: number): Promise<number[]> => {
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    await act();
    const from = Date.now();
    const wanted = `"d${acts}"`;
    for (const friend of friends) {
      const call = await until(
        'a friend hears',
        () => friend.received.findLast(({ body }) => body.includes(wanted)),
        30_000,
      );
      times.push(Math.max(1, call.at - from));
    }
  }
  return times;
};

const quantile = (times: number[], q: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(q * times.length))]!;

test('each is logged as what it is, and nobody else waits for them', async () => {
  await timed(5);
  const alone: number[] = [];
  const beside: number[] = [];
  alone.push(...(await timed(ACTS / 2)));
  const before = process.memoryUsage().rss;
  for (const name of Object.keys(strangers)) {
    await newsroom.admin('PUT', `/rebuilds/targets/${ids[name]}`, { enabled: true });
  }
  // One act each for them to choke on while the next ones are timed.
  await act();
  await until('the slow ones are called', () => receivers.hangs!.received.length > 0, 20_000);
  beside.push(...(await timed(ACTS)));
  const first = async (name: string) => {
    const { body } = await newsroom.admin('GET', `/rebuilds/calls?target=${ids[name]}&limit=100`);
    const { id } = body.data.calls.at(-1);
    return (await newsroom.admin('GET', `/rebuilds/calls/${id}`)).body.data;
  };
  const found: Record<string, unknown> = {};
  for (const [name, { says }] of Object.entries(strangers)) {
    const wanted = says as { state: string };
    found[name] = await until(
      `the log of "${name}"`,
      async () => {
        const call = await first(name);
        return call.state === wanted.state && call.lastAttempt.ms !== null && call;
      },
      40_000,
    );
    expect([name, found[name]]).toMatchObject([name, says]);
  }
  for (const name of Object.keys(strangers)) {
    await newsroom.admin('PUT', `/rebuilds/targets/${ids[name]}`, { enabled: false });
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  alone.push(...(await timed(ACTS / 2)));
  const figures = {
    acts,
    alone: { median: quantile(alone, 0.5), p99: quantile(alone, 0.99) },
    beside: { median: quantile(beside, 0.5), p99: quantile(beside, 0.99) },
    rssGrowthMb: Math.round((process.memoryUsage().rss - before) / 1024 ** 2),
  };
  process.stdout.write(`strangers (ms): ${JSON.stringify(figures)}\n`);
  expect(receivers['wrong TLS']!.received).toEqual([]);
  // A hanging target holds nobody up for seconds; below that it is the machine's noise.
  expect(figures.beside.p99).toBeLessThan(Math.max(2 * figures.alone.p99, 1_000));
  expect(figures.rssGrowthMb).toBeLessThan(300);
});
