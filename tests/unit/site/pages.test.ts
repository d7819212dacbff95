import { readEnvironment } from '../../../examples/site/server/environment';
import { arrangeFront } from '../../../examples/site/src/front';
import { scriptJson } from '../../../examples/site/src/json-ld';
import { boundsOf, countMonths, monthPath, partsOf } from '../../../examples/site/src/months';
import { createNewsroom, feedOf, search, sitemapParts } from '../../../examples/site/src/newsroom';
import { shellOf } from '../../../examples/site/src/shell';
import { MemoryNewsroom, TOKEN } from './newsroom';

it('escapes JSON for a script element, and it is the same JSON', () => {
  const value = { headline: '</script><!-- \u2028 & "' };
  const text = scriptJson(value);
  expect(text).not.toMatch(/<|\u2028/);
  expect(JSON.parse(text)).toEqual(value);
});

it('counts months, newest first, and knows their bounds', () => {
  expect(countMonths(['2026-10', null, '2026-12', '2026-10'])).toEqual([
    { month: '2026-12', stories: 1 },
    { month: '2026-10', stories: 2 },
  ]);
  expect(boundsOf('2026-12')).toEqual({ from: '2026-12-01', to: '2027-01-01' });
  expect([partsOf(0), partsOf(250), partsOf(251)]).toEqual([1, 1, 2]);
  expect(monthPath('2026-12', 2)).toBe('/archive/2026-12/2');
});

it.each([
  ['/rss.xml', { format: 'rss.xml', topic: null }],
  ['/topics/sea/feed.json', { format: 'feed.json', topic: 'sea' }],
  ['/sitemap.xml', { sitemap: 'sitemap.xml' }],
  ['/sitemap-12.xml', { sitemap: 'sitemap-12.xml' }],
  ['/news-sitemap.xml', { sitemap: 'news.xml' }],
  ['/authors/ada/rss.xml', null],
  ['/storm', null],
])('%s is, for the newsroom, %j', (path, feed) => expect(feedOf(path)).toEqual(feed));

it('reads the parts of a sitemap index', () => {
  const index =
    '<sitemapindex><loc>https://x/sitemap-1.xml</loc><loc>https://x/sitemap-2.xml</loc></sitemapindex>';
  expect(sitemapParts(index)).toEqual(['/sitemap-1.xml', '/sitemap-2.xml']);
  expect(sitemapParts('<urlset><loc>https://x/sitemap-1.xml</loc></urlset>')).toEqual([]);
});

