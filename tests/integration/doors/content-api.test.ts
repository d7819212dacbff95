import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { describeBadRequests } from './bad-requests';
import { audit, everything, pageVersions, treeOf } from '../tree-audit';

jest.setTimeout(60_000);

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are read field by field */
let newsroom: Newsroom;
/** What a caller does wrong is no matter for the log. */
let failures: jest.SpyInstance;
const api = (method: string, where: string, data?: unknown, token?: string | null) =>
  newsroom.api(method, where, data, token);
const wrapped = (data: object) => ({ data });

const outline = () => [
  { heading: 'First', lead: 'A lead.', bullets: [{ text: 'one' }, { text: 'two' }] },
  { heading: 'Second', lead: null, bullets: [{ text: 'three' }] },
];

let counter = 0;
const post = async (data: object = {}): Promise<any> => {
  const answer = await api(
    'POST',
    '/articles',
    wrapped({ title: `Report ${(counter += 1)}`, outline: outline(), ...data }),
  );
  expect([answer.status, answer.body.error]).toEqual([201, undefined]);
  return answer.body.data;
};
const page = (slug: string, headers: object = {}, method = 'GET') =>
  fetch(`${newsroom.url}/api/articles/page/${slug}`, {
    method,
    // As it stands: compressed it has another length and another tag.
    headers: { 'Accept-Encoding': 'identity', ...headers },
    redirect: 'manual',
  });
const json = async (response: Response): Promise<any> => response.json();
const drafts = async () =>
  (await newsroom.sql<{ n: number }>(`SELECT count(*)::int n FROM articles`))[0]!.n;

beforeAll(async () => {
  newsroom = await startNewsroom();
  failures = jest.spyOn(newsroom.strapi.log, 'error').mockImplementation();
});
afterAll(async () => {
  await newsroom.stop();
});
afterEach(async () => {
  expect(failures.mock.calls).toEqual([]);
  expect(await audit(newsroom)).toEqual([]);
});

