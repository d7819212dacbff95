/** Clients against a newsroom that runs: ours, Strapi's own, and the examples of docs/frontend.md. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { strapi as strapiClient } from '@strapi/client';
import { createClient, NewsroomError } from '../../../packages/client/index.js';
import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { fillNewsroom } from './filled-newsroom';
import { createExamples } from './run-examples';

jest.setTimeout(90_000);

let newsroom: Newsroom;
let draft: { documentId: string; token: string };

beforeAll(async () => {
  newsroom = await startNewsroom();
  draft = await fillNewsroom(newsroom);
}, 120_000);
afterAll(async () => {
  await newsroom?.stop();
});

test('@newsroom/client reads it', async () => {
  const client = createClient({ url: newsroom.url });
  const moved = await client.page('stormy');
  expect(moved).toMatchObject({
    data: { slug: 'storm' },
    movedTo: { slug: 'storm', path: '/storm' },
  });
  expect(await client.page('storm')).not.toHaveProperty('movedTo');
  expect([await client.page('never'), await client.page('taken-back')]).toEqual([null, null]);
  const listed: string[] = [];
  for await (const { slug } of client.all({ pageSize: 1, sort: 'firstPublishedAt:asc' }))
    listed.push(slug);
  expect(listed).toEqual(['calm-sea', 'storm']);
  const redirects = [];
  for await (const each of client.redirects()) redirects.push(each);
  expect(redirects).toEqual([{ from: '/stormy', to: '/storm' }]);
  expect((await client.search({ q: 'ferries' })).data[0]!.highlight.text).toContain('<mark>');
  expect(await client.site()).toMatchObject({ name: 'The Coast', topics: [{ slug: 'sea' }] });
  expect(await client.feed('atom.xml', 'sea')).toContain('<feed');
  expect(await client.sitemap('news.xml')).toContain('<urlset');
  expect((await client.preview(draft.documentId, draft.token)).data.title).toBe('Still a draft');
  await expect(client.pages({ pageSize: 1000 })).rejects.toBeInstanceOf(NewsroomError);
  await expect(client.changes()).rejects.toMatchObject({ status: 403 });
  const builder = createClient({
    url: newsroom.url,
    token: await newsroom.token({ type: 'full-access' }),
  });
  expect((await builder.changes({ since: 'now' })).data).toEqual([]);
  expect(await builder.receipt({ id: 'a-call' })).toEqual({ live: [] });
});

test('@strapi/client works on the stock routes as ever', async () => {
  const token = await newsroom.token({ type: 'full-access' });
  const client = strapiClient({ baseURL: `${newsroom.url}/api`, auth: token });
  const stories = client.collection('articles');
  const made = await stories.create({ title: 'By the stock client' });
  const { documentId } = made.data;
  expect(made.data.publishedAt).toBeTruthy();
  const populated = await stories.findOne(documentId, { populate: ['sections'], status: 'draft' });
  expect(populated.data).toMatchObject({ title: 'By the stock client', sections: [] });
  const found = await stories.find({
    filters: { title: { $startsWith: 'By the' } },
    fields: ['title'],
  });
  expect([found.data.length, found.meta.pagination?.total]).toEqual([1, 1]);
  const updated = await stories.update(documentId, { lead: 'Changed.' });
  expect(updated.data.lead).toBe('Changed.');
  expect((await createClient({ url: newsroom.url }).page(made.data.slug))!.data.lead).toBe(
    'Changed.',
  );
  await stories.delete(documentId);
  await expect(stories.findOne(documentId)).rejects.toThrow(/404|not found/i);
  expect((await client.single('site').find()).data.name).toBe('The Coast');
  const reader = strapiClient({ baseURL: `${newsroom.url}/api` }).collection('articles');
  expect((await reader.find()).data).toHaveLength(2);
  await expect(reader.create({ title: 'No' })).rejects.toThrow(/403|forbidden/i);
});

describe('the examples of docs/frontend.md', () => {
  let examples: ReturnType<typeof createExamples>;
  beforeAll(() => {
    examples = createExamples(newsroom.url);
  });
  afterAll(() => examples.stop());

  test('the site in one file', async () => {
    const site = await examples.serve('site.mjs');
    expect((await site('/storm')).text).toContain('<h2>Now</h2>');
    expect(await site('/stormy')).toMatchObject({ status: 301, location: '/storm' });
    expect([(await site('/never')).status, (await site('/taken-back')).status]).toEqual([404, 404]);
    expect((await site('/')).text).toContain('<a href="/calm-sea">Calm sea</a>');
    for (const where of ['/topics/sea', '/authors/ann-reed'])
      expect((await site(where)).text).toMatch(/\/storm"(?!.*calm-sea)/);
    expect((await site('/search?q=cal')).text).toBe('<p><mark>Calm</mark> sea</p>');
    expect((await site(`/preview/${draft.documentId}?token=${draft.token}`)).text).toContain(
      '<h1>Still a draft</h1>',
    );
    expect((await site(`/preview/${draft.documentId}?token=x`)).status).toBe(403);
    for (const where of ['/rss.xml', '/atom.xml', '/feed.json', '/topics/sea/rss.xml'])
      expect((await site(where)).text).toContain('Storm reaches the peninsula');
    for (const where of ['/sitemap.xml', '/sitemap-1.xml', '/news-sitemap.xml'])
      expect((await site(where)).text).toContain('<loc>https://coast.example/storm</loc>');
  });

  test('the others', async () => {
    expect(examples.files.sort()).toEqual([
      ...['build.mjs', 'conditional.mjs', 'errors.mjs', 'november.mjs', 'site.mjs'],
    ]);
    await examples.run('build.mjs');
    const built = path.join(examples.folder, 'public');
    expect(readdirSync(built).sort()).toEqual(['_redirects', 'calm-sea.json', 'storm.json']);
    expect(readFileSync(path.join(built, '_redirects'), 'utf8')).toBe('/stormy /storm 301\n');
    expect(await examples.run('conditional.mjs')).toBe('200 304\n');
    expect(await examples.run('errors.mjs')).toBe("400 ValidationError [ 'pageSize' ]\n");
    expect(await examples.run('november.mjs')).toMatch(/^\d+ stories\n/);
  });
});
