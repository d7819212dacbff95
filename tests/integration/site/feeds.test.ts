/** Feeds and sitemaps over HTTP, read back as other people's programs read them, while stories live. */
import { XMLValidator } from 'fast-xml-parser';
import Parser from 'rss-parser';
import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { addressOf, createFeedReader, type FeedReader } from './feed-reader';

jest.setTimeout(90_000);

const SITE = 'https://coast.example';
const FEEDS = ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `/feeds/${file}`);
const SITEMAPS = ['sitemap.xml', 'sitemap-1.xml', 'news.xml'].map((file) => `/sitemaps/${file}`);
const ALL = [...FEEDS, ...SITEMAPS];

/* eslint-disable @typescript-eslint/no-explicit-any -- documents and answers are read field by field */
let newsroom: Newsroom;
let get: FeedReader['get'];
let xmlOf: FeedReader['xmlOf'];
let entriesOf: FeedReader['entriesOf'];
const documents = (uid: string): any => newsroom.strapi.documents(uid as 'api::article.article');
const articles = () => documents('api::article.article');
const publish = (documentId: string) => articles().publish({ documentId });
const change = async (documentId: string, data: object) => {
  await articles().update({ documentId, data });
  await publish(documentId);
};
const make = async (data: object): Promise<string> => {
  const { documentId } = await articles().create({ data });
  await publish(documentId);
  return documentId;
};
const page = async (slug: string): Promise<any> =>
  (await newsroom.api('GET', `/articles/page/${slug}`, undefined, null)).body.data;

/** Which stories each of the documents has. They must agree. */
const slugs = async (): Promise<string[]> => {
  const lists = await Promise.all(
    ALL.map(async (path) =>
      (await entriesOf(path)).map((entry) => addressOf(entry).replace(`${SITE}/`, '')).sort(),
    ),
  );
  for (const [i, list] of lists.entries()) expect([ALL[i], list]).toEqual([ALL[i], lists[0]]);
  return lists[0]!;
};
const etags = async (paths = ALL) =>
  Promise.all(paths.map(async (path) => (await get(path)).headers.get('etag')));

let siteId: string;
const setSite = async (data: object) => {
  const sites = documents('api::site.site');
  siteId ??= (await sites.create({ data: {} })).documentId;
  await sites.update({ documentId: siteId, data });
  await sites.publish({ documentId: siteId });
};

beforeAll(async () => {
  // Some of it is written past the newsroom, by SQL, which a memory does not hear of.
  process.env.PAGE_MEMORY_MB = '0';
  newsroom = await startNewsroom();
  ({ get, xmlOf, entriesOf } = createFeedReader(newsroom.url));
}, 120_000);
afterAll(async () => {
  await newsroom?.stop();
});

test('without the address of the site there are none, and the answer says what to do', async () => {
  const expectNone = async () => {
    for (const path of ALL) {
      const { body, status, headers } = await newsroom.api('GET', path, undefined, null);
      expect([path, status, body.error.name]).toEqual([path, 404, 'NotFoundError']);
      expect(body.error.message).toContain('fill in "url" of the Site');
      expect(headers.get('content-type')).toContain('application/json');
    }
  };
  await expectNone();
  await setSite({ name: 'Coast & Harbour' });
  await expectNone();
  // A draft of an address is none.
  await documents('api::site.site').update({ documentId: siteId, data: { url: SITE } });
  await expectNone();
  await setSite({ url: SITE });
  expect(await slugs()).toEqual([]);
});

