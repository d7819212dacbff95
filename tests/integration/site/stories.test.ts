/** Topics, authors, lists by cursor, old addresses: what a site needs around the page. */
import { readArticleJson } from '../../../src/api/article/transfer/article-json';
import { exportArticles } from '../../../src/api/article/transfer/export';
import { createImporter } from '../../../src/api/article/transfer/import';
import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { audit } from '../tree-audit';

let newsroom: Newsroom;

const articles = () => newsroom.strapi.documents('api::article.article');
const topics = () => newsroom.strapi.documents('api::topic.topic');
const open = (path: string) => newsroom.api('GET', path, undefined, null);
const page = async (slug: string) => (await open(`/articles/page/${slug}`)).body;
const make = async (
  data: Record<string, unknown>,
): Promise<{ documentId: string; slug: string }> => {
  const { documentId } = await articles().create({ data: data as never });
  const { entries } = await articles().publish({ documentId });
  return { documentId, slug: entries[0]!.slug as string };
};
const changesSince = async (id: number) =>
  newsroom.sql<{ id: string; kind: string; paths: string[]; tags: string[] }>(
    `SELECT id, kind, paths, tags FROM page_changes WHERE id > $1 ORDER BY id`,
    [id],
  );
const lastChange = async () =>
  Number(
    (await newsroom.sql<{ id: string }>(`SELECT coalesce(max(id), 0) AS id FROM page_changes`))[0]!
      .id,
  );

beforeAll(async () => {
  newsroom = await startNewsroom();
}, 120_000);
afterAll(() => newsroom.stop());
afterEach(async () => {
  expect(await audit(newsroom)).toEqual([]);
});

