/** An article at the Desk: opened, saved, merged by whoever asks, published, compared. */
import { createId } from '@paralleldrive/cuid2';
import pg from 'pg';
import { NO_TEXT } from '../../../src/plugins/desk/server/src/blank-text';
import type { DeskText } from '../../../src/plugins/desk/server/src/contracts';
import type { DeskNewsroom } from '../../../src/plugins/desk/server/src/newsroom';
import { startNewsroom, type Newsroom } from '../harness';
import { audit } from '../tree-audit';

jest.setTimeout(60_000);
let newsroom: Newsroom;

const written = (title: string): DeskText => ({
  ...NO_TEXT,
  title,
  lead: 'The harbour will close its old crane in May.',
  sections: [
    {
      id: createId(),
      heading: 'What happens',
      lead: 'The crane is taken down.',
      bullets: [
        { id: createId(), text: 'It was built in 1931.' },
        { id: createId(), text: 'It lifts nothing since 2009.' },
      ],
    },
  ],
});
const save = (id: string, baseVersion: number, text: DeskText) =>
  newsroom.admin('PUT', `/desk/articles/${id}`, { baseVersion, text });
const open = async (id: string) => (await newsroom.admin('GET', `/desk/articles/${id}`)).body.data;
const make = async (title: string) => {
  const id = createId();
  const { status, body } = await save(id, 0, written(title));
  expect(status).toBe(200);
  return { id, article: body.data };
};

beforeAll(async () => {
  newsroom = await startNewsroom();
});
afterAll(async () => {
  expect(await audit(newsroom)).toEqual([]);
  await newsroom.stop();
});

test('the first save makes the article, with the ids that the editor gave its parts', async () => {
  const id = createId();
  const text = written('The old crane goes');
  const { status, body } = await save(id, 0, text);
  expect(status).toBe(200);
  expect(body.data).toMatchObject({ documentId: id, version: 1, status: 'draft', slug: null });
  expect(body.data.text.sections).toEqual(text.sections);
  expect(body.data.text.details.slug).toBe('the-old-crane-goes');
  const [row] = await newsroom.sql<{ count: string }>(
    'SELECT count(*) FROM articles WHERE document_id = $1 AND created_by_id IS NOT NULL',
    [id],
  );
  expect(row!.count).toBe('1');
});

test('a save whose answer was lost is told as stale with the same text, not made twice', async () => {
  const id = createId();
  const text = written('Said twice');
  await save(id, 0, text);
  const again = await save(id, 0, text);
  expect(again.status).toBe(409);
  expect(again.body.error.details.code).toBe('STALE');
  expect(again.body.error.details.current.text.sections).toEqual(text.sections);
  const rows = await newsroom.sql('SELECT 1 FROM articles WHERE document_id = $1', [id]);
  expect(rows).toHaveLength(1);
});

