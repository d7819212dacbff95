import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { audit, everything, treeOf } from '../tree-audit';

const ARTICLE = 'api::article.article';
const SECTION = 'api::section.section';
const BULLET = 'api::bullet.bullet';
const RELATED = 'api::related-news.related-news';

jest.setTimeout(60_000);

/* eslint-disable @typescript-eslint/no-explicit-any -- documents are read field by field */
let newsroom: Newsroom;
const documents = (uid: string): any => newsroom.strapi.documents(uid as typeof ARTICLE);
const articles = () => documents(ARTICLE);

const outline = (sections = 2, bullets = 2) =>
  Array.from({ length: sections }, (_, s) => ({
    heading: `Section ${s + 1}`,
    lead: s % 2 ? null : `Lead of ${s + 1}.`,
    bullets: Array.from({ length: bullets }, (_, b) => ({ text: `Point ${s + 1}.${b + 1}` })),
  }));

let counter = 0;
const make = (data: object = {}): Promise<any> =>
  articles().create({ data: { title: `Story ${(counter += 1)}`, outline: outline(), ...data } });
const publish = (documentId: string): Promise<any> => articles().publish({ documentId });
const makeLive = async (data: object = {}): Promise<any> => {
  const article = await make(data);
  await publish(article.documentId);
  return article;
};
const draft = async (documentId: string) => (await treeOf(newsroom, documentId, 'draft'))!;
const live = async (documentId: string) => (await treeOf(newsroom, documentId, 'published'))!;
const isModified = async (documentId: string): Promise<boolean> =>
  (await draft(documentId)).updatedAt > (await live(documentId)).updatedAt;
const shape = (tree: any) =>
  tree.sections.map((s: any) => [s.heading, s.bullets.map((b: any) => b.text)]);
const ids = (tree: any) =>
  tree.sections.map((s: any) => [s.documentId, s.bullets.map((b: any) => b.documentId)]);