describe('topics and authors', () => {
  test('stand on the page, in the lists and around the site, and follow their names', async () => {
    const topics = newsroom.strapi.documents('api::topic.topic');
    const authors = newsroom.strapi.documents('api::author.author');
    const energy = await topics.create({ data: { name: 'Climate & energy' } });
    const cities = await topics.create({ data: { name: 'Cities', description: 'Streets.' } });
    const ann = await authors.create({
      data: {
        name: 'Ann Ōmori',
        role: 'Reporter',
        links: [{ label: 'Site', url: 'https://ann.example/' }],
      },
    });
    expect([energy.slug, cities.slug, ann.slug]).toEqual([
      'climate-and-energy',
      'cities',
      'ann-omori',
    ]);
    const story = await make({
      title: 'A tram runs on wind',
      topics: [energy.documentId, cities.documentId],
      authors: [ann.documentId],
    });
    const other = await make({ title: 'A bridge opens', topics: [cities.documentId] });

    const { data, meta } = await page(story.slug);
    expect(data.topics).toEqual([
      { name: 'Climate & energy', slug: 'climate-and-energy' },
      { name: 'Cities', slug: 'cities' },
    ]);
    expect(data.authors).toEqual([
      { name: 'Ann Ōmori', slug: 'ann-omori', role: 'Reporter', picture: null },
    ]);
    expect(meta.jsonLd.author).toEqual([expect.objectContaining({ name: 'Ann Ōmori' })]);

    const slugs = async (query: string) =>
      (await open(`/articles/pages?${query}`)).body.data.map(({ slug }: { slug: string }) => slug);
    expect(await slugs('topic=climate-and-energy')).toEqual([story.slug]);
    expect((await slugs('topic=cities&sort=title')).sort()).toEqual(
      [other.slug, story.slug].sort(),
    );
    expect(await slugs('author=ann-omori')).toEqual([story.slug]);
    expect(await slugs('author=nobody')).toEqual([]);

    const around = (await open('/site/page')).body.data;
    expect(around.topics).toEqual([
      { name: 'Cities', slug: 'cities', description: 'Streets.', stories: 2 },
      { name: 'Climate & energy', slug: 'climate-and-energy', description: null, stories: 1 },
    ]);
    expect(around.authors).toEqual([
      expect.objectContaining({
        slug: 'ann-omori',
        stories: 1,
        links: [{ label: 'Site', url: 'https://ann.example/' }],
      }),
    ]);

    // A new name stands on all pages at once, and is no change of their stories.
    const since = await lastChange();
    await topics.update({ documentId: cities.documentId, data: { name: 'Towns', slug: 'towns' } });
    const renamed = await page(other.slug);
    expect(renamed.data.topics).toEqual([{ name: 'Towns', slug: 'towns' }]);
    expect(renamed.data.modifiedAt).toBe(renamed.data.firstPublishedAt);
    const changes = await changesSince(since);
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['site.changed']));
    expect(changes.map(({ paths }) => paths).sort()).toEqual(
      [['/topics/cities', '/topics/towns'], [`/${other.slug}`], [`/${story.slug}`]].sort(),
    );
    // Whoever shows the old list hears that the story has left it.
    expect(changes.find(({ paths }) => paths[0] === `/${other.slug}`)!.tags).toEqual(
      expect.arrayContaining(['topic-cities', 'topic-towns']),
    );
    expect(await slugs('topic=towns&sort=title')).toHaveLength(2);

    // A draft may have other topics; readers see them with the publish.
    await articles().update({
      documentId: other.documentId,
      data: { topics: [energy.documentId] } as never,
    });
    expect((await page(other.slug)).data.topics).toEqual([{ name: 'Towns', slug: 'towns' }]);
    await articles().publish({ documentId: other.documentId });
    expect((await page(other.slug)).data.topics).toEqual([
      { name: 'Climate & energy', slug: 'climate-and-energy' },
    ]);
    await articles().update({ documentId: other.documentId, data: { topics: [] } as never });
    await articles().discardDraft({ documentId: other.documentId });
    const draft = await articles().findOne({
      documentId: other.documentId,
      populate: ['topics'] as never,
    });
    expect(
      (draft as unknown as { topics: { slug: string }[] }).topics.map(({ slug }) => slug),
    ).toEqual(['climate-and-energy']);

    await topics.delete({ documentId: energy.documentId });
    await authors.delete({ documentId: ann.documentId });
    const left = await page(story.slug);
    expect([left.data.topics, left.data.authors]).toEqual([[{ name: 'Towns', slug: 'towns' }], []]);
    expect(await slugs('topic=climate-and-energy')).toEqual([]);
  });

  test('two cannot have one slug, and an address that is none is refused', async () => {
    const topics = newsroom.strapi.documents('api::topic.topic');
    const [a, b] = [
      await topics.create({ data: { name: 'Same' } }),
      await topics.create({ data: { name: 'Same' } }),
    ];
    expect([a.slug, b.slug]).toEqual(['same', 'same-2']);
    await expect(
      topics.update({ documentId: b.documentId, data: { slug: 'same' } }),
    ).rejects.toThrow('"same" is taken');
    await expect(
      newsroom.strapi.documents('api::author.author').create({
        data: { name: 'X', links: [{ label: 'bad', url: 'javascript:alert(1)' }] },
      }),
    ).rejects.toThrow('links[0].url: must be an address');
    expect(await newsroom.sql(`SELECT FROM authors WHERE name = 'X'`)).toEqual([]);
  });

  test('travel with export and import, also in bulk', async () => {
    const input = (slug: string, more: object = {}) => {
      const { article, problems } = readArticleJson({
        slug,
        title: `Story ${slug}`,
        status: 'published',
        topics: [
          { slug: 'rivers', name: 'Rivers', description: 'Water that moves.' },
          'unnamed-topic',
        ],
        authors: [
          {
            name: 'Bo Lind',
            role: 'Editor',
            links: [{ label: 'Home', url: 'https://bo.example/' }],
          },
        ],
        ...more,
      });
      expect(problems).toEqual([]);
      return article!;
    };
    const importer = createImporter(newsroom.strapi, { publish: true, overwrite: false });
    const { outcomes } = await importer.batch([
      input('first-river'),
      input('second-river', { topics: ['rivers'] }),
    ]);
    expect(outcomes).toEqual(['created', 'created']);
    expect((await page('first-river')).data).toMatchObject({
      topics: [
        { name: 'Rivers', slug: 'rivers' },
        { name: 'unnamed-topic', slug: 'unnamed-topic' },
      ],
      authors: [{ name: 'Bo Lind', slug: 'bo-lind', role: 'Editor' }],
    });
    const exported = [];
    for await (const article of exportArticles(newsroom.strapi)) exported.push(article);
    const first = exported.find(({ slug }) => slug === 'first-river')!;
    expect(first.topics[0]).toEqual({
      slug: 'rivers',
      name: 'Rivers',
      description: 'Water that moves.',
    });
    expect(first.authors).toEqual([
      {
        slug: 'bo-lind',
        name: 'Bo Lind',
        role: 'Editor',
        links: [{ label: 'Home', url: 'https://bo.example/' }],
      },
    ]);
    const again = await importer.batch([
      readArticleJson(JSON.parse(JSON.stringify(first))).article!,
    ]);
    expect(again.outcomes).toEqual(['unchanged']);
    const { problems } = readArticleJson({
      title: 'T',
      authors: [{ name: 'X', links: [{ label: 'l', url: 'javascript:1' }] }],
    });
    expect(problems[0]!.place).toMatch(/^authors\[0\]/);
  });
});

