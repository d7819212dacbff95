/**
 * A real Varnish before a newsroom whose answers come late; a process of its own works the jobs.
 *
 * PURGE_ROUNDS sets how often a page is published while it is being fetched, PURGE_DEAD_SECONDS for how
 * long nobody answers behind Varnish.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Colleague } from '../property/processes';
import { size } from '../size';
import { LONGEST, startBehindVarnish, type BehindVarnish, type Seen } from './behind-varnish';

const ROUNDS = size('PURGE_ROUNDS', 2, 20);
const DEAD_SECONDS = size('PURGE_DEAD_SECONDS', 3, 90);
const ARTICLE = 'api::article.article';
/** How long a fetch is in flight, ms. */
const DELAY = 500;
jest.setTimeout(120_000);

/** Debian's. */
const isHere = existsSync('/usr/sbin/varnishd');
if (!isHere)
  process.stdout.write(
    'Skipped: no varnishd is installed here; `node scripts/debian.mjs` does it.\n',
  );
const testBehindVarnish = isHere ? test : test.skip;
/** A job whose process is gone is begun again after half a minute to a minute. */
const testForLong = isHere && process.env.NEWSROOM_LONG ? test : test.skip;

let at: BehindVarnish;
let worker: Colleague;

beforeAll(async () => {
  if (!isHere) return;
  at = await startBehindVarnish();
  worker = await at.startWorker();
});

afterAll(async () => {
  await worker?.kill();
  await at?.stop();
});

const pageOf = (slug: string) => `/api/articles/page/${slug}`;

const publish = async (title: string, more: object = {}) => {
  const { status, body } = await at.newsroom.api('POST', '/articles', {
    data: { title, lead: 'The lead.', ...more },
  });
  expect(status).toBe(201);
  return body.data as { documentId: string; slug: string };
};

const republish = async (documentId: string, data: object): Promise<void> => {
  expect((await at.newsroom.api('PUT', `/articles/${documentId}`, { data })).status).toBe(200);
};

testBehindVarnish(
  'every encoding is kept with a tag of its own; tokens pass, cookies do not',
  async () => {
    const { slug } = await publish('Encodings', { lead: 'A lead. '.repeat(60) });
    const path = pageOf(slug);
    // The first answer is made as it stands; the next ones come compressed from memory.
    await fetch(`${at.newsroom.url}${path}`);
    const asked = ['gzip, deflate, br', 'gzip;q=1.0, identity; q=0.5', 'identity'];
    const first = await Promise.all(asked.map((each) => at.get(path, { 'Accept-Encoding': each })));
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
      const again = await at.get(path, { 'Accept-Encoding': each, Cookie: 'who=am-i' });
      expect([again.cache, again.headers.etag]).toEqual(['hit', etags[i]]);
      const same = await at.get(path, { 'Accept-Encoding': each, 'If-None-Match': etags[i]! });
      expect([same.status, same.text]).toEqual([304, '']);
    }
    expect((await at.get(path, { Authorization: 'Bearer nobody' })).cache).toBe('pass');
    expect((await at.get('/admin/init')).cache).toBe('pass');
  },
);

testBehindVarnish(
  'nobody purges without the token, and an unknown page is asked for each time',
  async () => {
    const title = 'Not there yet';
    expect((await at.get(pageOf('not-there-yet'))).status).toBe(404);
    expect((await at.get('/', {}, 'PURGE')).status).toBe(403);
    expect(
      (await at.get('/', { Authorization: 'Bearer x', 'Xkey-Purge': 'site' }, 'PURGE')).status,
    ).toBe(403);
    await publish(title);
    expect((await at.get(pageOf('not-there-yet'))).status).toBe(200);
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
    at.origin.delayMs = DELAY;
    try {
      for (let version = 1; version <= ROUNDS; version += 1) {
        await at.until(path, (seen) => versionOf(seen) === version - 1);
        await at.purgeBy({ 'Xkey-Purge': `page-${documentId}` });
        // Somebody fetches the old page while another process publishes the new one, and purges at once.
        let letGo = (): void => undefined;
        at.origin.held = new Promise((resolve) => (letGo = resolve));
        const inFlight = at.get(path);
        await sleep(100);
        at.origin.held = null;
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
          const seen = await at.get(path);
          if (versionOf(seen) < version) {
            oldest = asked;
            if (seen.cache === 'hit') keptAgain += 1;
          }
          await sleep(20);
        }
        ages.push(oldest);
      }
    } finally {
      at.origin.delayMs = 0;
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
  await at.until(list, ({ cache }) => cache === 'hit');
  await at.until(feedless, ({ cache }) => cache === 'hit');
  at.origin.delayMs = DELAY;
  try {
    const { slug } = await publish('New in the list');
    const seen = await at.until(list, ({ text }) => text.includes(slug));
    expect(seen.map(({ cache }) => cache)).toContain('stale');
    expect(seen.map(({ cache }) => cache)).not.toContain('miss');
  } finally {
    at.origin.delayMs = 0;
  }
});

