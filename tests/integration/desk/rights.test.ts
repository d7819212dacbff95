/** What a role may not do is refused: each admin route of the Desk, asked by each role. */
import { createId } from '@paralleldrive/cuid2';
import { NO_TEXT } from '../../../src/plugins/desk/server/src/blank-text';
import { startNewsroom, type Newsroom } from '../harness';
import { personWith, type Ask, type Permission } from './users';

jest.setTimeout(120_000);

const ARTICLE = 'api::article.article';
const FIELDS = [
  'title',
  'slug',
  'lead',
  'teaser',
  'byline',
  'topics',
  'authors',
  'firstPublishedAt',
  'sourceTitle',
  'sourceUrl',
  'cover',
  'coverAlt',
  'coverCaption',
  'coverCredit',
  'sections',
  'relatedNews',
];
const on = (act: string, part: Partial<Permission> = {}): Permission => ({
  action: `plugin::content-manager.explorer.${act}`,
  subject: ARTICLE,
  ...(act === 'delete' || act === 'publish' ? {} : { properties: { fields: FIELDS } }),
  ...part,
});

const ROLES: Record<string, Permission[]> = {
  nobody: [],
  reader: [on('read')],
  writer: [on('read'), on('create'), on('update')],
  publisher: [on('read'), on('create'), on('update'), on('publish'), on('delete')],
  settings: [{ action: 'plugin::desk.settings' }],
};

let newsroom: Newsroom;
const people: Record<string, Ask> = {};
const text = (title: string) => ({ ...NO_TEXT, title, lead: 'Lead.' });
const make = async (): Promise<string> => {
  const id = createId();
  await newsroom.admin('PUT', `/desk/articles/${id}`, { baseVersion: 0, text: text(`Made ${id}`) });
  return id;
};

beforeAll(async () => {
  newsroom = await startNewsroom();
  for (const [name, permissions] of Object.entries(ROLES))
    people[name] = (await personWith(newsroom, name, permissions)).ask;
});
afterAll(() => newsroom.stop());

/** Who is let in, and what they are told where it is no 200; everybody else gets a 403. */
const ROUTES: [string, string, (id: string) => [string, unknown?], string[], number?][] = [
  ['the list', 'GET', () => ['/desk/articles'], ['reader', 'writer', 'publisher']],
  ['an article', 'GET', (id) => [`/desk/articles/${id}`], ['reader', 'writer', 'publisher']],
  [
    'a save',
    'PUT',
    (id) => [`/desk/articles/${id}`, { baseVersion: 1, text: text('Saved') }],
    ['writer', 'publisher'],
  ],
  [
    'a new article',
    'PUT',
    () => [`/desk/articles/${createId()}`, { baseVersion: 0, text: text('New') }],
    ['writer', 'publisher'],
  ],
  ['a blank one', 'GET', () => [`/desk/articles/${createId()}/blank`], ['writer', 'publisher']],
  ['versions', 'GET', (id) => [`/desk/articles/${id}/versions`], ['reader', 'writer', 'publisher']],
  [
    'the checklist of it',
    'GET',
    (id) => [`/desk/articles/${id}/checklist`],
    ['reader', 'writer', 'publisher'],
  ],
  [
    'who shows it',
    'GET',
    (id) => [`/desk/articles/${id}/shown-on`],
    ['reader', 'writer', 'publisher'],
  ],
  [
    'what stands below',
    'GET',
    (id) => [`/desk/articles/${id}/below`],
    ['reader', 'writer', 'publisher'],
  ],
  ['the topics', 'GET', () => ['/desk/choices/topics'], ['reader', 'writer', 'publisher']],
  ['the authors', 'GET', () => ['/desk/choices/authors'], ['reader', 'writer', 'publisher']],
  [
    'its earlier addresses',
    'GET',
    (id) => [`/desk/articles/${id}/addresses`],
    ['reader', 'writer', 'publisher'],
  ],
  [
    'closing an address that it never had',
    'DELETE',
    (id) => [`/desk/articles/${id}/addresses/never-had`],
    ['publisher'],
    404,
  ],
  ['publish', 'POST', (id) => [`/desk/articles/${id}/publish`, {}], ['publisher']],
  ['unpublish', 'POST', (id) => [`/desk/articles/${id}/unpublish`, {}], ['publisher']],
  ['duplicate', 'POST', (id) => [`/desk/articles/${id}/duplicate`, {}], ['writer', 'publisher']],
  ['delete', 'DELETE', (id) => [`/desk/articles/${id}`], ['publisher']],
  [
    'presence',
    'POST',
    (id) => [`/desk/articles/${id}/presence`, { tab: 'a-tab-of-mine' }],
    ['reader', 'writer', 'publisher'],
  ],
  ['leaving', 'DELETE', () => ['/desk/presence/a-tab-of-mine'], ['reader', 'writer', 'publisher']],
  [
    'what stands below',
    'PUT',
    (id) => [`/desk/articles/${id}/recent-news`, { entries: [] }],
    ['writer', 'publisher'],
  ],
  ['a paste', 'POST', () => ['/desk/paste', { input: 'Words' }], ['writer', 'publisher']],
  [
    'a preview',
    'POST',
    () => ['/desk/preview', { text: text('Seen'), cover: null, recentNews: [], locale: 'en' }],
    ['reader', 'writer', 'publisher'],
  ],
  ['the levels', 'GET', () => ['/desk/checklist'], Object.keys(ROLES)],
  [
    'new levels',
    'PUT',
    () => [
      '/desk/checklist',
      {
        lead: 'warn',
        source: 'warn',
        'no-topic': 'warn',
        sectionLead: 'warn',
        pictureAlt: 'block',
        pictureCredit: 'warn',
        duplicate: 'warn',
      },
    ],
    ['settings'],
  ],
];

