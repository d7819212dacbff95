/** Sitemaps as a program of other people reads them. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import {
  composeNewsSitemap,
  composeSitemap,
  composeSitemapIndex,
  NEWS_STORIES,
  SITEMAP_PAGES,
} from '../../../src/api/site/sitemaps/compose';
import { NASTY, NEWSROOM, readable, SITE } from '../feeds/stories';

const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  trimValues: false,
  isArray: (name) => name === 'url' || name === 'sitemap',
});
const read = (text: string) => {
  expect(XMLValidator.validate(text)).toBe(true);
  return parser.parse(text);
};

const page = (slug: string, picture: string | null = null) => ({
  slug,
  modifiedAt: new Date('2026-11-21T09:45:10.000Z'),
  picture,
});

test('a urlset has every page with its date, and its picture where it has one', async () => {
  const { urlset } = read(
    await composeSitemap(
      [
        page('storm'),
        page('wave', '/uploads/a wave.jpg?a=1&b=2'),
        page('far', 'https://cdn.example/f.jpg'),
      ],
      SITE.url,
      NEWSROOM,
    ),
  );
  expect(urlset['@xmlns']).toBe(SITEMAPS);
  expect(urlset.url).toEqual([
    { loc: 'https://coast.example/storm', lastmod: '2026-11-21T09:45:10.000Z' },
    {
      loc: 'https://coast.example/wave',
      lastmod: '2026-11-21T09:45:10.000Z',
      'image:image': { 'image:loc': 'https://newsroom.example/uploads/a%20wave.jpg?a=1&b=2' },
    },
    {
      loc: 'https://coast.example/far',
      lastmod: '2026-11-21T09:45:10.000Z',
      'image:image': { 'image:loc': 'https://cdn.example/f.jpg' },
    },
  ]);
});

test('a whole file of 50,000 pages stays below the limits of the protocol', async () => {
  const pages = Array.from({ length: SITEMAP_PAGES }, (_, i) =>
    page(`story-${i}-with-a-slug-that-is-as-long-as-slugs-are`, `/uploads/picture_${i}.jpg`),
  );
  const text = await composeSitemap(pages, SITE.url, NEWSROOM);
  expect(Buffer.byteLength(text)).toBeLessThan(15e6);
  const { urlset } = read(text);
  expect(urlset.url).toHaveLength(SITEMAP_PAGES);
  expect(urlset.url.at(-1).loc).toContain(`/story-${SITEMAP_PAGES - 1}-`);
}, 60_000);

test('a picture without a good address is left out, not its page', async () => {
  const text = await composeSitemap([page('storm', '/uploads/a.jpg')], SITE.url, '');
  expect(read(text).urlset.url).toEqual([
    { loc: 'https://coast.example/storm', lastmod: '2026-11-21T09:45:10.000Z' },
  ]);
});

test('a server goes on with other work while a large file is written', async () => {
  const pages = Array.from({ length: 5_000 }, (_, i) => page(`story-${i}`));
  let turns = 0;
  let isDone = false;
  const other = (): void => {
    turns += 1;
    if (!isDone) setImmediate(other);
  };
  setImmediate(other);
  await composeSitemap(pages, SITE.url, NEWSROOM);
  isDone = true;
  expect(turns).toBeGreaterThanOrEqual(5);
});

test('an index names the files at the site, in order', async () => {
  const dates = [new Date('2026-11-01T00:00:00.000Z'), new Date('2026-11-02T00:00:00.000Z')];
  const { sitemapindex } = read(await composeSitemapIndex(dates, SITE.url));
  expect(sitemapindex['@xmlns']).toBe(SITEMAPS);
  expect(sitemapindex.sitemap).toEqual([
    { loc: 'https://coast.example/sitemap-1.xml', lastmod: '2026-11-01T00:00:00.000Z' },
    { loc: 'https://coast.example/sitemap-2.xml', lastmod: '2026-11-02T00:00:00.000Z' },
  ]);
});

const NOW = new Date('2026-11-28T12:00:00.000Z');
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);
const news = (slug: string, hours: number, title = 'A headline') => ({
  slug,
  title,
  language: 'de',
  firstPublishedAt: hoursAgo(hours),
});

test('a news sitemap has the stories of two days, and their headlines as they were written', async () => {
  const { urlset } = read(
    await composeNewsSitemap(
      [news('new', 1, NASTY.title), news('just', 47.9), news('old', 48.1)],
      { name: 'Coast & <Harbour> ]]>\u0007', url: SITE.url },
      NOW,
    ),
  );
  expect(urlset['@xmlns:news']).toBe('http://www.google.com/schemas/sitemap-news/0.9');
  expect(urlset.url.map(({ loc }: { loc: string }) => loc)).toEqual([
    'https://coast.example/new',
    'https://coast.example/just',
  ]);
  expect(urlset.url[0]['news:news']).toEqual({
    'news:publication': { 'news:name': 'Coast & <Harbour> ]]>', 'news:language': 'de' },
    'news:publication_date': '2026-11-28T11:00:00.000Z',
    'news:title': readable(NASTY.title),
  });
});

test('it has 1,000 stories at most', async () => {
  const many = Array.from({ length: NEWS_STORIES + 5 }, (_, i) => news(`story-${i}`, 1));
  const { urlset } = read(await composeNewsSitemap(many, SITE, NOW));
  expect(urlset.url).toHaveLength(NEWS_STORIES);
  expect(urlset.url[0].loc).toBe('https://coast.example/story-0');
});

test('without a story it is an empty urlset and no error', async () => {
  for (const text of [
    await composeNewsSitemap([news('old', 100)], SITE, NOW),
    await composeSitemap([], SITE.url, NEWSROOM),
  ]) {
    expect(read(text).urlset).toMatchObject({ '@xmlns': SITEMAPS });
    expect(read(text).urlset).not.toHaveProperty('url');
  }
});
