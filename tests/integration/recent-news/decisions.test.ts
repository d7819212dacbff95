import { startNewsroom, type Answer, type Newsroom } from '../harness';
import { audit } from '../tree-audit';
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
const titles = new Map<string, string>();

beforeAll(async () => {
  process.env.NEWSROOM_JOBS = 'on';
  newsroom = await startNewsroom();
  for (let i = 0; i < 5; i++) {
    const story = textOf('tram', i);
    const id = await createAndPublish(newsroom, { ...story, day: i * 3 });
    trams.push(id);
    titles.set(id, story.title);
  }
  for (let i = 0; i < 3; i++) {
    const story = textOf('glacier', i);
    titles.set(await createAndPublish(newsroom, { ...story, day: i * 3 + 1 }), story.title);
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

interface Entry {
  documentId: string | null;
  target: string | null;
  headline: string;
  teaser: string | null;
  origin: string;
  kept: boolean;
  why: string[];
  hand: Record<string, true>;
}

const listOf = async (id: string, side = 'draft'): Promise<Entry[]> => {
  const answer = await newsroom.admin('GET', `/recent-news/lists/${id}?side=${side}`);
  expect(answer.status).toBe(200);
  return answer.body.data.entries;
};
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are read field by field
const decide = (id: string, decisions: object[], live = false): Promise<Answer<any>> =>
  newsroom.admin('POST', `/recent-news/lists/${id}/decisions`, { decisions, live });
const regenerate = async (...ids: string[]): Promise<void> => {
  await newsroom.strapi
    .plugin('jobs')
    .service('queue')
    .sendMany(null, 'recent-news.lists', [{ ids }]);
  await settled(newsroom);
};
const badge = async (id: string): Promise<boolean> => {
  const [row] = await newsroom.sql<{ modified: boolean }>(
    `SELECT d.updated_at <> l.updated_at AS modified FROM articles d JOIN articles l USING (document_id)
      WHERE d.published_at IS NULL AND l.published_at IS NOT NULL AND d.document_id = $1`,
    [id],
  );
  return row!.modified;
};

/** An article of its own for each test, live, with three machine's entries. */
const fresh = async (variant = 0): Promise<string> => {
  const id = await createAndPublish(newsroom, {
    ...textOf('tram', variant),
    title: `tram line review ${Math.round(performance.now())}`,
    day: 20,
  });
  await settled(newsroom);
  // The story may have made the archive due for a new space, which chooses otherwise than the one before.
  await regenerate(id);
  return id;
};

test('each entry says why it stands there', async () => {
  const [first] = await listOf(trams[0]!);
  expect(first).toMatchObject({ origin: 'machine', kept: false });
  expect(first!.why[0]).toMatch(/^Related by its text \(\d+ %\), \d+ days newer/);
});

test('a decision without "live" waits for the next publish, and every regeneration keeps it', async () => {
  const id = await fresh();
  const before = await headlines(newsroom, id);
  const [a, b] = await listOf(id);
  const answer = await decide(id, [
    { kind: 'hide', which: { target: a!.target } },
    { kind: 'edit', which: { target: b!.target }, headline: 'In an editor’s words' },
  ]);
  expect(answer.status).toBe(200);
  expect(await headlines(newsroom, id)).toEqual(before);
  expect(await badge(id)).toBe(true);
  await regenerate(id);
  expect(await headlines(newsroom, id)).toEqual(before);
  await publish(newsroom, id);
  await settled(newsroom);
  await regenerate(id);
  const shown = await shownUnder(newsroom, id);
  expect(shown).toHaveLength(3);
  expect(shown.map(({ headline }) => headline)).not.toContain(a!.headline);
  expect(shown.find(({ headline }) => headline === 'In an editor’s words')).toMatchObject({
    origin: 'editor',
  });
});

test('with "live" readers see it at once, as one change of the page, and nothing is "modified"', async () => {
  const id = await fresh();
  const entries = await listOf(id);
  const last = entries[2]!;
  const [{ version }] = (await newsroom.sql<{ version: number }>(
    'SELECT version FROM article_pages WHERE document_id = $1 AND live',
    [id],
  )) as [{ version: number }];
  expect(
    (await decide(id, [{ kind: 'move', which: { target: last.target }, place: 1 }], true)).status,
  ).toBe(200);
  expect((await headlines(newsroom, id))[0]).toBe(last.headline);
  expect(await badge(id)).toBe(false);
  const changes = await newsroom.sql<{ kind: string }>(
    'SELECT kind FROM page_changes WHERE document_id = $1 AND version_before >= $2',
    [id, version],
  );
  expect(changes).toEqual([{ kind: 'recent-news.changed' }]);
  await regenerate(id);
  expect((await headlines(newsroom, id))[0]).toBe(last.headline);
});

test('pin, add by search, outside link, release', async () => {
  const id = await fresh();
  const search = await newsroom.admin('GET', '/recent-news/search?q=GLACIER%20lake');
  const glacier = search.body.data[0].documentId as string;
  await decide(
    id,
    [
      { kind: 'add', target: glacier, place: 2 },
      {
        kind: 'link',
        url: 'https://elsewhere.example/story',
        headline: 'Told elsewhere',
        teaser: 'A story of another house.',
      },
    ],
    true,
  );
  let shown = await shownUnder(newsroom, id);
  expect(shown).toHaveLength(3);
  expect(shown[1]).toMatchObject({ headline: titles.get(glacier), origin: 'editor' });
  expect(shown).toContainEqual({
    headline: 'Told elsewhere',
    teaser: 'A story of another house.',
    url: 'https://elsewhere.example/story',
    origin: 'editor',
  });
  const link = (await listOf(id)).find(({ headline }) => headline === 'Told elsewhere')!;
  await decide(
    id,
    [
      { kind: 'release', which: { entry: link.documentId } },
      { kind: 'release', which: { target: glacier } },
    ],
    true,
  );
  shown = await shownUnder(newsroom, id);
  expect(shown).toHaveLength(3);
  expect(shown.every(({ origin }) => origin === 'machine')).toBe(true);
});

test('a locked list stands while the archive changes, but its words follow and the dead fall silent', async () => {
  const id = await fresh();
  const before = await listOf(id, 'live');
  await decide(id, [{ kind: 'lock' }], true);
  const other = await createAndPublish(newsroom, {
    ...textOf('tram', 0),
    title: 'tram line review overtakes all',
    day: 21,
  });
  await settled(newsroom);
  await regenerate(id);
  expect(await headlines(newsroom, id)).toEqual(before.map(({ headline }) => headline));
  await newsroom.strapi.documents('api::article.article').unpublish({ documentId: other });
  const target = before[0]!.target!;
  await newsroom.strapi.documents('api::article.article').unpublish({ documentId: target });
  expect(await headlines(newsroom, id)).toEqual(before.slice(1).map(({ headline }) => headline));
  await publish(newsroom, target);
  await settled(newsroom);
  expect(await headlines(newsroom, id)).toEqual(before.map(({ headline }) => headline));
});

test('a story never to be recommended leaves every list, and may come back', async () => {
  const id = await fresh();
  const target = (await listOf(id, 'live'))[0]!.target!;
  const title = (await listOf(id, 'live'))[0]!.headline;
  expect(
    (await newsroom.admin('PUT', `/recent-news/stories/${target}/never`, { never: true })).body.data
      .never.by,
  ).toBe('Ed Itor');
  await settled(newsroom);
  expect(await headlines(newsroom, id)).not.toContain(title);
  await newsroom.admin('PUT', `/recent-news/stories/${target}/never`, { never: false });
  await settled(newsroom);
  expect(await headlines(newsroom, id)).toContain(title);
});

test('a draft shows what it would be', async () => {
  const id = await create(newsroom, { ...textOf('glacier', 3), day: 22 });
  const entries = await listOf(id);
  expect(entries).toHaveLength(3);
  expect(entries.every(({ headline }) => headline.startsWith('glacier'))).toBe(true);
  expect((await decide(id, [{ kind: 'pin', which: { target: entries[2]!.target } }])).status).toBe(
    200,
  );
  await publish(newsroom, id);
  await settled(newsroom);
  const shown = await listOf(id, 'live');
  expect(shown[2]).toMatchObject({ target: entries[2]!.target, hand: { pinned: true } });
});

test('what cannot be is refused with a sentence, and nothing is written', async () => {
  const id = await fresh();
  const before = await listOf(id);
  const draft = await create(newsroom, { title: 'A draft only' });
  const refusals: [object[], number, RegExp][] = [
    [[{ kind: 'add', target: id }], 400, /under itself/],
    [[{ kind: 'add', target: 'nosuchdocument0000000000' }], 404, /no story/],
    [[{ kind: 'add', target: draft }], 400, /not live/],
    [[{ kind: 'pin', which: { target: draft } }], 400, /does not stand in this list/],
    [[{ kind: 'link', url: 'javascript:alert(1)', headline: 'X' }], 400, /https/],
    [[{ kind: 'link', url: 'https://a.example', headline: ' ' }], 400, /headline/],
    [[{ kind: 'dance' }], 400, /kind/],
    [[{ kind: 'lock' }, { kind: 'pin', which: { target: draft } }], 400, /does not stand/],
    [[], 400, /decisions/],
  ];
  for (const [decisions, status, message] of refusals) {
    const answer = await decide(id, decisions, true);
    expect({ decisions, status: answer.status }).toEqual({ decisions, status });
    expect(answer.body.error.message).toMatch(message);
  }
  expect(await listOf(id)).toEqual(before);
  expect((await decide('nosuchdocument0000000000', [{ kind: 'lock' }])).status).toBe(404);
});

test('a list grows to what every other door takes, and no further', async () => {
  const id = await fresh();
  const link = (n: number) => ({
    kind: 'link',
    url: `https://a.example/${n}`,
    headline: `No ${n}`,
  });
  const links = Array.from({ length: 20 }, (_, n) => link(n));
  expect((await decide(id, links, true)).status).toBe(200);
  const refused = await decide(id, [link(20)], true);
  expect(refused.status).toBe(400);
  expect(refused.body.error.message).toMatch(/20 entries at most/);
  expect((await decide(id, [{ kind: 'add', target: trams[0] }])).status).toBe(400);
  expect(await listOf(id)).toHaveLength(20);
  const saved = await newsroom.admin(
    'PUT',
    `/content-manager/collection-types/api::article.article/${id}`,
    { teaser: 'Changed at another door.' },
  );
  expect(saved.status).toBe(200);
  await publish(newsroom, id);
});

test('the settings are checked, kept, previewed, and reset', async () => {
  const bad = await newsroom.admin('PUT', '/recent-news/settings', { halfLife: -1, colour: 'red' });
  expect(bad.status).toBe(400);
  expect(bad.body.error.message).toMatch(/halfLife.*|colour: is no setting/);
  const preview = await newsroom.admin('POST', '/recent-news/settings/preview', {
    article: trams[0]!,
    settings: { count: 5, halfLife: null },
  });
  expect(preview.body.data.entries).toHaveLength(5);
  // Words as the story writes them, and not the stems that stories are compared by.
  const [{ page }] = (await newsroom.sql<{ page: string }>(
    'SELECT data AS page FROM article_pages WHERE document_id = $1 AND live',
    [trams[0]!],
  )) as [{ page: string }];
  const written = new Set(page.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  const said: string[] = preview.body.data.entries.flatMap(
    ({ grounds }: { grounds: { words?: string[] }[] }) =>
      grounds.flatMap(({ words }) => words ?? []),
  );
  expect(said.length).toBeGreaterThan(5);
  expect(said.filter((word) => !written.has(word))).toEqual([]);
  const kept = await newsroom.admin('PUT', '/recent-news/settings', { refresh: { limit: 7 } });
  expect(kept.body.data.settings).toMatchObject({ count: 3, refresh: { limit: 7, window: 30 } });
  const reset = await newsroom.admin('DELETE', '/recent-news/settings');
  expect(reset.body.data.settings.refresh.limit).toBe(50);
});

test('status and duplicates answer', async () => {
  const status = await newsroom.admin('GET', '/recent-news/status');
  expect(status.body.data).toMatchObject({ unfiled: 0, count: 3 });
  expect(status.body.data.space.stories).toBeGreaterThan(0);
  expect(status.body.data.meter[0].stories).toBe(status.body.data.stories);
  const pairs = await newsroom.admin('GET', '/recent-news/duplicates');
  expect(Array.isArray(pairs.body.data)).toBe(true);
});

test('explain is for tokens that may, and for nobody else', async () => {
  const [{ slug }] = (await newsroom.sql<{ slug: string }>(
    'SELECT slug FROM article_pages WHERE document_id = $1 AND live',
    [trams[0]!],
  )) as [{ slug: string }];
  const answer = await newsroom.api('GET', `/recent-news/explain?article=${slug}&side=live`);
  expect(answer.body.data.entries).toHaveLength(3);
  expect(
    (await newsroom.api('GET', `/recent-news/explain?article=${slug}`, undefined, null)).status,
  ).toBe(403);
  expect((await newsroom.api('GET', '/recent-news/explain')).status).toBe(400);
  expect((await newsroom.api('GET', '/recent-news/explain?article=no-such-story')).status).toBe(
    404,
  );
});
