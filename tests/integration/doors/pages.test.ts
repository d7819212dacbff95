/** What readers' pages show of other things: other articles, the Site, pictures; and exactly which rows an act rewrites. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { audit, pageVersions, treeOf } from '../tree-audit';

jest.setTimeout(60_000);

/* eslint-disable @typescript-eslint/no-explicit-any -- documents are read field by field */
let newsroom: Newsroom;
const documents = (uid: string): any => newsroom.strapi.documents(uid as 'api::article.article');
const articles = () => documents('api::article.article');
let counter = 0;
const make = (data: object = {}): Promise<any> =>
  articles().create({
    data: {
      title: `Item ${(counter += 1)}`,
      outline: [{ heading: 'H', bullets: [{ text: 'b' }] }],
      ...data,
    },
  });
const makeLive = async (data: object = {}): Promise<any> => {
  const made = await make(data);
  await articles().publish({ documentId: made.documentId });
  return made;
};
const update = (documentId: string, data: object, status = 'published'): Promise<any> =>
  articles().update({ documentId, data, status });
const page = async (slug: string): Promise<any> =>
  (await newsroom.api('GET', `/articles/page/${slug}`, undefined, null)).body.data;
const changesSince = async (id: number) =>
  newsroom.sql<{
    kind: string;
    document_id: string;
    slug: string;
    paths: string[];
    version_before: number | null;
    version_after: number | null;
  }>(`SELECT * FROM page_changes WHERE id > $1 ORDER BY id`, [id]);
const lastChange = async () =>
  Number(
    (await newsroom.sql<{ id: string }>(`SELECT coalesce(max(id), 0) AS id FROM page_changes`))[0]!
      .id,
  );

/** Runs an act and tells which documents' live pages it rewrote, made or took. */
const rewritten = async (act: () => Promise<unknown>): Promise<string[]> => {
  const before = await pageVersions(newsroom);
  const bytes = await newsroom.sql(`SELECT slug, data, version, changed_at FROM article_pages`);
  const since = await lastChange();
  await act();
  const after = await pageVersions(newsroom);
  const touched = Object.keys({ ...before, ...after })
    .filter((id) => before[id] !== after[id])
    .sort();
  // The Site's own change has no versions.
  const ofStories = (await changesSince(since)).filter(
    ({ version_before, version_after }) => version_before !== null || version_after !== null,
  );
  expect([...new Set(ofStories.map(({ document_id }) => document_id))].sort()).toEqual(touched);
  if (touched.length === 0)
    expect(await newsroom.sql(`SELECT slug, data, version, changed_at FROM article_pages`)).toEqual(
      bytes,
    );
  return touched;
};

beforeAll(async () => {
  newsroom = await startNewsroom();
});
afterAll(async () => {
  await newsroom.stop();
});
afterEach(async () => {
  expect(await audit(newsroom)).toEqual([]);
});

