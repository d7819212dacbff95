/**
 * A real Varnish, with the rules of deploy/varnish, before a newsroom whose answers come late; a process
 * of its own works the jobs. It reaches Varnish over a line that can be cut; a second Varnish, that is
 * named beside it, is never there.
 *
 * PURGE_ROUNDS sets how often a page is published while it is being fetched.
 */
import { existsSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadScript } from '../../unit/scripts/load-script';
import { startNewsroom, type Newsroom } from '../harness';
import { Colleague } from '../property/processes';
import { startRelay, type Relay } from '../relay';
import { size } from '../size';
import { startSlowOrigin, type SlowOrigin } from './slow-origin';

const ROUNDS = size('PURGE_ROUNDS', 2, 20);
const ARTICLE = 'api::article.article';
const TOKEN = 'token-of-this-varnish-1';
/** No old page longer than this after its publish, ms. */
const LONGEST = 3_000;
const DELAY = 500;
/** Nobody listens there. */
const NOBODY = 'http://127.0.0.1:9';
jest.setTimeout(120_000);

let newsroom: Newsroom;
let origin: SlowOrigin;
let line: Relay;
let toOrigin: Relay;
let worker: Colleague;
let varnish: { url: string; stop(): Promise<void> };

beforeAll(async () => {
  if (!isHere) return;
  const { startVarnish } = await loadScript('scripts/varnish.mjs');
  // This one only serves and sends jobs.
  process.env.NEWSROOM_JOBS = 'off';
  process.env.PURGE_ADAPTER = 'varnish';
  process.env.PURGE_TOKEN = TOKEN;
  // Addresses are needed before there is a Varnish, and the Varnish needs the newsroom's.
  line = await startRelay(NOBODY);
  process.env.PURGE_URL = `${line.urlOf(NOBODY)},${NOBODY}`;
  newsroom = await startNewsroom();
  origin = await startSlowOrigin(newsroom.url);
  toOrigin = await startRelay(origin.url);
  varnish = await startVarnish({ origin: toOrigin.urlOf(origin.url), token: TOKEN });
  line.leadTo(varnish.url);
  worker = await startWorker();
});

afterAll(async () => {
  await worker?.kill();
  await newsroom?.stop();
  await varnish?.stop();
  await toOrigin?.close();
  await origin?.stop();
  await line?.close();
});

const startWorker = async (): Promise<Colleague> => {
  const started = Colleague.start(newsroom.databaseUrl, { NEWSROOM_JOBS: 'on' });
  await started.ready;
  return started;
};

interface Seen {
  status: number;
  cache: string | null;
  text: string;
  headers: http.IncomingHttpHeaders;
}