const refused = async (act: Promise<unknown>): Promise<any> => {
  try {
    await act;
  } catch (error) {
    return error;
  }
  throw new Error('was not refused');
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

describe('acts on the whole tree', () => {
  test('publish copies the draft tree whole, and again after a change, and again without one', async () => {
    const article = await make({
      relatedNews: [
        { headline: 'One', teaser: 'T.', url: 'https://a.example/1' },
        { headline: 'Two' },
      ],
    });
    expect(await treeOf(newsroom, article.documentId, 'published')).toBeNull();
    await publish(article.documentId);
    expect(ids(await live(article.documentId))).toEqual(ids(await draft(article.documentId)));
    expect((await live(article.documentId)).related).toEqual(
      (await draft(article.documentId)).related,
    );
    expect(await isModified(article.documentId)).toBe(false);

    await articles().update({ documentId: article.documentId, data: { outline: outline(3, 1) } });
    expect(await isModified(article.documentId)).toBe(true);
    expect((await live(article.documentId)).sections).toHaveLength(2);
    await publish(article.documentId);
    expect(shape(await live(article.documentId))).toEqual(shape(await draft(article.documentId)));
    expect(await isModified(article.documentId)).toBe(false);
    const before = await newsroom.sql<{ version: number }>(
      `SELECT version FROM article_pages WHERE document_id = $1`,
      [article.documentId],
    );
    await publish(article.documentId);
    expect(
      await newsroom.sql(`SELECT version FROM article_pages WHERE document_id = $1`, [
        article.documentId,
      ]),
    ).toEqual(before);
  });

  test('an article without sections, and one of 50 sections of 50 bullets', async () => {
    const empty = await makeLive({ outline: [] });
    expect((await live(empty.documentId)).sections).toEqual([]);
    const full = await makeLive({ outline: outline(50, 50) });
    const tree = await live(full.documentId);
    expect(tree.sections.map(({ bullets }) => bullets.length)).toEqual(Array(50).fill(50));
    await articles().delete({ documentId: full.documentId });
  });

  test('unpublish takes the published rows and leaves the draft', async () => {
    const article = await makeLive();
    const before = await draft(article.documentId);
    const result = await articles().unpublish({ documentId: article.documentId });
    expect(result.entries).toHaveLength(1);
    expect(await treeOf(newsroom, article.documentId, 'published')).toBeNull();
    expect(await draft(article.documentId)).toEqual(before);
    const again = await articles().unpublish({ documentId: article.documentId });
    expect(again.entries).toEqual([]);
  });

  test('discard brings the published tree back, children that only the draft had go', async () => {
    const target = await makeLive();
    const article = await makeLive({
      relatedNews: [
        { headline: 'Kept', target: target.documentId },
        { headline: null, target: target.documentId },
      ],
    });
    const before = await live(article.documentId);
    await articles().update({
      documentId: article.documentId,
      data: {
        title: 'Other',
        outline: outline(4, 3),
        relatedNews: [{ headline: 'Only in the draft' }],
      },
    });
    await articles().discardDraft({ documentId: article.documentId });
    const after = await draft(article.documentId);
    expect(after.title).toBe(before.title);
    expect(after.sections).toEqual(before.sections);
    expect(after.related).toEqual(before.related);
    expect(await isModified(article.documentId)).toBe(false);
    expect(after.version).toBeGreaterThan(before.version);
    const error = await refused(articles().discardDraft({ documentId: (await make()).documentId }));
    expect(error.message).toMatch(/not published/);
  });

  test('delete leaves no row of the tree, live or not', async () => {
    const counts = () =>
      newsroom.sql(`SELECT (SELECT count(*) FROM sections) s, (SELECT count(*) FROM bullets) b, (SELECT count(*) FROM related_news) r,
        (SELECT count(*) FROM sections_article_lnk) sl, (SELECT count(*) FROM bullets_section_lnk) bl, (SELECT count(*) FROM related_news_article_lnk) rl`);
    const before = await counts();
    const article = await makeLive({ relatedNews: [{ headline: 'X' }] });
    await articles().update({ documentId: article.documentId, data: { outline: outline(1, 5) } });
    await articles().delete({ documentId: article.documentId });
    const unpublished = await make();
    await articles().delete({ documentId: unpublished.documentId });
    expect(await counts()).toEqual(before);
    expect((await articles().delete({ documentId: 'nobody' })).entries).toEqual([]);
  });

  test('clone copies the draft tree with new ids and leaves the original whole', async () => {
    const target = await make();
    const article = await makeLive({
      firstPublishedAt: '2020-01-02T03:04:05.000Z',
      relatedNews: [{ headline: 'R', target: target.documentId }],
    });
    const before = [await draft(article.documentId), await live(article.documentId)];
    const { documentId, entries } = await articles().clone({
      documentId: article.documentId,
      data: {},
    });
    expect([await draft(article.documentId), await live(article.documentId)]).toEqual(before);
    const copy = await draft(documentId);
    expect(shape(copy)).toEqual(shape(before[0]));
    expect(entries[0].outline).toHaveLength(2);
    expect(copy.related).toMatchObject([{ headline: 'R', target: target.documentId }]);
    const mine = new Set(ids(before[0]).flat(2));
    expect(
      ids(copy)
        .flat(2)
        .filter((id: string) => mine.has(id)),
    ).toEqual([]);
    expect(copy).toMatchObject({
      firstPublishedAt: null,
      version: 1,
      title: before[0]!.title,
      slug: `${before[0]!.slug}-2`,
    });
    await publish(documentId);
    expect((await live(documentId)).firstPublishedAt).not.toBe('2020-01-02T03:04:05.000Z');
    const renamed = await articles().clone({ documentId, data: { title: 'A renamed copy' } });
    expect((await draft(renamed.documentId)).slug).toBe('a-renamed-copy');
  });

  test('what is not there: publish and clone say so, the others do nothing', async () => {
    for (const act of ['publish', 'clone'])
      expect((await refused(articles()[act]({ documentId: 'nobody', data: {} }))).message).toMatch(
        /no article/,
      );
    expect(await articles().update({ documentId: 'nobody', data: { title: 'x' } })).toBeNull();
    expect((await articles().unpublish({ documentId: 'nobody' })).entries).toEqual([]);
  });

  test('create and update with status published are a draft write and a publish', async () => {
    const article = await articles().create({
      data: { title: 'At once', outline: outline(1, 2) },
      status: 'published',
      populate: { sections: { populate: { bullets: true } } },
    });
    expect(article.publishedAt).toBeTruthy();
    expect(article.sections[0].bullets).toHaveLength(2);
    expect(article.outline).toHaveLength(1);
    expect(ids(await live(article.documentId))).toEqual(ids(await draft(article.documentId)));
    const updated = await articles().update({
      documentId: article.documentId,
      data: { outline: outline(2, 1) },
      status: 'published',
    });
    expect(updated.outline).toHaveLength(2);
    expect(shape(await live(article.documentId))).toEqual(shape(await draft(article.documentId)));
  });

  test('a draft that misses something is not published, and the places are named', async () => {
    const article = await make({
      outline: [
        { heading: 'Fine', bullets: [] },
        { heading: '', bullets: [{ text: '' }] },
      ],
      sourceUrl: 'https://fine.example/',
    });
    const before = await everything(newsroom);
    const error = await refused(publish(article.documentId));
    expect(error.details.errors.map((e: any) => e.message.split(':')[0])).toEqual([
      'outline[1].heading',
      'outline[1].bullets[0].text',
    ]);
    expect(error.details.errors[1].path).toEqual(['outline', '1', 'bullets', '0', 'text']);
    expect(await everything(newsroom)).toBe(before);
  });
});

describe('a child on its own', () => {
  test('create, update and delete change the draft only and make the article modified', async () => {
    const article = await makeLive();
    const liveBefore = await live(article.documentId);
    const versions = [(await draft(article.documentId)).version];
    const section = await documents(SECTION).create({
      data: { heading: 'Added', article: article.documentId },
    });
    versions.push((await draft(article.documentId)).version);
    expect(await isModified(article.documentId)).toBe(true);
    const bullet = await documents(BULLET).create({
      data: { text: 'Added point', section: section.documentId },
    });
    versions.push((await draft(article.documentId)).version);
    await documents(BULLET).update({
      documentId: bullet.documentId,
      data: { text: 'Changed point' },
    });
    versions.push((await draft(article.documentId)).version);
    const entry = await documents(RELATED).create({
      data: { headline: 'Elsewhere', article: article.documentId },
    });
    versions.push((await draft(article.documentId)).version);
    expect((await draft(article.documentId)).sections[2]).toMatchObject({
      heading: 'Added',
      position: 3,
      bullets: [{ text: 'Changed point', position: 1 }],
    });
    await documents(SECTION).delete({ documentId: liveBefore.sections[0]!.documentId });
    versions.push((await draft(article.documentId)).version);
    expect(
      (await draft(article.documentId)).sections.map(({ heading, position }) => [
        heading,
        position,
      ]),
    ).toEqual([
      ['Section 2', 1],
      ['Added', 2],
    ]);
    expect(await live(article.documentId)).toEqual(liveBefore);
    expect(versions).toEqual(versions.map((_, i) => versions[0]! + i));
    expect(await audit(newsroom)).toEqual([]);

    await publish(article.documentId);
    expect(shape(await live(article.documentId))).toEqual([
      ['Section 2', ['Point 2.1', 'Point 2.2']],
      ['Added', ['Changed point']],
    ]);
    await documents(RELATED).delete({ documentId: entry.documentId });
    await documents(BULLET).delete({ documentId: bullet.documentId });
    expect((await live(article.documentId)).related).toHaveLength(1);
    expect(await isModified(article.documentId)).toBe(true);
  });

  test('status published on a child is a draft write too', async () => {
    const article = await makeLive();
    const section = await documents(SECTION).create({
      data: { heading: 'Sneaky', article: { connect: [{ documentId: article.documentId }] } },
      status: 'published',
    });
    expect(section.publishedAt).toBeNull();
    await documents(BULLET).update({
      documentId: (await live(article.documentId)).sections[0]!.bullets[0]!.documentId,
      data: { text: 'Sneaky' },
      status: 'published',
    });
    expect(JSON.stringify(await live(article.documentId))).not.toContain('Sneaky');
  });

  test('publish, unpublish, discard, clone and a move are refused with what to do instead', async () => {
    const article = await makeLive({ relatedNews: [{ headline: 'R' }] });
    const other = await make();
    const tree = await draft(article.documentId);
    const before = await everything(newsroom);
    const childs: [string, string][] = [
      [SECTION, tree.sections[0]!.documentId],
      [BULLET, tree.sections[0]!.bullets[0]!.documentId],
      [RELATED, tree.related[0]!.documentId],
    ];
    for (const [uid, documentId] of childs) {
      for (const act of ['publish', 'unpublish', 'discardDraft', 'clone']) {
        expect((await refused(documents(uid)[act]({ documentId, data: {} }))).message).toMatch(
          /article/,
        );
      }
    }
    const elsewhere = (await draft(other.documentId)).sections[0]!.documentId;
    for (const value of [
      elsewhere,
      { set: [elsewhere] },
      { connect: [elsewhere] },
      { connect: [{ documentId: elsewhere }], disconnect: [tree.sections[0]!.documentId] },
      null,
      [],
      { disconnect: [tree.sections[0]!.documentId] },
    ]) {
      const error = await refused(
        documents(BULLET).update({
          documentId: tree.sections[0]!.bullets[0]!.documentId,
          data: { section: value },
        }),
      );
      expect(error.message).toMatch(/cannot be moved to another section/);
    }
    for (const value of [other.documentId, null]) {
      expect(
        (
          await refused(
            documents(SECTION).update({
              documentId: tree.sections[0]!.documentId,
              data: { article: value },
            }),
          )
        ).message,
      ).toMatch(/cannot be moved/);
      expect(
        (
          await refused(
            documents(RELATED).update({
              documentId: tree.related[0]!.documentId,
              data: { article: value },
            }),
          )
        ).message,
      ).toMatch(/cannot be moved/);
    }
    // Taking children in through the other end.
    const error = await refused(
      documents(SECTION).update({
        documentId: elsewhere,
        data: { bullets: { connect: [tree.sections[0]!.bullets[0]!.documentId] } },
      }),
    );
    expect(error.message).toMatch(/outline/);
    expect(
      (
        await refused(
          articles().update({
            documentId: other.documentId,
            data: { sections: { connect: [tree.sections[0]!.documentId] } },
          }),
        )
      ).message,
    ).toMatch(/outline/);
    expect(
      (
        await refused(
          articles().create({ data: { title: 'Thief', sections: [tree.sections[0]!.documentId] } }),
        )
      ).message,
    ).toMatch(/outline/);
    expect(
      (await refused(articles().update({ documentId: article.documentId, data: { sections: [] } })))
        .message,
    ).toMatch(/outline/);
    expect(
      (
        await refused(
          articles().update({ documentId: article.documentId, data: { relatedNews: { set: [] } } }),
        )
      ).message,
    ).toMatch(/whole list/);
    expect(await everything(newsroom)).toBe(before);
  });

  test('a child needs a parent that exists, and there is room for fifty', async () => {
    for (const data of [
      { heading: 'Alone' },
      { heading: 'Alone', article: 'nobody' },
      { heading: 'Alone', article: { id: 999_999 } },
      { heading: 'Alone', article: [] },
    ]) {
      expect((await refused(documents(SECTION).create({ data }))).message).toMatch(/^article: /);
    }
    const article = await make({ outline: outline(50, 0) });
    expect(
      (
        await refused(
          documents(SECTION).create({ data: { heading: 'One more', article: article.documentId } }),
        )
      ).message,
    ).toMatch(/50/);
    const full = await make({
      outline: [
        { heading: 'H', bullets: Array.from({ length: 50 }, (_, i) => ({ text: `${i}` })) },
      ],
    });
    const section = (await draft(full.documentId)).sections[0]!.documentId;
    expect(
      (await refused(documents(BULLET).create({ data: { text: 'One more', section } }))).message,
    ).toMatch(/50/);
    for (const position of [0, -1, 1.5, 'two']) {
      expect(
        (
          await refused(
            documents(BULLET).update({
              documentId: (await draft(full.documentId)).sections[0]!.bullets[0]!.documentId,
              data: { position },
            }),
          )
        ).message,
      ).toMatch(/position/);
    }
    await articles().delete({ documentId: full.documentId });
    await articles().delete({ documentId: article.documentId });
  });

  test('position moves a child among its siblings', async () => {
    const article = await makeLive({ outline: outline(4, 4) });
    const start = await draft(article.documentId);
    const headings = async () =>
      (await draft(article.documentId)).sections.map(({ heading }) => heading!.slice(-1)).join('');
    await documents(SECTION).update({
      documentId: start.sections[3]!.documentId,
      data: { position: 1 },
    });
    expect(await headings()).toBe('4123');
    await documents(SECTION).update({
      documentId: start.sections[3]!.documentId,
      data: { position: 3 },
    });
    expect(await headings()).toBe('1243');
    await documents(SECTION).update({
      documentId: start.sections[0]!.documentId,
      data: { position: 99 },
    });
    expect(await headings()).toBe('2431');
    await documents(SECTION).update({
      documentId: start.sections[0]!.documentId,
      data: { position: null, heading: 'Still 1' },
    });
    expect(await headings()).toBe('2431');
    await documents(SECTION).create({
      data: { heading: 'New 5', position: 2, article: article.documentId },
    });
    expect(await headings()).toBe('25431');
    const first = start.sections[0]!;
    await documents(BULLET).update({
      documentId: first.bullets[3]!.documentId,
      data: { position: 2 },
    });
    const moved = (await draft(article.documentId)).sections.find(
      ({ documentId }) => documentId === first.documentId,
    )!;
    expect(moved.bullets.map(({ text }) => text!.slice(-1)).join('')).toBe('1423');
    expect((await live(article.documentId)).sections.map(({ heading }) => heading)).toEqual([
      'Section 1',
      'Section 2',
      'Section 3',
      'Section 4',
    ]);
    await publish(article.documentId);
    expect(ids(await live(article.documentId))).toEqual(ids(await draft(article.documentId)));
  });

  test('the stock relation reorders: set, and connect with a position as the admin drags', async () => {
    const article = await makeLive({
      outline: outline(4, 3),
      relatedNews: [{ headline: 'a' }, { headline: 'b' }, { headline: 'c' }],
    });
    const { documentId } = article;
    const start = await draft(documentId);
    const section = (n: number) => start.sections[n - 1]!.documentId;
    const headings = async () =>
      (await draft(documentId)).sections.map(({ heading }) => heading!.slice(-1)).join('');
    await articles().update({ documentId, data: { sections: { set: [4, 2, 1, 3].map(section) } } });
    expect(await headings()).toBe('4213');
    await articles().update({
      documentId,
      data: { sections: [1, 2, 3, 4].map((n) => ({ documentId: section(n) })) },
    });
    expect(await headings()).toBe('1234');
    await articles().update({
      documentId,
      data: {
        sections: {
          connect: [{ documentId: section(4), position: { before: section(2) } }],
          disconnect: [],
        },
      },
    });
    expect(await headings()).toBe('1423');
    await articles().update({
      documentId,
      data: { sections: { connect: [{ documentId: section(1), position: { end: true } }] } },
    });
    expect(await headings()).toBe('4231');
    await articles().update({
      documentId,
      data: { sections: { connect: [{ documentId: section(1), position: { start: true } }] } },
    });
    expect(await headings()).toBe('1423');
    await articles().update({
      documentId,
      data: {
        relatedNews: {
          connect: [
            {
              documentId: start.related[0]!.documentId,
              position: { after: start.related[2]!.documentId },
            },
          ],
        },
      },
    });
    expect((await draft(documentId)).related.map(({ headline }) => headline).join('')).toBe('bca');
    const bullets = start.sections[0]!.bullets.map((b) => b.documentId);
    await documents(SECTION).update({
      documentId: section(1),
      data: { bullets: { set: [...bullets].reverse() } },
    });
    expect((await draft(documentId)).sections[0]!.bullets.map((b) => b.documentId)).toEqual(
      [...bullets].reverse(),
    );
    expect(await isModified(documentId)).toBe(true);
    await publish(documentId);
    expect(ids(await live(documentId))).toEqual(ids(await draft(documentId)));
    // A reorder and an outline in one write: the outline is what counts.
    await articles().update({
      documentId,
      data: {
        sections: { set: [4, 3, 2, 1].map(section) },
        outline: (await draft(documentId)).sections.map(
          ({ documentId: id, heading, lead, bullets: b }) => ({
            documentId: id,
            heading,
            lead,
            bullets: b.map((x) => ({ documentId: x.documentId, text: x.text })),
          }),
        ),
      },
    });
  });
});

describe('the outline', () => {
  const asWritten = async (documentId: string): Promise<any[]> =>
    (await articles().findOne({ documentId })).outline;

  test('reads as the tree is, the same as the nested populate, also in lists and live', async () => {
    const { documentId } = await makeLive({ outline: outline(3, 2) });
    for (const status of ['draft', 'published']) {
      const article = await articles().findOne({
        documentId,
        status,
        populate: { sections: { populate: { bullets: true } } },
      });
      const nested = article.sections.map((s: any) => ({
        documentId: s.documentId,
        heading: s.heading,
        lead: s.lead,
        bullets: s.bullets.map((b: any) => ({ documentId: b.documentId, text: b.text })),
      }));
      expect(article.outline).toEqual(nested);
      const [listed] = await articles().findMany({
        filters: { documentId },
        fields: ['outline'],
        status,
      });
      expect(listed.outline).toEqual(nested);
      expect(
        (await articles().findFirst({ filters: { documentId }, fields: ['title'], status }))
          .outline,
      ).toBeUndefined();
    }
    const raw = await newsroom.sql<{ outline: unknown }>(
      `SELECT outline FROM articles WHERE outline IS NOT NULL`,
    );
    expect(raw).toEqual([]);
  });

  test('writes exactly what differs and keeps the ids of what stays', async () => {
    const { documentId } = await make({ outline: outline(3, 3) });
    const start = await asWritten(documentId);
    const rowsBefore = await newsroom.sql(`SELECT id, updated_at FROM sections ORDER BY id`);
    await articles().update({ documentId, data: { outline: start } });
    expect(await newsroom.sql(`SELECT id, updated_at FROM sections ORDER BY id`)).toEqual(
      rowsBefore,
    );

    // Change a text, add one, drop one, move a section up and a bullet to another section.
    const [a, b, c] = start as [any, any, any];
    const wanted = [
      { ...c, bullets: [c.bullets[0], { text: 'New here' }, a.bullets[2]] },
      { heading: 'Brand new', lead: 'L.', bullets: [b.bullets[0]] },
      { ...a, heading: 'A changed', bullets: [{ ...a.bullets[1], text: 'Changed' }, a.bullets[0]] },
    ];
    await articles().update({ documentId, data: { outline: wanted } });
    const after = await asWritten(documentId);
    const strip = (o: any[]) =>
      o.map(({ documentId: _, ...s }) => ({
        ...s,
        bullets: s.bullets.map(({ text }: any) => ({ text })),
      }));
    expect(strip(after)).toEqual(strip(wanted));
    expect([after[0].documentId, after[2].documentId]).toEqual([c.documentId, a.documentId]);
    expect(after[0].bullets[2].documentId).toBe(a.bullets[2].documentId);
    expect(after[1].bullets[0].documentId).toBe(b.bullets[0].documentId);
    expect(after[2].bullets.map((x: any) => x.documentId)).toEqual([
      a.bullets[1].documentId,
      a.bullets[0].documentId,
    ]);

    // Without ids the same headings and texts keep theirs.
    await articles().update({ documentId, data: { outline: strip(after) } });
    expect(await asWritten(documentId)).toEqual(after);
    await articles().update({ documentId, data: { outline: [] } });
    expect(await asWritten(documentId)).toEqual([]);
    await articles().update({ documentId, data: { title: 'Null leaves it alone', outline: null } });
  });

  test('sections swap all their bullets; repeated headings and texts stay apart', async () => {
    const twins = [
      { heading: 'Same', bullets: [{ text: 'x' }, { text: 'x' }] },
      { heading: 'Same', bullets: [{ text: 'x' }] },
    ];
    const { documentId } = await make({ outline: twins });
    const start = await asWritten(documentId);
    await articles().update({ documentId, data: { outline: twins } });
    expect(await asWritten(documentId)).toEqual(start);
    await articles().update({
      documentId,
      data: {
        outline: [
          { ...start[0], bullets: start[1].bullets },
          { ...start[1], bullets: start[0].bullets },
        ],
      },
    });
    const after = await asWritten(documentId);
    expect(after[0].bullets.map((b: any) => b.documentId)).toEqual(
      start[1].bullets.map((b: any) => b.documentId),
    );
    expect(after[1].bullets.map((b: any) => b.documentId)).toEqual(
      start[0].bullets.map((b: any) => b.documentId),
    );
    // A section goes, its bullets live on in the other.
    await articles().update({
      documentId,
      data: { outline: [{ ...after[0], bullets: [...after[1].bullets, ...after[0].bullets] }] },
    });
    expect((await asWritten(documentId))[0].bullets).toHaveLength(3);
  });

  test.each<[string, (own: any[], other: any[]) => unknown, string]>([
    ['a section of another article', (_, other) => [other[0]], 'outline[0].documentId'],
    [
      'a bullet of another article',
      (own, other) => [{ ...own[0], bullets: [other[0].bullets[0]] }],
      'outline[0].bullets[0].documentId',
    ],
    [
      'an unknown section',
      (own) => [own[0], { documentId: 'unknown1', heading: 'x' }],
      'outline[1].documentId',
    ],
    ['one section twice', (own) => [own[0], { ...own[0], bullets: [] }], 'outline[1].documentId'],
    [
      'one bullet twice',
      (own) => [{ ...own[0], bullets: [own[0].bullets[0], own[0].bullets[0]] }],
      'outline[0].bullets[1].documentId',
    ],
    [
      'a bullet in two sections',
      (own) => [own[0], { ...own[1], bullets: [own[0].bullets[0]] }],
      'outline[1].bullets[0].documentId',
    ],
    [
      'a bullet id for a section',
      (own) => [{ documentId: own[0].bullets[0].documentId, heading: 'x' }],
      'outline[0].documentId',
    ],
    ['51 sections', () => outline(51, 0), 'outline'],
    [
      '51 bullets',
      () => [{ heading: 'x', bullets: Array.from({ length: 51 }, () => ({ text: 'y' })) }],
      'outline[0].bullets',
    ],
    ['a heading of 201', () => [{ heading: 'x'.repeat(201) }], 'outline[0].heading'],
    ['a lead of 1001', () => [{ heading: 'x', lead: 'x'.repeat(1001) }], 'outline[0].lead'],
    [
      'a text of 1001',
      () => [{ heading: 'x', bullets: [{ text: 'x'.repeat(1001) }] }],
      'outline[0].bullets[0].text',
    ],
    [
      'a number for a text',
      () => [{ heading: 'x', bullets: [{ text: 7 }] }],
      'outline[0].bullets[0].text',
    ],
    ['a text for a bullet', () => [{ heading: 'x', bullets: ['y'] }], 'outline[0].bullets[0]'],
    ['an unknown key', () => [{ heading: 'x', body: 'y' }], 'outline[0].body'],
    ['null for a section', () => [null], 'outline[0]'],
    ['an object', () => ({ heading: 'x' }), 'outline'],
    ['a number', () => 7, 'outline'],
    ['false', () => false, 'outline'],
    ['a text', () => 'not json', 'outline'],
    ['a null byte', () => [{ heading: 'a\u0000b' }], 'outline[0].heading'],
    [
      'half a surrogate pair',
      () => [{ heading: 'x', bullets: [{ text: '\ud83d' }] }],
      'outline[0].bullets[0].text',
    ],
    [
      'a documentId that is a number',
      () => [{ heading: 'x', documentId: 7 }],
      'outline[0].documentId',
    ],
    ['bullets that are an object', () => [{ heading: 'x', bullets: {} }], 'outline[0].bullets'],
  ])('refuses %s and writes nothing', async (_, build, place) => {
    const own = await makeLive();
    const other = await make();
    const before = await everything(newsroom);
    const data = {
      title: 'Must not be written',
      outline: build(await asWritten(own.documentId), await asWritten(other.documentId)),
    };
    const error = await refused(articles().update({ documentId: own.documentId, data }));
    expect(error.name).toBe('ValidationError');
    expect(error.message.startsWith(`${place}:`)).toBe(true);
    if (!/another|twice|bullet id|unknown section|two sections/.test(_))
      await refused(articles().create({ data }));
    expect(await everything(newsroom)).toBe(before);
  });

  test('limits hold to the character: 200 is fine, 201 is not', async () => {
    const title = 'x'.repeat(200);
    const { documentId } = await make({
      title,
      outline: [{ heading: title, lead: 'y'.repeat(1000), bullets: [{ text: 'z'.repeat(1000) }] }],
      relatedNews: [{ headline: title, teaser: 't'.repeat(500) }],
    });
    await publish(documentId);
    expect((await live(documentId)).title).toBe(title);
    for (const data of [
      { title: `${title}x` },
      { byline: `${title}x` },
      { lead: 'x'.repeat(2001) },
      { sourceUrl: 'ftp://x.example' },
      { sourceUrl: 'not a url' },
      { slug: 'white space' },
      { title: 7 },
      { byline: {} },
      { relatedNews: [{ headline: `${title}x` }] },
      { relatedNews: [{ headline: 'x', teaser: 't'.repeat(501) }] },
      { relatedNews: [{ headline: 'x', url: 'javascript:alert(1)' }] },
    ]) {
      expect((await refused(articles().update({ documentId, data }))).name).toBe('ValidationError');
      await refused(articles().create({ data: { title: 'y', ...data } }));
    }
    for (const [uid, data] of [
      [SECTION, { heading: `${title}x` }],
      [BULLET, { text: 'x'.repeat(1001) }],
      [RELATED, { teaser: 'x'.repeat(501) }],
    ] as const) {
      const tree = await draft(documentId);
      const id = {
        [SECTION]: tree.sections[0]!.documentId,
        [BULLET]: tree.sections[0]!.bullets[0]!.documentId,
        [RELATED]: tree.related[0]!.documentId,
      }[uid];
      expect((await refused(documents(uid).update({ documentId: id, data }))).name).toBe(
        'ValidationError',
      );
    }
  });

  test.each(['topics', 'authors'] as const)('no door gives an article 21 %s', async (kind) => {
    const named = documents(kind === 'topics' ? 'api::topic.topic' : 'api::author.author');
    const ids: string[] = [];
    for (let i = 0; i < 22; i += 1)
      ids.push((await named.create({ data: { name: `${kind} ${i}` } })).documentId);
    const { documentId } = await make({ [kind]: ids.slice(0, 20) });
    const message = `${kind}: would be 21; an article may have 20 at most, so take some away`;
    for (const write of [
      { set: ids.slice(0, 21) },
      ids.slice(0, 21),
      { connect: [{ documentId: ids[20] }] },
      { connect: [ids[20], ids[21]], disconnect: [ids[0]] },
    ])
      await expect(
        articles().update({ documentId, data: { [kind]: write } }),
      ).rejects.toMatchObject({
        name: 'ValidationError',
        message,
        details: { errors: [{ path: [kind] }] },
      });
    const put = await newsroom.api('PUT', `/articles/${documentId}`, {
      data: { title: 'Not this either', [kind]: { connect: [ids[20]] } },
    });
    expect([put.status, put.body.error.message]).toEqual([400, message]);
    await expect(
      articles().clone({ documentId, data: { [kind]: ids.slice(0, 21) } }),
    ).rejects.toMatchObject({ message });
    await expect(articles().create({ data: { title: 'New', [kind]: ids } })).rejects.toMatchObject({
      message: message.replace('21', '22'),
    });
    const linked = async () => {
      const found = await articles().findOne({ documentId, populate: [kind] });
      return [found.title, found[kind].map((one: any) => one.documentId)];
    };
    const [title, kept] = await linked();
    expect(kept).toEqual(ids.slice(0, 20));
    await articles().update({
      documentId,
      data: { [kind]: { connect: [ids[20], ids[1]], disconnect: [ids[0]] } },
    });
    expect((await linked())[0]).toBe(title);
    expect((await linked())[1]).toHaveLength(20);

    // From before the limit: it is saved as long as nothing is added, and may shrink step by step.
    const link = kind === 'topics' ? 'topic' : 'author';
    await newsroom.sql(
      `INSERT INTO articles_${kind}_lnk (article_id, ${link}_id)
       SELECT a.id, t.id FROM articles a, ${kind} t WHERE a.document_id = $1 AND t.document_id = ANY($2)
       ON CONFLICT DO NOTHING`,
      [documentId, ids],
    );
    const update = (data: object) => articles().update({ documentId, data });
    await update({ lead: 'Saved.', [kind]: { connect: [], disconnect: [] } });
    await update({ [kind]: { disconnect: [ids[5]] } });
    expect((await linked())[1]).toHaveLength(21);
  });

  test('a write on an old base version is STALE and loses nothing', async () => {
    const article = await make();
    const { documentId, version } = article;
    const same = await articles().update({ documentId, data: { lead: 'A', baseVersion: version } });
    expect(same.version).toBe(version + 1);
    const before = await everything(newsroom);
    const error = await refused(
      articles().update({ documentId, data: { lead: 'B', outline: [], baseVersion: version } }),
    );
    expect(error).toMatchObject({
      status: 409,
      code: 'STALE',
      details: { code: 'STALE', baseVersion: version, currentVersion: version + 1 },
    });
    expect(error.message).toContain(String(version + 1));
    expect(await everything(newsroom)).toBe(before);
    // A child that was saved alone counts, and so does a discard.
    await documents(BULLET).update({
      documentId: (await draft(documentId)).sections[0]!.bullets[0]!.documentId,
      data: { text: 'moved on' },
    });
    expect(
      (
        await refused(
          articles().update({ documentId, data: { lead: 'C', baseVersion: version + 1 } }),
        )
      ).code,
    ).toBe('STALE');
    const now = (await draft(documentId)).version;
    await publish(documentId);
    await articles().update({ documentId, data: { lead: 'D', baseVersion: now } });
    await articles().discardDraft({ documentId });
    expect(
      (await refused(articles().update({ documentId, data: { lead: 'E', baseVersion: now } })))
        .code,
    ).toBe('STALE');
    for (const baseVersion of ['1', 1.5, {}, true]) {
      expect(
        (await refused(articles().update({ documentId, data: { baseVersion } }))).message,
      ).toMatch(/^baseVersion:/);
    }
    // What a writer says about the version is not what is stored.
    await articles().update({ documentId, data: { lead: 'F', version: 9999 } });
    expect((await draft(documentId)).version).toBeLessThan(100);
  });
});

describe('the slug', () => {
  const slugOf = async (documentId: string) => (await draft(documentId)).slug;

  test('is made from the title, follows it until the first publish, and then stays', async () => {
    const { documentId, slug } = await make({ title: 'Rivers run “dry” — again' });
    expect(slug).toBe('rivers-run-dry-again');
    await articles().update({ documentId, data: { title: 'Rivers are full' } });
    expect(await slugOf(documentId)).toBe('rivers-are-full');
    await articles().update({ documentId, data: { lead: 'No title in this write.' } });
    await articles().update({
      documentId,
      data: { title: 'Rivers are full again', slug: 'rivers-are-full' },
    });
    expect(await slugOf(documentId)).toBe('rivers-are-full-again');
    await publish(documentId);
    await articles().update({ documentId, data: { title: 'Something else' } });
    expect(await slugOf(documentId)).toBe('rivers-are-full-again');
    await articles().unpublish({ documentId });
    await articles().update({ documentId, data: { title: 'Once more' } });
    expect(await slugOf(documentId)).toBe('rivers-are-full-again');
  });

  test('stays once it was set by hand, and may be handed in at create', async () => {
    const { documentId } = await make({ title: 'By hand', slug: 'my-own' });
    await articles().update({ documentId, data: { title: 'By hand two' } });
    expect(await slugOf(documentId)).toBe('my-own');
    await articles().update({ documentId, data: { slug: 'my-second' } });
    await articles().update({ documentId, data: { title: 'By hand three', slug: null } });
    expect(await slugOf(documentId)).toBe('my-second');
    await articles().update({ documentId, data: { slug: '' } });
    expect(await slugOf(documentId)).toBe('my-second');
  });

  test('is unique over drafts and what is live: -2, -3, and an error that names the owner', async () => {
    const first = await make({ title: 'Twins' });
    const second = await make({ title: 'Twins' });
    const third = await make({ title: 'Twins' });
    expect([first, second, third].map(({ slug }) => slug)).toEqual(['twins', 'twins-2', 'twins-3']);
    const error = await refused(
      articles().update({ documentId: third.documentId, data: { slug: 'twins' } }),
    );
    expect(error.message).toContain(first.documentId);
    await publish(first.documentId);
    await articles().update({ documentId: first.documentId, data: { slug: 'twins-moved' } });
    // Still live under the old one.
    expect(
      (await refused(articles().update({ documentId: third.documentId, data: { slug: 'twins' } })))
        .message,
    ).toContain(first.documentId);
    expect((await make({ title: 'Twins' })).slug).toBe('twins-4');
    expect(
      (await refused(articles().create({ data: { title: 'x', slug: 'twins-moved' } }))).name,
    ).toBe('ValidationError');
    await publish(first.documentId);
    // Its old address leads readers to it, so nobody else gets that by the way.
    expect(
      (await refused(articles().update({ documentId: third.documentId, data: { slug: 'twins' } })))
        .message,
    ).toContain('earlier address');
    expect((await make({ title: 'Twins' })).slug).toBe('twins-5');
    await articles().unpublish({ documentId: first.documentId });
    expect(
      (await articles().update({ documentId: third.documentId, data: { slug: 'twins' } })).slug,
    ).toBe('twins');
  });

  test('of an emoji, Arabic, 200 characters, and numbers', async () => {
    const emoji = await make({ title: '🌋🔥' });
    expect(emoji.slug).toMatch(/^[a-z0-9-]+$/);
    expect((await make({ title: '🌋🔥' })).slug).not.toBe(emoji.slug);
    expect((await make({ title: 'ارتفاع درجة الحرارة' })).slug).toMatch(/^[a-z0-9-]+$/);
    const long = await make({ title: 'Word '.repeat(40) });
    expect(long.slug.length).toBeLessThanOrEqual(200);
    expect((await make({ title: 'Word '.repeat(40) })).slug.length).toBeLessThanOrEqual(200);
    const solid = await make({ title: 'W'.repeat(200) });
    await publish(solid.documentId);
    await make({ title: 'Covid 19' });
    const a = await make({ title: 'Covid' });
    expect(a.slug).toBe('covid');
    expect((await make({ title: 'Covid' })).slug).toBe('covid-2');
  });

  test('ten of one title at once get ten slugs', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => make({ title: 'Breaking' })));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(10);
    expect(made.map(({ slug }) => slug)).toContain('breaking-10');
  });
});