testBehindVarnish(
  'a page that moves leads on at once, one that is taken back is gone, from lists too',
  async () => {
    const { documentId, slug } = await publish('Moves', { slug: 'moves-first' });
    const list = '/api/articles/pages?pageSize=2';
    await at.until(pageOf(slug), ({ status }) => status === 200);
    await republish(documentId, { slug: 'moves-second' });
    await at.until(pageOf(slug), ({ status }) => status === 301);
    await at.until(pageOf('moves-second'), ({ cache }) => cache === 'hit');
    await republish(documentId, { slug: 'moves-third' });
    await at.until(pageOf(slug), ({ headers }) => headers.location!.endsWith('/moves-third'));
    await at.until(list, ({ text, cache }) => text.includes('moves-third') && cache === 'hit');
    await at.quiet();
    await at.until(list, ({ cache }) => cache === 'hit');
    await at.newsroom.strapi.documents(ARTICLE).unpublish({ documentId });
    for (const old of ['moves-first', 'moves-second', 'moves-third'])
      await at.until(pageOf(old), ({ status }) => status === 410);
    const seen = await at.until(list, ({ text }) => !text.includes('moves-third'));
    expect(seen.map(({ cache }) => cache)).not.toContain('stale');
  },
);

testBehindVarnish('another story at the address of one that is gone', async () => {
  const first = await publish('Same address', { slug: 'same-address' });
  await at.newsroom.strapi.documents(ARTICLE).delete({ documentId: first.documentId });
  await at.until(pageOf('same-address'), ({ status, cache }) => status === 410 && cache === 'hit');
  await publish('The other one', { slug: 'same-address' });
  await at.until(pageOf('same-address'), ({ status }) => status === 200);
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
  await at.quiet();
  for (const path of paths) await at.until(path, ({ cache }) => cache === 'hit');
  at.toOrigin.cut();
  try {
    const answers: Record<string, number> = {};
    const ask = async (seconds: number): Promise<void> => {
      for (const end = Date.now() + seconds * 1_000; Date.now() < end; await sleep(20)) {
        for (const { status, cache } of await Promise.all(paths.map((path) => at.get(path))))
          answers[`${status} ${cache}`] = (answers[`${status} ${cache}`] ?? 0) + 1;
      }
    };
    await ask(0.3);
    // As if a minute had passed.
    await at.purgeBy({ 'Xkey-Soft-Purge': 'site articles' });
    await ask(DEAD_SECONDS);
    expect(Object.keys(answers).toSorted()).toEqual(['200 hit', '200 stale']);
    const missing = await at.get(pageOf('never-kept'));
    expect([missing.status, JSON.parse(missing.text).error.name]).toEqual([
      503,
      'ServiceUnavailableError',
    ]);
  } finally {
    at.toOrigin.leadTo();
  }
  await at.until(paths[0]!, ({ cache }) => cache === 'hit', 10_000);
});

testBehindVarnish('a Varnish that cannot be reached gets its purges when it is back', async () => {
  const { documentId, slug } = await publish('Away', { lead: 'Before.' });
  const path = pageOf(slug);
  await at.quiet();
  await at.until(path, ({ cache }) => cache === 'hit');
  at.line.cut();
  await republish(documentId, { lead: 'After.' });
  await sleep(1_000);
  expect((await at.get(path)).text).toContain('Before.');
  at.line.leadTo(at.varnish.url);
  await at.until(path, ({ text }) => text.includes('After.'), 10_000);
});

testBehindVarnish('kill -9 of the newsroom between commit and purge loses none', async () => {
  const { documentId, slug } = await publish('Killed', { lead: 'Before.' });
  const path = pageOf(slug);
  await at.quiet();
  await at.until(path, ({ cache }) => cache === 'hit');
  await worker.kill();
  const publisher = Colleague.start(at.newsroom.databaseUrl, { NEWSROOM_JOBS: 'off' });
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
  expect((await at.get(path)).text).toContain('Before.');
  worker = await at.startWorker();
  const seen = await at.until(path, ({ text }) => !text.includes('Before.'), 10_000);
  expect(Number(/(\d+)/.exec(JSON.parse(seen.at(-1)!.text).data.title)![1])).toBeGreaterThanOrEqual(
    version,
  );
});

testForLong('kill -9 in the middle of a call loses none', async () => {
  const { documentId, slug } = await publish('Called', { lead: 'Before.' });
  const path = pageOf(slug);
  await at.quiet();
  await at.until(path, ({ cache }) => cache === 'hit');
  at.line.hold();
  await republish(documentId, { lead: 'After.' });
  const isCalling = async () => (await at.calls()).some(({ state }) => state === 'active');
  for (const end = Date.now() + 10_000; !(await isCalling()); await sleep(20))
    expect(Date.now()).toBeLessThan(end);
  await worker.kill();
  at.line.leadTo(at.varnish.url);
  expect((await at.get(path)).text).toContain('Before.');
  worker = await at.startWorker();
  const seen = await at.until(path, ({ text }) => text.includes('After.'), 50_000);
  // Purged, and not grown old.
  expect(seen.at(-1)!.cache).toBe('miss');
  // The second call, timed from the commit, came first; the one that was cut off is made again too.
  const isMadeAgain = async () =>
    (await at.calls()).some(({ state, again }) => state === 'completed' && again > 0);
  for (const end = Date.now() + 90_000; !(await isMadeAgain()); await sleep(100))
    expect(Date.now()).toBeLessThan(end);
});
