/**
 * Drafts never leak. A newsroom has a word of its own in each place that readers must not see; then
 * the public asks for everything, in the ways that are meant and in a thousand that are not. No answer
 * may hold such a word, none may depend on one, and none may be a 5xx.
 */
import fc from 'fast-check';
import { signLink } from '../../../src/plugins/desk/server/src/preview/link';
import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { beginningOf, plantCanaries, type Planted } from './canaries';
import { HIDDEN, placeQuestions, UNFIT } from './hidden-places';
import { stockRequest } from './stock-requests';
import { createStranger, type Stranger } from './stranger';
import { size } from '../size';

jest.setTimeout(120_000);

let newsroom: Newsroom;
let planted: Planted;
let words: string[];
let ask: Stranger['ask'];
let faultsOf: Stranger['faultsOf'];

/** What an administrator may open to the public: reading all types. */
const openAll = async () => {
  const { strapi } = newsroom;
  const role = await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'public' } });
  for (const type of ['article', 'section', 'bullet', 'related-news', 'topic', 'author', 'site'])
    for (const action of ['find', 'findOne'])
      await strapi.db
        .query('plugin::users-permissions.permission')
        .create({ data: { action: `api::${type}.${type}.${action}`, role: role.id } });
};

beforeAll(async () => {
  newsroom = await startNewsroom();
  newsroom.strapi.log.silent = true;
  planted = await plantCanaries(newsroom);
  words = [...planted.words.values()];
  ({ ask, faultsOf } = createStranger(newsroom.url, planted));
});
afterAll(async () => {
  await newsroom?.stop();
});

test('the words are where they should be: a token that may read drafts sees them', async () => {
  const seen = await newsroom.api(
    'GET',
    '/articles?status=draft&populate[sections][populate]=*&populate[relatedNews]=true&pagination[pageSize]=100',
  );
  const text = JSON.stringify(seen.body);
  for (const place of [
    'never title',
    'never bullet',
    'modified lead',
    'taken entry',
    'entry headline',
  ])
    expect([place, text.includes(planted.words.get(place)!)]).toEqual([place, true]);
});

const lists = () => {
  const dates = ['2001-01-01', '2026-11-01', '2030-01-01T00:00:00Z'];
  return [
    ...['', 'topic=sea', 'topic=land', 'author=ann-reed', 'topic=sea&author=ann-reed'],
    ...['firstPublishedAt', 'updatedAt', 'title'].flatMap((key) =>
      ['', ':asc', ':desc'].map((direction) => `sort=${key}${direction}`),
    ),
    ...dates.flatMap((date) => [`from=${date}`, `to=${date}`, `from=${date}&to=2031-01-01`]),
    ...['page=2', 'pageSize=1', 'pageSize=1&page=3', 'pageSize=0', 'status=draft', 'x=1'],
    ...['topic[]=sea', 'topic[$ne]=x', 'sort=importHash', 'populate=*', 'page=a', 'after=x'],
    `after=${Buffer.from('["2026-11-28T00:00:00.000Z","a"]').toString('base64url')}`,
    `after=${Buffer.from('["0001-01-01T00:00:00.000Z",""]').toString('base64url')}`,
    `sort=firstPublishedAt:asc&after=${Buffer.from('["2000-01-01T00:00:00.000Z","a"]').toString('base64url')}`,
    ...words.slice(0, 8).flatMap((word) => [`topic=${word}`, `author=${beginningOf(word)}`]),
  ].map((query) => `/articles/pages?${query}`);
};

const searches = () =>
  [
    ...words.flatMap((word) => [word, beginningOf(word)]),
    ...['', ' ', 'a', 'xq', "'", 'a:*', '!!', '& | !', '<b>', '%', '\\', '🌊'],
    ...['x'.repeat(500), 'x'.repeat(501)],
  ].map(
    (q, i) =>
      `/articles/search?${i % 4 === 0 ? 'topic=sea&pageSize=50&' : ''}q=${encodeURIComponent(q)}`,
  );

const feeds = () =>
  ['', 'topics/sea/', 'topics/land/', 'topics/nothing/'].flatMap((where) =>
    ['rss.xml', 'atom.xml', 'feed.json', 'other.xml'].map((file) => `/feeds/${where}${file}`),
  );

