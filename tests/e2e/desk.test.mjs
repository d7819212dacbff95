/** The Desk: an article written, pasted and published in a browser, and every way a save can fail. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import fs from 'node:fs';
import { address, escapeDialog, logIn, openBrowser, screenshot, test } from './browser.mjs';
import {
  ask,
  caretAfter,
  documentIdOf,
  editorOf,
  lines,
  newArticle,
  openArticle,
  openList,
  saved,
  stored,
} from './desk-page.mjs';

let browser;
let page;
before(async () => {
  browser = await openBrowser();
  page = browser.page;
  await logIn(page);
});
after(async () => {
  await browser?.close();
});

test('seven sections and eighteen bullets, written and published with the keyboard only', async () => {
  await newArticle(page);
  const type = (text) => page.keyboard.type(text);
  const press = (key) => page.keyboard.press(key);
  await type('Night trains come back to the coast');
  await press('Enter');
  await type('From June a sleeper runs twice a week.');
  const bullets = [3, 3, 3, 3, 2, 2, 2];
  for (const [s, count] of bullets.entries()) {
    // After the lead comes a heading; after a bullet, an empty one becomes a heading.
    await press('Enter');
    if (s > 0) await press('Enter');
    await type(`Part ${s + 1}`);
    await press('Enter');
    await type(`Sentence ${s + 1}.`);
    for (let b = 1; b <= count; b += 1) {
      await press('Enter');
      await type(`Point ${s + 1}.${b}`);
    }
  }
  await saved(page);
  const { text, version } = await stored(page);
  assert.ok(version >= 1);
  assert.equal(text.title, 'Night trains come back to the coast');
  assert.equal(text.lead, 'From June a sleeper runs twice a week.');
  assert.deepEqual(
    text.sections.map(({ heading, lead, bullets: list }) => [
      heading,
      lead,
      list.map((bullet) => bullet.text),
    ]),
    bullets.map((count, s) => [
      `Part ${s + 1}`,
      `Sentence ${s + 1}.`,
      Array.from({ length: count }, (_, b) => `Point ${s + 1}.${b + 1}`),
    ]),
  );
  await screenshot(page, 'desk-write');
  await press('Control+Enter');
  await page.getByRole('dialog').getByText('There is no source').waitFor();
  await screenshot(page, 'desk-checklist');
  for (let i = 0; i < 12; i += 1) {
    const name = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (/Publish anyway/.test(name)) break;
    await press('Tab');
  }
  await press('Enter');
  await page.getByText('The page is published.').waitFor();
  await screenshot(page, 'desk-published');
  await press('Escape');
  const article = await stored(page);
  assert.equal(article.status, 'live');
  const answer = await fetch(`${address}/api/articles/page/${article.slug}`);
  const { data } = await answer.json();
  assert.equal(data.sections.length, 7);
  assert.equal(data.sections.flatMap((section) => section.bullets).length, 18);
  assert.deepEqual(browser.problems, []);
});

const SAMPLE = new URL('../../../shared/samples/deepseek-rand.txt', import.meta.url);
const OWN = `The library ship sails again

By Mara Lind
March 3, 2026

The county sends its floating library back to the islands after four years.

What is new

The ship has a heat pump and a wider gangway.

- It carries 9,000 books
- Wheelchairs roll on without help

Who pays

The county and two foundations share the cost.

- 1.4 million a year
- Tickets stay free

Source: Island Gazette

Recent News

Ferry adds a night crossing
The last boat leaves the county pier at 23:40 from June.

Two island schools share a head
The council expects nine pupils fewer by autumn.

Pier lamps go amber for the puffins
Young birds lost their way in white light last summer.
`;

test('a bullet is moved by its handle, which is no part of the text', async () => {
  await newArticle(page);
  for (const word of ['Moved', 'Lead', 'Heading', 'Sentence', 'one', 'two', 'three']) {
    await page.keyboard.type(word);
    await page.keyboard.press('Enter');
  }
  const at = (words) => editorOf(page).locator(':scope > *', { hasText: words }).first();
  const grips = editorOf(page).locator('.desk-handle-bullet .desk-grip');
  const from = await grips.nth(2).boundingBox();
  const to = await at('one').boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x, to.y + to.height, { steps: 5 });
  await page.mouse.move(from.x, to.y + 1, { steps: 5 });
  await page.mouse.up();
  await saved(page);
  const bullets = async () =>
    (await stored(page)).text.sections[0].bullets.map((bullet) => bullet.text);
  assert.deepEqual(await bullets(), ['three', 'one', 'two']);
  await page.keyboard.press('Control+z');
  await page.waitForTimeout(1_500);
  await saved(page);
  assert.deepEqual(await bullets(), ['one', 'two', 'three']);
});

test('taken back, copied, and the copy told as one: each by its own dialog', async () => {
  await newArticle(page);
  await page.keyboard.type('The lighthouse keeper of Norrvik retires after forty winters');
  await page.keyboard.press('Enter');
  await page.keyboard.type(
    'She lit the lamp each night from 1986 and leaves the tower to a sensor.',
  );
  await saved(page);
  const id = documentIdOf(page);
  await ask(page, 'POST', `/desk/articles/${id}/publish`, {});
  await openArticle(page, id);
  const choose = async (name) => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await choose('Duplicate');
  await page.waitForURL((url) => !url.pathname.endsWith(id));
  await editorOf(page).waitFor();
  // The first story is filed by a job, and in so small an archive the space is fitted anew after it.
  const isTold = async () =>
    (await ask(page, 'GET', `/desk/articles/${documentIdOf(page)}/checklist`)).data.items.some(
      ({ rule }) => rule === 'duplicate',
    );
  const from = Date.now();
  while (!(await isTold())) {
    assert.ok(Date.now() - from < 30_000, 'the copy is not told as one');
    await page.waitForTimeout(250);
  }
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').getByText('tells the same').waitFor();
  await escapeDialog(page);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await openArticle(page, id);
  await choose('Unpublish');
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('stops working').waitFor();
  await dialog.getByRole('button', { name: 'Unpublish' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await stored(page)).status, 'draft');
  await page.getByRole('tab', { name: 'Details' }).focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Leave the text').waitFor();
  await escapeDialog(page);
});

test('a page is pasted, corrected and published', async () => {
  const input = fs.existsSync(SAMPLE) ? fs.readFileSync(SAMPLE, 'utf8') : OWN;
  await openList(page);
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('The page').fill(input);
  await dialog.getByRole('button', { name: 'Show what goes where' }).click();
  await dialog.getByText('What goes where').waitFor();
  await screenshot(page, 'desk-paste');
  const drop = dialog.getByRole('button', { name: 'Drop all the rest' });
  if (await drop.isVisible()) await drop.click();
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await saved(page);
  const pasted = await stored(page);
  assert.ok(pasted.text.title.length > 5);
  assert.ok(pasted.text.sections.length >= 2);
  // One undo takes it back, one redo brings it again, with the very ids.
  await editorOf(page).focus();
  await page.keyboard.press('Control+z');
  assert.equal((await lines(page)).join(''), '');
  await page.keyboard.press('Control+Shift+z');
  await saved(page);
  assert.deepEqual((await stored(page)).text.sections, pasted.text.sections);
  await page.reload();
  await editorOf(page).waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
  await caretAfter(page, pasted.text.title.slice(0, 20));
  await page.keyboard.type(', corrected');
  await saved(page);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Publish/ })
    .click();
  await page.getByText('The page is published.').waitFor();
  await page.keyboard.press('Escape');
  const { slug, status } = await stored(page);
  assert.equal(status, 'live');
  const { data } = await (await fetch(`${address}/api/articles/page/${slug}`)).json();
  assert.equal(data.title, `${pasted.text.title}, corrected`);
  assert.equal(data.sections.length, pasted.text.sections.length);
  // What stood below the page is kept, as a person's.
  assert.equal(data.relatedNews.length, 3);
  for (const { headline, teaser } of data.relatedNews) {
    assert.ok(input.includes(headline));
    assert.ok(teaser && input.includes(teaser));
  }
});

test('the preview follows what is typed, at two widths', async () => {
  await newArticle(page);
  await page.keyboard.type('Seen at once');
  await saved(page);
  await page.keyboard.press('Control+Shift+P');
  const frame = page.frameLocator('iframe');
  await frame.getByRole('heading', { name: 'Seen at once' }).waitFor();
  await editorOf(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' the lead as one types');
  await frame.getByText('the lead as one types').waitFor();
  await page.getByRole('button', { name: 'Desktop' }).click();
  await frame.getByText('the lead as one types').waitFor();
  await saved(page);
  await screenshot(page, 'desk-preview');
});

test('the preview shows the last telling, whichever answer comes last, and says when it cannot follow', async () => {
  await newArticle(page);
  await page.keyboard.type('Said');
  await saved(page);
  await page.keyboard.press('Control+Shift+P');
  const frame = page.frameLocator('iframe');
  await frame.getByRole('heading', { name: 'Said' }).waitFor();
  let isFirst = true;
  await page.route('**/desk/preview', async (route) => {
    const isLate = isFirst;
    isFirst = false;
    const response = await route.fetch();
    if (isLate) await page.waitForTimeout(3_000);
    await route.fulfill({ response });
  });
  await caretAfter(page, 'Said');
  await page.keyboard.type(' first');
  await page.waitForTimeout(1_000);
  await page.keyboard.type(' and last');
  await frame.getByRole('heading', { name: 'Said first and last' }).waitFor();
  await page.waitForTimeout(3_500);
  assert.equal(await frame.getByRole('heading', { name: 'Said first and last' }).count(), 1);
  await page.unroute('**/desk/preview');
  await page.route('**/desk/preview', (route) =>
    route.fulfill({ status: 500, json: { error: { status: 500, message: 'No page today.' } } }),
  );
  await page.keyboard.type(', or not');
  const told = page.getByRole('tabpanel', { name: 'Preview' }).getByRole('alert');
  await told.waitFor();
  await page.unroute('**/desk/preview');
  await page.keyboard.type(' at all');
  await frame.getByRole('heading', { name: 'Said first and last, or not at all' }).waitFor();
  await told.waitFor({ state: 'detached' });
});

