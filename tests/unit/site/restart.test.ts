import fs from 'node:fs';
import path from 'node:path';
import { fakeApp } from './fake-app';
import { SiteUnderTest } from './site-under-test';

let site: SiteUnderTest;

beforeEach(async () => {
  site = await SiteUnderTest.prepare();
});
afterEach(() => site.remove());

describe('a start', () => {
  it('catches up, and asks for nothing but what changed', async () => {
    await site.start();
    await site.stop();
    site.newsroom.update('idtram', { title: 'Changed meanwhile' });
    site.newsroom.retract('idstorm');
    site.newsroom.publish({ slug: 'kelp', topics: ['sea'] });
    site.newsroom.asked.length = 0;
    await site.start();
    expect(site.read('tram.html')).toContain('Changed meanwhile');
    expect(site.has('storm.html')).toBe(false);
    expect(site.read('topics/sea.html')).toContain('Title of kelp');
    expect(site.state().cursor).toBe('3');
    // The story that showed the retracted one is read again, too.
    expect(site.newsroom.asked.filter((one) => one.includes('/page/')).sort()).toEqual(
      ['ferry', 'kelp', 'storm', 'tram'].map((slug) => `GET /api/articles/page/${slug}`),
    );
  });

  it('takes back an old address that was closed meanwhile', async () => {
    site.newsroom.moved.set('gale', 'storm');
    await site.start();
    expect((await site.get('/gale')).status).toBe(301);
    await site.stop();
    site.newsroom.close('gale');
    await site.start();
    expect((await site.get('/gale')).status).toBe(404);
    expect(site.has('gale.html')).toBe(false);
    expect(site.read('storm.html')).toContain('Title of storm');
  });

  it('builds everything when its cursor is no longer kept, and removes what should not be there', async () => {
    await site.start();
    await site.stop();
    site.newsroom.update('idtram', { title: 'Long ago' });
    site.newsroom.retract('idstorm');
    site.newsroom.keptFrom = 2;
    await site.start();
    expect(site.read('tram.html')).toContain('Long ago');
    expect(site.has('storm.html')).toBe(false);
    expect(site.state().cursor).toBe('2');
  });

  it('builds everything with another design, and without a token', async () => {
    await site.start();
    await site.stop();
    const rendered: string[] = [];
    await site.start({ app: fakeApp('app-2', (at) => rendered.push(at)) });
    expect(rendered).toContain('/ferry');
    await site.stop();
    site.newsroom.retract('idstorm');
    await site.start({ token: '' });
    expect(site.has('storm.html')).toBe(false);
    expect(site.newsroom.receipts).toEqual([]);
  });

  it('goes on with calls that were answered and not built', async () => {
    await site.start({ token: '' });
    site.newsroom.broken.add('/api/site/page');
    const change = site.newsroom.update('idtram', { title: 'Promised' });
    expect(await site.send([change], { id: 'msg_p' })).toBe(204);
    await site.stop();
    expect(site.read('tram.html')).not.toContain('Promised');
    expect(fs.readdirSync(path.join(site.data, 'inbox'))).toHaveLength(1);
    site.newsroom.broken.clear();
    await site.start();
    expect(site.read('tram.html')).toContain('Promised');
    expect(site.newsroom.receipts).toEqual([{ id: 'msg_p', versions: { idtram: 2 } }]);
    expect(await site.call([change], { id: 'msg_p' })).toBe(204);
    expect(site.newsroom.receipts).toHaveLength(1);
  });

  it('heals what a killed process left: half a swap, files aside, the state of before', async () => {
    await site.start();
    const before = fs.readFileSync(path.join(site.data, 'state.json'));
    await site.call([
      site.newsroom.update('idtram', { title: 'After' }),
      site.newsroom.retract('idstorm'),
    ]);
    await site.stop();
    // As if it had died between two renames.
    fs.writeFileSync(path.join(site.data, 'state.json'), before);
    fs.writeFileSync(site.inPublic('index.html'), 'as before');
    fs.writeFileSync(site.inPublic('storm.html'), 'as before');
    fs.mkdirSync(path.join(site.data, 'staging'), { recursive: true });
    fs.writeFileSync(path.join(site.data, 'staging/1'), 'half a pa');
    await site.start();
    expect(site.read('index.html')).toContain('After');
    expect(site.has('storm.html')).toBe(false);
    expect(site.has('index.html')).toBe(true);
    expect(site.state().cursor).toBe('2');
  });
});
