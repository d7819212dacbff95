import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isReserved } from '../../../src/api/article/slug';
import { Stage } from '../../../examples/site/server/stage';
import { Inbox } from '../../../examples/site/server/inbox';
import { emptyState, readState, withCalls, writeState } from '../../../examples/site/server/state';
import { fileOf, slugOf } from '../../../examples/site/server/paths';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-site-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const at = (...names: string[]) => path.join(folder, ...names);
const newStage = () => new Stage(at('public'), at('staging'));

describe('a stage', () => {
  it('shows nothing before the swap, and everything after it', async () => {
    const stage = newStage();
    await Promise.all([
      stage.put('storm.html', 'storm'),
      stage.put('topics/sea.html', 'sea'),
      stage.put('index.html', 'front'),
    ]);
    expect(fs.existsSync(at('public'))).toBe(false);
    expect(await stage.swap()).toEqual({ written: 3, removed: 0, unchanged: 0 });
    expect(fs.readFileSync(at('public/topics/sea.html'), 'utf8')).toBe('sea');
    expect(fs.readFileSync(at('public/index.html'), 'utf8')).toBe('front');
    expect(fs.readdirSync(at('staging'))).toEqual([]);
  });

  it('leaves a file alone whose bytes are the same', async () => {
    fs.mkdirSync(at('public'));
    fs.writeFileSync(at('public/storm.html'), 'storm');
    fs.utimesSync(at('public/storm.html'), 1, 1);
    const stage = newStage();
    await stage.put('storm.html', 'storm');
    expect(await stage.swap()).toEqual({ written: 0, removed: 0, unchanged: 1 });
    expect(fs.statSync(at('public/storm.html')).mtimeMs).toBe(1000);
  });

  it('gives the file another body by another inode: an open reader goes on with the old one', async () => {
    fs.mkdirSync(at('public'));
    fs.writeFileSync(at('public/storm.html'), 'first');
    const reader = fs.openSync(at('public/storm.html'), 'r');
    const stage = newStage();
    await stage.put('storm.html', 'second');
    await stage.swap();
    expect(fs.readFileSync(reader, 'utf8')).toBe('first');
    fs.closeSync(reader);
    expect(fs.readFileSync(at('public/storm.html'), 'utf8')).toBe('second');
  });

  it('removes, and takes the last word on a file', async () => {
    fs.mkdirSync(at('public'));
    fs.writeFileSync(at('public/gone.html'), 'x');
    fs.writeFileSync(at('public/back.html'), 'x');
    const stage = newStage();
    stage.remove('gone.html');
    stage.remove('never-there.html');
    stage.remove('back.html');
    await stage.put('back.html', 'y');
    await stage.put('not.html', 'z');
    stage.remove('not.html');
    expect(await stage.swap()).toEqual({ written: 1, removed: 1, unchanged: 0 });
    expect(fs.readdirSync(at('public'))).toEqual(['back.html']);
  });
});

describe('the state', () => {
  it('comes back as it was written', async () => {
    const state = {
      ...emptyState({ app: 'a', newsroom: 'http://n' }),
      cursor: '7',
      moved: { '/old': '/new' },
      stories: {
        id: { slug: 's', version: 3, month: null, topics: ['t'], authors: [], shows: [] },
      },
    };
    await writeState(at('state.json'), state);
    expect(await readState(at('state.json'))).toEqual(state);
    expect(fs.readdirSync(folder)).toEqual(['state.json']);
  });

  it('is none when it is absent, torn or of another format', async () => {
    expect(await readState(at('state.json'))).toBeNull();
    fs.writeFileSync(at('state.json'), '{"format":1,"app"');
    expect(await readState(at('state.json'))).toBeNull();
    fs.writeFileSync(at('state.json'), '{"format":0}');
    expect(await readState(at('state.json'))).toBeNull();
  });

  it('keeps the newest ids of calls', () => {
    const many = Array.from({ length: 1_500 }, (_, index) => `msg_${index}`);
    const kept = withCalls(many, ['msg_new']);
    expect(kept).toHaveLength(1_000);
    expect(kept.at(-1)).toBe('msg_new');
  });
});

it('keeps calls until they are forgotten, whatever their ids are', async () => {
  const inbox = new Inbox(at('inbox'));
  await inbox.open();
  const call = { type: 'content.changed', data: { count: 0, changes: [], since: null } };
  await inbox.keep({ id: '../../msg', call });
  await inbox.keep({ id: 'msg_2', call });
  const again = await new Inbox(at('inbox')).open();
  expect(again.map(({ id }) => id).sort()).toEqual(['../../msg', 'msg_2']);
  await inbox.forget(['../../msg', 'msg_2']);
  expect(await inbox.open()).toEqual([]);
});

describe('paths', () => {
  it.each([
    ['/', 'index.html'],
    ['/storm', 'storm.html'],
    ['/topics/sea/rss.xml', 'topics/sea/rss.xml'],
    ['/archive/2026-11/2', 'archive/2026-11/2.html'],
    ['/robots.txt', 'robots.txt'],
    ['/sitemap-2.xml', 'sitemap-2.xml'],
    ['/v2.0', 'v2.0.html'],
    ['/story.html', 'story.html.html'],
    ['/notes.txt', 'notes.txt.html'],
    ['/topics/rss.xml', 'topics/rss.xml.html'],
    ['/topics/v2.0/rss.xml', 'topics/v2.0/rss.xml'],
  ])('%s is %s', (from, file) => expect(fileOf(from)).toBe(file));

  it.each([
    '',
    'storm',
    '/../state.json',
    '//x',
    '/a/../../b',
    '/.env',
    '/a\0b',
    '/a\\b',
    '/topics/',
    // Copied, or somebody else's.
    '/favicon.svg',
    '/assets/base.css',
    '/index',
    '/index.html',
    '/404.html',
    // A folder of the name that the page of the topic "sea" has.
    '/topics/sea.html/rss.xml',
  ])('%j is no file', (from) => expect(fileOf(from)).toBeNull());

  it('are articles when nothing else can stand there', () => {
    for (const slug of ['storm', 'v2.0', 'story-123.html', 'notes.xml', 'favicon.svg.html']) {
      expect(slugOf(`/${slug}`)).toBe(slug);
    }
    for (const other of ['/', '/search', '/topics/sea', '/topics/v2.0', '/404', 'storm', '']) {
      expect([other, slugOf(other)]).toEqual([other, null]);
    }
    const pages = ['search', 'topics', 'authors', 'archive', 'preview', 'api', 'admin', 'assets'];
    const files = ['rss.xml', 'feed.json', 'sitemap.xml', 'sitemap-2.xml', 'news-sitemap.xml'];
    const hosts = ['robots.txt', 'favicon.ico', 'favicon.svg', 'index', 'index.html', '404.html'];
    for (const name of [...pages, ...files, ...hosts]) {
      expect([name, slugOf(`/${name}`)]).toEqual([name, null]);
      // Else an editor could choose an address that no reader ever finds.
      expect([name, isReserved(name)]).toEqual([name, true]);
    }
  });
});