test('the list finds, filters and acts on many, and says what failed', async () => {
  const made = [];
  for (const title of ['Bulk one', 'Bulk two', 'Bulk three']) {
    await newArticle(page);
    await page.keyboard.type(title);
    await saved(page);
    made.push(documentIdOf(page));
  }
  // A section without a heading cannot go live.
  const second = await stored(page, made[1]);
  await ask(page, 'PUT', `/desk/articles/${made[1]}`, {
    baseVersion: second.version,
    text: {
      ...second.text,
      sections: [
        {
          id: `${made[1]}s`,
          heading: '',
          lead: '',
          bullets: [{ id: `${made[1]}b`, text: 'Alone' }],
        },
      ],
    },
  });
  await openList(page);
  const words = page.getByPlaceholder('Words of the title or byline');
  await words.fill('nothing is called that');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByText('Bulk three').waitFor();
  assert.equal(await words.inputValue(), '');
  await words.fill('bulk');
  await page.getByText('1 to 3 of 3').waitFor();
  await page.getByRole('checkbox', { name: 'Choose all on this page' }).click();
  await page.getByText('3 articles chosen').waitFor();
  await screenshot(page, 'desk-list');
  await page
    .getByRole('region', { name: '3 articles chosen' })
    .getByRole('button', { name: 'Publish', exact: true })
    .click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2 articles are published.').waitFor();
  await dialog.getByText('1 failed:').waitFor();
  await screenshot(page, 'desk-bulk');
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  const states = await Promise.all(made.map(async (id) => (await stored(page, id)).status));
  assert.deepEqual(states, ['live', 'draft', 'live']);
});

