/** What the Desk looks like to eyes, ears and tools: both themes, zoom, a small laptop, names, axe. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { seriousFindings } from './axe.mjs';
import { address, focusKept, logIn, openBrowser, screenshot, test } from './browser.mjs';
import { ask, editorOf, openArticle, openList } from './desk-page.mjs';

let browser;
let page;
let id;
before(async () => {
  browser = await openBrowser();
  page = browser.page;
  await logIn(page);
  id = `desklooks${Date.now()}00000000`.slice(0, 24);
  const topic = await ask(page, 'POST', '/content-manager/collection-types/api::topic.topic', {
    name: `Harbour ${id}`,
    slug: `harbour-${id}`,
  });
  const bullet = (n) => ({
    id: `b${n}${'0'.repeat(24)}`.slice(0, 24),
    text: `Point ${n} of the story`,
  });
  const answer = await ask(page, 'PUT', `/desk/articles/${id}`, {
    baseVersion: 0,
    text: {
      title: 'The harbour crane that nobody wanted to lose',
      lead: 'After ninety years the old crane leaves the quay, and half the town comes to see it go.',
      sections: ['What happens on Sunday', 'Why it has to go'].map((heading, s) => ({
        id: `s${s}${'0'.repeat(24)}`.slice(0, 24),
        heading,
        lead: 'The port wants the room for shore power.',
        bullets: [bullet(`${s}1`), bullet(`${s}2`)],
      })),
      details: {
        slug: '',
        topics: topic.data.documentId,
        authors: '',
        byline: 'Mara Lind',
        sourceTitle: 'Port authority',
        sourceUrl: 'https://example.org/port',
        teaser: '',
        firstPublishedAt: '',
        cover: '',
        coverAlt: '',
        coverCaption: '',
        coverCredit: '',
      },
    },
  });
  assert.equal(answer.data?.documentId, id, JSON.stringify(answer));
});
after(async () => {
  await browser?.close();
});

/** Serious things that axe finds in what the Desk draws; the admin's frame around it is Strapi's. */
const findings = (selector = 'main') => seriousFindings(page, selector);

const theme = async (name) => {
  await page.evaluate((value) => localStorage.setItem('STRAPI_THEME', value), name);
};

const settled = () => page.waitForTimeout(400);

for (const name of ['light', 'dark']) {
  test(`axe finds nothing serious, ${name}`, async () => {
    await theme(name);
    await openList(page);
    await page.getByRole('checkbox', { name: 'Choose all on this page' }).click();
    await settled();
    assert.deepEqual(await findings(), [], 'the list');
    await screenshot(page, `desk-list-${name}`);

    await openArticle(page, id);
    await settled();
    assert.deepEqual(await findings(), [], 'the article');
    await screenshot(page, `desk-article-${name}`);
    await page.getByRole('tab', { name: 'Recent News' }).click();
    await page.getByRole('button', { name: 'Lock list' }).waitFor();
    assert.deepEqual(await findings(), [], 'Recent News');
    await page.getByRole('tab', { name: 'Preview' }).click();
    await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
    assert.deepEqual(await findings(), [], 'the preview');
    await screenshot(page, `desk-preview-${name}`);

    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').getByText('Nothing is missing.').waitFor();
    await settled();
    assert.deepEqual(await findings('[role="dialog"]'), [], 'publish');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const [item, role] of [
      ['Paste a page', 'dialog'],
      ['Keyboard shortcuts', 'dialog'],
      ['Delete', 'alertdialog'],
    ]) {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole(role).waitFor();
      await settled();
      assert.deepEqual(await findings(`[role="${role}"]`), [], item);
      if (item === 'Keyboard shortcuts') await screenshot(page, `desk-shortcuts-${name}`);
      await page.keyboard.press('Escape');
      await page.getByRole(role).waitFor({ state: 'detached' });
      await focusKept(page);
    }
    await page.goto(`${address}/admin/settings/desk`);
    await page.getByRole('heading', { name: 'Checklist before publishing' }).waitFor();
    await settled();
    assert.deepEqual(await findings(), [], 'the checklist settings');
  });
}

test('the tree that a screen reader reads names every part', async () => {
  await theme('light');
  await openArticle(page, id);
  await page.getByRole('textbox', { name: 'Title, lead and text' }).waitFor();
  const tree = await page.getByRole('main').ariaSnapshot();
  for (const part of [
    /link "All articles"/,
    /heading "The harbour crane that nobody wanted to lose" \[level=1\]/,
    /heading "What happens on Sunday" \[level=2\]/,
    /button "Publish"/,
    /button "More"/,
    /tab "Details"/,
    /tab "Preview"/,
    /tab "Recent News"/,
    /textbox "Byline"/,
    /textbox "Source address"/,
  ])
    assert.match(tree, part);
  assert.equal(await page.getByRole('textbox', { name: 'Title, lead and text' }).count(), 1);
  assert.ok(await page.locator('[aria-live="polite"], [role="status"]').count());
});

test('at 200 % zoom and on a 1024-pixel laptop nothing is cut off', async () => {
  for (const [width, height] of [
    [683, 450],
    [1024, 700],
  ]) {
    await page.setViewportSize({ width, height });
    await openArticle(page, id);
    await settled();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(overflow <= 1, `${overflow} pixels stick out at ${width}`);
    const box = await editorOf(page).boundingBox();
    assert.ok(box.width > 280, `the text has ${box.width} pixels at ${width}`);
    await page.getByRole('button', { name: 'Publish' }).waitFor();
    await screenshot(page, `desk-${width}`);
  }
  await page.setViewportSize({ width: 1366, height: 900 });
});
