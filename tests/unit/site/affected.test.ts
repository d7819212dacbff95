import {
  allLists,
  listsTouched,
  monthPagesTouched,
  outstanding,
  pagesTouched,
} from '../../../examples/site/server/affected';
import type { StoryState } from '../../../examples/site/server/state';
import { TITLES_A_PAGE } from '../../../examples/site/src/months';
import type { Change } from '../../../examples/site/src/newsroom';

const story = (part: Partial<StoryState> & { slug: string }): StoryState => ({
  version: 1,
  month: '2026-11',
  topics: [],
  authors: [],
  shows: [],
  ...part,
});

const change = (part: Partial<Change>): Change => ({
  kind: 'article.updated',
  documentId: 'storm',
  slug: 'storm',
  paths: ['/storm'],
  tags: ['article-storm'],
  versionBefore: 1,
  versionAfter: 2,
  ...part,
});

const known = (stories: Record<string, StoryState>, moved: Record<string, string> = {}) => ({
  stories,
  moved,
  failed: [],
});

describe('pages that a change touches', () => {
  it('are those it names and no more', () => {
    const state = known({
      storm: story({ slug: 'storm' }),
      tram: story({ slug: 'tram', shows: ['storm'] }),
    });
    expect([...pagesTouched([change({})], state)]).toEqual(['/storm']);
  });

  it('are also those that show a story which is gone, and its old addresses', () => {
    const state = known(
      { storm: story({ slug: 'storm' }), tram: story({ slug: 'tram', shows: ['storm'] }) },
      { '/gale': '/storm', '/other': '/tram-old' },
    );
    const retracted = change({ kind: 'article.unpublished', versionAfter: null });
    expect(pagesTouched([retracted], state)).toEqual(new Set(['/storm', '/tram', '/gale']));
  });

  it('are where a story stood before, even when the change does not say so', () => {
    const state = known({ storm: story({ slug: 'gale' }) });
    expect(pagesTouched([change({})], state)).toEqual(new Set(['/storm', '/gale']));
  });

  it('are the stories of a topic or author whose name changed', () => {
    const state = known({
      storm: story({ slug: 'storm', topics: ['weather'] }),
      tram: story({ slug: 'tram', authors: ['ada'] }),
      ferry: story({ slug: 'ferry' }),
    });
    const renamed = change({
      kind: 'site.changed',
      documentId: 'x',
      paths: ['/topics/weather'],
      tags: ['topic-weather', 'author-ada'],
      versionBefore: null,
      versionAfter: null,
    });
    expect(pagesTouched([renamed], state)).toEqual(new Set(['/topics/weather', '/storm', '/tram']));
    // A story's own change names its topics as well: theirs is told by itself.
    const shown = change({ ...renamed, documentId: 'storm', paths: ['/storm'], versionAfter: 2 });
    expect(pagesTouched([shown], state)).toEqual(new Set(['/storm']));
  });

  it('are those that failed last time', () => {
    expect(pagesTouched([], { ...known({}), failed: ['/storm'] })).toEqual(new Set(['/storm']));
  });
});

describe('lists that a change touches', () => {
  it('are those before and those after', () => {
    const before = {
      storm: story({ slug: 'storm', topics: ['weather'], authors: ['ada'], month: '2026-10' }),
    };
    const after = {
      storm: story({ slug: 'storm', topics: ['cities'], authors: ['ben'], month: '2026-11' }),
    };
    const { paths, feeds } = listsTouched([change({ tags: ['topic-sea'] })], before, after);
    expect(paths).toEqual(
      new Set([
        '/',
        '/topics',
        '/authors',
        '/archive',
        '/authors/ada',
        '/authors/ben',
        '/topics/sea',
        '/topics/weather',
        '/topics/cities',
        '/archive/2026-10',
        '/archive/2026-11',
      ]),
    );
    expect(feeds).toContain('/topics/weather/rss.xml');
    expect(feeds).toContain('/feed.json');
    expect(feeds).toContain('/news-sitemap.xml');
  });

  it('are none when only Recent News changed, besides the sitemaps', () => {
    const stories = { storm: story({ slug: 'storm', topics: ['weather'] }) };
    const { paths, feeds } = listsTouched(
      [change({ kind: 'recent-news.changed' })],
      stories,
      stories,
    );
    expect(paths.size).toBe(0);
    expect(feeds).toEqual(new Set(['/sitemap.xml', '/news-sitemap.xml']));
  });

  it('are found by the stories themselves when a page was newer than its change', () => {
    const before = { storm: story({ slug: 'storm', topics: ['weather'] }) };
    const after = { storm: story({ slug: 'storm', topics: ['cities'] }) };
    const { paths } = listsTouched([change({ kind: 'recent-news.changed' })], before, after);
    expect(paths).toContain('/topics/weather');
    expect(paths).toContain('/topics/cities');
  });
});

describe('pages of months', () => {
  it('include the neighbours of a month that came', () => {
    const months = (...names: string[]) => names.map((month) => ({ month, stories: 1 }));
    const touched = monthPagesTouched(
      new Set(['2026-10']),
      months('2026-11', '2026-09'),
      months('2026-11', '2026-10', '2026-09'),
    );
    expect(touched).toEqual(new Set(['/archive/2026-10', '/archive/2026-11', '/archive/2026-09']));
  });

  it('include a part that is no longer needed', () => {
    const month = '2026-11';
    const touched = monthPagesTouched(
      new Set([month]),
      [{ month, stories: TITLES_A_PAGE + 1 }],
      [{ month, stories: TITLES_A_PAGE }],
    );
    expect(touched).toEqual(new Set(['/archive/2026-11', '/archive/2026-11/2']));
  });
});

it('leaves out changes whose result is live', () => {
  const state = known({ storm: story({ slug: 'storm', version: 4 }) });
  const told = [
    change({ versionAfter: 4 }),
    change({ versionAfter: 5 }),
    change({ versionAfter: null }),
    change({ documentId: 'gone', versionAfter: null }),
    change({ documentId: 'new', versionAfter: 1 }),
    change({ kind: 'site.changed', versionBefore: null, versionAfter: null }),
    change({ kind: 'article.moved', paths: ['/gale'], versionBefore: 4, versionAfter: 4 }),
  ];
  expect(outstanding(told, state)).toEqual([told[1], told[2], told[4], told[5], told[6]]);
});

it('knows every list of a site', () => {
  const stories = Object.fromEntries(
    Array.from({ length: TITLES_A_PAGE + 1 }, (_, index) => [
      `id${index}`,
      story({ slug: `s${index}` }),
    ]),
  );
  const { paths, feeds } = allLists(
    { topics: [{ slug: 'sea' }], authors: [{ slug: 'ada' }] },
    stories,
  );
  for (const path of [
    '/',
    '/404',
    '/search',
    '/topics/sea',
    '/authors/ada',
    '/archive/2026-11/2',
  ]) {
    expect(paths).toContain(path);
  }
  expect(feeds).toContain('/topics/sea/feed.json');
});
