import { randomBytes } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { chooseEncoding } from '../../../src/front/encoding';
import { createEntry, headsOf, wireOf, type Entry, type Wire } from '../../../src/front/entry';
import { createLoads, isOutdated } from '../../../src/front/load';
import { createMemory } from '../../../src/front/memory';
import { createOrigins } from '../../../src/front/origins';
import { entryTags, tagsOfChanges } from '../../../src/front/tags';

test.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['*', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0.5, gzip;q=0.8', 'gzip'],
  ['br;q=0, gzip;q=0', 'identity'],
  ['deflate', 'identity'],
  ['identity;q=0', null],
  ['identity;q=0, gzip', 'gzip'],
])('Accept-Encoding %p is answered in %p', (header, encoding) => {
  expect(chooseEncoding(header)).toBe(encoding);
  expect(chooseEncoding(header)).toBe(encoding);
});

const entryOf = (body: string, tags: string[] = ['lists'], etag = '"abc"'): Entry =>
  createEntry(
    {
      body,
      headers: {
        etag,
        'content-type': 'application/json; charset=utf-8',
        'content-length': 3,
        date: 'long ago',
        connection: 'keep-alive',
        vary: 'Origin, Accept-Encoding',
        'access-control-allow-origin': 'https://one.example',
        'x-frame-options': 'SAMEORIGIN',
      },
      said: { headers: {}, type: 'application/json', etag, lastModified: null },
    },
    { tags, until: Number.POSITIVE_INFINITY },
  );
const pairs = (list: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: list.length / 2 }, (_, i) => [list[2 * i], list[2 * i + 1]]),
  );

test('an entry keeps what is everybody’s and writes anew what is one caller’s', () => {
  const wire = wireOf(entryOf('{}'), 'identity') as Wire;
  expect(pairs(wire.headers)).toEqual({
    'content-type': 'application/json; charset=utf-8',
    'content-length': '2',
    'x-frame-options': 'SAMEORIGIN',
    vary: 'Origin, Accept-Encoding',
    etag: '"abc"',
  });
  expect(pairs(wire.notModified)).toEqual({
    vary: 'Origin, Accept-Encoding',
    etag: '"abc"',
  });
  const more = ['access-control-allow-origin', '*'];
  expect(pairs(headsOf(wire, more).whole.headers)).toMatchObject({
    'access-control-allow-origin': '*',
  });
  expect(headsOf(wire, more)).toBe(headsOf(wire, more));
});

test('an encoding is made once, has its own tag, and is left out where it saves nothing', async () => {
  const text = 'a sentence that says the same '.repeat(40);
  const entry = entryOf(text);
  const [one, two] = [wireOf(entry, 'br'), wireOf(entry, 'br')];
  expect(one).toBe(two);
  const wire = await one;
  expect(wire.etag).toBe('"abc.br"');
  expect(brotliDecompressSync(wire.bytes).toString()).toBe(text);
  expect(pairs(wire.headers)['content-length']).toBe(String(wire.bytes.length));
  expect(wireOf(entry, 'br')).toBe(wire);
  const short = entryOf('{}');
  expect((await wireOf(short, 'gzip')).etag).toBe('"abc"');
});

test('memory forgets the least recently used, and what has changed', () => {
  const memory = createMemory(64_000);
  const page = (i: number) => entryOf('x'.repeat(3_000), [`article-${i}`, `slug-s${i}`]);
  for (let i = 0; i < 20; i++) {
    memory.put(`/${i}`, page(i));
    memory.get('/0');
  }
  const { entries, bytes, maxBytes, evicted } = memory.stats();
  expect(bytes).toBeLessThanOrEqual(maxBytes);
  expect(entries + evicted).toBe(20);
  expect(evicted).toBeGreaterThan(0);
  expect(memory.get('/0')).toBeDefined();
  expect(memory.get('/1')).toBeUndefined();
  memory.put('/again', page(19));
  memory.drop(['article-19', 'slug-nobody']);
  expect([memory.get('/19'), memory.get('/again')]).toEqual([undefined, undefined]);
  expect(memory.get('/18')).toBeDefined();
  memory.put('/large', entryOf('x'.repeat(20_000)));
  expect(memory.get('/large')).toBeUndefined();
  memory.clear();
  expect(memory.stats()).toMatchObject({ entries: 0, bytes: 0 });
});

test('an entry that was put anew is dropped by its new tags only', () => {
  const memory = createMemory(64_000);
  memory.put('/a', entryOf('one', ['article-1']));
  memory.put('/a', entryOf('two', ['article-2']));
  memory.drop(['article-1']);
  expect(memory.get('/a')).toBeDefined();
  memory.drop(['article-2']);
  expect(memory.get('/a')).toBeUndefined();
});