describe('firstPublishedAt', () => {
  test('is set at the first publish and survives every act', async () => {
    const { documentId } = await make();
    const start = Date.now();
    await publish(documentId);
    const first = (await live(documentId)).firstPublishedAt!;
    expect(Math.abs(Date.parse(first) - start)).toBeLessThan(10_000);
    expect((await draft(documentId)).firstPublishedAt).toBe(first);
    expect(await isModified(documentId)).toBe(false);
    const article = await articles().findOne({ documentId });
    await articles().update({
      documentId,
      data: { lead: 'x', firstPublishedAt: article.firstPublishedAt },
      status: 'published',
    });
    await publish(documentId);
    await articles().update({ documentId, data: { lead: 'y' } });
    await articles().discardDraft({ documentId });
    await articles().unpublish({ documentId });
    await publish(documentId);
    expect([
      (await live(documentId)).firstPublishedAt,
      (await draft(documentId)).firstPublishedAt,
    ]).toEqual([first, first]);
    expect((await articles().findOne({ documentId })).firstPublishedAt).toBe(first);
  });

  test('may be set before the first publish and by no one after', async () => {
    const { documentId } = await make({ firstPublishedAt: '2019-05-06T07:08:09.000Z' });
    expect((await draft(documentId)).firstPublishedAt).toBe('2019-05-06T07:08:09.000Z');
    const changed = await articles().update({
      documentId,
      data: { firstPublishedAt: '2018-01-01T00:00:00+02:00' },
    });
    expect(new Date(changed.firstPublishedAt).toISOString()).toBe('2017-12-31T22:00:00.000Z');
    await articles().update({ documentId, data: { firstPublishedAt: null } });
    expect((await draft(documentId)).firstPublishedAt).toBeNull();
    await articles().update({ documentId, data: { firstPublishedAt: '2018-01-01T00:00:00.000Z' } });
    await publish(documentId);
    expect((await live(documentId)).firstPublishedAt).toBe('2018-01-01T00:00:00.000Z');
    const before = await everything(newsroom);
    for (const firstPublishedAt of [null, '2020-01-01T00:00:00.000Z', 'yesterday', 7]) {
      expect(
        (await refused(articles().update({ documentId, data: { title: 'no', firstPublishedAt } })))
          .message,
      ).toMatch(/^firstPublishedAt:/);
    }
    await refused(articles().create({ data: { title: 'bad date', firstPublishedAt: 'soon' } }));
    expect(await everything(newsroom)).toBe(before);
  });
});

