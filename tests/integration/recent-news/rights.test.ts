/** Which stories a role may see and decide on: each admin route that names one, asked by each role. */
import { personWith, type Ask, type Permission } from '../desk/users';
import { startNewsroom, type Newsroom } from '../harness';
import { partsOf } from './oracle';
import { create, createAndPublish, headlines, publish, textOf } from './stories';

jest.setTimeout(120_000);

const FIELDS = ['title', 'lead', 'sections', 'slug', 'relatedNews'];
const on = (act: string, fields = FIELDS, ...conditions: string[]): Permission => ({
  action: `plugin::content-manager.explorer.${act}`,
  subject: 'api::article.article',
  ...(act === 'publish' ? {} : { properties: { fields } }),
  conditions,
});
const own = (...names: string[]): Permission[] =>
  names.map((name) => ({ action: `plugin::recent-news.${name}` }));
const ALL = own('read', 'decide', 'publish', 'stories');
const MINE = 'admin::is-creator';

const ROLES: Record<string, Permission[]> = {
  nobody: [],
  /** The plugin's rights are none on stories. */
  unread: ALL,
  reader: [on('read'), ...ALL],
  texts: [on('read'), on('update', ['title', 'lead']), on('publish'), ...ALL],
  decider: [on('read'), on('update', ['relatedNews']), ...ALL],
  drafts: [on('read'), on('update'), on('publish'), ...own('read', 'decide')],
  editor: [on('read'), on('update'), on('publish'), ...ALL],
  author: [
    on('create'),
    on('read', FIELDS, MINE),
    on('update', FIELDS, MINE),
    { ...on('publish'), conditions: [MINE] },
    ...ALL,
  ],
};

let newsroom: Newsroom;
let foreign: string;
let authors: string;
const people: Record<string, Ask> = {};

beforeAll(async () => {
  newsroom = await startNewsroom();
  for (const [name, permissions] of Object.entries(ROLES))
    people[name] = (await personWith(newsroom, name, permissions)).ask;
  for (let i = 1; i < 4; i++) await createAndPublish(newsroom, { ...textOf('tram', i), day: i });
  foreign = await createAndPublish(newsroom, { ...textOf('tram', 0), slug: 'a-tram' });
  const made = await people.author!(
    'POST',
    '/content-manager/collection-types/api::article.article',
    { title: 'An author’s own tram', lead: 'A tram of the author.' },
  );
  authors = made.body.data.documentId;
  await publish(newsroom, authors);
  await partsOf(newsroom).backfill.run();
});
afterAll(() => newsroom?.stop());

const READERS = ['reader', 'texts', 'decider', 'drafts', 'editor'];
const hideNothing = { decisions: [{ kind: 'unlock' }] };

/** Who is let in on a story that others wrote; everybody else gets a 403. */
const ROUTES: [string, string, string, (id: string) => unknown, string[]][] = [
  ['a list', 'GET', '/recent-news/lists/ID', () => undefined, READERS],
  ['a live list', 'GET', '/recent-news/lists/ID?side=live', () => undefined, READERS],
  ['a list by its slug', 'GET', '/recent-news/lists/a-tram', () => undefined, READERS],
  ['why', 'GET', '/recent-news/explain?article=ID', () => undefined, READERS],
  ['why, by its slug', 'GET', '/recent-news/explain?article=a-tram', () => undefined, READERS],
  ['a story', 'GET', '/recent-news/stories/ID', () => undefined, READERS],
  [
    'never to be recommended',
    'PUT',
    '/recent-news/stories/ID/never',
    () => ({ never: false }),
    ['reader', 'texts', 'decider', 'editor'],
  ],
  [
    'a preview of settings',
    'POST',
    '/recent-news/settings/preview',
    (article) => ({ article }),
    READERS,
  ],
  [
    'a decision',
    'POST',
    '/recent-news/lists/ID/decisions',
    () => hideNothing,
    ['decider', 'drafts', 'editor'],
  ],
  [
    'a decision for readers at once',
    'POST',
    '/recent-news/lists/ID/decisions',
    () => ({ ...hideNothing, live: true }),
    ['editor'],
  ],
  ['the live list anew', 'POST', '/recent-news/lists/ID/regenerate', () => undefined, ['editor']],
];

describe.each(ROUTES)('%s', (_name, method, path, body, allowed) => {
  test.each(Object.keys(ROLES))('asked by %s', async (role) => {
    const answer = await people[role]!(method, path.replace('ID', foreign), body(foreign));
    expect([role, answer.status]).toEqual([role, allowed.includes(role) ? 200 : 403]);
    if (answer.status === 403) expect(JSON.stringify(answer.body)).not.toMatch(/tram/);
  });

  test('asked by the author of the story', async () => {
    const where = path.replace('ID', authors).replace('a-tram', authors);
    expect((await people.author!(method, where, body(authors))).status).toBe(200);
  });
});

test('the panel is told what a role may do with this story, not with any', async () => {
  const told = async (role: string, id: string): Promise<unknown> =>
    (await people[role]!('GET', `/recent-news/lists/${id}`)).body.data.may;
  expect(await told('reader', foreign)).toEqual({ decide: false, publish: false, stories: true });
  expect(await told('texts', foreign)).toMatchObject({ decide: false, publish: true });
  expect(await told('decider', foreign)).toMatchObject({ decide: true, publish: false });
  expect(await told('drafts', foreign)).toEqual({ decide: true, publish: false, stories: false });
  expect(await told('editor', foreign)).toEqual({ decide: true, publish: true, stories: true });
  expect(await told('author', authors)).toEqual({ decide: true, publish: true, stories: true });
});

test('a refused decision leaves the list as it was, and says what is missing', async () => {
  const before = await headlines(newsroom, foreign);
  const decisions = [{ kind: 'link', url: 'https://a.example', headline: 'Mine' }];
  const path = `/recent-news/lists/${foreign}/decisions`;
  const refused = await people.texts!('POST', path, { decisions, live: true });
  expect(refused.body.error.message).toBe('Your role may not change the list under this story.');
  const unseen = await people.author!('POST', path, { decisions, live: true });
  expect(unseen.body.error.message).toBe('Your role may not see this story.');
  const late = await people.decider!('POST', path, { decisions, live: true });
  expect(late.body.error.message).toMatch(/may not change what readers have/);
  expect(await headlines(newsroom, foreign)).toEqual(before);
});

test('a story that is not live is not told by its title to whoever adds it unseen', async () => {
  const draft = await create(newsroom, { title: 'A secret' });
  const answer = await people.author!('POST', `/recent-news/lists/${authors}/decisions`, {
    decisions: [{ kind: 'add', target: draft }],
  });
  expect(answer.status).toBe(400);
  expect(answer.body.error.message).toMatch(/not live/);
  expect(answer.body.error.message).not.toMatch(/secret/);
});