/** Over `http`: nothing is unpacked, and no header is added. */
const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Seen> =>
  new Promise((resolve, reject) => {
    const request = http.request(`${varnish.url}${path}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const encoding = response.headers['content-encoding'];
        const unpack = { br: brotliDecompressSync, gzip: gunzipSync }[encoding ?? ''];
        resolve({
          status: response.statusCode!,
          cache: (response.headers['x-cache'] as string | undefined) ?? null,
          headers: response.headers,
          text: (unpack && bytes.length > 0 ? unpack(bytes) : bytes).toString(),
        });
      });
    });
    request.on('error', reject);
    request.end();
  });

const pageOf = (slug: string) => `/api/articles/page/${slug}`;

const publish = async (title: string, more: object = {}) => {
  const { status, body } = await newsroom.api('POST', '/articles', {
    data: { title, lead: 'The lead.', ...more },
  });
  expect(status).toBe(201);
  return body.data as { documentId: string; slug: string };
};

const republish = async (documentId: string, data: object): Promise<void> => {
  expect((await newsroom.api('PUT', `/articles/${documentId}`, { data })).status).toBe(200);
};

/** Asks until the answer is as wanted. */
const until = async (
  path: string,
  isRight: (seen: Seen) => boolean,
  withinMs = LONGEST,
): Promise<Seen[]> => {
  const all: Seen[] = [];
  for (const end = Date.now() + withinMs; ;) {
    const seen = await get(path);
    all.push(seen);
    if (isRight(seen)) return all;
    if (Date.now() > end)
      throw new Error(
        `${path} still answers ${seen.status} ${seen.cache}: ${seen.text.slice(0, 200)}`,
      );
    await sleep(20);
  }
};

/** Resolves when no job is left but those for the Varnish that is never there. */
const quiet = async (): Promise<void> => {
  for (const end = Date.now() + 30_000; ; await sleep(100)) {
    const left = await newsroom.sql<{ name: string }>(
      `SELECT DISTINCT name FROM pgboss.job WHERE state < 'completed'
         AND name NOT LIKE 'pgboss%' AND name NOT LIKE $1 || '%'`,
      [`purges.varnish-${new URL(NOBODY).host.replace(':', '_')}`],
    );
    if (left.length === 0) return;
    if (Date.now() > end) throw new Error(`still left: ${left.map(({ name }) => name).join(', ')}`);
  }
};

const purgeBy = (headers: Record<string, string>) =>
  get('/', { Authorization: `Bearer ${TOKEN}`, ...headers }, 'PURGE');

/** Debian's. */
const isHere = existsSync('/usr/sbin/varnishd');
if (!isHere)
  process.stdout.write(
    'Skipped: no varnishd is installed here; `node scripts/debian.mjs` does it.\n',
  );
const testBehindVarnish = isHere ? test : test.skip;

testBehindVarnish(
  'every encoding is kept with a tag of its own; tokens pass, cookies do not',
  async () => {
    const { slug } = await publish('Encodings', { lead: 'A lead. '.repeat(60) });
    const path = pageOf(slug);
    // The first answer is made as it stands; the next ones come compressed from memory.
    await fetch(`${newsroom.url}${path}`);
    const asked = ['gzip, deflate, br', 'gzip;q=1.0, identity; q=0.5', 'identity'];
    const first = await Promise.all(asked.map((each) => get(path, { 'Accept-Encoding': each })));
    expect(first.map(({ headers }) => headers['content-encoding'])).toEqual([
      'br',
      'gzip',
      undefined,
    ]);
    expect(new Set(first.map(({ text }) => text)).size).toBe(1);
    const etags = first.map(({ headers }) => headers.etag!);
    expect(new Set(etags).size).toBe(3);
    expect(etags.every((etag) => etag.startsWith('"'))).toBe(true);
    for (const [i, each] of ['br', 'deflate, gzip', ''].entries()) {
      const again = await get(path, { 'Accept-Encoding': each, Cookie: 'who=am-i' });
      expect([again.cache, again.headers.etag]).toEqual(['hit', etags[i]]);
      const same = await get(path, { 'Accept-Encoding': each, 'If-None-Match': etags[i]! });
      expect([same.status, same.text]).toEqual([304, '']);
    }
    expect((await get(path, { Authorization: 'Bearer nobody' })).cache).toBe('pass');
    expect((await get('/admin/init')).cache).toBe('pass');
  },
);

testBehindVarnish(
  'nobody purges without the token, and an unknown page is asked for each time',
  async () => {
    const title = 'Not there yet';
    expect((await get(pageOf('not-there-yet'))).status).toBe(404);
    expect((await get('/', {}, 'PURGE')).status).toBe(403);
    expect(
      (await get('/', { Authorization: 'Bearer x', 'Xkey-Purge': 'site' }, 'PURGE')).status,
    ).toBe(403);
    await publish(title);
    expect((await get(pageOf('not-there-yet'))).status).toBe(200);
  },
);

testBehindVarnish(
  `an old page is never served for longer than 3 s, with a fetch in flight (${ROUNDS} rounds)`,
  async () => {
    const { documentId, slug } = await publish('Counted v0');
    const path = pageOf(slug);
    const versionOf = ({ text }: Seen) => Number(/"Counted v(\d+)"/.exec(text)![1]);
    const ages: number[] = [];
    let keptAgain = 0;
    origin.delayMs = DELAY;
    try {
      for (let version = 1; version <= ROUNDS; version += 1) {
        await until(path, (seen) => versionOf(seen) === version - 1);
        await purgeBy({ 'Xkey-Purge': `page-${documentId}` });
        // Somebody fetches the old page while another process publishes the new one, and purges at once.
        let letGo = (): void => undefined;
        origin.held = new Promise((resolve) => (letGo = resolve));
        const inFlight = get(path);
        await sleep(100);
        origin.held = null;
        await worker.do('publishVersions', {
          documentId,
          from: version,
          to: version,
          manner: 'at once',
        });
        const from = Date.now();
        setTimeout(letGo, DELAY);
        expect(versionOf(await inFlight)).toBe(version - 1);
        let oldest = 0;
        while (Date.now() - from < LONGEST + 500) {
          const asked = Date.now() - from;
          const seen = await get(path);
          if (versionOf(seen) < version) {
            oldest = asked;
            if (seen.cache === 'hit') keptAgain += 1;
          }
          await sleep(20);
        }
        ages.push(oldest);
      }
    } finally {
      origin.delayMs = 0;
    }
    process.stdout.write(
      `old page last asked for ${ages.join(', ')} ms after its publish; ${keptAgain} hits on one that was kept again\n`,
    );
    expect(Math.max(...ages)).toBeLessThan(LONGEST);
    // Otherwise the second purge was not needed, and this shows nothing.
    expect(keptAgain).toBeGreaterThan(0);
  },
);

testBehindVarnish('lists follow: the old one is given while the new one is fetched', async () => {
  const list = '/api/articles/pages?pageSize=3';
  const feedless = '/api/site/page';
  await until(list, ({ cache }) => cache === 'hit');
  await until(feedless, ({ cache }) => cache === 'hit');
  origin.delayMs = DELAY;
  try {
    const { slug } = await publish('New in the list');
    const seen = await until(list, ({ text }) => text.includes(slug));
    expect(seen.map(({ cache }) => cache)).toContain('stale');
    expect(seen.map(({ cache }) => cache)).not.toContain('miss');
  } finally {
    origin.delayMs = 0;
  }
});

testBehindVarnish(
  'a page that moves leads on at once, one that is taken back is gone, from lists too',
  async () => {
    const { documentId, slug } = await publish('Moves', { slug: 'moves-first' });
    const list = '/api/articles/pages?pageSize=2';
    await until(pageOf(slug), ({ status }) => status === 200);
    await republish(documentId, { slug: 'moves-second' });
    await until(pageOf(slug), ({ status }) => status === 301);
    await until(pageOf('moves-second'), ({ cache }) => cache === 'hit');
    await republish(documentId, { slug: 'moves-third' });
    await until(pageOf(slug), ({ headers }) => headers.location!.endsWith('/moves-third'));
    await until(list, ({ text, cache }) => text.includes('moves-third') && cache === 'hit');
    await quiet();
    await until(list, ({ cache }) => cache === 'hit');
    await newsroom.strapi.documents(ARTICLE).unpublish({ documentId });
    for (const old of ['moves-first', 'moves-second', 'moves-third'])
      await until(pageOf(old), ({ status }) => status === 410);
    const seen = await until(list, ({ text }) => !text.includes('moves-third'));
    expect(seen.map(({ cache }) => cache)).not.toContain('stale');
  },
);

testBehindVarnish('another story at the address of one that is gone', async () => {
  const first = await publish('Same address', { slug: 'same-address' });
  await newsroom.strapi.documents(ARTICLE).delete({ documentId: first.documentId });
  await until(pageOf('same-address'), ({ status, cache }) => status === 410 && cache === 'hit');
  await publish('The other one', { slug: 'same-address' });
  await until(pageOf('same-address'), ({ status }) => status === 200);
});

testBehindVarnish('with the origin dead all that is kept is answered with 200', async () => {
  const stories = await Promise.all(
    ['One', 'Two', 'Three'].map((title) => publish(`Kept ${title}`)),
  );
  const paths = [
    ...stories.map(({ slug }) => pageOf(slug)),
    '/api/articles/pages',
    '/api/site/page',
  ];
  await quiet();
  for (const path of paths) await until(path, ({ cache }) => cache === 'hit');
  toOrigin.cut();
  try {
    const answers: Record<string, number> = {};
    const ask = async (seconds: number): Promise<void> => {
      for (const end = Date.now() + seconds * 1_000; Date.now() < end; await sleep(20)) {
        for (const { status, cache } of await Promise.all(paths.map((path) => get(path))))
          answers[`${status} ${cache}`] = (answers[`${status} ${cache}`] ?? 0) + 1;
      }
    };
    await ask(0.3);
    // As if a minute had passed.
    await purgeBy({ 'Xkey-Soft-Purge': 'site articles' });
    await ask(size('PURGE_DEAD_SECONDS', 3, 90));
    expect(Object.keys(answers).toSorted()).toEqual(['200 hit', '200 stale']);
    const missing = await get(pageOf('never-kept'));
    expect([missing.status, JSON.parse(missing.text).error.name]).toEqual([
      503,
      'ServiceUnavailableError',
    ]);
  } finally {
    toOrigin.leadTo();
  }
  await until(paths[0]!, ({ cache }) => cache === 'hit', 10_000);
});

testBehindVarnish('a Varnish that cannot be reached gets its purges when it is back', async () => {
  const { documentId, slug } = await publish('Away', { lead: 'Before.' });
  const path = pageOf(slug);
  await quiet();
  await until(path, ({ cache }) => cache === 'hit');
  line.cut();
  await republish(documentId, { lead: 'After.' });
  await sleep(1_000);
  expect((await get(path)).text).toContain('Before.');
  line.leadTo(varnish.url);
  await until(path, ({ text }) => text.includes('After.'), 10_000);
});

testBehindVarnish('kill -9 of the newsroom between commit and purge loses none', async () => {
  const { documentId, slug } = await publish('Killed', { lead: 'Before.' });
  const path = pageOf(slug);
  await quiet();
  await until(path, ({ cache }) => cache === 'hit');
  await worker.kill();
  const publisher = Colleague.start(newsroom.databaseUrl, { NEWSROOM_JOBS: 'off' });
  await publisher.ready;
  const published = new Promise<number>((resolve) => {
    publisher.onProgress(({ published: version }) => {
      if (version !== undefined) resolve(version);
    });
  });
  publisher
    .do('publishVersions', { documentId, from: 7, manner: 'at once' })
    .catch(() => undefined);
  const version = await published;
  await publisher.kill();
  expect((await get(path)).text).toContain('Before.');
  worker = await startWorker();
  const seen = await until(path, ({ text }) => !text.includes('Before.'), 10_000);
  expect(Number(/(\d+)/.exec(JSON.parse(seen.at(-1)!.text).data.title)![1])).toBeGreaterThanOrEqual(
    version,
  );
});
