import fs from 'node:fs';
import path from 'node:path';
import { Failures } from '../../../examples/site/server/failures';
import { SiteUnderTest } from './site-under-test';

const failing = async (failures: Failures, ...paths: string[]) => {
  for (const one of paths) {
    await failures.watch(one, () => Promise.reject(new Error(`no ${one}`)));
  }
};

describe('pages that fail', () => {
  it('stop a build three times, then it does without them', async () => {
    for (const attempt of [0, 1, 2]) {
      const failures = new Failures(attempt, []);
      await failing(failures, '/tram');
      expect(() => failures.judge()).toThrow('no /tram');
    }
    const last = new Failures(3, []);
    await failing(last, '/tram');
    last.judge();
    expect(last.problems).toEqual(['/tram stays as it was: no /tram']);
  });

  it('stop no build after that, but others do', async () => {
    const failures = new Failures(0, ['/tram']);
    await failing(failures, '/tram');
    failures.judge();
    expect(failures.paths).toEqual(['/tram']);
    await failing(failures, '/storm');
    expect(() => failures.judge()).toThrow('no /storm');
  });
});

describe('a site that does without a page', () => {
  let site: SiteUnderTest;
  beforeEach(async () => {
    site = await SiteUnderTest.prepare();
    await site.start();
    await site.stop();
    const state = { ...site.state(), failed: ['/tram'] };
    fs.writeFileSync(path.join(site.data, 'state.json'), JSON.stringify(state));
    site.newsroom.broken.add('/api/articles/page/tram');
    await site.start();
  });
  afterEach(() => site.remove());

  const again = () => site.lines.filter((line) => line.includes('building again'));

  it('takes back others at once, and has it when it can be read', async () => {
    await site.call([site.newsroom.retract('idstorm')], { id: 'msg_f' });
    expect(site.has('storm.html')).toBe(false);
    expect(site.read('tram.html')).toContain('Title of tram');
    expect(site.newsroom.receipts.at(-1)).toEqual({ id: 'msg_f', versions: { idstorm: null } });
    expect(again()).toEqual([]);
    expect(site.state().failed).toEqual(['/tram']);
    site.newsroom.broken.clear();
    await site.call([site.newsroom.update('idferry', {})]);
    expect(site.state().failed).toEqual([]);
  });

  it('builds everything without it, too', async () => {
    site.newsroom.name = 'Another name';
    await site.call([site.newsroom.update('idferry', {})]);
    expect(site.read('index.html')).toContain('Another name');
    expect(site.read('tram.html')).toContain('Title of tram');
    expect(again()).toEqual([]);
    expect(site.state().failed).toEqual(['/tram']);
  });
});