test('the very next request has what was published, changed, moved and taken back', async () => {
  const first = await make({ title: 'Ferry sails' });
  expect(await slugs()).toEqual(['ferry-sails']);
  const second = await make({ title: 'Pier closes' });
  expect(await slugs()).toEqual(['ferry-sails', 'pier-closes']);

  await change(first, { title: 'Ferry sails again' });
  for (const path of [...FEEDS, '/sitemaps/news.xml'])
    expect((await get(path)).text).toContain('Ferry sails again');
  await change(first, { slug: 'ferry' });
  expect(await slugs()).toEqual(['ferry', 'pier-closes']);
  await articles().unpublish({ documentId: second });
  expect(await slugs()).toEqual(['ferry']);
  await publish(second);
  expect(await slugs()).toEqual(['ferry', 'pier-closes']);
  await articles().delete({ documentId: second });
  expect(await slugs()).toEqual(['ferry']);

  // An act that does not come to its end has not happened.
  const { documentId } = await articles().create({ data: { title: 'Never out' } });
  const undone = newsroom.strapi.db.transaction(async () => {
    await publish(documentId);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await slugs()).toEqual(['ferry']);
  for (const each of [first, documentId]) await articles().delete({ documentId: each });
  expect(await slugs()).toEqual([]);
});

test('who has the bytes already gets 304; the tag changes with the bytes and with nothing else', async () => {
  const documentId = await make({ title: 'Tide table', lead: 'High at noon.' });
  for (const path of ALL) {
    const whole = await get(path);
    const etag = whole.headers.get('etag')!;
    expect([path, etag]).toEqual([path, expect.stringMatching(/^"[\w-]+"$/)]);
    for (const sent of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get(path, { 'If-None-Match': sent });
      expect([path, sent, again.status, again.text]).toEqual([path, sent, 304, '']);
      expect(again.headers.get('etag')).toBe(etag);
      expect(again.headers.get('cache-control')).toBe(whole.headers.get('cache-control'));
    }
    expect((await get(path, { 'If-None-Match': '"other"' })).status).toBe(200);
    const since = whole.headers.get('last-modified')!;
    expect((await get(path, { 'If-Modified-Since': since })).status).toBe(304);
  }
  const before = await etags();
  await articles().update({ documentId, data: { lead: 'A draft only.' } });
  await articles().discardDraft({ documentId });
  await publish(documentId);
  await articles().create({ data: { title: 'Another draft' } });
  expect(await etags()).toEqual(before);

  await change(documentId, { lead: 'High at one.' });
  const after = await etags();
  // A news sitemap has no more of a story than its headline.
  expect(ALL.filter((_, i) => after[i] === before[i])).toEqual(['/sitemaps/news.xml']);
  await change(documentId, { title: 'Tide tables' });
  const retitled = await etags();
  expect(ALL.filter((_, i) => [before[i], after[i]].includes(retitled[i]!))).toEqual([]);
  await setSite({ name: 'The Coast' });
  expect((await get('/feeds/rss.xml')).text).toContain('<title>The Coast</title>');
  await articles().delete({ documentId });
});

test('dates are those of the page, and Recent News moves none of them', async () => {
  const target = await make({ title: 'Older news' });
  const old = await make({ title: 'Last month', firstPublishedAt: '2026-10-20T08:00:00.000Z' });
  const documentId = await make({ title: 'Dated', relatedNews: [{ target }] });
  await change(documentId, { lead: 'Corrected.' });
  const { firstPublishedAt, modifiedAt } = await page('dated');
  expect(modifiedAt > firstPublishedAt).toBe(true);

  const entryOf = async (path: string) =>
    (await entriesOf(path)).find((entry) => addressOf(entry) === `${SITE}/dated`);
  const expectDates = async () => {
    const [rss, atom, json] = await Promise.all(FEEDS.map(entryOf));
    expect(rss.pubDate).toBe(new Date(firstPublishedAt).toUTCString());
    expect(rss['atom:updated']).toBe(modifiedAt);
    expect([atom.published, atom.updated]).toEqual([firstPublishedAt, modifiedAt]);
    expect([json.date_published, json.date_modified]).toEqual([firstPublishedAt, modifiedAt]);
    expect((await entryOf('/sitemaps/sitemap.xml')).lastmod).toBe(modifiedAt);
    expect((await entryOf('/sitemaps/news.xml'))['news:news']['news:publication_date']).toBe(
      firstPublishedAt,
    );
    expect((await xmlOf('/feeds/atom.xml')).feed.updated).toBe(
      [modifiedAt, (await page('last-month')).modifiedAt].sort().at(-1),
    );
  };
  await expectDates();
  const before = await etags();
  await change(documentId, { relatedNews: [{ target: old }, { target }] });
  expect(await etags()).toEqual(before);
  await articles().delete({ documentId: target });
  await expectDates();
  const shown = await page('dated');
  expect([shown.relatedNews.length, shown.updatedAt > modifiedAt]).toEqual([1, true]);

  const order = (await entriesOf('/feeds/feed.json')).map(({ title }) => title);
  expect(order).toEqual(['Dated', 'Last month']);
  // Google reads two days of news.
  const locations = async (path: string) => (await entriesOf(path)).map(addressOf);
  expect(await locations('/sitemaps/news.xml')).toEqual([`${SITE}/dated`]);
  expect(await locations(SITEMAPS[0]!)).toEqual([`${SITE}/last-month`, `${SITE}/dated`]);
  for (const each of [old, documentId]) await articles().delete({ documentId: each });
});

test('nasty texts arrive as they were written', async () => {
  const title = `Ends </script> ]]> & ]]> "quoted" 'too' &lt;b&gt; 🌊`;
  const lead = 'If a < b && c > d, then <b>not bold</b> &amp; stays.';
  const bullet = '<img src=x onerror=alert(2)> \u{1f680} é ]]>';
  const author = await documents('api::author.author').create({ data: { name: 'Ada <Q> & "S"' } });
  await setSite({ name: 'Sea <"&\'> Coast ]]>' });
  const documentId = await make({
    title,
    lead,
    slug: 'nasty',
    authors: [author.documentId],
    outline: [{ heading: 'A & <B>', lead: null, bullets: [{ text: bullet }] }],
  });
  const feed = await new Parser().parseString((await get('/feeds/rss.xml')).text);
  expect([feed.title, feed.items[0]!.title]).toEqual(['Sea <"&\'> Coast ]]>', title]);
  expect(feed.items[0]!.creator).toBe('Ada <Q> & "S"');
  const html = feed.items[0]!['content:encoded'] as string;
  expect(html).not.toMatch(/<(b|img|script)\b/);
  expect(html).toContain('&#x3C;img src=x onerror=alert(2)>');
  const atom = (await entriesOf('/feeds/atom.xml'))[0];
  expect(atom.content['#text']).toBe(html);
  const json = (await entriesOf('/feeds/feed.json'))[0];
  expect(json).toMatchObject({ title, summary: lead, content_html: html });
  const { urlset } = await xmlOf('/sitemaps/news.xml');
  expect(urlset.url[0]['news:news']['news:title']).toContain('Ends </script> ]]>');
  await articles().delete({ documentId });
});

test('a topic has a feed of its own, which follows its stories and its name', async () => {
  const topics = documents('api::topic.topic');
  const sea = await topics.create({ data: { name: 'Sea', description: 'Waves & <boats>.' } });
  const land = await topics.create({ data: { name: 'Land' } });
  const of = async (slug: string) =>
    Promise.all(
      ['rss.xml', 'atom.xml', 'feed.json'].map(async (file) =>
        (await entriesOf(`/feeds/topics/${slug}/${file}`)).map(addressOf),
      ),
    );
  const thrice = (...list: string[]) => Array(3).fill(list.map((slug) => `${SITE}/${slug}`));
  const wave = await make({ title: 'Wave', topics: [sea.documentId] });
  const hill = await make({ title: 'Hill', topics: [land.documentId] });
  expect(await of('sea')).toEqual(thrice('wave'));
  expect(await of('land')).toEqual(thrice('hill'));
  const json = JSON.parse((await get('/feeds/topics/sea/feed.json')).text);
  expect(json).toMatchObject({
    description: 'Waves & <boats>.',
    home_page_url: `${SITE}/topics/sea`,
    feed_url: `${SITE}/topics/sea/feed.json`,
  });
  const before = (await get('/feeds/topics/land/rss.xml')).headers.get('etag');
  await change(wave, { topics: [sea.documentId, land.documentId] });
  expect(await of('land')).toEqual(thrice('hill', 'wave'));
  expect((await get('/feeds/topics/land/rss.xml')).headers.get('etag')).not.toBe(before);
  await topics.update({ documentId: sea.documentId, data: { name: 'Ocean', slug: 'ocean' } });
  expect(await of('ocean')).toEqual(thrice('wave'));
  expect((await get('/feeds/topics/sea/rss.xml')).status).toBe(404);
  expect((await get('/feeds/topics/nothing/atom.xml')).text).toContain('There is no topic');
  expect((await get('/feeds/topics/ocean/other.xml')).text).toContain('there are rss.xml');
  await articles().unpublish({ documentId: wave });
  expect(await of('ocean')).toEqual(thrice());
  expect(await of('land')).toEqual(thrice('hill'));
  for (const each of [wave, hill]) await articles().delete({ documentId: each });
});

describe('beyond 50,000 pages', () => {
  beforeAll(async () => {
    await newsroom.sql(
      `INSERT INTO article_pages (slug, document_id, live, version, data, head, title,
                                  first_published_at, updated_at, changed_at, modified_at)
       SELECT 'page-' || i, 'document-' || i, true, 1, '{}', '{}', 'Page ' || i,
              '2001-01-01'::timestamptz + i * interval '1 minute', '2020-01-01', '2020-01-01', '2020-01-01'
         FROM generate_series(1, 50000) AS i`,
    );
  });
  afterAll(async () => {
    await newsroom.sql(`DELETE FROM article_pages WHERE slug LIKE 'page-%'`);
  });
  const locations = (text: string) => [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map((m) => m[1]!);
  const file = (n: number | string) => get(`/sitemaps/sitemap-${n}.xml`);

  test('there is an index, of whose files only the last grows', async () => {
    // As many as one file may have.
    expect((await get('/sitemaps/sitemap.xml')).text).toContain('<urlset');
    expect((await file(2)).status).toBe(404);
    const documentId = await make({ title: 'One more' });
    const { sitemapindex } = await xmlOf('/sitemaps/sitemap.xml');
    const { modifiedAt } = await page('one-more');
    expect(sitemapindex.sitemap).toEqual([
      { loc: `${SITE}/sitemap-1.xml`, lastmod: '2020-01-01T00:00:00.000Z' },
      { loc: `${SITE}/sitemap-2.xml`, lastmod: modifiedAt },
    ]);
    const [first, second] = [await file(1), await file(2)];
    expect(locations(second.text)).toEqual([`${SITE}/one-more`]);
    const listed = locations(first.text);
    expect([listed.length, new Set(listed).size]).toEqual([50_000, 50_000]);
    expect([listed[0], listed.at(-1)]).toEqual([`${SITE}/page-1`, `${SITE}/page-50000`]);
    expect(XMLValidator.validate(first.text)).toBe(true);

    const another = await make({ title: 'And another' });
    expect(locations((await file(2)).text)).toEqual([`${SITE}/one-more`, `${SITE}/and-another`]);
    const again = await get('/sitemaps/sitemap-1.xml', {
      'If-None-Match': first.headers.get('etag')!,
    });
    expect(again.status).toBe(304);
    for (const n of [0, 3, 999]) expect([n, (await file(n)).status]).toEqual([n, 404]);
    expect((await file('x')).status).toBe(404);
    for (const each of [documentId, another]) await articles().delete({ documentId: each });
    expect((await get('/sitemaps/sitemap.xml')).text).toContain('<urlset');
  });
});