describe('related news', () => {
  test('a target that is not live is not shown; published it comes back, in the row and on the page', async () => {
    const target = await make({ title: 'The target' });
    const reader = await makeLive({
      relatedNews: [
        { headline: 'Own words', target: target.documentId },
        { teaser: 'T.', target: target.documentId },
        { headline: 'Outside', url: 'https://o.example/' },
      ],
    });
    const bystander = await makeLive();
    const shown = async () => (await page(reader.slug)).relatedNews;
    const outside = {
      headline: 'Outside',
      teaser: null,
      url: 'https://o.example/',
      origin: 'editor',
    };
    expect(await shown()).toEqual([outside]);
    const ours = { url: null, slug: 'the-target', origin: 'editor' };
    const whole = [
      { headline: 'Own words', teaser: null, ...ours },
      { headline: 'The target', teaser: 'T.', ...ours },
      outside,
    ];

    expect(await rewritten(() => articles().publish({ documentId: target.documentId }))).toEqual(
      [reader.documentId, target.documentId].sort(),
    );
    expect(await shown()).toEqual(whole);
    expect(
      (await treeOf(newsroom, reader.documentId, 'published'))!.related.map((e) => e.target),
    ).toEqual([target.documentId, target.documentId, null]);
    // Its text is no business of those that show its headline.
    expect(await rewritten(() => update(target.documentId, { lead: 'More.' }))).toEqual([
      target.documentId,
    ]);
    expect(await rewritten(() => articles().publish({ documentId: target.documentId }))).toEqual(
      [],
    );
    expect(await shown()).toEqual(whole);
    expect(await rewritten(() => update(target.documentId, { title: 'Retitled' }))).toEqual(
      [reader.documentId, target.documentId].sort(),
    );
    expect((await shown())[1].headline).toBe('Retitled');
    expect(await rewritten(() => update(target.documentId, { slug: 'moved' }))).toEqual(
      [reader.documentId, target.documentId].sort(),
    );
    expect((await shown()).map((e: any) => e.slug)).toEqual(['moved', 'moved', undefined]);
    expect(await rewritten(() => articles().unpublish({ documentId: target.documentId }))).toEqual(
      [reader.documentId, target.documentId].sort(),
    );
    expect(await shown()).toEqual([outside]);
    // The reader is published again while its target is not live: nothing is lost.
    await update(reader.documentId, { lead: 'x' });
    await articles().publish({ documentId: target.documentId });
    expect((await shown()).map((e: any) => e.slug)).toEqual(['moved', 'moved', undefined]);
    expect(
      await rewritten(() => articles().discardDraft({ documentId: target.documentId })),
    ).toEqual([]);
    expect(
      (await treeOf(newsroom, reader.documentId, 'draft'))!.related.map((e) => e.target),
    ).toEqual([target.documentId, target.documentId, null]);
    // Reader and target unpublished and published in the other order.
    await articles().unpublish({ documentId: reader.documentId });
    await articles().unpublish({ documentId: target.documentId });
    await articles().publish({ documentId: reader.documentId });
    await articles().publish({ documentId: target.documentId });
    expect((await shown()).map((e: any) => e.slug)).toEqual(['moved', 'moved', undefined]);
    expect((await pageVersions(newsroom))[bystander.documentId]).toBe(1);
  });

  test('a deleted target: the entries that lead to it go, with words and without, from drafts and pages', async () => {
    const target = await makeLive({ title: 'Doomed' });
    const reader = await makeLive({
      relatedNews: [
        { target: target.documentId },
        { headline: 'Own words', target: target.documentId },
        { headline: 'Other' },
      ],
    });
    const draftOnly = await make({
      relatedNews: [{ headline: 'First' }, { target: target.documentId }, { headline: 'Last' }],
    });
    expect(await rewritten(() => articles().delete({ documentId: target.documentId }))).toEqual(
      [reader.documentId, target.documentId].sort(),
    );
    expect((await page(reader.slug)).relatedNews.map((e: any) => e.headline)).toEqual(['Other']);
    for (const side of ['draft', 'published'] as const)
      expect((await treeOf(newsroom, reader.documentId, side))!.related).toMatchObject([
        { headline: 'Other', position: 1 },
      ]);
    expect(
      (await treeOf(newsroom, draftOnly.documentId, 'draft'))!.related.map((e) => e.headline),
    ).toEqual(['First', 'Last']);
    await articles().publish({ documentId: draftOnly.documentId });
    expect(await rewritten(() => articles().publish({ documentId: reader.documentId }))).toEqual(
      [],
    );
  });

  test('an article may point to itself, two to each other, and a chain publishes once each', async () => {
    const [a, b] = [await make({ title: 'Aye' }), await make({ title: 'Bee' })];
    await update(
      a.documentId,
      { relatedNews: [{ target: b.documentId }, { target: a.documentId }] },
      'draft',
    );
    await update(b.documentId, { relatedNews: [{ target: a.documentId }] }, 'draft');
    await articles().publish({ documentId: a.documentId });
    await articles().publish({ documentId: b.documentId });
    expect((await page(a.slug)).relatedNews).toMatchObject([
      { headline: 'Bee', slug: 'bee' },
      { headline: 'Aye', slug: 'aye' },
    ]);
    expect((await page(b.slug)).relatedNews).toMatchObject([{ headline: 'Aye', slug: 'aye' }]);
    await update(a.documentId, { title: 'Ay', slug: 'ay' });
    expect((await page('ay')).relatedNews[1]).toMatchObject({ headline: 'Ay', slug: 'ay' });
    expect((await page(b.slug)).relatedNews).toMatchObject([{ headline: 'Ay', slug: 'ay' }]);
    await articles().discardDraft({ documentId: a.documentId });
    await articles().unpublish({ documentId: a.documentId });
    expect((await page(b.slug)).relatedNews).toEqual([]);
    await articles().delete({ documentId: a.documentId });
    await articles().delete({ documentId: b.documentId });
  });

  test('an entry without words and target is refused; a child entry keeps its target through a change', async () => {
    const target = await makeLive();
    const reader = await makeLive({ relatedNews: [{ target: target.documentId }] });
    await expect(
      update(reader.documentId, { relatedNews: [{ teaser: 'only a teaser' }] }),
    ).rejects.toThrow(/relatedNews\[0\]\.headline/);
    const entry = (await treeOf(newsroom, reader.documentId, 'draft'))!.related[0]!.documentId;
    await documents('api::related-news.related-news').update({
      documentId: entry,
      data: { teaser: 'New teaser', targetDocumentId: 'forged' },
    });
    await articles().publish({ documentId: reader.documentId });
    expect((await page(reader.slug)).relatedNews).toEqual([
      {
        headline: target.title,
        teaser: 'New teaser',
        url: null,
        slug: target.slug,
        origin: 'editor',
      },
    ]);
    const other = await makeLive();
    await documents('api::related-news.related-news').update({
      documentId: entry,
      data: { target: other.documentId },
    });
    expect((await page(reader.slug)).relatedNews[0].slug).toBe(target.slug);
    await articles().publish({ documentId: reader.documentId });
    expect((await page(reader.slug)).relatedNews[0].slug).toBe(other.slug);
    await documents('api::related-news.related-news').update({
      documentId: entry,
      data: { target: null, headline: 'Nowhere yet' },
    });
    await articles().publish({ documentId: reader.documentId });
    expect((await page(reader.slug)).relatedNews).toEqual([
      { headline: 'Nowhere yet', teaser: 'New teaser', url: null, origin: 'editor' },
    ]);
    expect(await rewritten(() => articles().unpublish({ documentId: target.documentId }))).toEqual([
      target.documentId,
    ]);
  });
});

