import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { audit, everything, treeOf } from '../tree-audit';

jest.setTimeout(60_000);

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are read field by field */
let newsroom: Newsroom;
const TYPES = '/content-manager/collection-types';
const ARTICLES = `${TYPES}/api::article.article`;
const SECTIONS = `${TYPES}/api::section.section`;
const BULLETS = `${TYPES}/api::bullet.bullet`;
const ENTRIES = `${TYPES}/api::related-news.related-news`;
const SITE = '/content-manager/single-types/api::site.site';

const cm = (method: string, where: string, data?: unknown) => newsroom.admin(method, where, data);
const ok = async (method: string, where: string, data?: unknown): Promise<any> => {
  const answer = await cm(method, where, data);
  expect([method, where, answer.status, answer.body?.error]).toEqual([
    method,
    where,
    method === 'POST' && answer.status === 201 ? 201 : 200,
    undefined,
  ]);
  return answer.body;
};
const outline = () => [
  { heading: 'First', lead: 'A lead.', bullets: [{ text: 'one' }, { text: 'two' }] },
  { heading: 'Second', lead: null, bullets: [{ text: 'three' }] },
];
let counter = 0;
const make = async (data: object = {}): Promise<any> =>
  (await ok('POST', ARTICLES, { title: `Piece ${(counter += 1)}`, outline: outline(), ...data }))
    .data;
const publish = (id: string, data: object = {}) =>
  ok('POST', `${ARTICLES}/${id}/actions/publish`, data);
const makeLive = async (data: object = {}): Promise<any> => {
  const made = await make(data);
  await publish(made.documentId);
  return made;
};
const draft = async (id: string) => (await treeOf(newsroom, id, 'draft'))!;
const live = async (id: string) => treeOf(newsroom, id, 'published');
/** The badge as the edit view computes it, and as the list shows it. */
const badges = async (id: string): Promise<[string, string]> => {
  const view = await ok('GET', `${ARTICLES}/${id}`);
  const list = await ok(
    'GET',
    `${ARTICLES}?page=1&pageSize=100&filters[$and][0][documentId][$eq]=${id}`,
  );
  return [view.data.status, list.results[0].status];
};
const shape = (tree: any) =>
  tree.sections.map((s: any) => [s.heading, s.bullets.map((b: any) => b.text)]);

beforeAll(async () => {
  newsroom = await startNewsroom();
  // Strapi logs each malformed body with its stack.
  newsroom.strapi.log.silent = true;
});
afterAll(async () => {
  await newsroom.stop();
});
afterEach(async () => {
  expect(await audit(newsroom)).toEqual([]);
});