describe('lists', () => {
  test('by cursor: whole and without doubles while stories are published in between', async () => {
    for (let i = 0; i < 12; i += 1)
      await make({
        title: `Old ${i}`,
        firstPublishedAt: new Date(Date.UTC(2020, 0, 1 + Math.floor(i / 2))).toISOString(),
      });
    const all = `/articles/pages?from=2020-01-01&to=2020-02-01&pageSize=5`;
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await open(`${all}${cursor ? `&after=${cursor}` : ''}`);
      seen.push(...body.data.map(({ slug }: { slug: string }) => slug));
      cursor = body.meta.cursor;
      // Newer than all: by page numbers it would push one story down to be seen twice.
      await make({ title: `Between ${seen.length}`, firstPublishedAt: '2020-01-31T00:00:00.000Z' });
    } while (cursor);
    expect(seen).toHaveLength(12);
    expect(new Set(seen).size).toBe(12);
    const numbered = await open(all);
    expect(numbered.body.meta.pagination).toMatchObject({ page: 1, pageSize: 5, total: 15 });
    expect((await open(`${all}&sort=firstPublishedAt:asc`)).body.data[0].firstPublishedAt).toBe(
      '2020-01-01T00:00:00.000Z',
    );
  });
});

describe('old addresses', () => {
  test('lead on, in chains and circles, until somebody closes them', async () => {
    const { documentId } = await make({ title: 'Chain one' });
    const move = async (slug: string) => {
      await articles().update({ documentId, data: { slug } });
      await articles().publish({ documentId });
    };
    await move('chain-two');
    await move('chain-three');
    for (const slug of ['chain-one', 'chain-two'])
      expect((await open(`/articles/page/${slug}`)).body.meta.redirect).toEqual({
        slug: 'chain-three',
        path: '/chain-three',
      });
    await move('chain-one');
    expect((await open('/articles/page/chain-one')).status).toBe(200);
    expect((await open('/articles/page/chain-three')).headers.get('location')).toBe(
      '/api/articles/page/chain-one',
    );
    expect((await open('/articles/redirects')).body.data).toEqual([
      { from: '/chain-three', to: '/chain-one' },
      { from: '/chain-two', to: '/chain-one' },
    ]);
    // Another story with this title goes elsewhere by itself.
    expect((await make({ title: 'Chain two' })).slug).toBe('chain-two-2');
    const addresses = (await newsroom.admin('GET', `/desk/articles/${documentId}/addresses`)).body
      .data;
    expect(addresses.map(({ slug }: { slug: string }) => slug).sort()).toEqual([
      'chain-three',
      'chain-two',
    ]);
    const since = await lastChange();
    await newsroom.admin('DELETE', `/desk/articles/${documentId}/addresses/chain-two`);
    expect((await open('/articles/page/chain-two')).status).toBe(410);
    expect(await changesSince(since)).toEqual([
      expect.objectContaining({ kind: 'article.moved', paths: ['/chain-two'] }),
    ]);
    expect(
      (await newsroom.admin('DELETE', `/desk/articles/${documentId}/addresses/chain-two`)).status,
    ).toBe(404);
    expect((await make({ title: 'x', slug: 'chain-two' })).slug).toBe('chain-two');
    // A story that is taken back leads nowhere; when it comes back, its old addresses do again.
    const beforeEnd = await lastChange();
    await articles().unpublish({ documentId });
    expect((await changesSince(beforeEnd)).map(({ paths }) => paths)).toEqual([
      ['/chain-one', '/chain-three'],
    ]);
    expect((await open('/articles/page/chain-three')).status).toBe(410);
    await articles().publish({ documentId });
    expect((await open('/articles/page/chain-three')).status).toBe(301);
  });

  test('what a site keeps for itself is no address of a story', async () => {
    await expect(articles().create({ data: { title: 'x', slug: 'search' } })).rejects.toThrow(
      'address of the site itself',
    );
    expect((await make({ title: 'Topics' })).slug).toBe('topics-2');
    expect((await make({ title: 'Index' })).slug).toBe('index-2');
  });

  test('what was at such an address before stays there until somebody moves it', async () => {
    const { documentId } = await make({ title: 'From A to Z', slug: 'a-to-z' });
    await newsroom.sql(`UPDATE articles SET slug = 'index' WHERE slug = 'a-to-z'`);
    await newsroom.sql(`UPDATE topics SET slug = 'index' WHERE document_id = $1`, [
      (await topics().create({ data: { name: 'All there is' } })).documentId,
    ]);
    await articles().update({ documentId, data: { title: 'From A to Ö', slug: 'index' } });
    await articles().publish({ documentId });
    expect((await page('index')).data.title).toBe('From A to Ö');
    const [topic] = await topics().findMany({ filters: { slug: 'index' } });
    const saved = { name: 'Everything', slug: 'index' };
    await topics().update({ documentId: topic!.documentId, data: saved });
    expect((await open('/site/page')).body.data.topics).toContainEqual(
      expect.objectContaining(saved),
    );
    await articles().update({ documentId, data: { slug: 'a-to-oe' } });
    await articles().publish({ documentId });
    expect((await open('/articles/page/index')).body.meta.redirect.slug).toBe('a-to-oe');
    await topics().delete({ documentId: topic!.documentId });
  });
});