describe('writing', () => {
  test('POST makes, publishes and shows a whole article; PUT changes it; DELETE takes it', async () => {
    const target = await post();
    const made = await post({
      lead: 'L',
      relatedNews: [
        { headline: 'H', teaser: 'T', url: 'https://x.example/', target: target.documentId },
        { target: target.documentId },
      ],
    });
    expect(made.outline).toMatchObject(outline());
    expect(made.publishedAt).toBeTruthy();
    const shown = await json(await page(made.slug));
    expect(shown.data.sections).toEqual(outline());
    expect(shown.data.relatedNews).toEqual([
      {
        headline: 'H',
        teaser: 'T',
        url: 'https://x.example/',
        slug: target.slug,
        origin: 'editor',
      },
      { headline: target.title, teaser: null, url: null, slug: target.slug, origin: 'editor' },
    ]);
    expect(Object.keys(shown.data)).toEqual([
      'documentId',
      'slug',
      'title',
      'lead',
      'byline',
      'language',
      'authors',
      'topics',
      'firstPublishedAt',
      'modifiedAt',
      'updatedAt',
      'sourceTitle',
      'sourceUrl',
      'cover',
      'newsletter',
      'sections',
      'relatedNews',
    ]);

    const [first, second] = made.outline;
    const put = await api(
      'PUT',
      `/articles/${made.documentId}`,
      wrapped({ outline: [second, { ...first, heading: 'Renamed' }], baseVersion: made.version }),
    );
    expect(put.status).toBe(200);
    expect(put.body.data.outline.map((s: any) => s.documentId)).toEqual([
      second.documentId,
      first.documentId,
    ]);
    expect((await json(await page(made.slug))).data.sections.map((s: any) => s.heading)).toEqual([
      'Second',
      'Renamed',
    ]);
    expect(
      (await api('PUT', `/articles/${made.documentId}`, wrapped({ relatedNews: [] }))).status,
    ).toBe(200);
    expect((await json(await page(made.slug))).data.relatedNews).toEqual([]);

    const stale = await api(
      'PUT',
      `/articles/${made.documentId}`,
      wrapped({ lead: 'lost?', baseVersion: made.version }),
    );
    expect(stale.status).toBe(409);
    expect(stale.body.error).toMatchObject({
      status: 409,
      name: 'StaleError',
      details: {
        code: 'STALE',
        baseVersion: made.version,
        currentVersion: put.body.data.version + 1,
      },
    });
    expect((await treeOf(newsroom, made.documentId, 'draft'))!.lead).toBe('L');

    expect((await api('DELETE', `/articles/${made.documentId}`)).status).toBe(204);
    expect((await page(made.slug)).status).toBe(410);
    expect((await api('GET', `/articles/${made.documentId}`)).status).toBe(404);
  });

  test('?status=draft keeps a write away from readers', async () => {
    const made = await api(
      'POST',
      '/articles?status=draft',
      wrapped({ title: 'Only a draft', outline: outline() }),
    );
    expect(made.status).toBe(201);
    expect(made.body.data.publishedAt).toBeNull();
    expect((await page(made.body.data.slug)).status).toBe(404);
    const put = await api(
      'PUT',
      `/articles/${made.body.data.documentId}?status=draft`,
      wrapped({ title: 'Still a draft' }),
    );
    expect(put.body.data).toMatchObject({
      title: 'Still a draft',
      slug: 'still-a-draft',
      publishedAt: null,
    });
    expect(put.body.data.outline).toHaveLength(2);
    expect((await api('GET', `/articles/${made.body.data.documentId}`)).status).toBe(404);
    expect((await api('GET', `/articles/${made.body.data.documentId}?status=draft`)).status).toBe(
      200,
    );
  });

  test('what a GET gave can be sent back: nothing changes, dates stay', async () => {
    const made = await post({
      byline: 'By A. Writer',
      sourceTitle: 'S',
      sourceUrl: 'https://s.example/x',
    });
    const got = (await api('GET', `/articles/${made.documentId}`)).body.data;
    const before = await treeOf(newsroom, made.documentId, 'published');
    const { id: _, documentId, createdAt: __, updatedAt: ___, publishedAt: ____, ...echo } = got;
    const put = await api('PUT', `/articles/${documentId}`, wrapped(echo));
    expect([put.status, put.body.error]).toEqual([200, undefined]);
    const after = await treeOf(newsroom, documentId, 'published');
    expect({ ...after, id: 0, updatedAt: '', version: 0 }).toEqual({
      ...before,
      id: 0,
      updatedAt: '',
      version: 0,
    });
    const raw = await api('PUT', `/articles/${documentId}`, wrapped(got));
    expect(raw.status).toBeLessThan(500);
  });

  test('sections, bullets and entries on their own change the draft only', async () => {
    const made = await post({ relatedNews: [{ headline: 'R' }] });
    const version = await pageVersions(newsroom);
    const section = await api(
      'POST',
      '/sections',
      wrapped({ heading: 'Alone', article: made.documentId }),
    );
    expect([section.status, section.body.data?.publishedAt]).toEqual([201, null]);
    const bullet = await api(
      'POST',
      '/bullets',
      wrapped({ text: 'alone', section: section.body.data.documentId }),
    );
    expect(bullet.status).toBe(201);
    const entry = await api(
      'POST',
      '/related-news-entries',
      wrapped({ headline: 'alone', article: made.documentId, position: 1 }),
    );
    expect(entry.status).toBe(201);
    expect(
      (await api('PUT', `/bullets/${bullet.body.data.documentId}`, wrapped({ text: 'changed' })))
        .body.data.text,
    ).toBe('changed');
    expect(
      (
        await api(
          'PUT',
          `/sections/${made.outline[0].documentId}`,
          wrapped({ heading: 'Changed', position: 2 }),
        )
      ).status,
    ).toBe(200);
    expect((await api('DELETE', `/bullets/${made.outline[0].bullets[0].documentId}`)).status).toBe(
      204,
    );
    const tree = (await treeOf(newsroom, made.documentId, 'draft'))!;
    expect(tree.sections.map((s) => [s.heading, s.bullets.map((b) => b.text)])).toEqual([
      ['Second', ['three']],
      ['Changed', ['two']],
      ['Alone', ['changed']],
    ]);
    expect(tree.related.map(({ headline }) => headline)).toEqual(['alone', 'R']);
    expect(
      (await treeOf(newsroom, made.documentId, 'published'))!.sections.map((s) => s.heading),
    ).toEqual(['First', 'Second']);
    expect(await pageVersions(newsroom)).toEqual(version);
    const list = await api(
      'GET',
      `/sections?filters[article][documentId]=${made.documentId}&sort=position`,
    );
    expect(list.body.data.map((s: any) => s.heading)).toEqual(['First', 'Second']);
    const moved = await api(
      'PUT',
      `/bullets/${bullet.body.data.documentId}`,
      wrapped({ section: made.outline[1].documentId }),
    );
    expect([moved.status, moved.body.error.message]).toEqual([
      400,
      expect.stringMatching(/cannot be moved/),
    ]);
    expect((await api('PUT', `/bullets/nobody`, wrapped({ text: 'x' }))).status).toBe(404);
    expect((await api('DELETE', `/sections/nobody`)).status).toBe(404);
    const orphan = await api('POST', '/sections', wrapped({ heading: 'No article' }));
    expect([orphan.status, orphan.body.error.message]).toEqual([
      400,
      expect.stringMatching(/^article: is missing/),
    ]);
  });

  test('stock nested populate shows what the outline shows, in order', async () => {
    const made = await post();
    await api(
      'PUT',
      `/articles/${made.documentId}`,
      wrapped({ outline: [...made.outline].reverse() }),
    );
    const got = (
      await api(
        'GET',
        `/articles/${made.documentId}?populate[sections][populate][bullets]=true&populate[relatedNews]=true`,
      )
    ).body.data;
    expect(got.sections.map((s: any) => [s.heading, s.bullets.map((b: any) => b.text)])).toEqual(
      got.outline.map((s: any) => [s.heading, s.bullets.map((b: any) => b.text)]),
    );
    expect(got.outline.map((s: any) => s.heading)).toEqual(['Second', 'First']);
    const few = (
      await api('GET', `/articles?fields[0]=outline&filters[documentId]=${made.documentId}`)
    ).body.data;
    expect(few[0].outline).toEqual(got.outline);
    expect(
      (await api('GET', `/articles?fields[0]=title&filters[documentId]=${made.documentId}`)).body
        .data[0].outline,
    ).toBeUndefined();
  });
});