describe('an article', () => {
  test('create, edit, publish, edit a bullet, publish, discard, unpublish, delete: tree and badges', async () => {
    const { documentId } = await make({ relatedNews: [{ headline: 'R' }] });
    expect(await badges(documentId)).toEqual(['draft', 'draft']);
    const published = await publish(documentId);
    expect(published.data.status).toBe('published');
    expect(shape(await live(documentId))).toEqual(shape(await draft(documentId)));
    expect(await badges(documentId)).toEqual(['published', 'published']);
    for (const [where, id] of [
      [SECTIONS, (await draft(documentId)).sections[0]!.documentId],
      [BULLETS, (await draft(documentId)).sections[0]!.bullets[0]!.documentId],
      [ENTRIES, (await draft(documentId)).related[0]!.documentId],
    ] as const) {
      expect((await ok('GET', `${where}/${id}`)).data.status).toBe('published');
    }

    const bullet = (await draft(documentId)).sections[0]!.bullets[1]!.documentId;
    const saved = await ok('PUT', `${BULLETS}/${bullet}`, { text: 'two and a half' });
    expect(saved.data.status).toBe('modified');
    expect(await badges(documentId)).toEqual(['modified', 'modified']);
    expect((await live(documentId))!.sections[0]!.bullets[1]!.text).toBe('two');
    const modified = await ok(
      'GET',
      `${ARTICLES}?filters[$and][0][__status][$eq]=published-modified&page=1&pageSize=100`,
    );
    expect(modified.results.map((a: any) => a.documentId)).toContain(documentId);
    await publish(documentId);
    expect((await live(documentId))!.sections[0]!.bullets[1]!.text).toBe('two and a half');
    expect(await badges(documentId)).toEqual(['published', 'published']);

    await ok('PUT', `${ARTICLES}/${documentId}`, {
      title: 'Changed',
      outline: [{ heading: 'Other', bullets: [] }],
    });
    expect(await badges(documentId)).toEqual(['modified', 'modified']);
    const discarded = await ok('POST', `${ARTICLES}/${documentId}/actions/discard`, {});
    expect(discarded.data.outline.map((s: any) => s.heading)).toEqual(['First', 'Second']);
    expect(shape(await draft(documentId))).toEqual(shape(await live(documentId)));
    expect(await badges(documentId)).toEqual(['published', 'published']);

    await ok('POST', `${ARTICLES}/${documentId}/actions/unpublish`, {});
    expect(await live(documentId)).toBeNull();
    expect(await badges(documentId)).toEqual(['draft', 'draft']);
    await publish(documentId);
    await ok('PUT', `${ARTICLES}/${documentId}`, { lead: 'To be thrown away', outline: [] });
    await ok('POST', `${ARTICLES}/${documentId}/actions/unpublish`, { discardDraft: true });
    expect(await live(documentId)).toBeNull();
    expect((await draft(documentId)).sections).toHaveLength(2);
    expect((await draft(documentId)).lead).toBeNull();
    expect((await cm('POST', `${ARTICLES}/${documentId}/actions/unpublish`, {})).status).toBe(404);
    expect((await cm('POST', `${ARTICLES}/${documentId}/actions/discard`, {})).status).toBe(404);

    await ok('DELETE', `${ARTICLES}/${documentId}`);
    expect(await draft(documentId)).toBeNull();
    expect((await cm('DELETE', `${ARTICLES}/${documentId}`)).status).toBe(404);
    expect((await cm('POST', `${ARTICLES}/nobody/actions/publish`, {})).status).toBe(404);
  });

  test('the edit view: GET, PUT of the whole form, publish with the document echoed back', async () => {
    const target = await makeLive();
    const { documentId } = await makeLive({
      byline: 'B',
      firstPublishedAt: '2020-02-02T02:02:02.000Z',
      relatedNews: [{ headline: 'R', target: target.documentId }],
    });
    const before = await draft(documentId);
    const view = await ok('GET', `${ARTICLES}/${documentId}`);
    expect(view.data.outline).toHaveLength(2);
    // As the UI sends it: the form with relations as connect and disconnect, and no metadata.
    const {
      id: _,
      createdAt: __,
      updatedAt: ___,
      publishedAt: ____,
      createdBy,
      updatedBy,
      localizations,
      status,
      locale,
      ...form
    } = view.data;
    void [createdBy, updatedBy, localizations, locale];
    const relations = {
      sections: { connect: [], disconnect: [] },
      relatedNews: { connect: [], disconnect: [] },
    };
    const put = await ok('PUT', `${ARTICLES}/${documentId}`, {
      ...form,
      ...relations,
      lead: 'A new lead',
    });
    expect(put.data).toMatchObject({ lead: 'A new lead', status: 'modified' });
    expect((await draft(documentId)).sections).toEqual(before.sections);
    // Its answer is what the next save sends back.
    const again = await ok('PUT', `${ARTICLES}/${documentId}`, {
      ...put.data,
      ...relations,
      lead: 'Newer',
      status: undefined,
    });
    expect(again.data.lead).toBe('Newer');
    const published = await ok('POST', `${ARTICLES}/${documentId}/actions/publish`, {
      ...again.data,
      ...relations,
    });
    expect(published.data.status).toBe('published');
    expect(await badges(documentId)).toEqual(['published', 'published']);
    const after = await live(documentId);
    expect({ ...after!, id: 0, version: 0, updatedAt: '' }).toEqual({
      ...before,
      lead: 'Newer',
      id: 0,
      version: 0,
      updatedAt: '',
    });
    // The whole echo, `status: 'modified'` and all.
    await ok('PUT', `${ARTICLES}/${documentId}`, { lead: 'Newest' });
    const shown = await ok('GET', `${ARTICLES}/${documentId}`);
    expect(shown.data.status).toBe('modified');
    await ok('PUT', `${ARTICLES}/${documentId}`, { ...shown.data, ...relations });
    await ok('POST', `${ARTICLES}/${documentId}/actions/publish`, {
      ...shown.data,
      ...relations,
      version: undefined,
    });
    expect(
      (await cm('POST', `${ARTICLES}/${documentId}/actions/publish`, { status: 'nonsense' }))
        .status,
    ).toBe(400);
    const whole = await ok('GET', `${ARTICLES}/${documentId}`);
    await ok('PUT', `${ARTICLES}/${documentId}`, { ...whole.data, ...relations });
    expect(status).toBe('published');
    // A form without the outline changes nothing of it; null neither.
    await ok('PUT', `${ARTICLES}/${documentId}`, { title: 'T', outline: null });
    expect((await draft(documentId)).sections).toEqual(before.sections);
    // A JSON field sends its text.
    await ok('PUT', `${ARTICLES}/${documentId}`, {
      outline: JSON.stringify([{ heading: 'From text', bullets: [] }]),
    });
    expect(shape(await draft(documentId))).toEqual([['From text', []]]);
  });

  test('a form that is older than the draft is STALE when its outline would undo something', async () => {
    const { documentId } = await makeLive();
    const form = (await ok('GET', `${ARTICLES}/${documentId}`)).data;
    await ok('PUT', `${BULLETS}/${form.outline[0].bullets[0].documentId}`, {
      text: 'written meanwhile',
    });
    const stale = await cm('PUT', `${ARTICLES}/${documentId}`, {
      title: 'Mine',
      outline: form.outline,
      version: form.version,
    });
    expect([stale.status, stale.body.error.details.code]).toEqual([409, 'STALE']);
    expect(stale.body.error.details).toMatchObject({
      baseVersion: form.version,
      currentVersion: form.version + 1,
    });
    expect((await draft(documentId)).sections[0]!.bullets[0]!.text).toBe('written meanwhile');
    await ok('PUT', `${ARTICLES}/${documentId}`, { title: 'Mine', version: form.version });
  });

  test('create and publish in one request; a failing publish leaves no article', async () => {
    const made = await ok('POST', `${ARTICLES}/actions/publish`, {
      title: 'At once',
      outline: outline(),
    });
    expect(made.data.status).toBe('published');
    expect(shape(await live(made.data.documentId))).toEqual(shape({ sections: outline() }));
    const before = await everything(newsroom);
    const failed = await cm('POST', `${ARTICLES}/actions/publish`, {
      title: 'Not at once',
      outline: [{ heading: '', bullets: [] }],
    });
    expect([failed.status, failed.body.error.message]).toEqual([
      400,
      expect.stringMatching(/^outline\[0\]\.heading:/),
    ]);
    const form = await make();
    const unsaved = await everything(newsroom);
    const both = await cm('POST', `${ARTICLES}/${form.documentId}/actions/publish`, {
      title: 'Saved?',
      outline: [{ heading: 'x', bullets: [{ text: '' }] }],
    });
    expect([both.status, both.body.error.details.errors[0].path]).toEqual([
      400,
      ['outline', '0', 'bullets', '0', 'text'],
    ]);
    expect(await everything(newsroom)).toBe(unsaved);
    expect(before).not.toBe(unsaved);
  });

  test('clone and auto-clone', async () => {
    const source = await makeLive({ relatedNews: [{ headline: 'R' }] });
    const before = [await draft(source.documentId), await live(source.documentId)];
    const form = (await ok('GET', `${ARTICLES}/${source.documentId}`)).data;
    const copy = await ok('POST', `${ARTICLES}/clone/${source.documentId}`, {
      ...form,
      title: 'A copy',
      status: undefined,
      sections: { connect: [], disconnect: [] },
      relatedNews: { connect: [], disconnect: [] },
    });
    expect([await draft(source.documentId), await live(source.documentId)]).toEqual(before);
    expect(shape(await draft(copy.data.documentId))).toEqual(shape(before[0]));
    expect((await draft(copy.data.documentId)).slug).toBe('a-copy');
    expect((await draft(copy.data.documentId)).firstPublishedAt).toBeNull();
    const auto = await cm('POST', `${ARTICLES}/auto-clone/${source.documentId}`, {});
    expect(auto.status).toBeLessThan(500);
    expect([await draft(source.documentId), await live(source.documentId)]).toEqual(before);
    expect((await cm('POST', `${ARTICLES}/clone/nobody`, {})).status).toBe(404);
  });

  test('reordering sections by hand, as dragging sends it', async () => {
    const { documentId } = await makeLive({
      outline: [1, 2, 3].map((n) => ({ heading: `${n}`, bullets: [{ text: 'a' }, { text: 'b' }] })),
    });
    const start = await draft(documentId);
    const listed = await ok(
      'GET',
      `/content-manager/relations/api::article.article/${documentId}/sections?pageSize=10&page=1`,
    );
    expect(listed.results).toHaveLength(3);
    const [one, , three] = start.sections as [any, any, any];
    const rows = Object.fromEntries(listed.results.map((r: any) => [r.documentId, r]));
    const reference = (s: any) => ({
      id: rows[s.documentId].id,
      documentId: s.documentId,
      locale: null,
      isTemporary: true,
    });
    await ok('PUT', `${ARTICLES}/${documentId}`, {
      sections: {
        connect: [
          {
            ...reference(three),
            position: { before: one.documentId, locale: null, status: 'draft' },
          },
        ],
        disconnect: [],
      },
    });
    expect((await draft(documentId)).sections.map((s) => s.heading).join('')).toBe('312');
    const bullets = one.bullets.map((b: any) => b.documentId);
    await ok('PUT', `${SECTIONS}/${one.documentId}`, {
      bullets: { connect: [{ documentId: bullets[1], position: { start: true } }], disconnect: [] },
    });
    expect((await draft(documentId)).sections[1]!.bullets.map((b) => b.text).join('')).toBe('ba');
    await publish(documentId);
    expect(shape(await live(documentId))).toEqual(shape(await draft(documentId)));
    expect(
      (
        await ok(
          'GET',
          `/content-manager/relations/api::article.article/${documentId}/sections?status=published&pageSize=10&page=1`,
        )
      ).results,
    ).toHaveLength(3);
    expect(
      (
        await cm(
          'GET',
          `/content-manager/relations/api::section.section/article?id=${one.documentId}&_q=x&pageSize=10&page=1`,
        )
      ).status,
    ).toBe(200);
  });

  test('uid, draft relations, validation list, and other questions the UI asks', async () => {
    const { documentId, slug } = await makeLive({ title: 'Asked about' });
    const free = await ok('POST', '/content-manager/uid/check-availability', {
      contentTypeUID: 'api::article.article',
      field: 'slug',
      value: 'asked-about-nothing',
    });
    expect(free.isAvailable).toBe(true);
    const taken = await ok('POST', '/content-manager/uid/check-availability', {
      contentTypeUID: 'api::article.article',
      field: 'slug',
      value: slug,
    });
    expect(taken.isAvailable).toBe(false);
    expect(
      (
        await ok('POST', '/content-manager/uid/generate', {
          contentTypeUID: 'api::article.article',
          field: 'slug',
          data: { title: 'Asked about' },
        })
      ).data,
    ).toMatch(/^asked-about-\d+$/);
    const count = await ok('GET', `${ARTICLES}/${documentId}/actions/countDraftRelations`);
    expect(count.data).toEqual({ unpublishedRelations: 0, draftM2mLinks: 0 });
    await ok(
      'GET',
      `${ARTICLES}/actions/countManyEntriesDraftRelations?documentIds[]=${documentId}`,
    );
    const validation = await ok('POST', `${ARTICLES}/actions/bulkFindForValidation`, {
      documentIds: [documentId],
    });
    expect(validation.results).toHaveLength(1);
    for (const where of [
      `${ARTICLES}?sort=outline:ASC`,
      `${ARTICLES}?filters[$and][0][outline][$contains]=x`,
    ]) {
      const answer = await cm('GET', where);
      expect([where, answer.status]).toEqual([where, 400]);
    }
    expect(
      (await cm('GET', `${ARTICLES}?_q=Asked&page=1&pageSize=10`)).body.results.map(
        (a: any) => a.documentId,
      ),
    ).toContain(documentId);
    expect((await cm('GET', `${ARTICLES}?sort=status:ASC&page=1&pageSize=10`)).status).toBe(200);
  });

  test('bulk publish, unpublish and delete act on all or on none', async () => {
    const ids = [(await make()).documentId, (await make()).documentId, (await make()).documentId];
    const bad = (await make({ outline: [{ heading: '', bullets: [] }] })).documentId;
    const before = await everything(newsroom);
    const failed = await cm('POST', `${ARTICLES}/actions/bulkPublish`, {
      documentIds: [...ids, bad],
    });
    expect(failed.status).toBe(400);
    expect(await everything(newsroom)).toBe(before);
    expect((await ok('POST', `${ARTICLES}/actions/bulkPublish`, { documentIds: ids })).count).toBe(
      3,
    );
    for (const id of ids) expect(shape(await live(id))).toEqual(shape(await draft(id)));
    expect(
      (await ok('POST', `${ARTICLES}/actions/bulkUnpublish`, { documentIds: ids.slice(0, 2) }))
        .count,
    ).toBe(2);
    expect(await live(ids[0]!)).toBeNull();
    const deleted = await ok('POST', `${ARTICLES}/actions/bulkDelete`, {
      documentIds: [...ids, bad, 'nobody'],
    });
    expect(deleted.count).toBe(4);
    for (const id of ids) expect(await draft(id)).toBeNull();
    expect(
      (await cm('POST', `${ARTICLES}/actions/bulkDelete`, { documentIds: ['nobody'] })).status,
    ).toBe(404);
    expect((await cm('POST', `${ARTICLES}/actions/bulkPublish`, { documentIds: 'x' })).status).toBe(
      400,
    );
  });
});

