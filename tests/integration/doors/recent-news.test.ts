/** Whose a Recent News entry is, whose words it has, and when it keeps them to itself. */
import { audit as check, repair } from '../../../src/api/article/check/audit';
import type { Hand } from '../../../src/api/article/outline/hand';
import { storiesOf, type ListEntry } from '../../../src/api/article/stories/service';
import { readArticleJson, type ArticleJson } from '../../../src/api/article/transfer/article-json';
import { exportArticles } from '../../../src/api/article/transfer/export';
import { createImporter } from '../../../src/api/article/transfer/import';
import type { Newsroom } from '../harness';
import { startNewsroom } from '../harness';
import { audit, treeOf, type AuditedEntry } from '../tree-audit';

jest.setTimeout(60_000);

/* eslint-disable @typescript-eslint/no-explicit-any -- documents are read field by field */
let newsroom: Newsroom;
const documents = (uid: string): any => newsroom.strapi.documents(uid as 'api::article.article');
const articles = () => documents('api::article.article');
const entries = () => documents('api::related-news.related-news');
let counter = 0;
const make = (data: object = {}): Promise<any> =>
  articles().create({ data: { title: `Told ${(counter += 1)}`, ...data } });
const publish = (documentId: string): Promise<any> => articles().publish({ documentId });
const makeLive = async (data: object = {}): Promise<any> => {
  const made = await make(data);
  await publish(made.documentId);
  return made;
};
const page = async (slug: string): Promise<any> =>
  (await newsroom.api('GET', `/articles/page/${slug}`, undefined, null)).body.data;
const shown = async (slug: string) =>
  (await page(slug)).relatedNews.map((e: any) => [e.headline, e.teaser, e.origin]);

interface EntryRow {
  headline: string | null;
  teaser: string | null;
  asleep: unknown;
}
/** The published entry rows of an article, as they are stored. */
const publishedRows = (documentId: string): Promise<EntryRow[]> =>
  newsroom.sql(
    `SELECT e.headline, e.teaser, e.asleep::json FROM articles a
       JOIN related_news_article_lnk l ON l.article_id = a.id JOIN related_news e ON e.id = l.related_news_id
      WHERE a.document_id = $1 AND a.published_at IS NOT NULL ORDER BY l.related_news_ord`,
    [documentId],
  );
const draftEntries = async (documentId: string): Promise<AuditedEntry[]> =>
  (await treeOf(newsroom, documentId, 'draft'))!.related;
const rules = async (documentId: string, side: 'draft' | 'published' = 'draft') =>
  (
    await newsroom.sql<{ recent_news_rules: unknown }>(
      `SELECT recent_news_rules::json FROM articles
        WHERE document_id = $1 AND published_at IS ${side === 'draft' ? '' : 'NOT'} NULL`,
      [documentId],
    )
  )[0]!.recent_news_rules;

const machine = (target: any, hand: Hand = {}): ListEntry => ({
  documentId: null,
  target: target.documentId,
  headline: target.title,
  teaser: `All about ${target.title}.`,
  url: null,
  hand,
  reason: { rung: 'related' },
});

/** Writes a list as the machine does, on both sides of an article that is live and unchanged. */
const chooses = async (reader: any, list: ListEntry[], locked = false): Promise<void> => {
  const stories = storiesOf(newsroom.strapi);
  await stories.transaction(async (trx) => {
    await stories.lock(trx, [reader.documentId]);
    const write = {
      documentId: reader.documentId,
      entries: list,
      rules: { locked, hidden: [] },
    };
    const live = (await treeOf(newsroom, reader.documentId, 'published')) !== null;
    await stories.writeLists(
      trx,
      (['draft', 'live'] as const)
        .slice(0, live ? 2 : 1)
        .map((side) => ({ ...write, side }) as const),
    );
  });
};

beforeAll(async () => {
  newsroom = await startNewsroom();
});
afterAll(async () => {
  await newsroom.stop();
});
afterEach(async () => {
  expect(await audit(newsroom)).toEqual([]);
  expect(await check(newsroom.strapi)).toEqual([]);
});