describe('the page', () => {
  test('has validators: strong ETag, 304, HEAD, Cache-Control, Last-Modified, Cache-Tag', async () => {
    const target = await post();
    const made = await post({ relatedNews: [{ target: target.documentId }] });
    const first = await page(made.slug);
    const etag = first.headers.get('etag')!;
    expect(etag).toMatch(/^"[^"]+"$/);
    expect(first.headers.get('content-type')).toMatch(/^application\/json/);
    expect(first.headers.get('cache-control')).toMatch(/s-maxage=/);
    expect(first.headers.get('cache-tag')!.split(',')).toEqual([
      `page-${made.documentId}`,
      `article-${made.documentId}`,
      `shows-${target.documentId}`,
      'site',
    ]);
    const body = await first.text();
    expect(Number(first.headers.get('content-length') ?? Buffer.byteLength(body))).toBe(
      Buffer.byteLength(body),
    );
    const again = await page(made.slug);
    expect([again.headers.get('etag'), await again.text()]).toEqual([etag, body]);
    for (const headers of [
      { 'If-None-Match': etag },
      { 'If-None-Match': `"x", ${etag}` },
      { 'If-None-Match': `W/${etag}` },
      { 'If-None-Match': '*' },
      { 'If-Modified-Since': first.headers.get('last-modified')! },
    ]) {
      const cached = await page(made.slug, headers);
      expect([headers, cached.status, await cached.text()]).toEqual([headers, 304, '']);
      expect(cached.headers.get('etag')).toBe(etag);
      expect(cached.headers.get('cache-control')).toBeTruthy();
    }
    for (const headers of [
      { 'If-None-Match': '"other"' },
      { 'If-Modified-Since': 'Mon, 01 Jan 2001 00:00:00 GMT' },
      { 'If-None-Match': '"other"', 'If-Modified-Since': first.headers.get('last-modified')! },
    ]) {
      expect((await page(made.slug, headers)).status).toBe(200);
    }
    const head = await page(made.slug, {}, 'HEAD');
    expect([
      head.status,
      head.headers.get('etag'),
      head.headers.get('cache-tag'),
      await head.text(),
    ]).toEqual([200, etag, first.headers.get('cache-tag'), '']);
    expect(Number(head.headers.get('content-length'))).toBe(Buffer.byteLength(body));
    expect((await page(made.slug, { 'If-None-Match': etag }, 'HEAD')).status).toBe(304);
    await api('PUT', `/articles/${made.documentId}`, wrapped({ lead: 'New' }));
    const changed = await page(made.slug, { 'If-None-Match': etag });
    expect([changed.status, (await json(changed)).meta.version]).toEqual([
      200,
      JSON.parse(body).meta.version + 1,
    ]);
  });

  test('404 for a slug never seen, 410 for one that was, 200 again when it comes back; versions never repeat', async () => {
    expect((await page('never-seen')).status).toBe(404);
    for (const odd of [
      '%00',
      '%FF',
      '%ED%A0%80',
      'a%2Fb',
      '..%2f..%2fetc',
      'x'.repeat(3000),
      '%F0%9F%98%80',
      "'%20OR%201=1--",
      '%',
    ]) {
      const answer = await page(odd);
      expect([odd, answer.status >= 400 && answer.status < 500]).toEqual([odd, true]);
    }
    const made = await post({ title: 'Comes and goes' });
    const version = async (slug: string) => (await json(await page(slug))).meta.version as number;
    const seen = [await version(made.slug)];
    await newsroom.strapi
      .documents('api::article.article')
      .unpublish({ documentId: made.documentId });
    const gone = await page(made.slug);
    expect([gone.status, (await json(gone)).error.message]).toEqual([
      410,
      expect.stringContaining('comes-and-goes'),
    ]);
    expect(gone.headers.get('cache-tag')).toBe(
      `page-${made.documentId},article-${made.documentId},site`,
    );
    await newsroom.strapi
      .documents('api::article.article')
      .publish({ documentId: made.documentId });
    seen.push(await version(made.slug));
    await api('PUT', `/articles/${made.documentId}`, wrapped({ slug: 'moved-away' }));
    const moved = await page(made.slug);
    expect([moved.status, moved.headers.get('location'), await json(moved)]).toEqual([
      301,
      '/api/articles/page/moved-away',
      { data: null, meta: { redirect: { slug: 'moved-away', path: '/moved-away' } } },
    ]);
    seen.push(await version('moved-away'));
    // Back again: the old address is the story's own once more, and no loop.
    await api('PUT', `/articles/${made.documentId}`, wrapped({ slug: 'comes-and-goes' }));
    expect((await page('moved-away')).headers.get('location')).toBe(
      '/api/articles/page/comes-and-goes',
    );
    seen.push(await version('comes-and-goes'));
    await api('DELETE', `/articles/${made.documentId}`);
    const heir = await post({ title: 'Comes and goes' });
    expect(heir.slug).toBe('comes-and-goes');
    seen.push(await version('comes-and-goes'));
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  });

  test('a swap of slugs over three articles takes closing what leads readers elsewhere', async () => {
    const [a, b] = [await post({ title: 'Left' }), await post({ title: 'Right' })];
    const close = async ({ documentId }: { documentId: string }, slug: string) => {
      const where = `/desk/articles/${documentId}/addresses/${slug}`;
      expect((await newsroom.admin('DELETE', where)).status).toBeLessThan(300);
    };
    await api('PUT', `/articles/${a.documentId}`, wrapped({ slug: 'parked' }));
    const refused = await api('PUT', `/articles/${b.documentId}`, wrapped({ slug: 'left' }));
    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      `slug: "left" is an earlier address of the article "Left" (${a.documentId}) and leads readers there; choose another, or close that earlier address first`,
    ]);
    await close(a, 'left');
    expect((await page('left')).status).toBe(410);
    await api('PUT', `/articles/${b.documentId}`, wrapped({ slug: 'left' }));
    await close(b, 'right');
    await api('PUT', `/articles/${a.documentId}`, wrapped({ slug: 'right' }));
    expect((await json(await page('left'))).data.documentId).toBe(b.documentId);
    expect((await json(await page('right'))).data.documentId).toBe(a.documentId);
    expect((await page('parked')).headers.get('location')).toBe('/api/articles/page/right');
  });

  test('lists: newest first, sorted, paged, without trees, and clear errors', async () => {
    const dates = [
      '2001-01-01T00:00:00.000Z',
      '2003-01-01T00:00:00.000Z',
      '2002-01-01T00:00:00.000Z',
    ];
    for (const [i, firstPublishedAt] of dates.entries())
      await post({ title: `Aaa ${i}`, firstPublishedAt });
    const all = await api('GET', '/articles/pages?pageSize=100', undefined, null);
    expect(all.status).toBe(200);
    const times = all.body.data.map((a: any) => a.firstPublishedAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(Object.keys(all.body.data[0])).toEqual([
      'documentId',
      'slug',
      'title',
      'lead',
      'byline',
      'language',
      'authors',
      'topics',
      'firstPublishedAt',
      'modifiedAt',
      'updatedAt',
      'cover',
    ]);
    const total = all.body.meta.pagination.total;
    expect(all.body.meta.pagination).toEqual({ page: 1, pageSize: 100, pageCount: 1, total });
    expect(total).toBe(
      (await newsroom.sql(`SELECT FROM articles WHERE published_at IS NOT NULL`)).length,
    );
    const byTitle = await api('GET', '/articles/pages?sort=title:asc&pageSize=3', undefined, null);
    expect(byTitle.body.data.map((a: any) => a.title)).toEqual(['Aaa 0', 'Aaa 1', 'Aaa 2']);
    const oldest = await api(
      'GET',
      '/articles/pages?sort=firstPublishedAt:asc&pageSize=2&page=2',
      undefined,
      null,
    );
    expect(oldest.body.data[0].title).toBe('Aaa 1');
    const paged: string[] = [];
    for (let p = 1; p <= Math.ceil(total / 4); p += 1)
      paged.push(
        ...(
          await api('GET', `/articles/pages?pageSize=4&page=${p}`, undefined, null)
        ).body.data.map((a: any) => a.slug),
      );
    expect(paged).toEqual(all.body.data.map((a: any) => a.slug));
    expect((await api('GET', `/articles/pages?page=99999`, undefined, null)).body.data).toEqual([]);
    for (const query of [
      'page=0',
      'page=-1',
      'page=x',
      'page=1.5',
      'pageSize=0',
      'pageSize=101',
      'sort=slug',
      'sort=title:up',
      'sort[title]=asc',
      'foo=1',
      'page=1&page=2',
      'page=',
      'filters[title]=x',
    ]) {
      const answer = await api('GET', `/articles/pages?${query}`, undefined, null);
      expect([query, answer.status, answer.body.error?.name]).toEqual([
        query,
        400,
        'ValidationError',
      ]);
    }
    const list = await fetch(`${newsroom.url}/api/articles/pages`);
    expect(
      (
        await fetch(`${newsroom.url}/api/articles/pages`, {
          headers: { 'If-None-Match': list.headers.get('etag')! },
        })
      ).status,
    ).toBe(304);
    // A list that lost an article is another list, also when the newest change is elsewhere.
    const since = list.headers.get('last-modified')!;
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await newsroom.strapi
      .documents('api::article.article')
      .unpublish({ documentId: all.body.data[0].documentId });
    expect(
      (
        await fetch(`${newsroom.url}/api/articles/pages`, {
          headers: { 'If-Modified-Since': since },
        })
      ).status,
    ).toBe(200);
  });
});

