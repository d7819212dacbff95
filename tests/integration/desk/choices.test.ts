/** Topics and authors of an article at the Desk, and the addresses that it had before. */
import { createId } from '@paralleldrive/cuid2';
import { NO_TEXT } from '../../../src/plugins/desk/server/src/blank-text';
import type { DeskDetails } from '../../../src/plugins/desk/server/src/contracts';
import { startNewsroom, type Newsroom } from '../harness';

jest.setTimeout(60_000);
let newsroom: Newsroom;

const give = async (kind: 'topic' | 'author', name: string): Promise<string> => {
  const slug = name.toLowerCase().replaceAll(' ', '-');
  const { status, body } = await newsroom.admin(
    'POST',
    `/content-manager/collection-types/api::${kind}.${kind}`,
    { name, slug },
  );
  expect(status).toBe(201);
  return body.data.documentId;
};
const save = (id: string, baseVersion: number, title: string, details: Partial<DeskDetails>) =>
  newsroom.admin('PUT', `/desk/articles/${id}`, {
    baseVersion,
    text: { ...NO_TEXT, title, lead: 'A lead.', details: { ...NO_TEXT.details, ...details } },
  });
const open = async (id: string) => (await newsroom.admin('GET', `/desk/articles/${id}`)).body.data;
const publish = (id: string) => newsroom.admin('POST', `/desk/articles/${id}/publish`, {});
const page = (slug: string) => newsroom.api('GET', `/articles/page/${slug}`, undefined, null);

let coast: string;
let trains: string;
let mara: string;
let ola: string;
beforeAll(async () => {
  newsroom = await startNewsroom();
  trains = await give('topic', 'Trains');
  coast = await give('topic', 'Coast');
  ola = await give('author', 'Ola Berg');
  mara = await give('author', 'Mara Lind');
});
afterAll(() => newsroom.stop());

test('all of them are offered, by name', async () => {
  expect((await newsroom.admin('GET', '/desk/choices/topics')).body.data).toEqual([
    { id: coast, name: 'Coast', slug: 'coast' },
    { id: trains, name: 'Trains', slug: 'trains' },
  ]);
  expect((await newsroom.admin('GET', '/desk/choices/authors')).body.data).toEqual([
    { id: mara, name: 'Mara Lind', slug: 'mara-lind' },
    { id: ola, name: 'Ola Berg', slug: 'ola-berg' },
  ]);
});

test('are saved in their order, changed, taken away, and told in comparisons', async () => {
  const id = createId();
  const first = { topics: `${trains},${coast}`, authors: `${ola},${mara}` };
  const { status, body } = await save(id, 0, 'Given', first);
  expect(status).toBe(200);
  expect(body.data.text.details).toMatchObject(first);
  expect((await publish(id)).status).toBe(200);
  expect((await open(id)).status).toBe('live');
  const { version, text } = await open(id);
  const turned = { ...text.details, authors: `${mara},${ola}`, topics: coast };
  expect((await save(id, version, 'Given', turned)).body.data.text.details).toEqual(turned);
  expect((await open(id)).status).toBe('modified');
  const { live, draft } = (await newsroom.admin('GET', `/desk/articles/${id}/versions`)).body.data;
  expect(live.details).toMatchObject(first);
  expect(draft.details).toMatchObject({ topics: coast, authors: `${mara},${ola}` });
  const none = { ...turned, topics: '', authors: '' };
  const emptied = await save(id, (await open(id)).version, 'Given', none);
  expect(emptied.body.data.text.details).toMatchObject({ topics: '', authors: '' });
  await newsroom.admin('POST', `/desk/articles/${id}/discard`, {});
  expect((await open(id)).text.details).toMatchObject(first);
});

test('the same topic stands in many articles', async () => {
  const [one, two] = [createId(), createId()];
  await save(one, 0, 'One of the coast', { topics: coast });
  await save(two, 0, 'Two of the coast', { topics: coast });
  expect((await open(one)).text.details.topics).toBe(coast);
  expect((await open(two)).text.details.topics).toBe(coast);
  const copy = (await newsroom.admin('POST', `/desk/articles/${one}/duplicate`, {})).body.data;
  expect(copy.text.details.topics).toBe(coast);
});

test('one that is not there is refused at its place, and a gap names it', async () => {
  const missing = await save(createId(), 0, 'Of nothing', { topics: createId() });
  expect(missing.status).toBe(400);
  expect(missing.body.error.details.errors[0].path).toEqual(['details', 'topics']);
  const malformed = await save(createId(), 0, 'Of words', { authors: 'Mara Lind' });
  expect(malformed.status).toBe(400);
  expect(malformed.body.error.details.errors[0].path).toEqual(['details', 'authors']);
});

test('the preview tells their names', async () => {
  const text = {
    ...NO_TEXT,
    title: 'Seen',
    details: { ...NO_TEXT.details, topics: `${trains},${coast}`, authors: mara },
  };
  const { body } = await newsroom.admin('POST', '/desk/preview', {
    text,
    cover: null,
    recentNews: [],
    locale: 'en',
  });
  expect(body.data.html).toContain('Trains · Coast');
  expect(body.data.html).toContain('<span>Mara Lind</span>');
});

test('an earlier address is told, leads to the story, and is gone once it is closed', async () => {
  const id = createId();
  await save(id, 0, 'First address', {});
  await publish(id);
  const addresses = async () =>
    (await newsroom.admin('GET', `/desk/articles/${id}/addresses`)).body.data;
  expect(await addresses()).toEqual([]);
  const { version, text } = await open(id);
  await save(id, version, 'First address', { ...text.details, slug: 'second-address' });
  await publish(id);
  const [found, ...more] = await addresses();
  expect(more).toEqual([]);
  expect(found.slug).toBe('first-address');
  expect(Date.parse(found.since)).not.toBeNaN();
  expect((await page('first-address')).status).toBe(301);

  const closed = await newsroom.admin('DELETE', `/desk/articles/${id}/addresses/first-address`);
  expect(closed).toMatchObject({ status: 200, body: { data: [] } });
  expect((await page('first-address')).status).toBe(410);
  expect((await page('second-address')).status).toBe(200);
  const again = await newsroom.admin('DELETE', `/desk/articles/${id}/addresses/first-address`);
  expect(again.status).toBe(404);

  const other = createId();
  await save(other, 0, 'First address', { slug: 'first-address' });
  await publish(other);
  expect((await page('first-address')).status).toBe(200);
});

test('the address that readers have now is none that can be closed', async () => {
  const id = createId();
  await save(id, 0, 'Stays open', {});
  await publish(id);
  const { status } = await newsroom.admin('DELETE', `/desk/articles/${id}/addresses/stays-open`);
  expect(status).toBe(404);
  expect((await page('stays-open')).status).toBe(200);
});
