import { startNewsroom, type Newsroom } from '../harness';
import { queueOf } from '../jobs/queues';
import { audit } from '../tree-audit';
import { partsOf } from './oracle';
import {
  create,
  createAndPublish,
  headlines,
  publish,
  settled,
  shownUnder,
  textOf,
} from './stories';

jest.setTimeout(60_000);

let newsroom: Newsroom;
const trams: string[] = [];
const glaciers: string[] = [];

beforeAll(async () => {
  process.env.NEWSROOM_JOBS = 'on';
  newsroom = await startNewsroom();
  for (let i = 0; i < 4; i++) {
    trams.push(await createAndPublish(newsroom, { ...textOf('tram', i), day: i * 3 }));
    glaciers.push(await createAndPublish(newsroom, { ...textOf('glacier', i), day: i * 3 + 1 }));
  }
  await settled(newsroom);
}, 120_000);
afterAll(async () => {
  await newsroom?.stop();
  process.env.NEWSROOM_JOBS = 'off';
});
afterEach(async () => {
  await settled(newsroom);
  expect(await audit(newsroom)).toEqual([]);
});

const documents = () => newsroom.strapi.documents('api::article.article');

test('every page has three others, the related ones first, with a teaser from their text', async () => {
  const entries = await shownUnder(newsroom, trams[0]!);
  expect(entries).toHaveLength(3);
  expect(entries.every(({ headline }) => headline.startsWith('tram'))).toBe(true);
  expect(entries.every(({ origin }) => origin === 'machine')).toBe(true);
  for (const { teaser, slug } of entries) {
    expect(teaser).toMatch(/Karlsund/);
    expect(slug).toBeDefined();
  }
});

test('an unpublished story is gone at once from every page and from every read, and is replaced', async () => {
  const shown = await newsroom.strapi.documents('api::article.article').findOne({
    documentId: trams[1]!,
    status: 'published',
  });
  await documents().unpublish({ documentId: trams[1]! });
  for (const id of [trams[0]!, trams[2]!, trams[3]!])
    expect(await headlines(newsroom, id)).not.toContain(shown!.title);
  const stock = await newsroom.api('GET', `/articles/${trams[0]!}?populate=relatedNews`);
  expect(JSON.stringify(stock.body)).not.toContain(shown!.title);
  await settled(newsroom);
  for (const id of [trams[0]!, trams[2]!, trams[3]!])
    expect(await headlines(newsroom, id)).toHaveLength(3);
  await publish(newsroom, trams[1]!);
  await settled(newsroom);
  expect(await headlines(newsroom, trams[0]!)).toContain(shown!.title);
});

test('a new headline stands at once wherever the story is shown, a new teaser after its job', async () => {
  await documents().update({
    documentId: trams[2]!,
    data: { title: 'tram fares go up again', teaser: 'Fares rise by nine per cent in May.' },
  });
  await publish(newsroom, trams[2]!);
  expect(await headlines(newsroom, trams[0]!)).toContain('tram fares go up again');
  await settled(newsroom);
  const entry = (await shownUnder(newsroom, trams[0]!)).find(
    ({ headline }) => headline === 'tram fares go up again',
  );
  expect(entry).toMatchObject({
    teaser: 'Fares rise by nine per cent in May.',
    origin: 'machine',
  });
});

test('a deleted story is nowhere', async () => {
  const id = await createAndPublish(newsroom, { ...textOf('tram', 4), day: 12 });
  await settled(newsroom);
  expect(await headlines(newsroom, trams[3]!)).toContain(textOf('tram', 4).title);
  await documents().delete({ documentId: id });
  expect(await headlines(newsroom, trams[3]!)).not.toContain(textOf('tram', 4).title);
  await settled(newsroom);
  expect(await headlines(newsroom, trams[3]!)).toHaveLength(3);
  expect(
    await newsroom.sql('SELECT FROM related_news WHERE target_document_id = $1', [id]),
  ).toEqual([]);
});

