/** The Content Manager as the second door: what it shows of an article, and what it does not ask. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { address, escapeDialog, logIn, openBrowser, screenshot, test } from './browser.mjs';
import { ask, editorOf } from './desk-page.mjs';

const ARTICLES = '/content-manager/collection-types/api::article.article';

let browser;
let page;
let article;
before(async () => {
  browser = await openBrowser();
  page = browser.page;
  await logIn(page);
  const target = await ask(page, 'POST', ARTICLES, { title: 'A pier that nobody has seen yet' });
  const { data } = await ask(page, 'POST', ARTICLES, {
    title: 'The pier opens on Sunday',
    lead: 'After two winters the planks are dry.',
    outline: [
      { heading: 'Who may walk', lead: 'Everybody.', bullets: [{ text: 'Dogs too' }] },
      { heading: 'What it cost', bullets: [{ text: 'Less than the old one' }] },
    ],
  });
  article = data;
  // A Recent News entry whose story is a draft: Strapi counts it as a relation that stays behind.
  const entry = await ask(
    page,
    'POST',
    '/content-manager/collection-types/api::related-news.related-news',
    {
      article: { connect: [{ documentId: article.documentId }] },
      target: { connect: [{ documentId: target.data.documentId }] },
    },
  );
  assert.ok(entry.data?.documentId, JSON.stringify(entry));
});
after(async () => {
  await browser?.close();
});

const headline = () => page.locator('input[name="title"]');
const status = () => page.getByRole('complementary').filter({ hasText: 'Status' }).first();

test('the form has no raw relations, and beside it stand the status and Recent News', async () => {
  await page.goto(`${address}/admin${ARTICLES}/${article.documentId}`);
  await headline().waitFor();
  await status().getByText('Readers do not see it.').waitFor();
  await page.getByRole('complementary').filter({ hasText: 'Recent News' }).waitFor();
  const labels = await page.locator('form label').allInnerTexts();
  assert.ok(labels.some((label) => label.startsWith('Topics')));
  assert.deepEqual(
    labels.filter((label) => /^(Sections|Recent News|relatedNews)/i.test(label)),
    [],
  );
});

test('it publishes at once: nothing is left behind, so nothing is asked', async () => {
  await headline().fill('The pier opens this Sunday');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await status().getByText('Readers see what stands here.').waitFor();
  assert.equal(await page.getByRole('alertdialog').count(), 0);
  await status().getByRole('link', { name: 'See the page' }).waitFor();
  const { data } = await (
    await fetch(`${address}/api/articles/page/the-pier-opens-this-sunday`)
  ).json();
  assert.deepEqual(
    data.sections.map(({ heading, bullets }) => [heading, bullets.length]),
    [
      ['Who may walk', 1],
      ['What it cost', 1],
    ],
  );

  await headline().fill('The pier opens on this Sunday');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await status().getByText('Readers see an older version.').waitFor();
  await screenshot(page, 'desk-manager');
  // By key, too: Strapi asks there on its own.
  const isLive = status().getByText('Readers see what stands here.');
  for (let tries = 0; tries < 10 && !(await isLive.isVisible()); tries += 1) {
    // A form that still takes in what was saved hears no keys.
    await headline().press('Control+Shift+Enter');
    await isLive.waitFor({ timeout: 3_000 }).catch(() => undefined);
  }
  await isLive.waitFor();
});

test('several at once: the question names no relations', async () => {
  await page.goto(`${address}/admin${ARTICLES}`);
  // The draft first: where one that is live was chosen, Strapi shows "Publish" only when it next draws.
  await page
    .getByRole('row', { name: /A pier that nobody/ })
    .getByRole('checkbox')
    .check();
  await page
    .getByRole('row', { name: /The pier opens/ })
    .getByRole('checkbox')
    .check();
  await page.getByText('2 entries selected').waitFor();
  const counted = await ask(
    page,
    'GET',
    `${ARTICLES}/actions/countManyEntriesDraftRelations?documentIds[0]=${article.documentId}`,
  );
  assert.equal(counted.data, 0);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  assert.ok(!(await dialog.innerText()).includes('not published yet and might'));
  await escapeDialog(page);
});

test('Desk comes first in the menu, and each article leads there', async () => {
  const menu = page.getByRole('navigation').first().getByRole('link');
  const places = await menu.evaluateAll((links) => links.map((link) => link.pathname));
  const desk = places.indexOf('/admin/plugins/desk');
  const manager = places.findIndex((place) => place.startsWith('/admin/content-manager'));
  assert.ok(desk >= 0 && desk < manager, places.join(' '));
  await page.goto(`${address}/admin${ARTICLES}/${article.documentId}`);
  await status().getByRole('link', { name: 'Open in Desk' }).waitFor();
  // Panels that come in move what is beside them: a press that begins on the link ends beside it.
  await page.waitForLoadState('networkidle');
  await status().getByRole('link', { name: 'Open in Desk' }).click();
  await editorOf(page).waitFor();
  assert.deepEqual(browser.problems, []);
});