describe('the doors for readers', () => {
  test('pages, under every address that there is or was', async () => {
    const odd = ['__proto__', '%2e%2e', '%00'];
    const slugs = [...planted.slugs, ...words, ...words.map(beginningOf), ...odd];
    expect(await faultsOf(slugs.map((slug) => `/articles/page/${slug}`))).toEqual([]);
    expect((await ask('/articles/page/taken-one')).status).toBe(410);
    expect((await ask('/articles/page/corrected-once')).status).toBe(301);
    expect((await ask('/articles/page/market-day')).text).toContain('harbour reopens');
  });

  test('lists with all that they can be asked', async () => {
    expect(await faultsOf(lists())).toEqual([]);
    const { data } = JSON.parse((await ask('/articles/pages?sort=title')).text);
    expect(data.map(({ slug }: { slug: string }) => slug)).toEqual([
      ...['ferry', 'harbour-reopens', 'lighthouse-painted', 'market-day'],
    ]);
  });

  test('search for the words themselves and for their beginnings', async () => {
    expect(await faultsOf(searches())).toEqual([]);
  });

  test('feeds, sitemaps, what stands around, redirects, the contract', async () => {
    const paths = [
      ...feeds(),
      ...['sitemap.xml', 'sitemap-1.xml', 'sitemap-2.xml', 'news.xml'].map((f) => `/sitemaps/${f}`),
      ...['/site/page', '/redirects', '/articles/redirects', '/articles/redirects?after=a'],
      ...['/articles/redirects?pageSize=1', '/articles/redirects?after[]=a', '/openapi.json'],
    ];
    expect(await faultsOf(paths)).toEqual([]);
    expect((await ask('/sitemaps/sitemap.xml')).text.match(/<loc>/g)).toHaveLength(4);
    // A topic counts what readers have: the draft that moved there has not.
    const { topics } = JSON.parse((await ask('/site/page')).text).data;
    expect(
      topics.map(({ slug, stories }: { slug: string; stories: number }) => [slug, stories]),
    ).toEqual([
      ['land', 0],
      ['sea', 4],
    ]);
  });

  test('previews without a good link, and what changed without a token', async () => {
    const good = signLink(process.env.ADMIN_JWT_SECRET!, planted.draftId, Date.now() + 60_000);
    expect((await ask(`/articles/preview/${planted.draftId}?token=${good}`)).status).toBe(200);
    const [until, signature] = good.split('.') as [string, string];
    const old = signLink(process.env.ADMIN_JWT_SECRET!, planted.draftId, Date.now() - 1);
    const tokens = [
      ...[old, `${Number(until) + 1}.${signature}`, `${until}.`, until, '', '.', 'null', '1e400.x'],
      ...[signLink('another secret', planted.draftId, Date.now() + 60_000), 'x'.repeat(5000)],
      `${until}.${signature.slice(0, -2)}AA`,
    ];
    const queries = [
      ...tokens.map((token) => `?token=${encodeURIComponent(token)}`),
      ...['', '?token[]=a', `?token[0]=${good}&token[1]=x`, '?token[__proto__]=x'],
    ];
    const previews = planted.documentIds
      .slice(0, 3)
      .flatMap((id) => queries.map((query) => `/articles/preview/${id}${query}`));
    const others = planted.documentIds
      .slice(1)
      .map((id) => `/articles/preview/${id}?token=${good}`);
    expect(await faultsOf([...previews, ...others])).toEqual([]);
    for (const path of [...previews, ...others]) {
      const { status } = await ask(path);
      expect([path, status]).toEqual([path, 403]);
    }
    for (const path of ['/rebuilds/changes', '/rebuilds/changes?since=now', '/rebuilds/targets'])
      expect(await faultsOf([path])).toEqual([]);
    expect((await ask('/rebuilds/changes')).status).toBe(403);
  });
});

describe.each(['as a newsroom is', 'with all types opened to the public'])(
  'the stock routes, %s',
  (how) => {
    beforeAll(async () => {
      if (how !== 'as a newsroom is') await openAll();
    });

    test('pictures do not tell where else they are used', async () => {
      const populated = ['[cover][populate]=*', '[cover][populate][related]=true'];
      expect(await faultsOf(populated.map((each) => `/articles?populate${each}`))).toEqual([]);
    });

    test('a free search does not look into what is hidden', async () => {
      const paths = ['/articles', '/related-news-entries', '/sections', '/topics'].flatMap((door) =>
        [...planted.words]
          .filter(([place]) => /private|person|asleep|never title/.test(place))
          .map(([, word]) => `${door}?_q=${beginningOf(word)}`),
      );
      expect(
        await faultsOf([...paths, `/related-news-entries?_q=${beginningOf(planted.draftId)}`]),
      ).toEqual([]);
    });

    test('nobody hears which stories are being worked on', async () => {
      for (const filter of ['modified', 'unmodified', 'published-with-draft']) {
        const { status } = await ask(`/articles?publicationFilter=${filter}`);
        expect([filter, status]).not.toEqual([filter, 200]);
      }
    });

    test('what fits no field is no fault of the server', async () => {
      const faults: string[] = [];
      for (const query of UNFIT)
        for (const door of ['/articles', `/articles/${planted.documentIds[3]}`]) {
          const { status } = await ask(`${door}?${query}`);
          if (status >= 500) faults.push(`${status} ${door}?${query}`);
        }
      expect(faults).toEqual([]);
    });

    test('a filter on what is hidden or a draft says nothing', async () => {
      expect(await faultsOf(placeQuestions(planted))).toEqual([]);
    });

    test('an order by what is hidden is refused', async () => {
      for (const place of HIDDEN)
        expect([place, (await ask(`/articles?sort=${place}`)).status]).toEqual([place, 400]);
    });

    test('requests of a stranger, hundreds of them', async () => {
      const requests = stockRequest(words, planted.documentIds);
      await fc.assert(
        fc.asyncProperty(fc.array(requests, { minLength: 8, maxLength: 8 }), async (paths) => {
          expect(await faultsOf(paths)).toEqual([]);
        }),
        {
          numRuns: how === 'as a newsroom is' ? 25 : size('STRANGER_RUNS', 30, 100),
          endOnFailure: true,
        },
      );
    });
  },
);