describe('with a newsroom', () => {
  const newsroom = new MemoryNewsroom();
  beforeAll(() => newsroom.start());
  afterAll(() => newsroom.stop());

  it('makes pictures absolute, and drops addresses that no link may hold', async () => {
    const cover = {
      url: '/uploads/a.jpg',
      width: 10,
      height: 5,
      alt: null,
      formats: [{ url: '/uploads/s.jpg', width: 5, height: 2 }],
    };
    newsroom.seed({ slug: 'pictured', cover, sourceUrl: 'javascript:alert(1)' });
    const client = createNewsroom({ url: newsroom.address, publicUrl: 'https://cms.example' });
    const page = await client.page('pictured');
    if (page.kind !== 'page') throw new Error(page.kind);
    expect(page.article.cover?.url).toBe('https://cms.example/uploads/a.jpg');
    expect(page.article.cover?.formats[0]?.url).toBe('https://cms.example/uploads/s.jpg');
    expect(page.article.sourceUrl).toBeNull();
  });

  it('searches', async () => {
    newsroom.seed({ slug: 'whale', title: 'A <whale> in the harbour', lead: 'It swam in.' });
    const { data, meta } = await search(newsroom.address, { q: 'harbour' });
    expect(data.map(({ highlight }) => highlight.title)).toEqual([
      'A &lt;whale> in the <mark>harbour</mark>',
    ]);
    expect(meta).toMatchObject({ query: 'harbour', corrected: false });
  });

  it('names what it asked for when there is no usable answer', async () => {
    const client = createNewsroom({ url: newsroom.address });
    newsroom.broken.add('/api/articles/page/pictured');
    newsroom.broken.add('/api/site/page');
    await expect(client.page('pictured')).rejects.toThrow('/pictured: the newsroom answered 500');
    await expect(client.site()).rejects.toThrow('the site: the newsroom answered 500');
    newsroom.broken.clear();
    const nobody = createNewsroom({ url: 'http://127.0.0.1:9' });
    await expect(nobody.pages()).rejects.toThrow(
      'the list of stories: the newsroom does not answer',
    );
    newsroom.seed({ slug: 'odd', relatedNews: 'none' as never });
    await expect(client.page('odd')).rejects.toThrow('/odd: the answer is not as agreed');
    newsroom.stories.delete('idodd');
  });

  it('sends its token for changes and receipts, and for nothing that the public may read', async () => {
    const client = createNewsroom({ url: newsroom.address, token: TOKEN });
    expect((await client.changes('now'))?.changes).toEqual([]);
    await client.receipt('msg_1', { idpictured: 1 });
    await client.page('pictured');
    expect(newsroom.receipts).toEqual([{ id: 'msg_1', versions: { idpictured: 1 } }]);
    expect(newsroom.trusted).toEqual(['GET /api/rebuilds/changes', 'POST /api/rebuilds/receipts']);
  });

  it('reads every story, each once', async () => {
    for (let index = 0; index < 230; index += 1) newsroom.seed({ slug: `story-${index}` });
    const client = createNewsroom({ url: newsroom.address });
    const slugs: string[] = [];
    for await (const { slug } of client.allPages()) slugs.push(slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.length).toBe(newsroom.stories.size);
  });

  it('places each story of the front page once', async () => {
    newsroom.topics.set('sea', { name: 'Sea', slug: 'sea' });
    newsroom.topics.set('land', { name: 'Land', slug: 'land' });
    newsroom.stories.clear();
    for (let index = 10; index < 60; index += 1) {
      newsroom.seed({
        slug: `s-${index}`,
        topics: ['sea', 'land'],
        firstPublishedAt: `2026-11-01T00:00:${index}.000Z`,
      });
    }
    const client = createNewsroom({ url: newsroom.address });
    const site = await client.site();
    const { heads } = await client.pages({ pageSize: 100 });
    const front = arrangeFront(heads, site.topics);
    const placed = [
      front.lead,
      ...front.seconds,
      ...front.latest,
      ...front.beats.flatMap((beat) => beat.heads),
    ];
    expect(front.lead?.slug).toBe('s-59');
    expect(new Set(placed).size).toBe(placed.length);
    expect(front.beats.map(({ topic }) => topic.slug)).toEqual(['sea', 'land']);
  });

  it('has the same shell whatever the number of stories', async () => {
    const client = createNewsroom({ url: newsroom.address });
    const before = shellOf(await client.site());
    newsroom.seed({ slug: 'one-more', topics: ['sea'] });
    expect(shellOf(await client.site())).toBe(before);
    newsroom.topics.set('sea', { name: 'Seas', slug: 'sea' });
    expect(shellOf(await client.site())).not.toBe(before);
  });
});

describe('the environment', () => {
  const good = { NEWSROOM_URL: 'http://127.0.0.1:1337', REBUILDS_SECRET: 'whsec_c2VjcmV0' };

  it('has defaults, and takes blanks for unset', () => {
    expect(readEnvironment({ ...good, NEWSROOM_TOKEN: '', SITE_PORT: '' })).toMatchObject({
      newsroomPublicUrl: 'http://127.0.0.1:1337',
      token: undefined,
      host: '127.0.0.1',
      port: 4321,
    });
  });

  it('names everything that is wrong, a line each', () => {
    const read = () => readEnvironment({ NEWSROOM_URL: 'newsroom', SITE_PORT: 'x' });
    expect(read).toThrow(/^NEWSROOM_URL.*\nREBUILDS_SECRET.*\nSITE_PORT/);
  });
});