test('a page that has grown by an encoding weighs more', async () => {
  const memory = createMemory(1_000_000);
  const entry = entryOf('a sentence that says the same '.repeat(400));
  memory.put('/a', entry);
  const { bytes } = memory.stats();
  const { bytes: made } = await wireOf(entry, 'gzip');
  memory.weigh('/a', entry, 'gzip');
  expect(memory.stats().bytes).toBe(bytes + made.length);
  memory.put('/a', memory.get('/a')!);
  expect(memory.stats()).toMatchObject({ entries: 1, bytes: bytes + made.length });
});

test('a page that an encoding makes too large stays without it, and is dropped as ever', async () => {
  const memory = createMemory(8 * 8_100);
  // Digits of chance: half of them is what compression leaves.
  const entry = entryOf(randomBytes(2_000).toString('hex'), ['article-1']);
  memory.put('/a', entry);
  const { bytes } = memory.stats();
  expect(bytes + (await wireOf(entry, 'br')).bytes.length).toBeGreaterThan(8_100);
  memory.weigh('/a', entry, 'br');
  expect(memory.stats()).toMatchObject({ entries: 1, bytes });
  expect(wireOf(memory.get('/a')!, 'br')).toBe(wireOf(entry, 'identity'));
  memory.drop(['article-1']);
  expect(memory.stats()).toMatchObject({ entries: 0, dropped: 1 });
});

test('what changes drops the pages of the story, whoever stands at its address, and lists', () => {
  const page = { kind: 'page', slug: 'old' } as const;
  expect(entryTags(page, 'article-a,shows-b,site')).toEqual(['slug-old', 'article-a']);
  expect(entryTags(page, 'site')).toEqual([]);
  expect(entryTags({ kind: 'list', slug: null }, 'articles,article-a')).toEqual(['lists']);
  expect(tagsOfChanges([{ documentId: 'a', slug: 'new' }])).toEqual([
    'lists',
    'article-a',
    'slug-new',
  ]);
  expect(tagsOfChanges([])).toEqual([]);
});

test('a load that was under way while its page changed is outdated, and nobody joins it any more', () => {
  const loads = createLoads();
  const begin = (key: string) => loads.begin(key, Promise.resolve(null));
  const page = begin('/a');
  const other = begin('/b');
  loads.drop(['article-a', 'lists']);
  expect([loads.find('/a'), loads.find('/b')]).toEqual([undefined, undefined]);
  expect(isOutdated(page, ['slug-a', 'article-a'])).toBe(true);
  expect(isOutdated(other, ['slug-b', 'article-b'])).toBe(false);
  const next = begin('/a');
  loads.end('/a', page);
  expect(loads.find('/a')).toBe(next);
  expect(isOutdated(next, ['article-a'])).toBe(false);
  loads.dropAll();
  expect(isOutdated(next, ['article-a'])).toBe(true);
});

test('what Koa answers an origin is believed for a minute', () => {
  const origins = createOrigins();
  expect(origins.headersFor(undefined, 0)).toBeUndefined();
  origins.learn(
    'https://a.example',
    { 'access-control-allow-origin': 'https://a.example', vary: 'x' },
    0,
  );
  expect(origins.headersFor('https://a.example', 59_999)).toEqual([
    'access-control-allow-origin',
    'https://a.example',
  ]);
  expect(origins.headersFor('https://a.example', 60_000)).toBeUndefined();
  expect(origins.headersFor('https://b.example', 1)).toBeUndefined();
});

test('of too many origins the one that was learnt longest ago is forgotten, and never that of who names none', () => {
  const origins = createOrigins();
  const learn = (origin: string | undefined) => origins.learn(origin, {}, 0);
  const isKnown = (origin: string | undefined) => origins.headersFor(origin, 1) !== undefined;
  const site = (i: number) => `https://${i}.example`;
  learn(undefined);
  for (let i = 0; i < 999; i++) learn(site(i));
  learn(site(0));
  expect([isKnown(undefined), isKnown(site(0)), isKnown(site(1))]).toEqual([true, true, true]);
  for (let i = 1_000; i < 1_010; i++) learn(site(i));
  expect([isKnown(undefined), isKnown(site(0)), isKnown(site(1_009))]).toEqual([true, true, true]);
  expect([isKnown(site(1)), isKnown(site(10)), isKnown(site(11))]).toEqual([false, false, true]);
});

test('what is learnt again and is the same leaves prepared heads as they are', () => {
  const origins = createOrigins();
  const wire = wireOf(entryOf('{}'), 'identity') as Wire;
  const learn = (value: string, now: number) => {
    origins.learn(undefined, { 'access-control-allow-origin': value }, now);
    return headsOf(wire, origins.headersFor(undefined, now)!);
  };
  const heads = learn('*', 0);
  expect(learn('*', 30_000)).toBe(heads);
  expect(origins.headersFor(undefined, 89_999)).toBeDefined();
  expect(learn('https://a.example', 40_000)).not.toBe(heads);
  expect(origins.headersFor(undefined, 40_000)).toEqual([
    'access-control-allow-origin',
    'https://a.example',
  ]);
});
