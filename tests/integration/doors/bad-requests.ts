/** Requests that break a door which trusts them: each is told what is wrong, and nothing is written. */
import { once } from 'node:events';
import net from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Newsroom } from '../harness';
import { everything } from '../tree-audit';

const JSON_TYPE = 'application/json';
const PARTS = 'multipart/form-data; boundary=abc';
const ARTICLE = JSON.stringify({ data: { title: 'Packed' } });

/** What is sent, and what its answer says. */
type Bad = [name: string, headers: Record<string, string>, body: string | Buffer, says: RegExp];

const packed = (encoding: string) => ({
  'Content-Type': JSON_TYPE,
  'Content-Encoding': encoding,
});

const BODIES: Bad[] = [
  ...['gzip', 'br', 'deflate'].map((encoding): Bad => {
    const says = new RegExp(`^400 ValidationError body: is not ${encoding}`);
    return [`no ${encoding}`, packed(encoding), ARTICLE, says];
  }),
  ['half a gzip', packed('gzip'), gzipSync(ARTICLE).subarray(0, 25), /^400 .*body: is not gzip/],
  ['a bomb', packed('br'), brotliCompressSync(Buffer.alloc(6_000_000)), /^413 .*than 5 MB/],
  ['an unknown packing', packed('zip'), ARTICLE, /^415 .*Content-Encoding: "zip"/],
  [
    'bytes that are no UTF-8',
    { 'Content-Type': JSON_TYPE },
    Buffer.from(ARTICLE.replace('Packed', 'caf\u00e9'), 'latin1'),
    /^400 .*body: holds bytes that are no UTF-8; send it in UTF-8/,
  ],
  [
    'UTF-16',
    { 'Content-Type': JSON_TYPE },
    Buffer.from(ARTICLE, 'utf16le'),
    /^400 .*body: .*UTF-16.*send it in UTF-8/,
  ],
  [
    'another charset',
    { 'Content-Type': `${JSON_TYPE}; charset=utf-16` },
    ARTICLE,
    /^415 .*charset "utf-16"; send it in UTF-8/,
  ],
  ['half a JSON', { 'Content-Type': JSON_TYPE }, '{"data": ', /^400 .*body: is not valid JSON/],
  ['a text', { 'Content-Type': 'text/plain' }, ARTICLE, /^400 .*send .*application\/json/],
  ['a form', {}, ARTICLE, /^400 .*x-www-form-urlencoded.*send .*application\/json/],
  ['no data', { 'Content-Type': JSON_TYPE }, '{}', /^400 .*data: is missing; the body must be/],
  [
    'an inherited name',
    { 'Content-Type': JSON_TYPE },
    '{"data":{"title":"x","constructor":{}}}',
    /^400 .*data\.constructor: is a name that no field has/,
  ],
  ['parts', { 'Content-Type': PARTS }, 'x', /^415 .*only the media library takes/],
];

const SCRIPT = '<script src="/uploads/b.js"></script>';

/**
 * Files that would run from the admin's own address: name, what they say they are, content, what is refused.
 * Their first bytes are looked at outside of jest only (tests/e2e/smoke.test.mjs).
 */
const RUNNING: [string, string, string, string][] = [
  ['a.html', 'text/html', SCRIPT, 'text/html'],
  ['a.html', 'image/png', SCRIPT, 'text/html'],
  ['b.js', 'text/javascript', 'x()', '(text|application)/javascript'],
  ['a.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', 'image/svg'],
];

/** What the one door that takes parts must refuse: also what Strapi's reader of them stumbles over. */
const UPLOADS: Bad[] = [
  ...RUNNING.map(([name, type, content, refused]): Bad => [
    `${name}, ${type}`,
    { 'Content-Type': PARTS },
    `--abc\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n--abc--\r\n`,
    new RegExp(`^400 .*'${refused}.* is not allowed`),
  ]),
  ['no boundary', { 'Content-Type': 'multipart/form-data' }, 'x', /^400 .*no multipart boundary/],
  ['no parts', { 'Content-Type': PARTS }, 'x', /^400 .*multipart\/form-data/],
  [
    'a part cut off',
    { 'Content-Type': PARTS },
    '--abc\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhal',
    /^400 .*ended unexpectedly.*last --boundary--/,
  ],
];