describe('page changes', () => {
  test('name what happened to readers', async () => {
    const since = await lastChange();
    const { documentId, slug } = await makeLive({ title: 'Through its life' });
    await update(documentId, { lead: 'x' });
    await update(documentId, { slug: 'new-life' });
    await articles().unpublish({ documentId });
    await articles().publish({ documentId });
    await articles().delete({ documentId });
    const unseen = await make();
    await articles().delete({ documentId: unseen.documentId });
    expect(
      (await changesSince(since)).map(({ kind, paths, version_before, version_after }) => [
        kind,
        paths,
        version_before,
        version_after,
      ]),
    ).toEqual([
      ['article.published', [`/${slug}`], null, 1],
      ['article.updated', [`/${slug}`], 1, 2],
      ['article.moved', [`/${slug}`, '/new-life'], 2, 3],
      // The old address, which led here, ends and comes back with it.
      ['article.unpublished', ['/new-life', `/${slug}`], 3, null],
      ['article.published', ['/new-life', `/${slug}`], null, expect.any(Number)],
      ['article.deleted', ['/new-life', `/${slug}`], expect.any(Number), null],
    ]);
  });
});

describe('the site', () => {
  test('rewrites the pages that differ, and none for what they do not show', async () => {
    const site = documents('api::site.site');
    const live = Object.keys(await pageVersions(newsroom)).sort();
    const { documentId } = await site.create({
      data: { name: 'N', newsletterText: 'Read us.', newsletterUrl: 'https://n.example/' },
    });
    expect(await rewritten(() => site.publish({ documentId }))).toEqual(live);
    expect(await rewritten(() => site.publish({ documentId }))).toEqual([]);
    expect(
      await rewritten(() =>
        site.update({
          documentId,
          data: { recentNewsHeading: 'More' },
          status: 'published',
        }),
      ),
    ).toEqual([]);
    // The name and the address stand in what a page tells machines.
    expect(
      await rewritten(() =>
        site.update({
          documentId,
          data: { name: 'Other name', url: 'https://x.example/' },
          status: 'published',
        }),
      ),
    ).toEqual(live);
    expect(
      await rewritten(() => site.update({ documentId, data: { newsletterText: 'Only a draft' } })),
    ).toEqual([]);
    expect(await rewritten(() => site.publish({ documentId }))).toEqual(live);
    const since = await lastChange();
    await newsroom.api('PUT', '/site', { data: { newsletterButtonLabel: 'Go' } });
    expect(new Set((await changesSince(since)).map(({ kind }) => kind))).toEqual(
      new Set(['site.changed']),
    );
    expect((await page((await makeLive()).slug)).newsletter).toEqual({
      text: 'Only a draft',
      buttonLabel: 'Go',
      url: 'https://n.example/',
    });
    await expect(site.update({ documentId, data: { url: 'nope' } })).rejects.toThrow(/^url:/);
    await expect(
      site.update({ documentId, data: { newsletterText: 'x'.repeat(501) } }),
    ).rejects.toThrow(/newsletterText/);
    const rest = await newsroom.api('GET', '/site');
    expect(rest.body.data).toMatchObject({ newsletterText: 'Only a draft' });
  });

  test('more pages than one step', async () => {
    await newsroom.strapi.db.transaction(async () => {
      for (let i = 0; i < 205; i += 1)
        await articles().create({ data: { title: `Many ${i}` }, status: 'published' });
    });
    const site = documents('api::site.site');
    const { documentId } = await site.findFirst({});
    const live = Object.keys(await pageVersions(newsroom)).sort();
    expect(
      await rewritten(() =>
        site.update({ documentId, data: { newsletterText: 'For all' }, status: 'published' }),
      ),
    ).toEqual(live);
  });
});