test('two saves on the same version at once: one is kept, one is told what stands there now', async () => {
  const { id, article } = await make('Written by two');
  const mine = { ...article.text, lead: 'Mine.' };
  const theirs = { ...article.text, lead: 'Theirs.' };
  const answers = await Promise.all([save(id, 1, mine), save(id, 1, theirs)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const kept = answers.find(({ status }) => status === 200)!.body.data.text.lead;
  const refused = answers.find(({ status }) => status === 409)!;
  expect(refused.body.error.details.current.text.lead).toBe(kept);
  expect((await open(id)).version).toBe(2);
});

test('a save is answered with what it made, also where somebody else saves right after it', async () => {
  const { id, article } = await make('Answered');
  const { newsroom: served } = (
    newsroom.strapi.plugin('desk').service('desk') as { parts: { newsroom: DeskNewsroom } }
  ).parts;
  const own = served.save;
  const others = { ...article.text, title: 'Ours', lead: 'Theirs, a moment later.' };
  const spy = jest.spyOn(served, 'save').mockImplementation(async (...request) => {
    spy.mockRestore();
    const answer = await own(...request);
    await own(id, { baseVersion: 2, text: others, userId: null });
    return answer;
  });
  const { body } = await save(id, 1, { ...article.text, title: 'Ours' });
  expect(body.data).toMatchObject({ version: 2, text: { title: 'Ours', lead: article.text.lead } });
  expect(await open(id)).toMatchObject({ version: 3, text: { lead: others.lead } });
});

test('two tabs that make the same article at once make one', async () => {
  const id = createId();
  const text = written('Made at once');
  const answers = await Promise.all([save(id, 0, text), save(id, 0, text)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('a save that waited for a delete makes nothing anew', async () => {
  const { id, article } = await make('Deleted while it is saved');
  const client = new pg.Client({ connectionString: newsroom.directUrl });
  await client.connect();
  const areWaiting = async (count: number) => {
    for (;;) {
      const { rows } = await client.query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      if (rows.length === count) return;
    }
  };
  try {
    await client.query('BEGIN');
    // The newsroom's front door: the delete has the article by then, and the save waits for that.
    await client.query('SELECT pg_advisory_xact_lock(7204201)');
    const deleted = newsroom.admin('DELETE', `/desk/articles/${id}`);
    await areWaiting(1);
    const saved = save(id, 1, { ...article.text, lead: 'Written meanwhile.' });
    await areWaiting(2);
    await client.query('COMMIT');
    expect((await deleted).status).toBe(200);
    const { status, body } = await saved;
    expect([status, body.error.message]).toEqual([
      404,
      expect.stringContaining('it was deleted while you wrote. Nothing was saved.'),
    ]);
  } finally {
    await client.end();
  }
  expect((await newsroom.admin('GET', `/desk/articles/${id}`)).status).toBe(404);
});

test('only what differs is written, and nothing when nothing does', async () => {
  const { id, article } = await make('Nothing new');
  const same = await save(id, 1, article.text);
  expect(same.body.data.version).toBe(1);
  const moved = structuredClone(article.text);
  moved.sections[0].bullets.reverse();
  const { body } = await save(id, 1, moved);
  expect(body.data.version).toBe(2);
  expect(body.data.text.sections[0].bullets).toEqual(moved.sections[0].bullets);
});

test('a part that was deleted comes back with its id', async () => {
  const { id, article } = await make('Undone');
  await save(id, 1, { ...article.text, sections: [] });
  const { status, body } = await save(id, 2, article.text);
  expect(status).toBe(200);
  expect(body.data.text.sections).toEqual(article.text.sections);
});

test('a part of another article is not taken', async () => {
  const one = await make('Has a section');
  const other = await make('Wants it');
  const stolen = { ...other.article.text, sections: one.article.text.sections };
  const { status, body } = await save(other.id, 1, stolen);
  expect(status).toBe(400);
  expect(body.error.message).toMatch(/names a part of another article/);
  expect((await open(one.id)).text.sections).toEqual(one.article.text.sections);
  expect((await open(other.id)).text.sections).toEqual(other.article.text.sections);
});

test('what cannot be stored is told at its place, and nothing is written', async () => {
  const { id, article } = await make('Too long');
  const text = structuredClone(article.text);
  text.title = 'Written all the same?';
  text.sections[0].bullets[1].text = 'x'.repeat(1001);
  text.details.sourceUrl = 'ftp://example.org';
  const { status, body } = await save(id, 1, text);
  expect(status).toBe(400);
  expect(body.error.details.errors.map(({ path }: { path: string[] }) => path)).toEqual(
    expect.arrayContaining([
      ['sections', '0', 'bullets', '1', 'text'],
      ['details', 'sourceUrl'],
    ]),
  );
  expect((await open(id)).text.title).toBe('Too long');
});

test('a picture that is not there is told at its place', async () => {
  const { id, article } = await make('With a picture');
  for (const cover of ['999999999', '9'.repeat(30)]) {
    const text = { ...article.text, details: { ...article.text.details, cover } };
    const { status, body } = await save(id, 1, text);
    expect([cover, status]).toEqual([cover, 400]);
    expect(body.error.details.errors[0].path).toEqual(['details', 'cover']);
  }
  expect((await open(id)).version).toBe(1);
});

test('odd letters in addresses are no server error', async () => {
  for (const path of [
    '/desk/articles?q=%00',
    '/desk/articles?q=%5C%25_',
    '/desk/articles/%00',
    '/desk/articles?page=0',
  ])
    expect([path, (await newsroom.admin('GET', path)).status < 500]).toEqual([path, true]);
  expect((await newsroom.admin('DELETE', '/desk/presence/%00')).status).toBeLessThan(500);
});

test('published, changed, compared, discarded, taken back, deleted', async () => {
  const { id, article } = await make('Goes live');
  const published = await newsroom.admin('POST', `/desk/articles/${id}/publish`, {});
  expect(published.body.data).toMatchObject({ status: 'live', slug: 'goes-live' });
  const { body } = await save(id, published.body.data.version, {
    ...published.body.data.text,
    lead: 'Changed.',
  });
  expect(body.data.status).toBe('modified');
  const versions = await newsroom.admin('GET', `/desk/articles/${id}/versions`);
  expect(versions.body.data.live.lead).toBe(article.text.lead);
  expect(versions.body.data.draft.lead).toBe('Changed.');
  const discarded = await newsroom.admin('POST', `/desk/articles/${id}/discard`, {});
  expect(discarded.body.data).toMatchObject({ status: 'live', text: { lead: article.text.lead } });
  const back = await newsroom.admin('POST', `/desk/articles/${id}/unpublish`, {});
  expect(back.body.data).toMatchObject({ status: 'draft', slug: null });
  expect((await newsroom.admin('DELETE', `/desk/articles/${id}`)).status).toBe(200);
  expect((await newsroom.admin('GET', `/desk/articles/${id}`)).status).toBe(404);
  expect((await save(id, 7, article.text)).status).toBe(404);
});

test('a copy has its own parts and no date', async () => {
  const { id, article } = await make('Copied');
  const { body } = await newsroom.admin('POST', `/desk/articles/${id}/duplicate`, {});
  expect(body.data.documentId).not.toBe(id);
  expect(body.data.text.sections[0].heading).toBe('What happens');
  expect(body.data.text.sections[0].id).not.toBe(article.text.sections[0].id);
  expect(body.data.text.details.firstPublishedAt).toBe('');
});

describe('the checklist', () => {
  const items = async (id: string) =>
    (await newsroom.admin('GET', `/desk/articles/${id}/checklist`)).body.data.items;

  test('names what is missing, what blocks first', async () => {
    const id = createId();
    await save(id, 0, {
      ...NO_TEXT,
      title: 'Bare',
      sections: [{ id: createId(), heading: '', lead: 'One. Two.', bullets: [] }],
    });
    expect(
      (await items(id)).map((item: { rule: string; level: string; place: string }) => [
        item.rule,
        item.level,
        item.place,
      ]),
    ).toEqual([
      ['heading', 'block', 'sections[0].heading'],
      ['lead', 'warn', 'lead'],
      ['source', 'warn', 'details.sourceTitle'],
      ['no-topic', 'warn', 'details.topics'],
      ['sectionLead', 'warn', 'sections[0].lead'],
    ]);
    const { status, body } = await newsroom.admin('POST', `/desk/articles/${id}/publish`, {});
    expect(status).toBe(400);
    expect(body.error.details.errors[0].path).toEqual(['sections', '0', 'heading']);
  });

  test('what an administrator calls blocking is refused at every door', async () => {
    const { id } = await make('Without a source');
    const levels = (await newsroom.admin('GET', '/desk/checklist')).body.data.levels;
    await newsroom.admin('PUT', '/desk/checklist', { ...levels, source: 'block' });
    try {
      expect((await items(id))[0]).toMatchObject({ rule: 'source', level: 'block' });
      for (const publish of [
        () => newsroom.admin('POST', `/desk/articles/${id}/publish`, {}),
        () =>
          newsroom.admin(
            'POST',
            `/content-manager/collection-types/api::article.article/${id}/actions/publish`,
            {},
          ),
        () => newsroom.api('PUT', `/articles/${id}?status=published`, { data: {} }),
      ]) {
        const { status, body } = await publish();
        expect(status).toBe(400);
        expect(body.error.message).toMatch(/source/);
      }
      expect((await open(id)).status).toBe('draft');
    } finally {
      await newsroom.admin('PUT', '/desk/checklist', levels);
    }
    expect((await newsroom.admin('POST', `/desk/articles/${id}/publish`, {})).status).toBe(200);
  });

  test('a level that is none is refused', async () => {
    const { status } = await newsroom.admin('PUT', '/desk/checklist', { lead: 'never' });
    expect(status).toBe(400);
  });
});

describe('the list', () => {
  test('finds by words of title and byline, filters, sorts and counts', async () => {
    for (const title of ['Lighthouse one', 'Lighthouse two', 'Lighthouse three']) await make(title);
    const { id } = await make('Lighthouse four');
    await newsroom.admin('POST', `/desk/articles/${id}/publish`, {});
    const list = async (query: string) =>
      (await newsroom.admin('GET', `/desk/articles?${query}`)).body.data;
    expect((await list('q=HREE%20light')).rows).toMatchObject([{ title: 'Lighthouse three' }]);
    expect(await list('q=lighthouse&pageSize=2&page=2&sort=title')).toMatchObject({
      total: 4,
      page: 2,
      rows: [{ title: 'Lighthouse three' }, { title: 'Lighthouse two' }],
    });
    expect((await list('q=lighthouse&status=live')).rows).toMatchObject([
      { documentId: id, status: 'live', sections: 1, slug: 'lighthouse-four' },
    ]);
    expect((await list('q=100%25')).rows).toEqual([]);
    expect((await newsroom.admin('GET', '/desk/articles?sort=color')).status).toBe(400);
  });
});

describe('who has it open', () => {
  const beat = async (id: string, tab: string) =>
    (await newsroom.admin('POST', `/desk/articles/${id}/presence`, { tab })).body.data;

  test('is told to the others and in the list, until the tab leaves or falls silent', async () => {
    const { id } = await make('Watched');
    await beat(id, 'tab-number-one');
    const { editors, version } = await beat(id, 'tab-number-two');
    expect(version).toBe(1);
    expect(editors.map((editor: { tab: string }) => editor.tab)).toEqual([
      'tab-number-one',
      'tab-number-two',
    ]);
    expect(editors[0].name).toBe('Ed Itor');
    await newsroom.admin('DELETE', '/desk/presence/tab-number-two');
    const { rows } = (await newsroom.admin('GET', '/desk/articles?q=watched')).body.data;
    expect(rows[0].editors).toHaveLength(1);
    await newsroom.sql(
      `UPDATE desk_presence SET seen_at = seen_at - interval '31 seconds' WHERE tab = 'tab-number-one'`,
    );
    expect((await open(id)).editors).toEqual([]);
  });
});

describe('the preview', () => {
  test('opens by its link alone, escapes what people wrote, and is refused without a good one', async () => {
    const { id, article } = await make('<script>alert(1)</script> & more');
    const { body } = await newsroom.admin(
      'GET',
      `/content-manager/preview/url/api::article.article?documentId=${id}&status=draft`,
    );
    const { pathname, search } = new URL(body.data.url);
    const page = await fetch(newsroom.url + pathname + search);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('private, no-store');
    expect(html).toContain('<h1>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</h1>');
    expect(html).toContain('It was built in 1931.');
    expect((await fetch(newsroom.url + pathname)).status).toBe(403);
    const other = (await make('Other')).id;
    expect((await fetch(newsroom.url + pathname.replace(id, other) + search)).status).toBe(403);
    const typed = await newsroom.admin('POST', '/desk/preview', {
      text: { ...article.text, lead: 'Not saved yet' },
      cover: null,
      recentNews: [{ headline: 'Next to it', teaser: 'A teaser.', url: 'javascript:alert(1)' }],
      locale: 'en',
    });
    expect(typed.body.data.html).toContain('Not saved yet');
    expect(typed.body.data.html).toContain('<h3>Next to it</h3>');
  });
});

test('a pasted page is read, and nothing is stored', async () => {
  const before = await newsroom.sql('SELECT 1 FROM articles');
  const { body } = await newsroom.admin('POST', '/desk/paste', {
    input: '# A title\n\nThe lead.\n\n## One heading\n\n- a bullet\n- another\n',
  });
  expect(body.data.text).toMatchObject({
    title: 'A title',
    lead: 'The lead.',
    sections: [{ heading: 'One heading', bullets: [{ text: 'a bullet' }, { text: 'another' }] }],
  });
  expect((await newsroom.admin('POST', '/desk/paste', { input: '' })).status).toBe(400);
  expect(await newsroom.sql('SELECT 1 FROM articles')).toHaveLength(before.length);
});

test('what stood below a pasted page stands below the article, as a person’s', async () => {
  const { id } = await make('A pasted page with three stories below');
  const put = (entries: object[]) =>
    newsroom.admin('PUT', `/desk/articles/${id}/recent-news`, { entries });
  const entries = [
    { headline: 'Gulls nest in the old crane', teaser: 'Two pairs have come back.', url: '' },
    { headline: 'The harbour in 1931', teaser: '', url: 'https://example.org/1931' },
  ];
  const { status, body } = await put(entries);
  expect([status, body.data.version]).toEqual([200, 2]);
  const stored = () =>
    newsroom.sql<{ headline: string; teaser: string | null; url: string | null; origin: string }>(
      `SELECT e.headline, e.teaser, e.url, e.origin FROM related_news e
         JOIN related_news_article_lnk l ON l.related_news_id = e.id
         JOIN articles a ON a.id = l.article_id
        WHERE a.document_id = $1 AND a.published_at IS NULL ORDER BY e.position`,
      [id],
    );
  expect(await stored()).toEqual([
    { ...entries[0], url: null, origin: 'editor' },
    { ...entries[1], teaser: null, origin: 'editor' },
  ]);
  const refused = await put([{ headline: '', teaser: '', url: '' }]);
  expect([refused.status, refused.body.error.message]).toEqual([
    400,
    expect.stringContaining('relatedNews[0].headline'),
  ]);
  expect(await stored()).toHaveLength(2);
  expect(
    (await newsroom.admin('PUT', `/desk/articles/${createId()}/recent-news`, { entries })).status,
  ).toBe(404);
});
