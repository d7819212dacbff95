import fs from 'node:fs';
import path from 'node:path';
import { fakeApp } from './fake-app';
import { SiteUnderTest } from './site-under-test';

/** Slugs of imported archives have dots, and may look like files. */

let site: SiteUnderTest;

beforeEach(async () => {
  site = await SiteUnderTest.prepare();
});
afterEach(() => site.remove());

const typed = async (at: string) => {
  const { status, headers, text } = await site.get(at);
  return [status, headers.get('Content-Type'), text.split('\n')[0]];
};
const HTML = 'text/html; charset=utf-8';

it('gives each story a page of its own, as HTML', async () => {
  for (const slug of ['v2.0', 'storm.html', 'notes.txt']) site.newsroom.seed({ slug });
  await site.start();
  expect(await typed('/v2.0')).toEqual([200, HTML, 'Title of v2.0']);
  expect(await typed('/storm')).toEqual([200, HTML, 'Title of storm']);
  expect(await typed('/storm.html')).toEqual([200, HTML, 'Title of storm.html']);
  expect(await typed('/notes.txt')).toEqual([200, HTML, 'Title of notes.txt']);
  expect(Object.keys(site.state().stories)).toHaveLength(6);
});

it('says what is live, and takes back what calls or the cursor tell', async () => {
  site.newsroom.seed({ slug: 'v2.0', topics: ['sea'] });
  site.newsroom.seed({ slug: 'storm.html', topics: ['sea'] });
  await site.start();
  await site.call([site.newsroom.update('idv2.0', { title: 'Another' })], { id: 'msg_d' });
  expect(site.newsroom.receipts.at(-1)?.versions).toEqual({ 'idv2.0': 2 });
  await site.call([site.newsroom.retract('idstorm.html')]);
  expect(site.has('storm.html.html')).toBe(false);
  expect(site.read('storm.html')).toContain('Title of storm');
  await site.stop();
  site.newsroom.retract('idv2.0');
  await site.start();
  expect((await site.get('/v2.0')).status).toBe(404);
  expect(site.read('topics/sea.html')).not.toMatch(/Another|storm\.html/);
});

it('leads on from old addresses, also of a story that came back', async () => {
  site.newsroom.moved.set('story-7.html', 'storm');
  await site.start();
  expect((await site.get('/story-7.html')).headers.get('Location')).toBe('/storm');
  await site.call([site.newsroom.retract('idstorm')]);
  expect((await site.get('/story-7.html')).status).toBe(404);
  await site.call([site.newsroom.publish({ slug: 'storm', version: 3 })]);
  expect((await site.get('/story-7.html')).headers.get('Location')).toBe('/storm');
});

describe('beside files that are copied', () => {
  let assets: string;
  beforeEach(() => {
    assets = path.join(site.data, 'client');
    fs.mkdirSync(path.join(assets, 'assets'), { recursive: true });
    for (const file of ['favicon.svg', 'logo.png', 'assets/base.css']) {
      fs.writeFileSync(path.join(assets, file), 'as it is');
    }
  });

  it('serves these by their names', async () => {
    await site.start({ app: fakeApp('app-1', undefined, assets) });
    expect(await typed('/logo.png')).toEqual([200, 'image/png', 'as it is']);
    expect(await typed('/assets/base.css')).toEqual([200, 'text/css', 'as it is']);
  });

  it('lets no story of before stand in their place', async () => {
    site.newsroom.seed({ slug: 'favicon.svg' });
    await site.start({ app: fakeApp('app-1', undefined, assets) });
    expect(site.read('favicon.svg')).toBe('as it is');
    await site.call([site.newsroom.update('idfavicon.svg', { title: 'Changed' })]);
    expect(await typed('/favicon.svg')).toEqual([200, 'image/svg+xml', 'as it is']);
    expect(site.read('index.html')).toContain('Changed');
  });
});