test('a machine’s list makes no article "modified", and a job run twice changes nothing', async () => {
  const queue = newsroom.strapi.plugin('jobs').service('queue');
  // Once so that all lists stem from one space.
  await queue.sendMany(null, 'recent-news.lists', [{ ids: [...trams, ...glaciers] }]);
  await settled(newsroom);
  const before = await newsroom.sql<{ version: number; data: string }>(
    'SELECT document_id, version, data FROM article_pages WHERE live ORDER BY document_id',
  );
  await queue.sendMany(null, 'recent-news.stories', [{ ids: [...trams, ...glaciers] }]);
  await settled(newsroom);
  expect(
    await newsroom.sql(
      'SELECT document_id, version, data FROM article_pages WHERE live ORDER BY document_id',
    ),
  ).toEqual(before);
  expect(
    await newsroom.sql(
      `SELECT d.document_id FROM articles d JOIN articles l USING (document_id)
        WHERE d.published_at IS NULL AND l.published_at IS NOT NULL AND d.updated_at <> l.updated_at`,
    ),
  ).toEqual([]);
});

test('however often its job is run, a story reaches no more pages than the limit', async () => {
  const { db, newsroom: stories, settings } = partsOf(newsroom);
  await settings.set({ allowUpdates: true, refresh: { limit: 2, window: 400, margin: 0 } });
  const queue = queueOf(newsroom.strapi);
  const pages: string[] = [];
  for (let i = 0; i < 8; i++)
    pages.push(
      await createAndPublish(newsroom, {
        ...textOf('glacier', i),
        title: `glacier diary ${i}`,
        day: 40 + i,
      }),
    );
  await settled(newsroom);
  await queue.sendMany(null, 'recent-news.lists', [{ ids: pages }]);
  await settled(newsroom);
  const story = await createAndPublish(newsroom, {
    ...textOf('glacier', 0),
    title: 'glacier melts faster than ever',
    day: 50,
  });
  await settled(newsroom);
  const shown = (): Promise<string[]> => stories.readersOf(db, [story]);
  expect(await shown()).toHaveLength(2);
  for (let run = 0; run < 3; run++) {
    await queue.send(null, 'recent-news.stories', { ids: [story], again: true });
    await settled(newsroom);
    expect(await shown()).toHaveLength(2);
  }
  await settings.reset();
});

test('stories follow a topic that is called otherwise, or is gone, though nobody writes on them', async () => {
  const topics = newsroom.strapi.documents('api::topic.topic');
  const [{ documentId: topic }, { documentId: second }] = [
    await topics.create({ data: { name: 'Alps' } as never }),
    await topics.create({ data: { name: 'Ice' } as never }),
  ];
  const story = await createAndPublish(newsroom, {
    title: 'A hut opens',
    topics: [topic, second],
  });
  await settled(newsroom);
  const filed = async (): Promise<unknown> =>
    (
      await newsroom.sql('SELECT beat, topics FROM recent_news_stories WHERE document_id = $1', [
        story,
      ])
    )[0];
  expect(await filed()).toEqual({ beat: 'Alps', topics: ['Alps', 'Ice'] });
  await topics.update({ documentId: topic, data: { name: 'Mountains' } as never });
  await settled(newsroom);
  expect(await filed()).toEqual({ beat: 'Mountains', topics: ['Mountains', 'Ice'] });
  const jobs = (): Promise<unknown[]> =>
    newsroom.sql(`SELECT id FROM pgboss.job WHERE name = 'recent-news.stories'`);
  const before = await jobs();
  await topics.update({ documentId: topic, data: { description: 'High up.' } as never });
  expect(await jobs()).toHaveLength(before.length);
  await topics.delete({ documentId: topic });
  await settled(newsroom);
  expect(await filed()).toEqual({ beat: 'Ice', topics: ['Ice'] });
});

test('an imported entry counts as a person’s and the list is filled up', async () => {
  const id = await create(newsroom, {
    ...textOf('glacier', 4),
    day: 13,
    relatedNews: [
      { headline: 'From the old site', teaser: 'It was like this.', url: null, target: null },
    ],
  });
  await publish(newsroom, id);
  await settled(newsroom);
  const entries = await shownUnder(newsroom, id);
  expect(entries).toHaveLength(3);
  expect(entries[0]).toMatchObject({
    headline: 'From the old site',
    teaser: 'It was like this.',
    origin: 'editor',
  });
  expect(entries.slice(1).every(({ headline }) => headline.startsWith('glacier'))).toBe(true);
});
