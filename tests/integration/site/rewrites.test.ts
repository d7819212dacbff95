/**
 * What an act rewrites on the example site, with 2,000 stories, the real newsroom, the real rebuild
 * calls and the built site: the files that show it, and no other. And whatever happens in between (a
 * day without calls, a killed process, a random sequence of acts), the folder ends as a fresh build
 * would have made it, byte for byte.
 *
 * REWRITES_SEED repeats a random sequence.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { startNewsroom, type Newsroom } from '../harness';
import { CONSTANT, filesToRewrite, showsOf } from './rewrites-archive';
import { act, carryOut } from './rewrites-acts';
import { Desk, titleOf } from './rewrites-desk';
import { BuiltSite, differing, freePort, rewritten, type SiteSettings } from './rewrites-site';
import { size } from '../size';

jest.setTimeout(180_000);

const STORIES = 2_000;
const ACTS = size('REWRITES_ACTS', 4, 25);
const SEED = Number(process.env.REWRITES_SEED ?? Date.now() % 2 ** 31);
const SECRET = `whsec_${Buffer.from('the site and its newsroom').toString('base64')}`;

let newsroom: Newsroom;
let desk: Desk;
let settings: SiteSettings;
let site: BuiltSite;

const root = path.resolve(__dirname, '../../..');

const pages = () =>
  newsroom.strapi.service('api::article.pages') as unknown as {
    subscribe(name: string, hear: (event: { trx: never; changes: never }) => Promise<void>): void;
  };

/** Whether the machine chooses Recent News; without it an act changes what it says and no more. */
const letMachineChoose = (on: boolean) => {
  const recentNews = newsroom.strapi.plugin('recent-news').service('recent-news');
  pages().subscribe('recent-news', async ({ trx, changes }) => {
    if (on) await recentNews.touched(trx, changes);
  });
};

const target = {
  async add() {
    const { status, body } = await newsroom.admin('POST', '/rebuilds/targets', {
      name: 'Site',
      url: `http://127.0.0.1:${settings.port}/hooks/rebuild`,
      secret: SECRET,
      quietSeconds: 0,
      maxWaitSeconds: 1,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
  },
  async all() {
    const { body } = await newsroom.admin('GET', '/rebuilds/overview');
    return body.data.targets as { id: string; state: string; waitingChanges: number }[];
  },
  async remove() {
    for (const { id } of await target.all())
      await newsroom.admin('DELETE', `/rebuilds/targets/${id}`);
  },
};

/** Waits until everybody has done what follows from the acts so far. */
const settled = async () => {
  const queue = newsroom.strapi.plugin('jobs').service('queue');
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    await queue.whenIdle();
    const all = await target.all();
    const waits = all.some(({ state, waitingChanges }) => state !== 'idle' || waitingChanges > 0);
    if (!waits) return site.built();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Not settled: ${JSON.stringify(await target.all())}`);
};

/** What an act rewrote, and what it had to. */
const rewrittenBy = async (act: () => Promise<unknown>) => {
  const shown = showsOf(desk.archive);
  const before = site.files();
  await act();
  await settled();
  return {
    rewritten: rewritten(before, site.files()),
    expected: filesToRewrite(shown, showsOf(desk.archive)),
  };
};

const freshBuild = async (): Promise<BuiltSite> => {
  const fresh = new BuiltSite({ ...settings, port: 0 });
  await fresh.start();
  await fresh.built();
  return fresh;
};

beforeAll(async () => {
  const port = await freePort();
  process.env.NEWSROOM_JOBS = 'on';
  process.env.REBUILDS_ALLOW_PRIVATE = `127.0.0.1:${port}`;
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), '--site']);
  newsroom = await startNewsroom();
  letMachineChoose(false);
  await newsroom.strapi.documents('api::site.site').create({
    data: { name: 'The Daily Q', url: 'https://q.example', language: 'en' },
    status: 'published',
  });
  desk = new Desk(newsroom);
  await desk.fill(STORIES);
  const token = await newsroom.token({
    type: 'custom',
    permissions: ['plugin::rebuilds.changes.find', 'plugin::rebuilds.receipts.create'],
  });
  settings = { newsroomUrl: newsroom.url, token, secret: SECRET, port };
  site = new BuiltSite(settings);
  await site.start();
  await site.built();
  await target.add();
}, 180_000);

afterAll(async () => {
  await site?.remove();
  await newsroom?.stop();
});

test('a build has a file for everything, and none besides', () => {
  const files = [...site.files().keys()].filter((file) => !file.startsWith('assets/'));
  expect(files.sort()).toEqual([...showsOf(desk.archive).keys(), ...CONSTANT].sort());
});

describe('an act rewrites what shows it, and nothing else', () => {
  test('other words in an old story: its page, its date in the sitemap', async () => {
    const story = desk.story(1_500);
    const act = await rewrittenBy(() => desk.rewrite(story));
    expect(act.expected).toEqual([`${story.slug}.html`, 'sitemap.xml']);
    expect(act.rewritten).toEqual(act.expected);
  });

  test('another headline of an old story: also its month, and the pages that show it', async () => {
    const story = desk.story(1_400);
    const act = await rewrittenBy(() => desk.retitle(story, titleOf(1_400, 'second')));
    expect(act.expected).toHaveLength(6);
    expect(act.rewritten).toEqual(act.expected);
  });

  test('another headline of a new story: also front page, its topics, author, feeds', async () => {
    const story = desk.story(3);
    const act = await rewrittenBy(() => desk.retitle(story, titleOf(1_996, 'second')));
    expect(act.expected).toEqual(
      expect.arrayContaining([
        'index.html',
        `authors/${story.authors[0]}.html`,
        `topics/${story.topics[0]}.html`,
        `topics/${story.topics[0]}/rss.xml`,
        'feed.json',
        'news-sitemap.xml',
      ]),
    );
    expect(act.rewritten).toEqual(act.expected);
  });

  test('a new story: all lists and counts of it, and no page of another', async () => {
    const act = await rewrittenBy(() =>
      desk.publish({
        topics: ['space'],
        authors: ['bo-lind'],
        related: [desk.story(5).documentId, desk.story(900).documentId],
      }),
    );
    expect(act.expected).toEqual(
      expect.arrayContaining(['archive.html', 'authors.html', 'index.html', 'topics.html']),
    );
    expect(act.expected.filter((file) => file.startsWith('report-'))).toHaveLength(1);
    expect(act.rewritten).toEqual(act.expected);
  });

  test('other topics: the pages and feeds of the old and the new ones', async () => {
    const act = await rewrittenBy(() => desk.file(desk.story(30), ['oceans', 'health']));
    expect(act.rewritten).toEqual(act.expected);
  });

  test('Recent News alone: that page', async () => {
    const story = desk.story(40);
    const act = await rewrittenBy(() => desk.reword(story, 1, 'As an editor puts it'));
    expect(act.expected).toEqual([`${story.slug}.html`]);
    expect(act.rewritten).toEqual(act.expected);
  });

  test('another address: the page, a redirect in its old place, all that link to it', async () => {
    const story = desk.story(12);
    const old = story.slug;
    const act = await rewrittenBy(() => desk.move(story, `elsewhere-${old}`));
    expect(act.expected).toEqual(expect.arrayContaining([`${old}.html`, `${story.slug}.html`]));
    expect(act.rewritten).toEqual(act.expected);
    const answer = await fetch(`http://127.0.0.1:${settings.port}/${old}`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('Location')]).toEqual([301, `/${story.slug}`]);
  });

  test('a retraction: with one call nothing on the site names it any more', async () => {
    const story = desk.story(12);
    const naming = () =>
      [...site.files().keys()].filter((file) => /q1988q/.test(file + site.read(file)));
    expect(story.slug).toBe('elsewhere-report-q1988q');
    expect(naming()).toEqual(
      expect.arrayContaining(['index.html', 'rss.xml', 'sitemap.xml', 'report-q1990q.html']),
    );
    const calls = async () =>
      (await newsroom.admin('GET', '/rebuilds/calls')).body.data.calls.length;
    const before = await calls();
    const act = await rewrittenBy(() => desk.retract(story));
    expect(await calls()).toBe(before + 1);
    expect(act.rewritten).toEqual(act.expected);
    expect(naming()).toEqual([]);
    const answer = await fetch(`http://127.0.0.1:${settings.port}/${story.slug}`);
    expect(answer.status).toBe(404);
  });

  test('its return: everything as it was, its old address included', async () => {
    const [story] = [...desk.retracted.values()];
    const act = await rewrittenBy(() => desk.bringBack(story!));
    expect(act.rewritten).toEqual(act.expected);
  });
});

