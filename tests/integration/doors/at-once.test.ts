/** Several acts at the same time in one process: none deadlocks, nothing is doubled, readers see whole things only. */
import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { audit, treeOf } from '../tree-audit';

jest.setTimeout(90_000);

/* eslint-disable @typescript-eslint/no-explicit-any -- documents are read field by field */
let newsroom: Newsroom;
const documents = (uid: string): any => newsroom.strapi.documents(uid as 'api::article.article');
const articles = () => documents('api::article.article');
let counter = 0;
const outline = (mark: string, sections = 3, bullets = 3) =>
  Array.from({ length: sections }, (_, s) => ({
    heading: `${mark} ${s}`,
    lead: null,
    bullets: Array.from({ length: bullets }, (__, b) => ({ text: `${mark} ${s}.${b}` })),
  }));
const make = (data: object = {}): Promise<any> =>
  articles().create({
    data: { title: `At once ${(counter += 1)}`, outline: outline('start'), ...data },
  });
const makeLive = async (data: object = {}): Promise<any> => {
  const made = await make(data);
  await articles().publish({ documentId: made.documentId });
  return made;
};
/** Only a clear refusal may be the end of an act that came too late. */
const settled = async (acts: (() => Promise<unknown>)[]): Promise<void> => {
  const results = await Promise.allSettled(acts.map((act) => act()));
  const failures = results.flatMap((r) =>
    r.status === 'rejected' &&
    !/^(ValidationError|NotFoundError|ApplicationError|StaleError)$/.test(r.reason?.name)
      ? [`${r.reason?.name}: ${r.reason?.message} ${r.reason?.code ?? ''}`]
      : [],
  );
  expect(failures).toEqual([]);
};
const deferred = () => {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
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

test('sixty acts on one article', async () => {
  const { documentId } = await makeLive();
  const child = (await treeOf(newsroom, documentId, 'draft'))!.sections[0]!;
  await settled(
    Array.from({ length: 60 }, (_, i) => () => {
      switch (i % 10) {
        case 0:
          return articles().publish({ documentId });
        case 1:
          return articles().update({
            documentId,
            data: { outline: outline(`u${i}`, 1 + (i % 5), 2) },
          });
        case 2:
          return articles().unpublish({ documentId });
        case 3:
          return articles().discardDraft({ documentId });
        case 4:
          return articles().update({ documentId, data: { lead: `l${i}` }, status: 'published' });
        case 5:
          return documents('api::section.section').create({
            data: { heading: `s${i}`, article: documentId, position: 1 },
          });
        case 6:
          return documents('api::section.section').update({
            documentId: child.documentId,
            data: { heading: `c${i}`, position: 2 },
          });
        case 7:
          return documents('api::bullet.bullet').create({
            data: { text: `b${i}`, section: child.documentId },
          });
        case 8:
          return articles().clone({ documentId, data: {} });
        default:
          return documents('api::bullet.bullet').delete({
            documentId: child.bullets[i % 3]!.documentId,
          });
      }
    }),
  );
});

test('acts on articles that point to each other, with deletes among them', async () => {
  for (let round = 0; round < 2; round += 1) {
    const made = await Promise.all(Array.from({ length: 6 }, () => makeLive()));
    const ids: string[] = made.map(({ documentId }) => documentId);
    for (const [i, documentId] of ids.entries()) {
      await articles().update({
        documentId,
        data: {
          relatedNews: [
            { headline: 'H', target: ids[(i + 1) % 6] },
            { target: ids[(i + 2) % 6] },
            { headline: 'S', target: documentId },
          ],
        },
        status: 'published',
      });
    }
    await settled(
      ids.flatMap((documentId, i) => [
        () =>
          articles().update({
            documentId,
            data: { title: `T${round}${i}`, relatedNews: [{ target: ids[(i + 3) % 6] }] },
            status: 'published',
          }),
        () => articles().publish({ documentId }),
        () => articles().unpublish({ documentId }),
        () => articles().discardDraft({ documentId }),
        () => articles().update({ documentId, data: { relatedNews: [] }, status: 'published' }),
        ...(i % 2 ? [() => articles().delete({ documentId })] : []),
      ]),
    );
  }
});

test('a writer on its way to publish, and the delete or discard of what it pointed to', async () => {
  for (const act of ['delete', 'discardDraft'] as const) {
    for (const relatedNews of [[], 'keep'] as const) {
      const target = await makeLive();
      const reader = await makeLive({
        relatedNews: [
          { headline: 'Words', target: target.documentId },
          { target: target.documentId },
        ],
      });
      await articles().update({ documentId: target.documentId, data: { lead: 'modified' } });
      const written = deferred();
      const go = deferred();
      // As the admin's publish does it: save and publish in one transaction.
      const writer = newsroom.strapi.db.transaction(async () => {
        const next =
          relatedNews === 'keep' ? [{ headline: 'Again', target: target.documentId }] : relatedNews;
        await articles().update({ documentId: reader.documentId, data: { relatedNews: next } });
        written.resolve();
        await go.promise;
        await articles().publish({ documentId: reader.documentId });
      });
      await written.promise;
      const other = articles()[act]({ documentId: target.documentId });
      await new Promise((resolve) => setTimeout(resolve, 200));
      go.resolve();
      await settled([() => writer, () => other]);
      expect(await audit(newsroom)).toEqual([]);
    }
  }
});

test('bulk acts over the same articles in opposite orders, beside single ones', async () => {
  const ids: string[] = (await Promise.all(Array.from({ length: 5 }, () => make()))).map(
    ({ documentId }) => documentId,
  );
  const bulk = (act: string, documentIds: string[]) => async () => {
    const answer = await newsroom.admin(
      'POST',
      `/content-manager/collection-types/api::article.article/actions/${act}`,
      { documentIds },
    );
    expect([act, answer.status < 500, answer.status < 500 ? '' : answer.body]).toEqual([
      act,
      true,
      '',
    ]);
  };
  await newsroom.admin('GET', '/content-manager/collection-types/api::article.article');
  await settled([
    bulk('bulkPublish', ids),
    bulk('bulkPublish', [...ids].reverse()),
    ...ids.map((documentId) => () => articles().publish({ documentId })),
  ]);
  await settled([
    bulk('bulkUnpublish', ids),
    bulk('bulkPublish', [...ids].reverse()),
    bulk('bulkUnpublish', [...ids].reverse()),
  ]);
  await settled([
    bulk('bulkDelete', ids),
    bulk('bulkPublish', ids),
    bulk('bulkDelete', [...ids].reverse()),
  ]);
  for (const id of ids) expect(await treeOf(newsroom, id, 'published')).toBeNull();
});

test('the same slug asked for ten times at once goes to one', async () => {
  const made = await Promise.all(Array.from({ length: 10 }, () => make()));
  const results = await Promise.allSettled(
    made.map(({ documentId }) =>
      articles().update({ documentId, data: { slug: 'wanted-by-all' }, status: 'published' }),
    ),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason.name).toBe('ValidationError');
});

test('of two writers on one base version one is STALE', async () => {
  const { documentId, version } = await make();
  const results = await Promise.allSettled(
    ['a', 'b', 'c'].map((lead) =>
      newsroom.api('PUT', `/articles/${documentId}?status=draft`, {
        data: { lead, baseVersion: version },
      }),
    ),
  );
  expect(results.map((r) => (r.status === 'fulfilled' ? r.value.status : 0)).sort()).toEqual([
    200, 409, 409,
  ]);
});

test('more acts than connections: all come through', async () => {
  const made = await Promise.all(Array.from({ length: 25 }, () => make()));
  await settled(
    made.flatMap(({ documentId }) => [
      () => articles().publish({ documentId }),
      async () =>
        expect(
          (
            await newsroom.api(
              'GET',
              `/articles/${documentId}?status=draft&populate[sections][populate]=bullets`,
            )
          ).status,
        ).toBe(200),
    ]),
  );
});

test('fifty publishes under the eyes of readers: whole pages, whole trees, one mark each', async () => {
  const { documentId, slug } = await makeLive({ title: 'Watched', outline: outline('m0') });
  let done = false;
  const seen = new Set<string>();
  const problems: string[] = [];
  const marksOf = (sections: any[]): string[] => [
    ...new Set<string>(
      sections
        .flatMap((s) => [s.heading, ...s.bullets.map((b: any) => b.text)])
        .map((text) => text.split(' ')[0]),
    ),
  ];
  const judge = (
    what: string,
    lead: string | null,
    sections: any[],
    count: (mark: string) => number,
  ) => {
    const marks = marksOf(sections);
    const whole =
      marks.length === 1 &&
      (lead === null || lead === marks[0]) &&
      sections.length === count(marks[0]!) &&
      sections.every((s) => s.bullets.length === 3);
    if (whole) seen.add(marks[0]!);
    else problems.push(`${what}: ${lead} ${JSON.stringify(sections)}`);
  };
  const sectionsOf = (mark: string) => 2 + (Number(mark.slice(1)) % 3);
  const readers = [
    async () => {
      const answer = await newsroom.api('GET', `/articles/page/${slug}`, undefined, null);
      judge('page', answer.body.data.lead, answer.body.data.sections, sectionsOf);
    },
    async () => {
      const answer = await newsroom.api(
        'GET',
        `/articles/${documentId}?populate[sections][populate][bullets]=true`,
      );
      judge('populate', answer.body.data.lead, answer.body.data.sections, sectionsOf);
      judge('outline', answer.body.data.lead, answer.body.data.outline, sectionsOf);
    },
    async () => {
      const found = await articles().findFirst({
        status: 'published',
        filters: { documentId },
        fields: ['lead', 'outline'],
      });
      judge('lens', found.lead, found.outline, sectionsOf);
    },
  ];
  await articles().update({
    documentId,
    data: { lead: 'm0', outline: outline('m0', 2) },
    status: 'published',
  });
  const watching = readers.map(async (read) => {
    while (!done) {
      await read();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
  for (let i = 1; i <= 50; i += 1)
    await articles().update({
      documentId,
      data: { lead: `m${i}`, outline: outline(`m${i}`, 2 + (i % 3)) },
      status: 'published',
    });
  done = true;
  await Promise.all(watching);
  expect(problems).toEqual([]);
  expect(seen.size).toBeGreaterThan(5);
});