const ITSELF = 'must be a field of';
const UNFILTERED = 'the outline cannot be filtered by';
const UNSORTED = 'the outline cannot be sorted by';

const QUERIES: [string, string][] = [
  ['/articles?populate[sections][sort]=article.title', ITSELF],
  ['/articles?populate[sections][sort][0]=article.outline', ITSELF],
  ['/articles?populate[relatedNews][sort][target][title]=asc', ITSELF],
  ['/articles?populate[sections][populate][bullets][sort]=section.heading', ITSELF],
  ['/articles?populate[sections][filters][article][outline][$notNull]=true', UNFILTERED],
  ['/articles?populate[relatedNews][filters][target][outline][$null]=true', UNFILTERED],
  ['/sections?populate[article][filters][$or][0][outline][$null]=true', UNFILTERED],
  ['/articles?populate[relatedNews][populate][target][sort]=outline', UNSORTED],
  ['/articles?status=foo', 'status: must be "draft" or "published", but is "foo"'],
  ['/sections?status[$ne]=published', 'status: must be "draft" or "published"'],
  [
    `/articles/pages?after=${Buffer.from('["2026-01-01T00:00:00Z","\\u0000"]').toString('base64url')}`,
    'after: is no cursor',
  ],
];

export const describeBadRequests = (running: () => Newsroom): void => {
  const send = async (where: string, [, headers, body]: Bad, token: string | null) => {
    const answer = await fetch(`${running().url}/api${where}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        ...headers,
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    const { data, error } = await answer.json();
    expect(data).toBeNull();
    expect(error).toEqual({
      status: answer.status,
      name: expect.any(String),
      message: expect.any(String),
      details: expect.any(Object),
    });
    return `${error.status} ${error.name} ${error.message}`;
  };

  describe('requests that break a door which trusts them', () => {
    test('bodies say what is wrong with them', async () => {
      const token = await running().token({ type: 'full-access' });
      const before = await everything(running());
      for (const bad of BODIES)
        expect([bad[0], await send('/articles', bad, token)]).toEqual([
          bad[0],
          expect.stringMatching(bad[3]),
        ]);
      for (const bad of UPLOADS)
        expect([bad[0], await send('/upload', bad, token)]).toEqual([
          bad[0],
          expect.stringMatching(bad[3]),
        ]);
      for (const bad of [...BODIES, ...UPLOADS])
        expect([bad[0], await send('/articles/page/x', bad, null)]).toEqual([
          bad[0],
          expect.stringMatching(/^4\d\d /),
        ]);
      expect(await everything(running())).toBe(before);
      for (const [encoding, pack] of [
        ['gzip', gzipSync],
        ['br', brotliCompressSync],
        ['deflate', deflateSync],
      ] as const) {
        const answer = await fetch(`${running().url}/api/articles?status=draft`, {
          method: 'POST',
          headers: { ...packed(encoding), Authorization: `Bearer ${token}` },
          body: new Uint8Array(pack(ARTICLE)),
        });
        expect([encoding, answer.status]).toEqual([encoding, 201]);
      }
    });

    test('whoever leaves in the middle of a body is no matter for the log', async () => {
      const { strapi, url } = running();
      const beside = jest.spyOn(console, 'error').mockImplementation();
      const told = jest.spyOn(strapi.log, 'http').mockImplementation();
      for (const packing of ['identity', 'gzip']) {
        told.mockClear();
        const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
        await once(socket, 'connect');
        const came = once(strapi.server.httpServer, 'request');
        socket.write(
          `POST /api/articles HTTP/1.1\r\nHost: x\r\nContent-Type: ${JSON_TYPE}\r\nContent-Encoding: ${packing}\r\nContent-Length: 500\r\n\r\n`,
        );
        await came;
        const logged = new Promise<void>((resolve) => {
          told.mockImplementation((line) => {
            if (String(line).startsWith('POST /api/articles ')) resolve();
            return strapi.log;
          });
        });
        socket.resetAndDestroy();
        await logged;
        expect(told.mock.calls.map(String)).toContainEqual(
          expect.stringMatching(/^A caller left in the middle/),
        );
      }
      expect(beside).not.toHaveBeenCalled();
      beside.mockRestore();
      told.mockRestore();
    });

    test.each(QUERIES)('GET %s', async (where, says) => {
      const { status, body } = await running().api('GET', where);
      expect([status, body.error?.message]).toEqual([400, expect.stringContaining(says)]);
    });

    test('ids that are nobody’s are not found', async () => {
      for (const [where, name] of [
        ['/articles', 'article'],
        ['/sections', 'section'],
        ['/bullets', 'bullet'],
        ['/related-news-entries', 'Recent News entry'],
        ['/topics', 'topic'],
        ['/authors', 'author'],
      ] as const) {
        const { status, body } = await running().api('DELETE', `${where}/nope`);
        expect([where, status, body?.error.message]).toEqual([
          where,
          404,
          `There is no ${name} with the documentId "nope".`,
        ]);
      }
      const made = await running().api('POST', '/articles', { data: { title: 'Stays' } });
      const { documentId } = made.body.data;
      const actions = '/content-manager/collection-types/api::article.article/actions';
      for (const [act, documentIds] of [
        ['bulkPublish', [documentId, 'nope']],
        ['bulkUnpublish', [documentId, 'nope']],
        ['bulkDelete', ['nope']],
      ] as const)
        expect([
          act,
          (await running().admin('POST', `${actions}/${act}`, { documentIds })).status,
        ]).toEqual([act, 404]);
      expect((await running().api('GET', `/articles/${documentId}`)).status).toBe(200);
      const none = await running().api('POST', '/articles?status=foo', { data: { title: 'x' } });
      expect(none.status).toBe(400);
    });
  });

  test('a draft is not deleted without what is live of it', async () => {
    const made = await running().api('POST', '/articles', { data: { title: 'Stays whole' } });
    await running().api('PUT', '/site', { data: { name: 'The Newsroom' } });
    const { documentId } = made.body.data;
    for (const where of [`/articles/${documentId}`, '/site']) {
      const { status, body } = await running().api('DELETE', `${where}?status=draft`);
      expect([where, status, body?.error.message]).toEqual([
        where,
        400,
        expect.stringContaining('status: a delete takes the draft and the published version'),
      ]);
      expect((await running().api('GET', where)).status).toBe(200);
    }
    expect((await running().api('DELETE', `/articles/${documentId}?status=published`)).status).toBe(
      204,
    );
  });

  describe('an article that is populated into something else', () => {
    test('shows its outline to those who may see it, and no false null', async () => {
      const { api } = running();
      const target = (
        await api('POST', '/articles', {
          data: { title: 'Target', outline: [{ heading: 'There', bullets: [{ text: 'yes' }] }] },
        })
      ).body.data;
      const made = (
        await api('POST', '/articles', {
          data: {
            title: 'Shows it',
            outline: [{ heading: 'Here', bullets: [{ text: 'one' }, { text: 'two' }] }],
            relatedNews: [{ target: target.documentId }],
          },
        })
      ).body.data;
      const mine = `filters[article][documentId]=${made.documentId}`;
      const first = async (where: string, token?: string) =>
        (await api('GET', where, undefined, token)).body.data[0];

      for (const populate of ['populate=article', 'populate[article][fields]=outline'])
        expect((await first(`/sections?${mine}&${populate}`)).article.outline).toEqual(
          made.outline,
        );
      const titled = await first(`/sections?${mine}&populate[article][fields]=title`);
      expect(titled.article).not.toHaveProperty('outline');
      const entry = await first(`/related-news-entries?${mine}&populate=target`);
      expect(entry.target.outline).toEqual(target.outline);
      const deep = `/bullets?filters[section][article][documentId]=${made.documentId}&status=draft&populate[section][populate]=article`;
      expect((await first(deep)).section.article.outline).toEqual(made.outline);

      const narrow = await running().token({
        type: 'custom',
        permissions: [
          'api::article.article.find',
          'api::section.section.find',
          'api::related-news.related-news.find',
        ],
      });
      const unseen = await first(`/sections?${mine}&populate=article`, narrow);
      expect(unseen.article).toMatchObject({ title: 'Shows it' });
      expect(unseen.article).not.toHaveProperty('outline');
    });
  });
};