describe.each(ROUTES)('%s', (_name, method, request, allowed, told = 200) => {
  test.each(Object.keys(ROLES))('asked by %s', async (role) => {
    const id = await make();
    const [path, body] = request(id);
    const { status } = await people[role]!(method, path, body);
    expect([role, status]).toEqual([role, allowed.includes(role) ? told : 403]);
  });

  test('asked by a stranger', async () => {
    const [path, body] = request(await make());
    const { status } = await fetch(newsroom.url + path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(status).toBe(401);
  });
});

test('a first save asks for the right to write new articles, also where one stands', async () => {
  const { ask } = await personWith(newsroom, 'changer', [on('read'), on('update')]);
  const id = await make();
  const body = { baseVersion: 0, text: text('Made anew') };
  expect((await ask('PUT', `/desk/articles/${id}`, body)).status).toBe(403);
});

test('discard asks for the right to change', async () => {
  const id = await make();
  await newsroom.admin('POST', `/desk/articles/${id}/publish`, {});
  expect((await people.reader!('POST', `/desk/articles/${id}/discard`, {})).status).toBe(403);
  expect((await people.writer!('POST', `/desk/articles/${id}/discard`, {})).status).toBe(200);
});

test('who may write only their own sees and changes only their own', async () => {
  const mine = { conditions: ['admin::is-creator'] };
  const { ask } = await personWith(newsroom, 'author', [
    on('read', mine),
    on('create'),
    on('update', mine),
  ]);
  const foreign = await make();
  const own = createId();
  expect(
    (await ask('PUT', `/desk/articles/${own}`, { baseVersion: 0, text: text('Own') })).status,
  ).toBe(200);
  expect((await ask('GET', `/desk/articles/${foreign}`)).status).toBe(403);
  const refused = await ask('PUT', `/desk/articles/${foreign}`, {
    baseVersion: 1,
    text: text('Taken'),
  });
  expect(refused.status).toBe(403);
  const { body } = await ask('GET', '/desk/articles');
  expect(body.data.rows.map(({ documentId }: { documentId: string }) => documentId)).toEqual([own]);
  expect((await ask('GET', `/desk/articles/${own}`)).body.data.may).toMatchObject({
    update: true,
    publish: false,
    delete: false,
  });
});

test('a field that a role may not write is named, told as read-only, and nothing is saved', async () => {
  const { ask } = await personWith(newsroom, 'half', [
    on('read'),
    on('update', { properties: { fields: ['title', 'lead', 'sections'] } }),
  ]);
  const id = await make();
  const open = (await ask('GET', `/desk/articles/${id}`)).body.data;
  expect(open.may.readOnly).toContain('details.byline');
  expect(open.may.readOnly).toEqual(expect.arrayContaining(['details.topics', 'details.authors']));
  expect(open.may.readOnly).not.toContain('title');
  const changed = { ...open.text, title: 'Mine', details: { ...open.text.details, byline: 'Me' } };
  const { status, body } = await ask('PUT', `/desk/articles/${id}`, {
    baseVersion: open.version,
    text: changed,
  });
  expect(status).toBe(403);
  expect(body.error.message).toBe('Your role may not change: byline.');
  const kept = await ask('PUT', `/desk/articles/${id}`, {
    baseVersion: open.version,
    text: { ...open.text, title: 'Mine' },
  });
  expect(kept.status).toBe(200);
});

test('who may not see a field that the Desk shows is refused everywhere, before anything is done', async () => {
  const fields = FIELDS.filter((field) => field !== 'lead' && field !== 'relatedNews');
  const { ask } = await personWith(newsroom, 'half blind', [
    on('read', { properties: { fields } }),
    on('create'),
    on('update'),
    on('publish'),
  ]);
  const id = await make();
  const at = `/desk/articles/${id}`;
  const message =
    'Your role may not see: lead, relatedNews. The Desk shows an article as a whole; the Content Manager shows the fields that you may see.';
  for (const [method, path, body] of [
    ['GET', '/desk/articles'],
    ['GET', at],
    ['GET', `${at}/versions`],
    ['GET', `${at}/checklist`],
    ['GET', `${at}/below`],
    ['PUT', at, { baseVersion: 1, text: text('Saved blindly') }],
    ['PUT', at, { baseVersion: 9, text: text('Saved on nothing') }],
    ['PUT', `/desk/articles/${createId()}`, { baseVersion: 0, text: text('New') }],
    ['PUT', `${at}/recent-news`, { entries: [] }],
    ['POST', `${at}/publish`, {}],
    ['POST', `${at}/discard`, {}],
    ['POST', `${at}/duplicate`, {}],
  ] as [string, string, unknown?][]) {
    const { status, body: said } = await ask(method, path, body);
    expect([method, path, status, said.error.message]).toEqual([method, path, 403, message]);
  }
  const path = `/content-manager/preview/url/${ARTICLE}?documentId=${id}&status=draft`;
  expect(JSON.stringify((await ask('GET', path)).body ?? {})).not.toContain('token');
  const { body } = await newsroom.admin('GET', at);
  expect(body.data).toMatchObject({ version: 1, status: 'draft' });
});

test('a copy asks for the right to create each field that it takes over', async () => {
  const { ask } = await personWith(newsroom, 'copyist', [
    on('read'),
    on('create', { properties: { fields: ['title', 'lead'] } }),
  ]);
  const copy = (id: string) => ask('POST', `/desk/articles/${id}/duplicate`, {});
  const id = await make();
  expect((await copy(id)).status).toBe(200);
  const { body } = await newsroom.admin('GET', `/desk/articles/${id}`);
  const { text: stored } = body.data;
  await newsroom.admin('PUT', `/desk/articles/${id}`, {
    baseVersion: 1,
    text: { ...stored, details: { ...stored.details, byline: 'By one' } },
  });
  await newsroom.admin('PUT', `/desk/articles/${id}/recent-news`, {
    entries: [{ headline: 'Elsewhere', teaser: '', url: 'https://example.org/' }],
  });
  const refused = await copy(id);
  expect([refused.status, refused.body.error.message]).toEqual([
    403,
    'Your role may not change: byline, relatedNews.',
  ]);
});

test('what somebody else changed in a field that a role may not write is told as stale, and merged on', async () => {
  const { ask } = await personWith(newsroom, 'titles', [
    on('read'),
    on('update', { properties: { fields: ['title'] } }),
  ]);
  const id = await make();
  const mine = (await ask('GET', `/desk/articles/${id}`)).body.data;
  await newsroom.admin('PUT', `/desk/articles/${id}`, {
    baseVersion: mine.version,
    text: { ...mine.text, lead: 'Theirs.' },
  });
  const put = (baseVersion: number, changed: object) =>
    ask('PUT', `/desk/articles/${id}`, { baseVersion, text: changed });
  const { status, body } = await put(mine.version, { ...mine.text, title: 'Mine' });
  expect(status).toBe(409);
  const { current } = body.error.details;
  expect(current).toMatchObject({ version: 2, text: { lead: 'Theirs.' } });
  expect((await put(2, { ...current.text, title: 'Mine' })).status).toBe(200);
  expect((await put(3, { ...current.text, title: 'Mine', lead: 'Mine.' })).status).toBe(403);
});

test('a preview link is made for those who may read', async () => {
  const id = await make();
  const path = `/content-manager/preview/url/${ARTICLE}?documentId=${id}&status=draft`;
  expect((await people.reader!('GET', path)).body.data.url).toContain(id);
  const { body } = await people.nobody!('GET', path);
  expect(JSON.stringify(body ?? {})).not.toContain('token');
});

test('who may read only their own gets a preview link for nothing else', async () => {
  const mine = { conditions: ['admin::is-creator'] };
  const { ask } = await personWith(newsroom, 'own previews', [on('read', mine), on('create')]);
  const own = createId();
  await ask('PUT', `/desk/articles/${own}`, { baseVersion: 0, text: text('Own') });
  const linkTo = (id: string) =>
    ask('GET', `/content-manager/preview/url/${ARTICLE}?documentId=${id}&status=draft`);
  expect((await linkTo(own)).body.data.url).toContain(own);
  const { body } = await linkTo(await make());
  expect(JSON.stringify(body ?? {})).not.toContain('token');
});