test('a day without calls is caught up with by a start; a build that was killed is done again', async () => {
  await site.stop();
  await target.remove();
  await desk.retitle(desk.story(200), titleOf(200, 'missed'));
  await desk.move(desk.story(300), 'missed-q300q');
  await desk.retract(desk.story(400));
  await desk.delete(desk.story(500));
  await desk.rename('authors', 'eve-tarn', 'Eve Tarn-Olsen');
  await desk.publish({ topics: ['health'], authors: ['eve-tarn'], related: [] });
  const shown = showsOf(desk.archive);
  await site.start();
  expect(await site.built()).toEqual([expect.stringMatching(/^changes live/)]);

  const fresh = new BuiltSite({ ...settings, port: 0 });
  try {
    await fresh.start();
    while (fresh.staged < STORIES / 4) await new Promise((resolve) => setTimeout(resolve, 5));
    await fresh.kill();
    expect([...fresh.files()]).toEqual([]);
    await fresh.start();
    await fresh.built();
    expect(fresh.staged).toBe(0);
    expect(differing(site.files(), fresh.files())).toEqual([]);
    expect([...fresh.files().keys()].filter((file) => !file.startsWith('assets/')).sort()).toEqual(
      [...shown.keys(), ...CONSTANT].sort(),
    );
  } finally {
    await fresh.remove();
  }
});

describe('any sequence of acts', () => {
  test(`ends as a fresh build would (seed ${SEED})`, async () => {
    await target.add();
    letMachineChoose(true);
    const [acts] = fc.sample(fc.array(act, { minLength: ACTS, maxLength: ACTS }), {
      numRuns: 1,
      seed: SEED,
    });
    for (const [n, each] of acts!.entries()) {
      if (each.kind !== 'kill') await carryOut(desk, each, n);
      else {
        await site.kill();
        await site.start();
      }
      if (each.waits) await settled();
    }
    await settled();
    const fresh = await freshBuild();
    try {
      expect({ seed: SEED, acts, differing: differing(site.files(), fresh.files()) }).toEqual({
        seed: SEED,
        acts,
        differing: [],
      });
    } finally {
      await fresh.remove();
    }
  });
});