describe('silence', () => {
  test('no read of what is published finds words about an article that is not live', async () => {
    const target = await make({ title: 'Not yet' });
    const reader = await makeLive({
      relatedNews: [
        { headline: 'Mine', teaser: 'My teaser.', target: target.documentId },
        { headline: 'Elsewhere', url: 'https://e.example/' },
      ],
    });
    const silent = [
      { headline: null, teaser: null, asleep: { headline: 'Mine', teaser: 'My teaser.' } },
      { headline: 'Elsewhere', teaser: null, asleep: null },
    ];
    expect(await publishedRows(reader.documentId)).toEqual(silent);
    expect(await shown(reader.slug)).toEqual([['Elsewhere', null, 'editor']]);
    expect(await draftEntries(reader.documentId)).toMatchObject([
      { headline: 'Mine', teaser: 'My teaser.', target: target.documentId },
      { headline: 'Elsewhere' },
    ]);
    const stock = await newsroom.api('GET', `/articles/${reader.documentId}?populate=relatedNews`);
    expect(JSON.stringify(stock.body)).not.toMatch(/Mine|My teaser/);
    expect(JSON.stringify(stock.body)).not.toMatch(/asleep|"hand"|recentNewsRules/);

    await publish(target.documentId);
    expect(await publishedRows(reader.documentId)).toEqual([
      { headline: 'Mine', teaser: 'My teaser.', asleep: null },
      silent[1],
    ]);
    expect(await shown(reader.slug)).toEqual([
      ['Mine', 'My teaser.', 'editor'],
      ['Elsewhere', null, 'editor'],
    ]);

    await articles().unpublish({ documentId: target.documentId });
    expect(await publishedRows(reader.documentId)).toEqual(silent);
    // Twice asleep is asleep: neither another publish of the reader nor an idle unpublish loses words.
    await articles().unpublish({ documentId: target.documentId });
    await publish(reader.documentId);
    expect(await publishedRows(reader.documentId)).toEqual(silent);
    await publish(target.documentId);
    expect(await shown(reader.slug)).toHaveLength(2);
  });

  test('a discard while the target sleeps gives the draft all words and its link', async () => {
    const target = await makeLive();
    const reader = await makeLive({
      relatedNews: [
        { headline: 'Mine', teaser: 'T.', target: target.documentId },
        { target: target.documentId },
      ],
    });
    const before = await draftEntries(reader.documentId);
    await articles().unpublish({ documentId: target.documentId });
    await articles().update({ documentId: reader.documentId, data: { relatedNews: [] } });
    await articles().discardDraft({ documentId: reader.documentId });
    expect(await draftEntries(reader.documentId)).toEqual(before);
    await publish(reader.documentId);
    await publish(target.documentId);
    expect(await shown(reader.slug)).toEqual([
      ['Mine', 'T.', 'editor'],
      [target.title, null, 'editor'],
    ]);
  });

  test('a person keeps their headline, the machine follows the title', async () => {
    const target = await makeLive({ title: 'First title' });
    const reader = await makeLive({
      relatedNews: [{ headline: 'A person’s', target: target.documentId }],
    });
    const other = await makeLive();
    await chooses(other, [machine(target)]);
    expect(await shown(other.slug)).toEqual([['First title', 'All about First title.', 'machine']]);
    await articles().update({
      documentId: target.documentId,
      data: { title: 'Second title' },
      status: 'published',
    });
    expect(await shown(reader.slug)).toEqual([['A person’s', null, 'editor']]);
    expect(await shown(other.slug)).toEqual([
      ['Second title', 'All about First title.', 'machine'],
    ]);
    await articles().unpublish({ documentId: target.documentId });
    expect(await shown(other.slug)).toEqual([]);
    expect(await publishedRows(other.documentId)).toMatchObject([{ headline: null, teaser: null }]);
  });

  test('bulk acts and delete: every list, on both sides, is right at once', async () => {
    const [one, two] = [await makeLive(), await makeLive()];
    const relatedNews = [
      { headline: '1', target: one.documentId },
      { headline: '2', target: two.documentId },
      { headline: '3' },
    ];
    const reader = await makeLive({ relatedNews });
    const bulk = (act: string, ids: string[]) =>
      newsroom.admin(
        'POST',
        `/content-manager/collection-types/api::article.article/actions/${act}`,
        { documentIds: ids },
      );
    await bulk('bulkUnpublish', [one.documentId, two.documentId]);
    expect(await shown(reader.slug)).toEqual([['3', null, 'editor']]);
    await bulk('bulkPublish', [two.documentId]);
    expect(await shown(reader.slug)).toEqual([
      ['2', null, 'editor'],
      ['3', null, 'editor'],
    ]);
    // A sleeping entry goes with its target just as one that speaks.
    await bulk('bulkDelete', [one.documentId]);
    for (const side of ['draft', 'published'] as const)
      expect((await treeOf(newsroom, reader.documentId, side))!.related).toMatchObject([
        { headline: '2', position: 1 },
        { headline: '3', position: 2 },
      ]);
    const row = await articles().findOne({ documentId: reader.documentId });
    const live = await articles().findOne({ documentId: reader.documentId, status: 'published' });
    expect(row.updatedAt).toEqual(live.updatedAt);
  });

  test('check finds words about what is not live, and repair takes them and gives them back', async () => {
    const target = await makeLive();
    const reader = await makeLive({
      relatedNews: [{ headline: 'Loud', teaser: 'T.', target: target.documentId }],
    });
    const onPublished = `document_id = '${(await draftEntries(reader.documentId))[0]!.documentId}' AND published_at IS NOT NULL`;
    await newsroom.sql(
      `UPDATE related_news SET asleep = '{"headline": "Loud", "teaser": "T."}', headline = NULL WHERE ${onPublished}`,
    );
    const found = (await repair(newsroom.strapi)).map(({ rule }) => rule);
    expect(found).toContain('related_news: all other entries have their words');
    expect(await publishedRows(reader.documentId)).toEqual([
      { headline: 'Loud', teaser: 'T.', asleep: null },
    ]);
    await articles().unpublish({ documentId: target.documentId });
    await newsroom.sql(
      `UPDATE related_news SET asleep = NULL, headline = 'Loud', teaser = 'T.' WHERE ${onPublished}`,
    );
    expect((await repair(newsroom.strapi)).map(({ rule }) => rule)).toEqual([
      'related_news: a published entry whose target is not live is silent',
    ]);
    expect(await publishedRows(reader.documentId)).toEqual([
      { headline: null, teaser: null, asleep: { headline: 'Loud', teaser: 'T.' } },
    ]);
  });
});