describe('the date of the last change', () => {
  test('moves with the words, and with nothing else', async () => {
    const { documentId, slug } = await make({ title: 'Dated', lead: 'First.' });
    const first = (await page(slug)).data;
    expect(first.modifiedAt).toBe(first.firstPublishedAt);
    await articles().update({
      documentId,
      data: { relatedNews: [{ headline: 'Elsewhere', url: 'https://x.example/' }] } as never,
    });
    await articles().publish({ documentId });
    const shown = (await page(slug)).data;
    expect([shown.relatedNews.length, shown.modifiedAt]).toEqual([1, first.modifiedAt]);
    await articles().unpublish({ documentId });
    await articles().publish({ documentId });
    expect((await page(slug)).data.modifiedAt).toBe(first.modifiedAt);
    await articles().update({ documentId, data: { lead: 'Second.' } });
    await articles().publish({ documentId });
    const second = await page(slug);
    expect(second.data.modifiedAt > first.modifiedAt).toBe(true);
    expect(second.meta.jsonLd).toMatchObject({
      datePublished: first.firstPublishedAt,
      dateModified: second.data.modifiedAt,
    });
    await articles().update({ documentId, data: { slug: 'dated-elsewhere' } });
    await articles().publish({ documentId });
    expect((await page('dated-elsewhere')).data.modifiedAt).toBe(second.data.modifiedAt);
  });
});

describe('the preview', () => {
  test('is the page that a publish would make, for who holds a link', async () => {
    const { documentId } = await articles().create({ data: { title: 'Still a draft' } });
    const { body } = await newsroom.admin(
      'GET',
      `/content-manager/preview/url/api::article.article?documentId=${documentId}`,
    );
    const token = new URL(body.data.url).searchParams.get('token')!;
    const shown = await open(`/articles/preview/${documentId}?token=${token}`);
    expect([shown.status, shown.body.error]).toEqual([200, undefined]);
    expect(shown.body).toMatchObject({
      data: { title: 'Still a draft', slug: 'still-a-draft', firstPublishedAt: null },
      meta: { version: 0 },
    });
    expect(shown.headers.get('cache-control')).toBe('private, no-store');
    expect((await open(`/articles/preview/${documentId}?token=1.x`)).status).toBe(403);
    expect((await open(`/articles/preview/${documentId}`)).status).toBe(403);
    expect((await open('/articles/page/still-a-draft')).status).toBe(404);
  });

  test('shows the Recent News that the publish will show', async () => {
    const [first, second] = [
      await make({ title: 'Shown one' }),
      await make({ title: 'Shown two' }),
    ];
    const hidden = await articles().create({ data: { title: 'Not live yet' } });
    const { documentId } = await articles().create({
      data: {
        title: 'Leads on',
        relatedNews: [
          { target: first.documentId },
          { target: hidden.documentId },
          { headline: 'Own words', target: second.documentId },
          { headline: 'Outside', url: 'https://o.example/' },
        ],
      } as never,
    });
    const { body } = await newsroom.admin(
      'GET',
      `/content-manager/preview/url/api::article.article?documentId=${documentId}`,
    );
    const { search } = new URL(body.data.url);
    const { relatedNews } = (await open(`/articles/preview/${documentId}${search}`)).body.data;
    expect(relatedNews.map((entry: { headline: string }) => entry.headline)).toEqual([
      'Shown one',
      'Own words',
      'Outside',
    ]);
    await articles().publish({ documentId });
    expect((await page('leads-on')).data.relatedNews).toEqual(relatedNews);
  });
});
