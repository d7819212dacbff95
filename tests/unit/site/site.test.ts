import fs from 'node:fs';
import path from 'node:path';
import { fakeApp } from './fake-app';
import { SiteUnderTest } from './site-under-test';

let site: SiteUnderTest;

beforeEach(async () => {
  site = await SiteUnderTest.prepare();
});
afterEach(() => site.remove());

describe('the first build', () => {
  it('writes every page, list, feed and old address', async () => {
    site.newsroom.moved.set('gale', 'storm');
    await site.start();
    expect(site.read('storm.html')).toContain('Title of storm');
    expect(site.read('topics/sea.html')).toBe('Sea\nTitle of storm\nTitle of ferry\n');
    expect(site.read('authors/ada.html')).toContain('Title of storm');
    expect(site.read('archive.html')).toBe('2026-11 2\n2026-10 1\n');
    expect(site.read('gale.html')).toContain('moved to /storm');
    expect(site.read('topics/cities/rss.xml')).toContain('/tram');
    expect(site.read('news-sitemap.xml')).toContain('/ferry');
    expect(site.read('404.html')).toContain('nothing here');
    expect(site.state().stories.idstorm).toEqual({
      slug: 'storm',
      version: 1,
      month: '2026-11',
      topics: ['sea'],
      authors: ['ada'],
      shows: [],
    });
  });

  it('keeps the front page where a story of before has its name', async () => {
    site.newsroom.seed({ slug: 'index' });
    await site.start();
    const front = site.read('index.html');
    expect(front).toMatch(/^The Harrowmouth Brief\n/);
    expect((await site.get('/index')).status).toBe(404);
    expect(site.lines).toContainEqual(expect.stringMatching(/^\/index is an address of the site/));
    await site.call([site.newsroom.update('idindex', { title: 'Changed' })]);
    expect(site.read('index.html')).toBe(front.replace('Title of index', 'Changed'));
  });

  it('does without feeds while the site has no address', async () => {
    site.newsroom.url = null;
    await site.start();
    expect(site.has('rss.xml')).toBe(false);
    expect(site.read('storm.html')).toContain('Title of storm');
  });

  it('is served with types, tags, 304, 301, 404 and 405', async () => {
    site.newsroom.moved.set('gale', 'storm');
    await site.start();
    const page = await site.get('/storm');
    expect(page.status).toBe(200);
    expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    const tag = page.headers.get('ETag') ?? '';
    expect(tag).toMatch(/^"/);
    expect((await site.get('/storm', { headers: { 'If-None-Match': tag } })).status).toBe(304);
    expect((await site.get('/rss.xml')).headers.get('Content-Type')).toBe(
      'application/rss+xml; charset=utf-8',
    );
    const old = await site.get('/gale');
    expect([old.status, old.headers.get('Location')]).toEqual([301, '/storm']);
    expect((await site.get('/storm/')).headers.get('Location')).toBe('/storm');
    const missing = await site.get('/nowhere');
    expect([missing.status, missing.text]).toEqual([404, 'nothing here\n']);
    expect((await site.get('/..%2fstate.json')).status).toBe(404);
    expect((await site.get('/storm', { method: 'DELETE' })).status).toBe(405);
    expect(JSON.parse((await site.get('/_health')).text)).toMatchObject({
      status: 'ready',
      stories: 3,
      failed: [],
    });
  });
});

describe('a rebuild call', () => {
  it('reads and renders only what it touches, and says what is live', async () => {
    const rendered: string[] = [];
    await site.start({ app: fakeApp('app-1', (at) => rendered.push(at)) });
    rendered.length = 0;
    site.newsroom.asked.length = 0;
    expect(
      await site.call([site.newsroom.update('idtram', { title: 'Tram runs again' })], {
        id: 'msg_a',
      }),
    ).toBe(204);
    expect(rendered.sort()).toEqual([
      '/',
      '/archive',
      '/archive/2026-10',
      '/authors',
      '/topics',
      '/topics/cities',
      '/tram',
    ]);
    expect(site.newsroom.asked.filter((one) => one.includes('/page/'))).toEqual([
      'GET /api/articles/page/tram',
    ]);
    expect(site.read('index.html')).toContain('Tram runs again');
    expect(site.read('topics/cities.html')).toContain('Tram runs again');
    expect(site.newsroom.receipts).toEqual([{ id: 'msg_a', versions: { idtram: 2 } }]);
    expect(fs.readdirSync(path.join(site.data, 'inbox'))).toEqual([]);
  });

  it('writes no file whose bytes are the same', async () => {
    await site.start();
    fs.utimesSync(site.inPublic('topics/sea.html'), 1, 1);
    await site.call([site.newsroom.update('idferry', { lead: 'Another lead.' })]);
    expect(fs.statSync(site.inPublic('topics/sea.html')).mtimeMs).toBe(1000);
  });

  it('takes a story out of everything that names it', async () => {
    site.newsroom.moved.set('gale', 'storm');
    await site.start();
    site.newsroom.stories.get('idferry')?.relatedNews.pop();
    await site.call([site.newsroom.retract('idstorm')], { id: 'msg_b' });
    for (const file of ['storm.html', 'gale.html']) expect(site.has(file)).toBe(false);
    for (const file of fs.readdirSync(site.inPublic('.'), { recursive: true }) as string[]) {
      if (fs.statSync(site.inPublic(file)).isDirectory()) continue;
      expect([file, site.read(file).toLowerCase()]).toEqual([
        file,
        expect.not.stringContaining('storm'),
      ]);
    }
    expect((await site.get('/storm')).status).toBe(404);
    expect(site.newsroom.receipts.at(-1)?.versions).toEqual({ idstorm: null });
    expect(Object.keys(site.state().stories)).not.toContain('idstorm');
  });

  it('moves a story, and its lists when it changes its topic, author and month', async () => {
    await site.start();
    const change = site.newsroom.update('idstorm', {
      slug: 'hurricane',
      topics: ['cities'],
      authors: [],
      firstPublishedAt: '2026-09-01T00:00:00.000Z',
    });
    await site.call([change]);
    expect((await site.get('/storm')).headers.get('Location')).toBe('/hurricane');
    expect(site.read('topics/sea.html')).not.toContain('storm');
    expect(site.read('topics/cities.html')).toContain('storm');
    expect(site.read('authors/ada.html')).toBe('Ada Quill\n');
    expect(site.read('archive/2026-09.html')).toContain('storm');
    expect(site.read('archive/2026-11.html')).not.toContain('storm');
  });

  it('brings the old addresses of a story back with it', async () => {
    site.newsroom.moved.set('gale', 'storm');
    await site.start();
    await site.call([site.newsroom.retract('idstorm')]);
    expect(site.has('gale.html')).toBe(false);
    await site.call([site.newsroom.publish({ slug: 'storm', version: 3 })]);
    expect(site.read('gale.html')).toBe('moved to /storm\n');
    expect((await site.get('/gale')).headers.get('Location')).toBe('/storm');
  });

  it('removes the page of a month that has no story left', async () => {
    await site.start();
    expect(site.has('archive/2026-10.html')).toBe(true);
    await site.call([site.newsroom.retract('idtram')]);
    expect(site.has('archive/2026-10.html')).toBe(false);
    expect(site.read('archive.html')).toBe('2026-11 2\n');
  });

  it('renames a topic on all of its stories, and takes one away', async () => {
    await site.start();
    await site.call([site.newsroom.changeTopic('sea', { name: 'High seas' })]);
    expect(site.read('storm.html')).toContain('High seas');
    expect(site.read('topics/sea.html')).toContain('High seas');
    site.newsroom.update('idstorm', { topics: [] });
    site.newsroom.update('idferry', { topics: [] });
    await site.call([
      site.newsroom.changeTopic('sea', null),
      ...site.newsroom.changes.slice(-3, -1),
    ]);
    expect(site.has('topics/sea.html')).toBe(false);
    expect(site.has('topics/sea/rss.xml')).toBe(false);
  });

  it('builds everything when what every page shows has changed', async () => {
    const rendered: string[] = [];
    await site.start({ app: fakeApp('app-1', (at) => rendered.push(at)) });
    rendered.length = 0;
    site.newsroom.name = 'Another name';
    await site.call([site.newsroom.update('idtram', {})]);
    expect(rendered).toEqual(expect.arrayContaining(['/storm', '/tram', '/ferry', '/search']));
  });

  it('fetches what did not fit into it', async () => {
    await site.start();
    const first = site.newsroom.update('idtram', { title: 'One' });
    site.newsroom.update('idstorm', { title: 'Two' });
    site.newsroom.update('idferry', { title: 'Three' });
    site.newsroom.publish({ slug: 'kelp', title: 'Four' });
    await site.call([first], { since: '1' });
    expect(site.read('index.html').split('\n')).toEqual(
      expect.arrayContaining(['One', 'Two', 'Three', 'Four']),
    );
  });
});

it('keeps the old page while the newsroom fails, and builds when it answers again', async () => {
  await site.start();
  site.newsroom.broken.add('/api/articles/page/tram');
  const change = site.newsroom.update('idtram', { title: 'Later' });
  await site.send([change]);
  const failed = () => site.lines.some((line) => line.includes('/tram: the newsroom answered 500'));
  while (!failed()) await new Promise((resolve) => setTimeout(resolve, 10));
  expect((await site.get('/tram')).text).toContain('Title of tram');
  site.newsroom.broken.clear();
  await site.running?.built();
  expect((await site.get('/tram')).text).toContain('Later');
});

it('shows a draft to whoever has its token, to nobody else and in no cache', async () => {
  await site.start();
  site.newsroom.drafts.set('idtram', 'secret');
  const shown = await site.get('/preview/idtram?token=secret');
  expect(shown.text).toContain('Draft of Title of tram');
  expect(shown.headers.get('Cache-Control')).toBe('no-store');
  expect(shown.headers.get('X-Robots-Tag')).toBe('noindex');
  expect(shown.headers.get('Content-Security-Policy')).toContain(
    `frame-ancestors ${site.newsroom.address}`,
  );
  expect((await site.get('/preview/idtram?token=wrong')).status).toBe(404);
  expect(site.has('preview')).toBe(false);
});

it('never answers with half a page while pages are swapped', async () => {
  await site.start();
  const long = (word: string) => `${word} `.repeat(2_000).trim();
  let isDone = false;
  const seen = new Set<string>();
  const reading = (async () => {
    while (!isDone) {
      const [title] = (await site.get('/tram')).text.split('\n');
      seen.add([...new Set(title?.split(' '))].join('+'));
    }
  })();
  for (const word of ['one', 'three', 'seventeen', 'two', 'five']) {
    await site.call([site.newsroom.update('idtram', { title: long(word) })]);
  }
  isDone = true;
  await reading;
  seen.delete('Title+of+tram');
  expect([...seen].filter((one) => one.includes('+'))).toEqual([]);
});