describe('whose it is', () => {
  const open = async (...hands: Hand[]) => {
    const targets = await Promise.all(hands.map(() => makeLive()));
    const reader = await makeLive();
    await chooses(
      reader,
      targets.map((target, i) => machine(target, hands[i])),
    );
    return { reader, targets, list: await draftEntries(reader.documentId) };
  };
  const sent = ({ documentId, headline, teaser, url, target }: AuditedEntry) => ({
    documentId,
    headline,
    teaser,
    url,
    target,
  });

  test('what a person makes is theirs, whatever the request says of it', async () => {
    const target = await makeLive();
    const { documentId } = await make({ relatedNews: [{ target: target.documentId }] });
    const forged = {
      origin: 'machine',
      hand: { pinned: true },
      reason: { rung: 'forged' },
      asleep: { headline: 'forged' },
    };
    const data = { headline: 'Child', target: target.documentId, article: documentId };
    await entries().create({ data: { ...data, ...forged } });
    await newsroom.api('POST', '/related-news-entries', { data: { ...data, headline: 'REST' } });
    const uid = 'api::related-news.related-news';
    await newsroom.admin('POST', `/content-manager/collection-types/${uid}`, {
      ...data,
      headline: 'Admin',
      ...forged,
    });
    const list = await draftEntries(documentId);
    expect(list.map(({ headline, origin, hand }) => [headline, origin, hand])).toEqual([
      [null, 'editor', null],
      ['Child', 'editor', null],
      ['REST', 'editor', null],
      ['Admin', 'editor', null],
    ]);
    await entries().update({ documentId: list[1]!.documentId, data: { ...forged, teaser: 'T.' } });
    expect((await draftEntries(documentId))[1]).toMatchObject({
      origin: 'editor',
      hand: { added: true, headline: true, teaser: true },
    });
    expect(
      await newsroom.sql(
        `SELECT id FROM related_news WHERE reason::text LIKE '%forged%' OR asleep::text LIKE '%forged%'`,
      ),
    ).toEqual([]);
  });

  test('an entry saved on its own: what differs is a person’s, what is emptied is the machine’s', async () => {
    const { reader, list } = await open({});
    const [{ documentId }] = list as [AuditedEntry];
    const put = async (data: object) => {
      const { status } = await newsroom.api('PUT', `/related-news-entries/${documentId}`, { data });
      expect(status).toBe(200);
      const [{ origin, hand }] = (await draftEntries(reader.documentId)) as [AuditedEntry];
      return { origin, hand };
    };
    expect(await put({ headline: list[0]!.headline })).toEqual({ origin: 'machine', hand: {} });
    expect(await put({ headline: 'Better' })).toEqual({
      origin: 'editor',
      hand: { headline: true },
    });
    expect(await put({ teaser: 'Mine.' })).toEqual({
      origin: 'editor',
      hand: { headline: true, teaser: true },
    });
    await publish(reader.documentId);
    expect(await shown(reader.slug)).toEqual([['Better', 'Mine.', 'editor']]);
    expect(await put({ headline: '' })).toEqual({ origin: 'editor', hand: { teaser: true } });
    expect(await put({ teaser: null })).toEqual({ origin: 'machine', hand: {} });
    expect(await put({ position: 1 })).toEqual({ origin: 'machine', hand: {} });
    expect(await put({ url: 'https://o.example/' })).toEqual({ origin: 'editor', hand: null });
  });

  test('an entry led elsewhere, or moved by hand', async () => {
    const { reader, targets, list } = await open({}, {});
    await entries().update({ documentId: list[1]!.documentId, data: { position: 1 } });
    expect(await draftEntries(reader.documentId)).toMatchObject([
      { documentId: list[1]!.documentId, origin: 'machine', hand: { pinned: true } },
      { documentId: list[0]!.documentId, origin: 'machine', hand: {} },
    ]);
    const same = { target: { connect: [{ documentId: targets[0].documentId }] } };
    await entries().update({ documentId: list[0]!.documentId, data: same });
    expect((await draftEntries(reader.documentId))[1]!.hand).toEqual({});
    const elsewhere = { target: (await makeLive()).documentId };
    await entries().update({ documentId: list[0]!.documentId, data: elsewhere });
    expect((await draftEntries(reader.documentId))[1]).toMatchObject({
      origin: 'editor',
      hand: null,
    });
  });

  test('a list written whole: what stays as it was stays whose it was', async () => {
    const { reader, list } = await open({}, {}, { pinned: true });
    const write = (relatedNews: object[]) =>
      articles().update({ documentId: reader.documentId, data: { relatedNews } });
    await write(list.map(sent));
    expect(await draftEntries(reader.documentId)).toEqual(list);
    await write([...list.map(sent), { headline: 'Added' }]);
    expect((await draftEntries(reader.documentId)).map((e) => [e.origin, e.hand])).toEqual([
      ['machine', {}],
      ['machine', {}],
      ['machine', { pinned: true }],
      ['editor', null],
    ]);
    await write([{ ...sent(list[0]!), teaser: 'Mine.' }, sent(list[1]!), sent(list[2]!)]);
    expect((await draftEntries(reader.documentId)).map((e) => [e.origin, e.hand])).toEqual([
      ['editor', { teaser: true }],
      ['machine', {}],
      ['machine', { pinned: true }],
    ]);
    expect(await rules(reader.documentId)).toBeNull();
  });

  test('a reordered list is pinned, in one write and as the admin drags', async () => {
    for (const reorder of ['list', 'set'] as const) {
      const { reader, list } = await open({}, {}, { headline: true });
      const order = [list[2]!, list[0]!, list[1]!];
      const relation = (rows: AuditedEntry[]) => ({ set: rows.map((e) => e.documentId) });
      const data = reorder === 'list' ? order.map(sent) : relation(order);
      if (reorder === 'set')
        // The same order once more is nobody's decision.
        await articles().update({
          documentId: reader.documentId,
          data: { relatedNews: relation(list) },
        });
      expect((await draftEntries(reader.documentId)).map((e) => e.hand)).toEqual([
        {},
        {},
        { headline: true },
      ]);
      await articles().update({ documentId: reader.documentId, data: { relatedNews: data } });
      expect(
        (await draftEntries(reader.documentId)).map((e) => [e.documentId, e.origin, e.hand]),
      ).toEqual([
        [list[2]!.documentId, 'editor', { headline: true, pinned: true }],
        [list[0]!.documentId, 'machine', { pinned: true }],
        [list[1]!.documentId, 'machine', { pinned: true }],
      ]);
    }
  });

  test('what the machine chose and a person takes out is hidden, and goes live with the article', async () => {
    const { reader, targets, list } = await open({}, { pinned: true }, { headline: true }, {});
    const [a, b, c, d] = targets.map(({ documentId }) => documentId);
    await newsroom.api('DELETE', `/related-news-entries/${list[0]!.documentId}`);
    expect(await rules(reader.documentId)).toEqual({ locked: false, hidden: [a] });
    await entries().delete({ documentId: list[1]!.documentId });
    expect(await rules(reader.documentId)).toEqual({ locked: false, hidden: [a, b].sort() });
    await articles().update({
      documentId: reader.documentId,
      data: { relatedNews: [{ headline: 'Only this' }, { headline: 'My words', target: d }] },
    });
    // `d` is shown still, in a person's words.
    expect(await rules(reader.documentId)).toEqual({ locked: false, hidden: [a, b, c].sort() });
    expect(await rules(reader.documentId, 'published')).toBeNull();
    await publish(reader.documentId);
    expect(await rules(reader.documentId, 'published')).toEqual(await rules(reader.documentId));
    await articles().update({ documentId: reader.documentId, data: { relatedNews: [] } });
    expect(await rules(reader.documentId)).toEqual({ locked: false, hidden: [a, b, c].sort() });

    for (const door of [
      newsroom.api('PUT', `/articles/${reader.documentId}`, { data: { recentNewsRules: null } }),
      newsroom.admin(
        'PUT',
        `/content-manager/collection-types/api::article.article/${reader.documentId}`,
        { recentNewsRules: null },
      ),
    ])
      expect((await door).status).toBeLessThan(500);
    expect(await rules(reader.documentId)).toEqual({ locked: false, hidden: [a, b, c].sort() });

    const { reader: other, list: two } = await open({});
    await newsroom.api('DELETE', `/related-news-entries/${two[0]!.documentId}`);
    await articles().discardDraft({ documentId: other.documentId });
    expect(await rules(other.documentId)).toBeNull();
    expect(await draftEntries(other.documentId)).toEqual(two);
  });

  test('a copy has what people put there', async () => {
    const { reader, targets } = await open({}, { teaser: true }, { pinned: true });
    const { documentId } = await articles().clone({ documentId: reader.documentId, data: {} });
    expect(await draftEntries(documentId)).toMatchObject([
      { target: targets[1].documentId, origin: 'editor', hand: { teaser: true }, position: 1 },
      { target: targets[2].documentId, origin: 'machine', hand: { pinned: true }, position: 2 },
    ]);
  });
});

