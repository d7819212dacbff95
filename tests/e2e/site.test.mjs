/** From the Desk to the reader: a newsroom and the example site, in a browser. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { axeFindings } from './axe.mjs';
import { logIn, openBrowser, screenshot, test } from './browser.mjs';
import {
  documentIdOf,
  editorOf,
  newArticle,
  openArticle,
  openList,
  saved,
  stored,
} from './desk-page.mjs';
import {
  assertJsonLd,
  assertLight,
  assertNone,
  crawl,
  htmlFindings,
  htmlOf,
  readSite,
} from './site-checks.mjs';
import { eventually, RETRACTED, startNewsroomWithSite } from './site-newsroom.mjs';
import { ownPage, piecesOfText, piecesOnSite, samplePage } from './site-pieces.mjs';

const sample = samplePage();
const { newsletter } = piecesOfText(sample);

let house;
let browser;
let desk;
let reader;
before(async () => {
  house = await startNewsroomWithSite(sample, {
    text: newsletter[0],
    buttonLabel: newsletter[1],
    url: 'https://newsletter.example/',
  });
  browser = await openBrowser();
  desk = browser.page;
  reader = await desk.context().newPage();
  await logIn(desk, house.newsroom);
});
after(async () => {
  await browser?.close();
  await house?.stop();
});

const look = (path) => fetch(house.site + path, { redirect: 'manual' });
/** Names of the site's files that have these words. */
const filesWith = (words) =>
  [...readSite(house.folder)].filter(([, text]) => text.includes(words)).map(([name]) => name);

/** Publishes what is open at the Desk, and waits until it is said to be live. */
async function publishAtDesk() {
  await desk.keyboard.press('Control+Enter');
  const dialog = desk.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Publish/ }).click();
  await dialog.getByText('The page is published.').waitFor();
  const site = dialog.getByRole('listitem').filter({ hasText: 'Example site' });
  await site.getByText('Live', { exact: true }).waitFor();
  await desk.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  return stored(desk);
}

const pageOf = async (slug) =>
  (await (await fetch(`${house.newsroom}/api/articles/page/${slug}`)).json()).data;

/** Says at the Desk who wrote the open page and where it comes from; publishes it; reads it on the site. */
async function publishAndRead() {
  const fill = (name, text) => desk.getByLabel(name, { exact: true }).fill(text);
  await fill('Byline', 'Mara Lind');
  await fill('Source address', 'https://source.example/report');
  await desk.getByRole('combobox', { name: 'Beats', exact: true }).click();
  await desk.keyboard.type('artif');
  await desk.getByRole('option', { name: 'Artificial intelligence' }).click();
  await saved(desk);
  const { slug } = await publishAtDesk();
  // Live, says the Desk: so it is there, without any more waiting.
  assert.equal((await look(`/${slug}`)).status, 200);
  await reader.goto(`${house.site}/${slug}`);
  return { article: await pageOf(slug), pieces: await piecesOnSite(reader) };
}

/** The order in which readers meet the pieces of a page. */
function inOrder({ title, text, source }, { firstPublishedAt }, recentNews) {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return [
    title,
    'By Mara Lind',
    `${day.format(new Date(firstPublishedAt))}, ${firstPublishedAt.slice(11, 16)} UTC`,
    ...newsletter,
    ...text,
    `Source ${source}`,
    'Recent News',
    ...recentNews,
  ];
}

test('an imported page, published at the Desk, stands on the site piece by piece', async () => {
  const written = piecesOfText(sample);
  const { data } = await house.call('GET', `/desk/articles?q=${encodeURIComponent(written.title)}`);
  const { documentId } = data.rows.find(({ title }) => title === written.title);
  await openArticle(desk, documentId, house.newsroom);
  const { article, pieces } = await publishAndRead();
  assert.deepEqual(pieces, inOrder(written, article, written.recentNews));
  const source = reader.getByRole('link', { name: written.source });
  assert.equal(await source.getAttribute('href'), 'https://source.example/report');
  const month = article.firstPublishedAt.slice(0, 7);
  for (const list of ['index.html', 'topics/ai.html', `archive/${month}.html`, 'sitemap.xml']) {
    assert.ok(filesWith(`/${article.slug}`).includes(list), `it is not in ${list}`);
  }
});