const file = (name: string): Promise<any> =>
  newsroom.strapi.db.query('plugin::upload.file').create({
    data: {
      name,
      hash: name,
      ext: '.jpg',
      mime: 'image/jpeg',
      size: 1,
      url: `/uploads/${name}.jpg`,
      width: 640,
      height: 480,
      alternativeText: 'From the library',
      caption: 'Library caption',
      provider: 'local',
    },
  });

describe('the cover', () => {
  test('shows, and follows its file: described anew, replaced, deleted', async () => {
    const picture = await file('one');
    const { documentId, slug } = await makeLive({
      cover: picture.id,
      coverCredit: 'A. Photographer',
    });
    const draftOnly = await make({ cover: picture.id });
    expect((await page(slug)).cover).toEqual({
      url: '/uploads/one.jpg',
      width: 640,
      height: 480,
      alt: 'From the library',
      caption: 'Library caption',
      credit: 'A. Photographer',
      formats: [],
    });
    const files = newsroom.strapi.db.query('plugin::upload.file');
    expect(
      await rewritten(() =>
        files.update({ where: { id: picture.id }, data: { alternativeText: 'Described anew' } }),
      ),
    ).toEqual([documentId]);
    expect((await page(slug)).cover.alt).toBe('Described anew');
    expect(
      await rewritten(() => files.update({ where: { id: picture.id }, data: { size: 2 } })),
    ).toEqual([]);
    expect(
      await rewritten(() =>
        newsroom.strapi
          .plugin('upload')
          .service('upload')
          .updateFileInfo(picture.id, { caption: 'By the service' }),
      ),
    ).toEqual([documentId]);
    await update(documentId, { coverAlt: "The story's own", coverCaption: 'Own caption' });
    expect((await page(slug)).cover).toMatchObject({
      alt: "The story's own",
      caption: 'Own caption',
    });
    expect(await rewritten(() => update(documentId, { cover: null as unknown }, 'draft'))).toEqual(
      [],
    );
    expect((await page(slug)).cover).not.toBeNull();
    await articles().discardDraft({ documentId });
    const tree = await articles().findOne({ documentId, populate: { cover: true } });
    expect(tree.cover.id).toBe(picture.id);
    const copy = await articles().clone({ documentId, data: {} });
    expect(
      (await articles().findOne({ documentId: copy.documentId, populate: { cover: true } })).cover
        .id,
    ).toBe(picture.id);
    expect(await rewritten(() => files.delete({ where: { id: picture.id } }))).toEqual([
      documentId,
    ]);
    expect((await page(slug)).cover).toBeNull();
    await articles().publish({ documentId: draftOnly.documentId });
    expect((await page(draftOnly.slug)).cover).toBeNull();
    const [second, third] = [await file('two'), await file('three')];
    await update(documentId, { cover: second.id });
    const other = await makeLive({ cover: third.id });
    expect(
      await rewritten(() => files.deleteMany({ where: { id: { $in: [second.id, third.id] } } })),
    ).toEqual([documentId, other.documentId].sort());
  });

  test('described anew whole or not at all', async () => {
    const picture = await file('whole');
    const { slug } = await makeLive({ cover: picture.id });
    const library = newsroom.strapi.plugin('upload').service('upload');
    const files = newsroom.strapi.db.query('plugin::upload.file');
    const pages = newsroom.strapi.service('api::article.pages');
    pages.subscribe('fails', async () => {
      throw new Error('The process dies here.');
    });
    try {
      await expect(library.updateFileInfo(picture.id, { caption: 'Half' })).rejects.toThrow('dies');
      await expect(library.remove(picture)).rejects.toThrow('dies');
    } finally {
      pages.subscribe('fails', async () => undefined);
    }
    expect(await files.findOne({ where: { id: picture.id } })).toMatchObject({
      caption: 'Library caption',
    });
    expect((await page(slug)).cover).toMatchObject({ caption: 'Library caption' });
    await library.updateFileInfo(picture.id, { caption: 'Whole' });
    expect((await page(slug)).cover).toMatchObject({ caption: 'Whole' });
  });

  test('deleted and replaced in the media library itself', async () => {
    const picture = await file('four');
    const { documentId, slug } = await makeLive({ cover: picture.id });
    expect(
      await rewritten(() => newsroom.strapi.plugin('upload').service('upload').remove(picture)),
    ).toEqual([documentId]);
    expect((await page(slug)).cover).toBeNull();
    const five = await file('five');
    await update(documentId, { cover: five.id });
    expect((await newsroom.admin('DELETE', `/upload/files/${five.id}`)).status).toBe(200);
    expect((await page(slug)).cover).toBeNull();
    const six = await file('six');
    await update(documentId, { cover: six.id });
    const deleted = await newsroom.admin('POST', '/upload/actions/bulk-delete', {
      fileIds: [six.id],
    });
    expect(deleted.status).toBe(200);
    expect((await page(slug)).cover).toBeNull();
  });
});