test('Recent News stands beside the text before anything is published, and a decision is no conflict', async () => {
  await newArticle(page);
  await page.keyboard.type('Night trains and the coast again');
  await saved(page);
  await page.getByRole('tab', { name: 'Recent News' }).click();
  await page.getByRole('button', { name: /Add/ }).first().waitFor();
  await screenshot(page, 'desk-recent-news');
  await caretAfter(page, 'Night trains');
  await page.keyboard.type(', once more');
  await saved(page);
  assert.equal(await page.getByRole('region', { name: 'Two tellings' }).count(), 0);
});

test('compared, discarded, duplicated, deleted: each says what it does', async () => {
  await newArticle(page);
  await page.keyboard.type('A page to go back to');
  await saved(page);
  const id = documentIdOf(page);
  await ask(page, 'POST', `/desk/articles/${id}/publish`, {});
  await openArticle(page, id);
  await caretAfter(page, 'A page to go back to');
  await page.keyboard.type(' or not');
  await saved(page);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Discard to the published version' }).click();
  await page.getByRole('dialog').locator('ins', { hasText: 'or not' }).waitFor();
  await screenshot(page, 'desk-discard');
  await page.getByRole('button', { name: 'Discard …' }).click();
  await page.getByRole('button', { name: 'Discard the changes' }).click();
  await page.waitForFunction(
    () => !document.querySelector('.ProseMirror')?.textContent.includes('or not'),
  );
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('A page to go back to').waitFor();
  await dialog.getByText('It is live; its address /a-page-to-go-back-to stops working.').waitFor();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: 'Articles' }).waitFor();
  assert.equal((await ask(page, 'GET', `/desk/articles/${id}`)).error.status, 404);
});