test('a page pasted at the Desk too, with the Recent News that stood below it', async () => {
  const own = ownPage();
  const written = piecesOfText(own);
  await openList(desk, house.newsroom);
  await desk.keyboard.press('p');
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('The page').fill(own);
  await dialog.getByRole('button', { name: 'Show what goes where' }).click();
  await dialog.getByText('What goes where').waitFor();
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { article, pieces } = await publishAndRead();
  assert.equal(article.relatedNews.length, 3);
  assert.deepEqual(pieces, inOrder(written, article, written.recentNews));
});

test('the preview beside the text is the site itself, and loads again after a save', async () => {
  await newArticle(desk, house.newsroom);
  await desk.keyboard.type('Tide mill of Harrowmouth grinds again');
  await saved(desk);
  await desk.keyboard.press('Control+Shift+P');
  const frame = desk.frameLocator('iframe');
  await frame.getByRole('heading', { name: 'Tide mill of Harrowmouth grinds again' }).waitFor();
  await frame.getByText('Draft. Only people with this address see it.').waitFor();
  const shown = desk.frames().find((one) => one.url().startsWith(`${house.site}/preview/`));
  assert.ok(shown, 'the preview is not the site');
  assert.match(await frame.locator('.masthead').innerText(), /Artificial intelligence/);
  await shown.evaluate(() => (globalThis.isFirst = true));
  await editorOf(desk).focus();
  await desk.keyboard.press('Control+End');
  await desk.keyboard.press('Enter');
  await desk.keyboard.type('It sells its first flour on Saturday.');
  await saved(desk);
  await frame.getByText('It sells its first flour on Saturday.').waitFor();
  assert.equal(await shown.evaluate(() => globalThis.isFirst), undefined);
  await screenshot(desk, 'site-preview');
  assert.deepEqual(filesWith('Tide mill of Harrowmouth'), []);
});

test('an address that changes leads readers on', async () => {
  await openArticle(desk, documentIdOf(desk), house.newsroom);
  const before = await publishAtDesk();
  await desk.getByLabel('Address (slug)', { exact: true }).fill('tide-mill');
  await saved(desk);
  assert.equal((await publishAtDesk()).slug, 'tide-mill');
  const old = await look(`/${before.slug}`);
  assert.deepEqual([old.status, old.headers.get('location')], [301, '/tide-mill']);
  await reader.goto(`${house.site}/${before.slug}`);
  assert.equal(reader.url(), `${house.site}/tide-mill`);
  await reader.getByRole('heading', { level: 1, name: 'Tide mill of Harrowmouth' }).waitFor();
  // The old page stays for hosts that cannot redirect; nothing else names it.
  assert.deepEqual(filesWith(`/${before.slug}`), []);
});

test('a story taken back is gone from every page, feed and sitemap after one call', async () => {
  const month = new Date(Date.now() - 86_400_000 - 3 * 3_600_000).toISOString().slice(0, 7);
  const feeds = ['rss.xml', 'atom.xml', 'feed.json'];
  const due = [
    `${RETRACTED.slug}.html`,
    'elmhaven-quay-2.0.html',
    'elmhaven-night-line-pauses.html',
    'index.html',
    'topics/oceans.html',
    'authors/soren-holm.html',
    `archive/${month}.html`,
    ...feeds,
    ...feeds.map((feed) => `topics/oceans/${feed}`),
    'sitemap.xml',
    'news-sitemap.xml',
  ];
  const shown = filesWith(`/${RETRACTED.slug}`);
  assert.deepEqual(
    due.filter((file) => !shown.includes(file)),
    [],
  );
  const { documentId } = await pageOf(RETRACTED.slug);
  await openArticle(desk, documentId, house.newsroom);
  const before = house.relay.passed.length;
  house.relay.holdAfter(documentId);
  await desk.getByRole('button', { name: 'More' }).click();
  await desk.getByRole('menuitem', { name: 'Unpublish' }).click();
  const dialog = desk.getByRole('alertdialog');
  // Articles stand at the top, lists below folders.
  const others = shown.filter((file) => /^[^/]+\.html$/.test(file) && file !== 'index.html');
  await dialog.getByText(`${others.length - 1} other pages`).waitFor();
  await dialog.getByRole('button', { name: 'Unpublish' }).click();
  await dialog.waitFor({ state: 'detached' });
  await eventually(
    'the story is still there',
    () => filesWith(RETRACTED.slug).length + filesWith(RETRACTED.title).length === 0,
  );
  assert.ok([404, 410].includes((await look(`/${RETRACTED.slug}`)).status));
  const calls = house.relay.passed.slice(before).map((named) => named.includes(documentId));
  assert.deepEqual([calls.filter(Boolean).length, calls.at(-1)], [1, true]);
  house.relay.release();
});