describe('export and import', () => {
  const exported = async (slug: string): Promise<ArticleJson> => {
    for await (const article of exportArticles(newsroom.strapi))
      if (article.slug === slug) return article;
    throw new Error(`${slug} is not in the export`);
  };
  const importer = (overwrite = false) =>
    createImporter(newsroom.strapi, { publish: false, overwrite });
  const content = ({ relatedNews, recentNews, teaser }: ArticleJson) => ({
    relatedNews,
    recentNews,
    teaser,
  });
  const wordless = (slug: string) => ({ headline: null, teaser: null, url: null, target: slug });

  test('teaser, decisions and kept entries travel; the machine’s choice does not', async () => {
    const [one, two, three, four] = await Promise.all([makeLive(), makeLive(), makeLive(), make()]);
    const reader = await makeLive({ teaser: 'In one sentence.' });
    await chooses(reader, [
      machine(one),
      machine(two, { headline: true }),
      machine(three, { pinned: true }),
      machine(four, { added: true }),
    ]);
    await newsroom.sql(
      `UPDATE articles SET recent_news_rules = '{"locked": false, "hidden": ["${one.documentId}", "nosuchdocument"]}' WHERE document_id = $1`,
      [reader.documentId],
    );
    const out = await exported(reader.slug);
    expect(readArticleJson(JSON.parse(JSON.stringify(out)))).toMatchObject({
      article: content(out),
      problems: [],
    });
    expect(content(out)).toEqual({
      teaser: 'In one sentence.',
      relatedNews: [
        { ...wordless(two.slug), headline: two.title },
        wordless(three.slug),
        wordless(four.slug),
      ],
      recentNews: { locked: false, hidden: [one.slug] },
    });

    const copy: ArticleJson = { ...out, slug: 'travelled' };
    expect((await importer().batch([copy])).outcomes).toEqual(['created']);
    expect(content(await exported('travelled'))).toEqual(content(out));
    expect((await importer().batch([copy])).outcomes).toEqual(['unchanged']);
    const [{ document_id: documentId }] = (await newsroom.sql<{ document_id: string }>(
      `SELECT document_id FROM articles WHERE slug = 'travelled' LIMIT 1`,
    )) as [{ document_id: string }];
    expect(await rules(documentId)).toEqual({ locked: false, hidden: [one.documentId] });
    expect(await shown('travelled')).toEqual([
      [two.title, null, 'editor'],
      [three.title, null, 'editor'],
    ]);
    expect(await publishedRows(documentId)).toHaveLength(3);
  });

  test('a locked list travels whole', async () => {
    const [one, two] = [await makeLive(), await makeLive()];
    const reader = await makeLive();
    await chooses(reader, [machine(one), machine(two)], true);
    expect(content(await exported(reader.slug))).toEqual({
      teaser: null,
      relatedNews: [wordless(one.slug), wordless(two.slug)],
      recentNews: { locked: true, hidden: [] },
    });
  });

  test('in bulk, without decisions: the teaser is there, entries are a person’s', async () => {
    const target = await makeLive();
    const base = await exported((await makeLive()).slug);
    const fresh = (slug: string): ArticleJson => ({
      ...base,
      slug,
      title: slug,
      teaser: `Of ${slug}.`,
      relatedNews: [wordless(target.slug), { ...wordless('bulk-b'), headline: 'To b' }],
    });
    const first = importer();
    const { outcomes, waiting } = await first.batch([fresh('bulk-a'), fresh('bulk-b')]);
    expect(outcomes).toEqual(['created', 'created']);
    expect(await first.relink(waiting)).toEqual({ missing: [], edited: [] });
    expect(await shown('bulk-a')).toEqual([
      [target.title, null, 'editor'],
      ['To b', null, 'editor'],
    ]);
    expect((await exported('bulk-a')).teaser).toBe('Of bulk-a.');
    expect((await importer().batch([fresh('bulk-a')])).outcomes).toEqual(['unchanged']);
  });

  test('what names articles that come later is made good at the end', async () => {
    const base = await exported((await makeLive()).slug);
    const decided = (slug: string, named: string): ArticleJson => ({
      ...base,
      slug,
      title: slug,
      relatedNews: [wordless(named)],
      recentNews: { locked: false, hidden: ['late-c', 'late-b'].filter((s) => s !== named) },
    });
    const all = [
      decided('late-a', 'late-b'),
      decided('late-b', 'late-c'),
      { ...base, slug: 'late-c', title: 'late-c', relatedNews: [wordless('late-a')] },
    ];
    const first = importer();
    const { outcomes, waiting } = await first.batch(all);
    expect(outcomes).toEqual(['created', 'created', 'created']);
    expect(await first.relink(waiting)).toEqual({ missing: [], edited: [] });
    for (const article of all) {
      const found = await exported(article.slug!);
      const hidden = article.recentNews?.hidden.toSorted();
      expect(content(found)).toEqual({
        ...content(article),
        recentNews: hidden && { locked: false, hidden },
      });
      expect((await shown(article.slug!))[0][0]).toBe(article.relatedNews[0]!.target);
    }
    expect((await importer().batch(all)).outcomes).toEqual(['unchanged', 'unchanged', 'unchanged']);
    const [a] = all as [ArticleJson];
    expect((await importer().batch([{ ...a, lead: 'L.' }])).outcomes).toEqual(['updated']);
    const lists = { relatedNews: [wordless('nowhere')], recentNews: a.recentNews };
    const [{ documentId, version }] = await newsroom.sql<any>(
      `SELECT document_id AS "documentId", version FROM articles WHERE slug = $1 AND published_at IS NULL`,
      [a.slug],
    );
    const again = { slug: a.slug!, documentId, version, ...lists, whole: null };
    expect(await first.relink([again])).toEqual({ missing: ['nowhere'], edited: [] });
  });

  test('what somebody edited, took back or had not published meanwhile is theirs at the end', async () => {
    const {
      live: _,
      status: __,
      firstPublishedAt: ___,
      ...base
    } = await exported((await makeLive()).slug);
    const input = (slug: string, more: Partial<ArticleJson> = {}): ArticleJson => ({
      ...base,
      slug,
      title: slug,
      firstPublishedAt: null,
      status: 'published',
      live: null,
      relatedNews: [wordless('comes-last')],
      ...more,
    });
    const both = (slug: string) =>
      input(slug, {
        status: 'modified',
        lead: 'Not yet told.',
        live: { ...input(slug), lead: 'Told.', slug },
      });
    const here = importer();
    const taken = await makeLive({ title: 'only its draft' });
    const all = [
      input('edited-list'),
      both('edited-whole'),
      input('back-list'),
      both('back-whole'),
      both('shown-whole'),
      input(taken.slug, { status: null, title: taken.title, lead: 'For the draft.' }),
    ];
    const { outcomes, waiting } = await importer(true).batch(all);
    expect([outcomes, waiting.length]).toEqual([
      ['created', 'created', 'created', 'created', 'created', 'updated'],
      6,
    ]);
    const idOf = (slug: string) => waiting.find((each) => each.slug === slug)!.documentId;
    for (const slug of ['edited-list', 'edited-whole'])
      await articles().update({ documentId: idOf(slug), data: { lead: 'Half writ' } });
    for (const slug of ['back-list', 'back-whole'])
      await articles().unpublish({ documentId: idOf(slug) });
    await articles().publish({ documentId: idOf('shown-whole') });
    await here.batch([input('comes-last', { relatedNews: [] })]);

    expect(await here.relink(waiting)).toEqual({
      missing: [],
      edited: ['edited-list', 'edited-whole'],
    });
    const sides = async (slug: string) => {
      const { status, lead, live, relatedNews } = await exported(slug);
      return [status, lead, live?.lead, relatedNews.map(({ target }) => target)];
    };
    const list = ['comes-last'];
    expect(await sides('edited-list')).toEqual(['modified', 'Half writ', base.lead, []]);
    expect(await sides('edited-whole')).toEqual(['modified', 'Half writ', 'Told.', []]);
    expect(await sides('back-list')).toEqual(['draft', base.lead, undefined, list]);
    expect(await sides('back-whole')).toEqual(['draft', 'Not yet told.', undefined, list]);
    expect(await sides('shown-whole')).toEqual(['published', 'Not yet told.', undefined, list]);
    expect(await sides(taken.slug)).toEqual(['modified', 'For the draft.', taken.lead, list]);
  });

  test('an import that waits for somebody looks at what they left', async () => {
    const { documentId, slug } = await makeLive();
    const article: ArticleJson = {
      ...(await exported(slug)),
      lead: 'From the file.',
      status: 'published',
    };
    let go!: () => void;
    let isTaken!: () => void;
    const goOn = new Promise<void>((done) => (go = done));
    const taken = new Promise<void>((done) => (isTaken = done));
    const takingBack = newsroom.strapi.db.transaction(async () => {
      await articles().unpublish({ documentId });
      isTaken();
      await goOn;
    });
    await taken;
    const imported = importer(true).one(article);
    for (let isWaiting = false; !isWaiting;)
      isWaiting =
        (
          await newsroom.sql(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
        ).length > 0;
    go();
    await takingBack;
    expect(await imported).toBe('updated');
    expect(await exported(slug)).toMatchObject({ status: 'draft', lead: 'From the file.' });
  });

  test('a live version of its own keeps the machine’s entries on both sides', async () => {
    const [one, two] = [await makeLive(), await makeLive()];
    const base = await exported((await makeLive()).slug);
    const { status: _, firstPublishedAt: __, ...text } = base;
    const article: ArticleJson = {
      ...base,
      slug: 'two-sides',
      title: 'two-sides',
      relatedNews: [wordless(one.slug)],
    };
    expect((await importer().batch([article])).outcomes).toEqual(['created']);
    const [{ document_id: documentId }] = (await newsroom.sql<{ document_id: string }>(
      `SELECT document_id FROM articles WHERE slug = 'two-sides' LIMIT 1`,
    )) as [{ document_id: string }];
    const [own] = await draftEntries(documentId);
    await chooses({ documentId }, [
      { ...machine(one), documentId: own!.documentId, hand: { added: true } },
      machine(two),
    ]);
    const { live: ___, updatedAt: ____, ...live } = text as ArticleJson & { updatedAt?: unknown };
    const again = {
      ...article,
      lead: 'Draft.',
      live: { ...live, slug: 'two-sides', title: 'two-sides', lead: 'Live.', relatedNews: [wordless(one.slug)] }, // prettier-ignore
    } as ArticleJson;
    expect((await importer().batch([again])).outcomes).toEqual(['updated']);
    expect(await rules(documentId)).toBeNull();
    for (const side of ['draft', 'published'] as const)
      expect(
        (await treeOf(newsroom, documentId, side))!.related.map((e) => [e.target, e.teaser]),
      ).toEqual([
        [one.documentId, `All about ${one.title}.`],
        [two.documentId, `All about ${two.title}.`],
      ]);
  });

  test('an import over what is there leaves the machine’s entries, and may come again', async () => {
    const [one, two, three] = await Promise.all([makeLive(), makeLive(), makeLive()]);
    const base = await exported((await makeLive()).slug);
    const first: ArticleJson = { ...base, slug: 'kept', relatedNews: [wordless(one.slug)] };
    expect((await importer().batch([first])).outcomes).toEqual(['created']);
    const [{ document_id: documentId }] = (await newsroom.sql<{ document_id: string }>(
      `SELECT document_id FROM articles WHERE slug = 'kept' LIMIT 1`,
    )) as [{ document_id: string }];
    const [own] = await draftEntries(documentId);
    await chooses({ documentId }, [
      { ...machine(one), documentId: own!.documentId, hand: { added: true } },
      machine(two),
      machine(three),
    ]);
    // What the machine did is no edit of the article.
    expect((await importer().batch([first])).outcomes).toEqual(['unchanged']);
    const second: ArticleJson = {
      ...first,
      lead: 'Changed.',
      relatedNews: [wordless(one.slug), wordless(two.slug)],
    };
    expect((await importer().batch([second])).outcomes).toEqual(['updated']);
    expect(
      (await draftEntries(documentId)).map((e) => [e.target, e.origin, e.hand?.added ?? null]),
    ).toEqual([
      [one.documentId, 'editor', true],
      [two.documentId, 'editor', null],
      [three.documentId, 'machine', null],
    ]);
    expect(await rules(documentId)).toBeNull();
    expect((await importer().batch([second])).outcomes).toEqual(['unchanged']);
    expect(content(await exported('kept'))).toEqual(content(second));
  });

  test('decisions that the input takes back, or that were made since', async () => {
    const [one, two] = [await makeLive(), await makeLive()];
    const base = await exported((await makeLive()).slug);
    const recentNews = { locked: true, hidden: [one.slug] };
    const input: ArticleJson = { ...base, slug: 'decided', recentNews };
    expect((await importer().batch([input])).outcomes).toEqual(['created']);
    expect((await exported('decided')).recentNews).toEqual(recentNews);
    const { recentNews: _, ...without } = input;
    expect((await importer().batch([without])).outcomes).toEqual(['updated']);
    expect((await exported('decided')).recentNews).toBeUndefined();
    const [{ document_id: documentId }] = (await newsroom.sql<{ document_id: string }>(
      `SELECT document_id FROM articles WHERE slug = 'decided' LIMIT 1`,
    )) as [{ document_id: string }];
    await chooses({ documentId }, [machine(two, { pinned: true })]);
    const edited = { ...without, lead: 'New.' };
    expect((await importer().batch([edited])).outcomes).toEqual([expect.any(Error)]);
    expect((await importer(true).batch([edited])).outcomes).toEqual(['updated']);
    expect(content(await exported('decided'))).toEqual(content(edited as ArticleJson));
    expect((await importer().batch([edited])).outcomes).toEqual(['unchanged']);
    expect((await importer().batch([{ ...edited, lead: 'Newer.' }])).outcomes).toEqual(['updated']);
  });
});