describe('one transaction', () => {
  test('asks for the default locale once, and again when it has been set', async () => {
    const { documentId } = await makeLive();
    const locales = newsroom.strapi.plugin('i18n').service('locales');
    const before = await locales.getDefaultLocale();
    let asked = 0;
    const count = ({ sql, bindings }: { sql: string; bindings: unknown[] }): void => {
      const isOfLocale = bindings?.some((each) => String(each).endsWith('default_locale'));
      if (sql.startsWith('select') && isOfLocale) asked += 1;
    };
    newsroom.strapi.db.connection.on('query', count);
    try {
      await publish(documentId);
      expect(asked).toBe(1);
      const seen = await newsroom.strapi.db
        .transaction(async ({ rollback }) => {
          const first = await locales.getDefaultLocale();
          await locales.setDefaultLocale({ code: 'de' });
          const second = await locales.getDefaultLocale();
          await rollback();
          throw Object.assign(new Error('rolled back'), { seen: [first, second] });
        })
        .catch(({ seen }: { seen: string[] }) => seen);
      expect(seen).toEqual([before, 'de']);
      expect(await locales.getDefaultLocale()).toBe(before);
    } finally {
      newsroom.strapi.db.connection.removeListener('query', count);
    }
  });

  test('an act inside an outer transaction that rolls back leaves nothing', async () => {
    const article = await makeLive();
    await articles().update({
      documentId: article.documentId,
      data: { lead: 'modified', outline: outline(3, 1) },
    });
    const child = (await draft(article.documentId)).sections[0]!;
    const before = await everything(newsroom);
    const acts: (() => Promise<unknown>)[] = [
      () => publish(article.documentId),
      () => articles().unpublish({ documentId: article.documentId }),
      () => articles().discardDraft({ documentId: article.documentId }),
      () => articles().delete({ documentId: article.documentId }),
      () => articles().clone({ documentId: article.documentId, data: {} }),
      () =>
        articles().update({
          documentId: article.documentId,
          data: { outline: outline(5, 5) },
          status: 'published',
        }),
      () => make({ relatedNews: [{ headline: 'x', target: article.documentId }] }),
      () => documents(SECTION).delete({ documentId: child.documentId }),
      () => documents(SECTION).update({ documentId: child.documentId, data: { position: 2 } }),
      () => documents(BULLET).create({ data: { text: 'x', section: child.documentId } }),
    ];
    for (const act of acts) {
      const error = await refused(
        newsroom.strapi.db.transaction(async () => {
          await act();
          throw new Error('outer change of mind');
        }),
      );
      expect(error.message).toBe('outer change of mind');
      expect(await everything(newsroom)).toBe(before);
    }
  });

  test("when Strapi's own part fails, or a subscriber, nothing is left", async () => {
    const article = await makeLive();
    await articles().update({ documentId: article.documentId, data: { outline: outline(3, 1) } });
    const child = (await draft(article.documentId)).sections[0]!;
    let broken = true;
    // Registered last, so it stands innermost: it fails after Strapi has written, before the rules end.
    newsroom.strapi.documents.use(async (_, next) => {
      const result = await next();
      if (broken) throw new Error('broken');
      return result;
    });
    const before = await everything(newsroom);
    const acts: (() => Promise<unknown>)[] = [
      () => publish(article.documentId),
      () => articles().unpublish({ documentId: article.documentId }),
      () => articles().discardDraft({ documentId: article.documentId }),
      () => articles().delete({ documentId: article.documentId }),
      () => articles().clone({ documentId: article.documentId, data: {} }),
      () => articles().update({ documentId: article.documentId, data: { outline: outline(5, 5) } }),
      () => make(),
      () => documents(SECTION).update({ documentId: child.documentId, data: { position: 2 } }),
      () => documents(BULLET).create({ data: { text: 'x', section: child.documentId } }),
    ];
    for (const act of acts) {
      expect((await refused(act())).message).toBe('broken');
      broken = false;
      expect(await everything(newsroom)).toBe(before);
      broken = true;
    }
    broken = false;
    const pages = newsroom.strapi.service('api::article.pages') as any;
    let heard = 0;
    pages.subscribe('test', async ({ changes }: any) => {
      heard += changes.length;
      throw new Error('subscriber says no');
    });
    for (const act of [
      () => publish(article.documentId),
      () => articles().unpublish({ documentId: article.documentId }),
      () => articles().delete({ documentId: article.documentId }),
    ]) {
      expect((await refused(act())).message).toBe('subscriber says no');
      expect(await everything(newsroom)).toBe(before);
    }
    expect(heard).toBe(3);
    pages.subscribe('test', async () => {});
    await publish(article.documentId);
  });
});