describe('the public', () => {
  test('may read published pages and lists, and nothing else', async () => {
    const made = await post({ relatedNews: [{ headline: 'R' }] });
    const allowed = new Set(['/api/articles', '/api/articles/page/:slug', '/api/articles/pages']);
    const routes = newsroom.strapi.server
      .listRoutes()
      .flatMap(({ methods, path }) => methods.map((method) => ({ method, path: String(path) })));
    const open: string[] = [];
    for (const { method, path } of routes) {
      if (!path.startsWith('/api/') || allowed.has(path) || ['HEAD', 'OPTIONS'].includes(method))
        continue;
      const where = path
        .replace(/^\/api/, '')
        .replace(/:(id|documentId)/g, made.documentId)
        .replace(/:slug/, made.slug)
        .replace(/[:(][^/]*/g, 'x');
      const answer = await fetch(`${newsroom.url}/api${where}`, {
        method,
        headers: { 'Content-Type': 'application/json' },
        ...(method !== 'GET' && { body: '{}' }),
        redirect: 'manual',
      });
      if (![401, 403, 404, 405].includes(answer.status))
        open.push(`${method} ${path} ${answer.status}`);
    }
    // Script and style of the preview's frame, the same for everybody; the page itself needs its link.
    // A search without words is asked for them.
    expect(open.sort()).toEqual([
      'GET /api/articles/redirects 200',
      'GET /api/articles/search 400',
      'GET /api/desk/preview.css 200',
      'GET /api/desk/preview.js 200',
      'GET /api/openapi.json 200',
      'GET /api/site/page 200',
    ]);
    expect(routes.filter(({ path }) => path.startsWith('/api/')).length).toBeGreaterThan(20);
    for (const [method, where] of [
      ['GET', `/articles/${made.documentId}`],
      ['POST', '/articles'],
      ['PUT', `/articles/${made.documentId}`],
      ['DELETE', `/articles/${made.documentId}`],
      ['GET', '/sections'],
      ['POST', '/sections'],
      ['GET', '/bullets'],
      ['GET', '/related-news-entries'],
      ['GET', '/site'],
      ['PUT', '/site'],
      ['GET', '/users'],
      ['GET', '/upload/files'],
    ] as const) {
      expect([
        method,
        where,
        (await api(method, where, method === 'GET' ? undefined : wrapped({ title: 'x' }), null))
          .status,
      ]).toEqual([method, where, 403]);
    }
  });

  test('sees no drafts, no trees and nothing of other types through parameters', async () => {
    const secret = 'zzsecret';
    const made = await post({ title: 'Open', slug: 'open-secret' });
    await api(
      'PUT',
      `/articles/${made.documentId}?status=draft`,
      wrapped({
        title: secret,
        lead: secret,
        outline: [{ heading: secret, bullets: [{ text: secret }] }],
      }),
    );
    await api('POST', '/articles?status=draft', wrapped({ title: `${secret} two` }));
    for (const query of [
      '',
      'status=draft',
      'status[]=draft',
      'status=draft&status=published',
      'status[$eq]=draft',
      'publicationState=preview',
      'publicationFilter=never-published',
      'publicationFilter=modified',
      'hasPublishedVersion=false',
      'fields[0]=outline',
      'fields=*',
      'populate=*',
      'populate[sections]=true',
      'populate[sections][populate][bullets]=true',
      'populate[0]=sections.bullets',
      'populate[relatedNews][populate]=target',
      'populate[createdBy]=true',
      'populate[localizations]=true',
      `filters[sections][heading][$contains]=${secret}`,
      `filters[relatedNews][headline][$contains]=R`,
      'filters[createdBy][email][$contains]=@',
      'filters[outline][$contains]=x',
      'filters[$and][0][outline][$null]=true',
      'sort=outline',
      'sort=sections.heading',
      'sort[sections][heading]=asc',
      'lookup[publishedAt][$null]=true',
      'locale=*',
      `_q=${secret}`,
      'filters[id][$gt]=0&status=DRAFT',
    ]) {
      const answer = await api('GET', `/articles?${query}`, undefined, null);
      expect([query, answer.status < 500]).toEqual([query, true]);
      const text = JSON.stringify(answer.body);
      expect([
        query,
        text.replaceAll(query, '').includes(`${secret}"`) || text.includes(`${secret} two`),
      ]).toEqual([query, false]);
      if (answer.status !== 200) continue;
      for (const article of answer.body.data) {
        expect([
          query,
          'outline' in article,
          'sections' in article,
          'relatedNews' in article,
          'createdBy' in article,
          article.publishedAt !== null,
        ]).toEqual([query, false, false, false, false, true]);
      }
    }
    expect((await api('GET', '/articles?filters[outline][$contains]=x')).status).toBe(400);
    expect((await api('GET', '/articles?sort=outline')).status).toBe(400);
    expect((await api('GET', '/sections?filters[article][outline][$contains]=x')).status).toBe(400);
    expect(
      (await api('GET', '/related-news-entries?filters[target][outline][$null]=true')).status,
    ).toBe(400);
  });

  test('loses the page the moment the permission goes', async () => {
    const made = await post();
    const permission = await newsroom.strapi.db
      .query('plugin::users-permissions.permission')
      .findOne({ where: { action: 'api::article.article.find' } });
    await newsroom.strapi.db
      .query('plugin::users-permissions.permission')
      .delete({ where: { id: permission.id } });
    expect([
      (await page(made.slug)).status,
      (await fetch(`${newsroom.url}/api/articles/pages`)).status,
    ]).toEqual([401, 401]);
    expect((await api('GET', `/articles/page/${made.slug}`)).status).toBe(200);
    const role = await newsroom.strapi.db
      .query('plugin::users-permissions.role')
      .findOne({ where: { type: 'public' } });
    await newsroom.strapi.db
      .query('plugin::users-permissions.permission')
      .create({ data: { action: 'api::article.article.find', role: role.id } });
    expect((await page(made.slug)).status).toBe(200);
  });

  test('tokens: read-only reads and writes nothing; the outline needs the right to sections and bullets', async () => {
    const made = await post();
    const readOnly = await newsroom.token({ type: 'read-only' });
    expect(
      (await api('GET', `/articles/${made.documentId}`, undefined, readOnly)).body.data.outline,
    ).toHaveLength(2);
    expect(
      (await api('PUT', `/articles/${made.documentId}`, wrapped({ title: 'x' }), readOnly)).status,
    ).toBe(403);
    const narrow = await newsroom.token({
      type: 'custom',
      permissions: [
        'api::article.article.find',
        'api::article.article.findOne',
        'api::article.article.update',
      ],
    });
    const seen = await api('GET', `/articles/${made.documentId}`, undefined, narrow);
    expect([seen.status, 'outline' in seen.body.data]).toEqual([200, false]);
    const put = await api('PUT', `/articles/${made.documentId}`, wrapped({ lead: 'x' }), narrow);
    expect([put.status, 'outline' in put.body.data]).toEqual([200, false]);
    expect((await api('GET', '/articles', undefined, 'no-such-token')).status).toBe(401);
  });
});

describe('text', () => {
  const TEXTS = [
    'عنوان الخبر ⁧مختلط⁩ مع English',
    '👩‍👩‍👧‍👦 🏳️‍🌈 🇺🇳',
    'e\u0301 å Å ﬁ \u1100\u1161',
    '<b>bold</b> & &amp; <script>alert(1)</script>',
    `"quotes" 'single' “curly” «guillemets»`,
    'back\\slash \\n \\u0041 \\\\',
    'new\nline\r\nand\ttab',
    '  spaces around  ',
    '${x} {{y}} %s ? :name $1 ??',
    'zero\u200bwidth \u202Eright\u202C',
    '\u2028line\u2029sep',
    'null',
    '0',
    '\uFEFFbom \uFFFD \uFFFF',
  ];

  test.each(TEXTS.map((text) => [JSON.stringify(text), text]))(
    '%s comes back to the character',
    async (_, text) => {
      const data = {
        title: text,
        lead: text,
        byline: text,
        sourceTitle: text,
        slug: `text-${(counter += 1)}`,
        outline: [{ heading: text, lead: text, bullets: [{ text }, { text }] }],
        relatedNews: [{ headline: text, teaser: text }],
      };
      const made = await post(data);
      const strings = (tree: any) => [
        tree.title,
        tree.lead,
        tree.byline,
        tree.sourceTitle,
        tree.sections[0].heading,
        tree.sections[0].lead,
        ...tree.sections[0].bullets.map((b: any) => b.text),
      ];
      const all = Array(8).fill(text);
      expect(strings(await treeOf(newsroom, made.documentId, 'draft'))).toEqual(all);
      expect(strings(await treeOf(newsroom, made.documentId, 'published'))).toEqual(all);
      const got = (
        await api('GET', `/articles/${made.documentId}?populate[sections][populate][0]=bullets`)
      ).body.data;
      expect(strings(got)).toEqual(all);
      expect(strings({ ...got, sections: got.outline })).toEqual(all);
      const shown = (await json(await page(made.slug))).data;
      expect(strings(shown)).toEqual(all);
      expect([shown.relatedNews[0].headline, shown.relatedNews[0].teaser]).toEqual([text, text]);
      const admin = (
        await newsroom.admin(
          'GET',
          `/content-manager/collection-types/api::article.article/${made.documentId}`,
        )
      ).body.data;
      expect(strings({ ...admin, sections: admin.outline })).toEqual(all);
      const echoed = await newsroom.admin(
        'PUT',
        `/content-manager/collection-types/api::article.article/${made.documentId}`,
        { title: text, lead: text, outline: admin.outline },
      );
      expect(echoed.status).toBe(200);
      expect(strings(await treeOf(newsroom, made.documentId, 'draft'))).toEqual(all);
      const bullet = await api(
        'PUT',
        `/bullets/${got.outline[0].bullets[0].documentId}`,
        wrapped({ text: `${text}!` }),
      );
      expect(bullet.body.data.text).toBe(`${text}!`);
    },
  );
});

describe('bad input', () => {
  const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

  test('malformed, huge, wrong and hostile bodies are 4xx on every write route and write nothing', async () => {
    const made = await post({ relatedNews: [{ headline: 'R' }] });
    const entry = (await treeOf(newsroom, made.documentId, 'draft'))!.related[0]!.documentId;
    await api('PUT', '/site', wrapped({ name: 'The Newsroom' }));
    const routes: [string, string, string][] = [
      ['POST', '/articles', 'title'],
      ['PUT', `/articles/${made.documentId}`, 'title'],
      ['POST', '/sections', 'heading'],
      ['PUT', `/sections/${made.outline[0].documentId}`, 'heading'],
      ['POST', '/bullets', 'text'],
      ['PUT', `/bullets/${made.outline[0].bullets[0].documentId}`, 'text'],
      ['POST', '/related-news-entries', 'headline'],
      ['PUT', `/related-news-entries/${entry}`, 'headline'],
      ['PUT', '/site', 'name'],
    ];
    const before = await everything(newsroom);
    for (const [method, where, field] of routes) {
      const parent =
        {
          '/sections': { article: made.documentId },
          '/bullets': { section: made.outline[0].documentId },
          '/related-news-entries': { article: made.documentId },
        }[where] ?? {};
      const field_ = (value: unknown) => JSON.stringify({ data: { ...parent, [field]: value } });
      const bodies: [string, string][] = [
        ['malformed', '{"data": {"title": '],
        ['not json', 'hello'],
        ['a number', '7'],
        ['null', 'null'],
        ['a list', '[]'],
        ['a text', '"x"'],
        ['empty', '{}'],
        ['data is null', '{"data":null}'],
        ['data is a list', '{"data":[]}'],
        ['data is a text', '{"data":"x"}'],
        ['a number for a text', field_(7)],
        ['a list for a text', field_(['x'])],
        ['an object for a text', field_({ a: 1 })],
        ['true for a text', field_(true)],
        ['a null byte', field_('a\u0000b')],
        ['half a surrogate pair', `{"data":{"${field}":"\\ud83d"}}`],
        ['the other half', `{"data":{"${field}":"x\\ude00"}}`],
        ['too long', field_('x'.repeat(100_000))],
        ['an unknown field', JSON.stringify({ data: { ...parent, [field]: 'x', nonsense: 1 } })],
        ['a null byte in a key', `{"data":{"a\\u0000":1}}`],
        ['deep', `{"data":${deep(10_000)}}`],
        ['deep in a field', `{"data":{"${field}":${deep(60)}}}`],
        ['an id', JSON.stringify({ data: { ...parent, id: 1, [field]: 7 } })],
        ['prototype', `{"data":{"__proto__":{"x":1},"constructor":{"prototype":{}},"${field}":7}}`],
        [
          'a relation to nowhere',
          JSON.stringify({
            data: {
              ...parent,
              [field]: 'x',
              sections: ['nobody'],
              bullets: ['nobody'],
              target: 'nobody',
              cover: 999_999,
            },
          }),
        ],
        ['10 MB', field_('x'.repeat(10 * 1024 * 1024))],
      ];
      for (const [name, body] of bodies) {
        const answer = await fetch(`${newsroom.url}/api${where}`, {
          method,
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${await full()}` },
          body,
        });
        const text = await answer.text();
        expect([
          method,
          where,
          name,
          answer.status,
          answer.status >= 400 && answer.status < 500 ? '' : text.slice(0, 300),
        ]).toEqual([method, where, name, expect.any(Number), '']);
        expect(() => JSON.parse(text)).not.toThrow();
      }
    }
    expect(await everything(newsroom)).toBe(before);
  });

  let fullToken: string | undefined;
  const full = async () => (fullToken ??= await newsroom.token({ type: 'full-access' }));

  test('bad outlines, relations and queries name their place', async () => {
    const made = await post();
    const before = await everything(newsroom);
    const bad: [object, RegExp][] = [
      [
        { outline: [{ heading: 'x', bullets: [{ text: 7 }] }] },
        /^outline\[0\]\.bullets\[0\]\.text: /,
      ],
      [{ outline: [{ heading: 'x'.repeat(201) }] }, /^outline\[0\]\.heading: is 201/],
      [{ outline: 'nonsense' }, /^outline: /],
      [{ relatedNews: [{ headline: '' }] }, /^relatedNews\[0\]\.headline: is missing/],
      [
        { relatedNews: [{ headline: 'x' }, { target: 'nobody' }] },
        /^relatedNews\[1\]\.target: there is no article/,
      ],
      [{ relatedNews: [{ headline: 'x', url: 'nope' }] }, /^relatedNews\[0\]\.url: /],
      [
        { relatedNews: Array.from({ length: 21 }, () => ({ headline: 'x' })) },
        /^relatedNews: has 21/,
      ],
      [{ relatedNews: [{ headline: 'x', target: 7 }] }, /^relatedNews\[0\]\.target: /],
      [{ sections: ['nobody'] }, /sections/],
      [
        {
          sections: {
            connect: [made.outline[0].documentId],
            disconnect: [made.outline[0].documentId],
          },
        },
        /sections/,
      ],
      [{ firstPublishedAt: 'soon' }, /firstPublishedAt/],
      [{ baseVersion: 'one' }, /baseVersion/],
      [{ slug: 'a b' }, /slug/],
      [{ slug: '../x' }, /slug/],
      [{ sourceUrl: 'javascript:alert(1)' }, /sourceUrl/],
      [{ cover: 999_999 }, /./],
    ];
    for (const [data, message] of bad) {
      const put = await api('PUT', `/articles/${made.documentId}`, wrapped(data));
      expect([JSON.stringify(data).slice(0, 80), put.status, put.body.error?.message]).toEqual([
        JSON.stringify(data).slice(0, 80),
        400,
        expect.stringMatching(message),
      ]);
    }
    expect(await everything(newsroom)).toBe(before);
    const failed: string[] = [];
    for (const where of [
      '/articles/nobody',
      '/articles/%00',
      '/articles/a%20b',
      '/articles?filters[title][$nonsense]=x',
      '/articles?filters[nonsense]=x',
      '/articles?populate=nonsense',
      '/articles?sort=nonsense',
      '/articles?pagination[page]=-1',
      '/articles?pagination[pageSize]=x',
      '/articles?filters[title]=%00',
      '/articles?pagination[start]=-1',
      '/articles?filters[createdAt][$lt]=x',
      '/articles?filters[title][$in][0][a]=x',
      '/articles?filters[title][$between]=x',
      '/articles?filters[position]=x',
      '/sections?filters[position]=x',
      '/sections?filters[position]=1.5',
      '/sections?filters[position]=99999999999',
      '/articles?filters[id]=x',
      '/articles?filters[id]=99999999999999999999',
      '/articles?filters[version]=x',
      '/articles?filters[firstPublishedAt][$gt]=x',
      '/articles?filters=x',
      '/articles?fields=nonsense',
      '/articles?locale[]=x',
      '/articles?nonsense=1',
      '/sections/nobody',
      '/bullets?filters[section][article][outline]=x',
      '/articles?filters[$or]=x',
      '/articles?filters[documentId][$in]=x&sort[0]=sections.article.outline',
    ]) {
      if ((await api('GET', where)).status >= 500) failed.push(where);
    }
    expect(failed).toEqual([]);
    for (const method of ['PUT', 'DELETE']) {
      for (const id of [
        'nobody',
        '%00',
        '1',
        'null',
        'undefined',
        `${made.documentId}%20`,
        'x'.repeat(2000),
      ]) {
        const answer = await api(
          method,
          `/articles/${id}`,
          method === 'PUT' ? wrapped({ title: 'x' }) : undefined,
        );
        expect([method, id, answer.status < 500]).toEqual([method, id, true]);
      }
    }
    expect(await everything(newsroom)).toBe(before);
    expect(await drafts()).toBeGreaterThan(0);
  });
});

describeBadRequests(() => newsroom);