test('search by keyboard only: from the front page to a story, with what was looked for marked', async () => {
  await reader.setViewportSize({ width: 1280, height: 900 });
  await reader.goto(`${house.site}/`);
  const focused = () =>
    reader.evaluate(() => {
      const { activeElement: at } = document;
      return at.id || at.textContent.trim();
    });
  const tabTo = async (name) => {
    for (let i = 0; i < 30; i += 1) {
      await reader.keyboard.press('Tab');
      if ((await focused()) === name) return;
    }
    assert.fail(`Tab does not come to ${name}`);
  };
  await tabTo('Search');
  await reader.keyboard.press('Enter');
  await reader.waitForURL('**/search');
  await tabTo('q');
  await reader.keyboard.type('lunar night');
  const results = reader.locator('#search-results > li');
  await results.first().waitFor();
  await reader.getByRole('status').getByText('for “lunar night”').waitFor();
  assert.match(reader.url(), /\?q=lunar\+night$/);
  const marks = await results.locator('mark').allInnerTexts();
  assert.ok(marks.some((mark) => /lunar/i.test(mark)) && marks.some((mark) => /night/i.test(mark)));
  assertNone(await axeFindings(reader));
  const first = await results.first().getByRole('link').innerText();
  await tabTo(first);
  await reader.keyboard.press('Enter');
  await reader.getByRole('heading', { level: 1, name: first }).waitFor();
});

test('axe finds nothing, in light and dark, on a phone and a desk', async () => {
  const problems = [];
  // A policy that forbids what the page wants says so here.
  reader.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  reader.on('pageerror', (error) => problems.push(error.message));
  const paths = [
    '/',
    '/tide-mill',
    '/ymer-wakes-after-lunar-night',
    '/topics/ai',
    '/authors/soren-holm',
    '/archive',
    '/archive/2026-10',
    '/search',
    '/no-such-page',
  ];
  const findings = [];
  for (const path of paths) {
    await reader.goto(house.site + path);
    for (const colorScheme of ['light', 'dark']) {
      await reader.emulateMedia({ colorScheme });
      for (const width of [390, 1280]) {
        await reader.setViewportSize({ width, height: 900 });
        const found = await axeFindings(reader);
        findings.push(...found.map((finding) => `${path} ${colorScheme} ${width}: ${finding}`));
        const isWider = await reader.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        if (isWider) findings.push(`${path} ${width}: scrolls sideways`);
      }
    }
  }
  assertNone(findings);
  assertNone(problems.filter((text) => !text.includes('404')));
});

test('every page is valid, light and leads nowhere wrong; every story says what it is', async () => {
  const files = readSite(house.folder);
  assertNone(await htmlFindings(files));
  assertLight(files);
  const { stories } = await (await fetch(`${house.site}/_health`)).json();
  assert.equal(assertJsonLd(files), stories);
  const { broken, visited } = await crawl(house.site);
  assertNone(broken);
  const unlinked = htmlOf(files)
    .filter(([name, text]) => name !== '404.html' && !text.includes('http-equiv="refresh"'))
    .map(([name]) => (name === 'index.html' ? '/' : `/${name.replace(/\.html$/, '')}`))
    .filter((path) => !visited.has(path));
  assertNone(unlinked);
});