describe('a child and the site', () => {
  test('children: the draft only, and every refusal is a 400 with its sentence', async () => {
    const { documentId } = await makeLive({ relatedNews: [{ headline: 'R' }] });
    const start = await live(documentId);
    const section = await ok('POST', SECTIONS, {
      heading: 'Added',
      article: { connect: [{ documentId }], disconnect: [] },
    });
    const bullet = await ok('POST', BULLETS, {
      text: 'Added',
      position: 1,
      section: {
        connect: [{ documentId: section.data.documentId, id: section.data.id }],
        disconnect: [],
      },
    });
    const entry = await ok('POST', ENTRIES, {
      headline: 'Added',
      article: { connect: [{ documentId }] },
      target: { connect: [{ documentId }] },
    });
    expect(entry.data.status).toBe('draft');
    await ok('PUT', `${SECTIONS}/${section.data.documentId}`, {
      ...section.data,
      heading: 'Renamed',
      status: undefined,
      article: { connect: [], disconnect: [] },
      bullets: { connect: [], disconnect: [] },
    });
    expect((await draft(documentId)).sections[2]).toMatchObject({
      heading: 'Renamed',
      bullets: [{ text: 'Added' }],
    });
    expect(await live(documentId)).toEqual(start);
    const before = await everything(newsroom);
    for (const [where, id] of [
      [SECTIONS, section.data.documentId],
      [BULLETS, bullet.data.documentId],
      [ENTRIES, entry.data.documentId],
      [SECTIONS, start!.sections[0]!.documentId],
      [BULLETS, start!.sections[0]!.bullets[0]!.documentId],
      [ENTRIES, start!.related[0]!.documentId],
    ] as const) {
      for (const [act, body] of [
        ['actions/publish', {}],
        ['actions/unpublish', {}],
        ['actions/discard', {}],
        ['actions/publish', { status: 'modified' }],
      ] as const) {
        const answer = await cm('POST', `${where}/${id}/${act}`, body);
        expect([act, [400, 404].includes(answer.status)]).toEqual([act, true]);
        if (answer.status === 400)
          expect([act, answer.body.error.message]).toEqual([act, expect.stringMatching(/article/)]);
      }
      expect((await cm('POST', `${where}/clone/${id}`, {})).status).toBe(400);
      for (const act of ['bulkPublish', 'bulkUnpublish']) {
        const answer = await cm('POST', `${where}/actions/${act}`, { documentIds: [id] });
        expect([act, answer.status === 400 || answer.body.count === 0]).toEqual([act, true]);
      }
    }
    expect(
      (
        await cm('POST', `${SECTIONS}/actions/publish`, {
          heading: 'Now',
          article: { connect: [{ documentId }] },
        })
      ).status,
    ).toBe(400);
    expect((await cm('POST', SECTIONS, { heading: 'No parent' })).status).toBe(400);
    expect(await everything(newsroom)).toBe(before);

    expect(
      (
        await ok('POST', `${BULLETS}/actions/bulkDelete`, {
          documentIds: start!.sections[0]!.bullets.map((b) => b.documentId),
        })
      ).count,
    ).toBe(2);
    expect((await draft(documentId)).sections[0]!.bullets).toEqual([]);
    await ok('POST', `${SECTIONS}/actions/bulkDelete`, {
      documentIds: start!.sections.map((s) => s.documentId),
    });
    await ok('DELETE', `${ENTRIES}/${start!.related[0]!.documentId}`);
    expect(shape(await draft(documentId))).toEqual([['Renamed', ['Added']]]);
    expect(await live(documentId)).toEqual(start);
    await publish(documentId);
    expect(shape(await live(documentId))).toEqual([['Renamed', ['Added']]]);
    for (const where of [SECTIONS, BULLETS, ENTRIES]) {
      const list = await ok('GET', `${where}?page=1&pageSize=100`);
      expect(list.results.length).toBeGreaterThan(0);
    }
  });

  test('an entry may lack words while it is a draft, not when it goes live', async () => {
    const { documentId } = await makeLive();
    const entry = await cm('POST', ENTRIES, { article: { connect: [{ documentId }] } });
    const refused =
      entry.status === 400
        ? entry
        : await cm('POST', `${ARTICLES}/${documentId}/actions/publish`, {});
    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      expect.stringMatching(/headline/),
    ]);
    if (entry.status === 201) await ok('DELETE', `${ENTRIES}/${entry.body.data.documentId}`);
  });

  test('the site: saved, published, discarded, unpublished', async () => {
    const { documentId, slug } = await makeLive();
    const page = async () =>
      (await newsroom.api('GET', `/articles/page/${slug}`, undefined, null)).body;
    await ok('PUT', SITE, {
      name: 'Newsroom',
      newsletterText: 'Subscribe!',
      newsletterButtonLabel: 'Go',
      newsletterUrl: 'https://n.example/',
    });
    expect((await page()).data.newsletter).toBeNull();
    await ok('POST', `${SITE}/actions/publish`, {});
    expect((await page()).data.newsletter).toEqual({
      text: 'Subscribe!',
      buttonLabel: 'Go',
      url: 'https://n.example/',
    });
    const version = (await page()).meta.version;
    await ok('PUT', SITE, { newsletterText: 'Changed' });
    expect((await page()).meta.version).toBe(version);
    await ok('POST', `${SITE}/actions/discard`, {});
    expect((await ok('GET', SITE)).data.newsletterText).toBe('Subscribe!');
    await ok('POST', `${SITE}/actions/unpublish`, {});
    expect((await page()).data.newsletter).toBeNull();
    const view = (await ok('GET', SITE)).data;
    await ok('POST', `${SITE}/actions/publish`, view);
    expect((await page()).data.newsletter.text).toBe('Subscribe!');
    expect((await cm('PUT', SITE, { url: 'not an address' })).status).toBe(400);
    expect((await cm('PUT', SITE, { name: 7 })).status).toBe(400);
    await ok('DELETE', SITE);
    expect((await page()).data.newsletter).toBeNull();
    await ok('DELETE', `${ARTICLES}/${documentId}`);
  });

  test('the site: what stands on no story page is heard of too, once', async () => {
    const { documentId } = await makeLive();
    const site = async () => (await newsroom.api('GET', '/site/page', undefined, null)).body.data;
    const publishHeading = async (recentNewsHeading: string) => {
      await ok('PUT', SITE, { recentNewsHeading });
      await ok('POST', `${SITE}/actions/publish`, {});
    };
    const changes = () =>
      newsroom.sql<object>(
        `SELECT slug, paths, tags, version_before, version_after FROM page_changes
          WHERE kind = 'site.changed' ORDER BY id`,
      );
    await publishHeading('Read on');
    expect((await site()).recentNewsHeading).toBe('Read on');
    const before = await changes();
    await publishHeading('More stories');
    expect((await site()).recentNewsHeading).toBe('More stories');
    expect((await changes()).slice(before.length)).toEqual([
      { slug: '', paths: ['/'], tags: ['site'], version_before: null, version_after: null },
    ]);
    await publishHeading('More stories');
    expect(await changes()).toHaveLength(before.length + 1);
    await ok('DELETE', SITE);
    await ok('DELETE', `${ARTICLES}/${documentId}`);
  });

  test("bad bodies on the admin's doors are 4xx and write nothing", async () => {
    const { documentId } = await makeLive();
    const section = (await draft(documentId)).sections[0]!;
    const before = await everything(newsroom);
    for (const [where, field] of [
      [`${ARTICLES}/${documentId}`, 'title'],
      [`${SECTIONS}/${section.documentId}`, 'heading'],
      [`${BULLETS}/${section.bullets[0]!.documentId}`, 'text'],
    ] as const) {
      for (const body of [
        '{"a":',
        `{"${field}":"a\\u0000"}`,
        `{"${field}":"\\ud800"}`,
        JSON.stringify({ [field]: 7 }),
        JSON.stringify({ [field]: 'x'.repeat(100_000) }),
        `{"${field}":${'['.repeat(5000)}${']'.repeat(5000)}}`,
        JSON.stringify({ [field]: 'x'.repeat(10 * 1024 * 1024) }),
        JSON.stringify({ outline: 7, article: 'nobody', section: 'nobody' }),
      ]) {
        const answer = await cm('PUT', where, body);
        expect([where, body.slice(0, 40), answer.status >= 400 && answer.status < 500]).toEqual([
          where,
          body.slice(0, 40),
          true,
        ]);
      }
    }
    for (const body of [
      { outline: [{ heading: 'x', bullets: [{ text: 'x'.repeat(1001) }] }] },
      { outline: 'x' },
      { slug: 'a b' },
      { firstPublishedAt: '2030-01-01T00:00:00.000Z' },
      { title: '', slug: '../..' },
    ]) {
      expect([body, (await cm('PUT', `${ARTICLES}/${documentId}`, body)).status]).toEqual([
        body,
        400,
      ]);
    }
    expect(await everything(newsroom)).toBe(before);
  });
});