test("an author's picture: whoever has no story yet has a page of their own that changes", async () => {
  const picture = await file('portrait');
  const author = await newsroom.strapi.documents('api::author.author').create({
    data: { name: 'Pia Portrait', picture: picture.id } as never,
  });
  const known = (): Promise<any> =>
    newsroom
      .api('GET', '/site/page', undefined, null)
      .then(({ body }) => body.data.authors.find((one: any) => one.name === 'Pia Portrait'));
  const files = newsroom.strapi.db.query('plugin::upload.file');
  const heard = async (act: () => Promise<unknown>) => {
    const since = await lastChange();
    await act();
    return (await changesSince(since)).map(({ kind, document_id, paths }) => ({
      kind,
      document_id,
      paths,
    }));
  };
  const own = [
    {
      kind: 'site.changed',
      document_id: author.documentId,
      paths: [`/authors/${author.slug}`],
    },
  ];
  const update = (data: object) => files.update({ where: { id: picture.id }, data });
  expect(await heard(() => update({ alternativeText: 'Pia, laughing' }))).toEqual(own);
  expect((await known()).picture.alt).toBe('Pia, laughing');
  expect(await heard(() => update({ size: 3 }))).toEqual([]);
  expect(await heard(() => files.delete({ where: { id: picture.id } }))).toEqual(own);
  expect((await known()).picture).toBeNull();
  await newsroom.strapi.documents('api::author.author').delete({ documentId: author.documentId });
});

describe('time', () => {
  test('instants are the same in a process with another time zone', async () => {
    const { documentId, slug } = await makeLive({ firstPublishedAt: '2021-06-30T23:30:00.000Z' });
    const script = `
      const startedAt = new Date().getTimezoneOffset();
      const { createStrapi } = require('@strapi/strapi');
      (async () => {
        const strapi = await createStrapi({ appDir: ${JSON.stringify(path.resolve(__dirname, '../../..'))}, distDir: ${JSON.stringify(path.resolve(__dirname, '../../../dist'))} }).load();
        const articles = strapi.documents('api::article.article');
        const there = await articles.create({ data: { title: 'Written down under', firstPublishedAt: '2021-06-30T23:30:00.000Z' }, status: 'published' });
        const fresh = await articles.create({ data: { title: 'Fresh down under' }, status: 'published' });
        await articles.update({ documentId: ${JSON.stringify(documentId)}, data: { lead: 'From down under', firstPublishedAt: '2021-06-30T23:30:00.000Z' }, status: 'published' });
        console.log('RESULT' + JSON.stringify([startedAt, there.slug, fresh.slug]));
        process.exit(0);
      })().catch((error) => { console.error(error); process.exit(1); });`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
      cwd: path.resolve(__dirname, '../../..'),
      env: { ...process.env, TZ: 'Pacific/Auckland', DATABASE_URL: newsroom.databaseUrl },
    });
    const [offset, there, fresh] = JSON.parse(/RESULT(.*)/.exec(stdout)![1]!);
    expect(offset).toBeLessThan(-700);
    for (const where of [slug, there])
      expect((await page(where)).firstPublishedAt).toBe('2021-06-30T23:30:00.000Z');
    const shown = await page(fresh);
    for (const at of [shown.firstPublishedAt, shown.updatedAt])
      expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
    expect((await articles().findOne({ documentId })).firstPublishedAt).toBe(
      '2021-06-30T23:30:00.000Z',
    );
    const [row] = await newsroom.sql<{ changed_at: Date }>(
      `SELECT changed_at FROM article_pages WHERE slug = $1`,
      [fresh],
    );
    expect(Math.abs(row!.changed_at.getTime() - Date.now())).toBeLessThan(60_000);
  });
});
