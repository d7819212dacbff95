import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from './admin-api.mjs';
import {
  address,
  escapeDialog,
  logIn,
  login,
  openBrowser,
  proposalMarked,
  screenshot,
  test,
} from './browser.mjs';

const ARTICLES = '/content-manager/collection-types/api::article.article';
const SAMPLES = path.join(import.meta.dirname, '../../samples/climate.json');

/** The story whose list is looked at; the samples tell more of the same matter. */
const SLUG = 'heat-pump-grant-second-round-rules';

/** Lists are made by jobs, one story after the other, on a machine that may be busy; ms. */
const LISTS_ARE_MADE_WITHIN = 90_000;

let browser;
let ids;

before(async () => {
  browser = await openBrowser();
  ids = new Map();
  for (const sample of JSON.parse(fs.readFileSync(SAMPLES, 'utf8'))) {
    // Topics and authors come by the importer; the admin takes them by id.
    const { relatedNews: _, topics: __, authors: ___, ...story } = sample;
    const { data } = await call('POST', ARTICLES, story);
    await call('POST', `${ARTICLES}/${data.documentId}/actions/publish`, {});
    ids.set(story.slug, data.documentId);
  }
  await listsAreMade();
  await logIn(browser.page);
});
after(() => browser?.close());

const liveList = async (slug = SLUG) =>
  (await (await fetch(`${address}/api/articles/page/${slug}`)).json()).data.relatedNews;

async function listsAreMade() {
  const until = Date.now() + LISTS_ARE_MADE_WITHIN;
  for (;;) {
    const lists = await Promise.all([...ids.keys()].map(liveList));
    if (lists.every((list) => list.length === 3)) return;
    assert.ok(Date.now() < until, 'not every published story has three recent ones');
    await sleep(500);
  }
}

async function openPanel(slug = SLUG) {
  const { page } = browser;
  await page.goto(`${address}/admin${ARTICLES}/${ids.get(slug)}`);
  await list().waitFor();
}
const list = () => browser.page.getByRole('list', { name: 'Recent News under this article' });
const entries = () => list().locator(':scope > li');
const headlines = () => entries().locator('a:first-of-type').allTextContents();
const says = (text) => browser.page.getByRole('status').filter({ hasText: text }).waitFor();
const button = (name) => browser.page.getByRole('button', { name, exact: true });
const focused = () =>
  browser.page.evaluate(() => {
    const { activeElement: at } = document;
    return at.getAttribute('aria-label') || at.textContent.trim();
  });
/** Whether the Content Manager knows of anything that is not live yet. */
const canPublish = (can) =>
  browser.page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('button')].some(
        ({ textContent, disabled }) => textContent === 'Publish' && disabled !== wanted,
      ),
    can,
  );

/** The focus comes back a moment after the list was drawn anew. */
async function focusIs(name) {
  for (let attempt = 0; attempt < 50 && (await focused()) !== name; attempt++) await sleep(100);
  assert.equal(await focused(), name);
}

test('an editor sees why three stories stand there, and decides otherwise, at once live', async () => {
  const { page, problems } = browser;
  await openPanel();
  assert.equal(await entries().count(), 3);
  const [first, second] = await headlines();
  await button(`Why “${first}” stands here`).click();
  await entries().first().getByText('Related by its text').waitFor();
  await screenshot(page, 'recent-news-panel');

  await page.getByRole('checkbox', { name: 'Readers see it at once' }).check();
  await button(`Pin “${second}”`).click();
  await says(`“${second}” is pinned.`);
  await button(`Hide “${first}” here`).click();
  await says(`“${first}” is hidden here.`);
  await focusIs('Undo');

  await button(`Edit the words of “${second}”`).click();
  const dialog = page.getByRole('dialog', { name: 'Words of this entry' });
  await dialog.getByLabel('Teaser').fill('A teaser that a person wrote.');
  await screenshot(page, 'recent-news-words');
  await dialog.getByRole('button', { name: 'Save words' }).click();
  await says(`The words of “${second}” are changed.`);
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await focused(), `Edit the words of “${second}”`);

  const added = 'Rewetted bogs turn from source to sink after six years';
  await page.getByLabel('Add a story').pressSequentially('sink bogs');
  await page.getByRole('option', { name: added }).waitFor();
  await page.keyboard.press('ArrowDown');
  await proposalMarked(page);
  await page.keyboard.press('Enter');
  await says(`“${added}” was added.`);
  await screenshot(page, 'recent-news-decided');

  const live = await liveList();
  assert.equal(live.length, 3);
  const of = (headline) => live.find((entry) => entry.headline === headline);
  assert.equal(of(first), undefined);
  assert.equal(of(second).teaser, 'A teaser that a person wrote.');
  assert.equal(of(second).origin, 'editor');
  assert.equal(of(added).origin, 'editor');
  await canPublish(false);

  await button('Live').click();
  await button(`Why “${added}” stands here`).waitFor();
  assert.deepEqual(
    await headlines(),
    live.map(({ headline }) => headline),
  );
  assert.equal(await button(`Pin “${added}”`).count(), 0);
  assert.deepEqual(problems, []);
});

test('what is hidden comes back, and words go back to the machine', async () => {
  const { page } = browser;
  await openPanel();
  await page.getByRole('button', { name: 'Hidden here (1)' }).click();
  await page.getByRole('button', { name: /^Show “.*” again$/ }).click();
  await says('may stand here again.');
  await page.getByRole('button', { name: /^Hidden here/ }).waitFor({ state: 'hidden' });

  const edited = entries().filter({ hasText: 'A teaser that a person wrote.' });
  await edited.getByRole('button', { name: /^Edit the words/ }).click();
  await page.getByRole('button', { name: 'Back to the machine’s teaser' }).click();
  await page.getByRole('button', { name: 'Save words' }).click();
  await edited.waitFor({ state: 'hidden' });
  await canPublish(true);
  assert.ok((await liveList()).some(({ teaser }) => teaser === 'A teaser that a person wrote.'));
});

test('an outside link is added and removed, a story kept out of all lists, a list made anew', async () => {
  const { page } = browser;
  await openPanel();
  await button('Add an outside link').click();
  const dialog = page.getByRole('dialog', { name: 'Outside link' });
  await dialog.getByLabel('Address').fill('example.org/story');
  await dialog.getByLabel('Headline').fill('Told elsewhere');
  await dialog.getByText('Give a whole address').waitFor();
  await dialog.getByLabel('Address').fill('https://example.org/story');
  await page.keyboard.press('Enter');
  await says('“Told elsewhere” was added.');
  await focusIs('Add an outside link');
  await button('Remove “Told elsewhere”').click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await says('“Told elsewhere” was removed.');

  await button('Regenerate list').click();
  await says('The list was made anew.');
  await focusIs('Regenerate list');

  await page.getByRole('button', { name: 'This story elsewhere' }).click();
  await page.getByRole('checkbox', { name: 'Never recommend this story' }).click();
  await page.getByText('Decided by').waitFor();
  const story = await call('GET', `/recent-news/stories/${ids.get(SLUG)}`);
  assert.notEqual(story.data.never, null);
  await page.getByRole('checkbox', { name: 'Never recommend this story' }).click();
  await page.getByText('Decided by').waitFor({ state: 'hidden' });
});

test('unsaved text of the article outlives a decision, and the list follows a publish', async () => {
  const { page } = browser;
  const slug = 'westermark-heat-pump-grant-opens';
  await openPanel(slug);
  const [first, second] = await headlines();
  await page.getByLabel('Byline').fill('An unsaved byline');
  await button(`Pin “${second}”`).click();
  await says(`“${second}” is pinned.`);
  assert.equal(await page.getByLabel('Byline').inputValue(), 'An unsaved byline');
  await button(`Hide “${first}” here`).click();
  await says(`“${first}” is hidden here.`);
  assert.equal(await page.getByLabel('Byline').inputValue(), 'An unsaved byline');

  await button('Live').click();
  await list().getByText(first).waitFor();
  await button('Publish').click();
  await list().getByText(first).waitFor({ state: 'hidden' });
  await list().getByText(second).waitFor();
  const live = (await liveList(slug)).map(({ headline }) => headline);
  assert.ok(live.includes(second) && !live.includes(first));
  await canPublish(false);
});

test('all of it works from the keyboard, and the focus stays', async () => {
  const { page } = browser;
  await openPanel('coal-plant-battery-lusatia');
  const [first, second, third] = await headlines();
  const tabTo = async (name) => {
    for (let stops = 0; stops < 60; stops++) {
      if ((await focused()) === name) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`the focus never came to “${name}”, but to “${await focused()}”`);
  };
  await button('Draft').focus();
  await tabTo(`Pin “${first}”`);
  await page.keyboard.press('Space');
  await says(`“${first}” is pinned.`);
  await focusIs(`Unpin “${first}”`);
  await tabTo(`Edit the words of “${second}”`);
  await page.keyboard.press('Alt+ArrowUp');
  await says(`“${second}” now stands at place 1 and is pinned.`);
  assert.deepEqual((await headlines()).slice(0, 2), [second, first]);
  await focusIs(`Edit the words of “${second}”`);
  await page.keyboard.press('Alt+ArrowDown');
  await says(`“${second}” now stands at place 2 and is pinned.`);
  assert.deepEqual((await headlines()).slice(0, 2), [first, second]);

  await tabTo(`Edit the words of “${third}”`);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await escapeDialog(page);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await focusIs(`Edit the words of “${third}”`);

  await tabTo('Lock list');
  await page.keyboard.press('Enter');
  await says('The list is locked.');
  await focusIs('Unlock list');
  await page.keyboard.press('Enter');
  await says('The list is no longer locked.');
});

test('an article that is not saved yet says that its list comes', async () => {
  const { page } = browser;
  await page.goto(`${address}/admin${ARTICLES}/create`);
  await page.getByText('The list of recent stories comes once the article is saved.').waitFor();
});

test('the settings show what they would do before they are saved', async () => {
  const { page, problems } = browser;
  await page.goto(`${address}/admin/settings/recent-news`);
  await page.getByLabel('For this story').pressSequentially('heat pump grant income');
  // Suggestions are drawn anew with every answer: the one that is meant is waited for by its name.
  await page.getByRole('option', { name: /ties heat pump grant to income/ }).click();
  const preview = page.locator('section').filter({
    has: page.getByRole('heading', { name: 'Preview' }),
  });
  const rows = preview.getByRole('listitem');
  await rows.nth(2).waitFor();
  const before = await rows.allTextContents();

  await page.getByLabel('Half-life (days)', { exact: true }).fill('0.5');
  await page.waitForFunction((old) => {
    const now = [...document.querySelectorAll('section ol > li')].map((li) => li.textContent);
    return now.length === old.length && now.join() !== old.join();
  }, before);
  await screenshot(page, 'recent-news-settings');
  const { data } = await call('GET', '/recent-news/settings');
  assert.equal(data.settings.halfLife, 30);

  await page.getByRole('checkbox', { name: 'No limit for “Half-life”' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. Lists that are made from now on follow it').waitFor();
  assert.equal((await call('GET', '/recent-news/settings')).data.settings.halfLife, null);
  await page.getByRole('button', { name: 'Back to defaults' }).click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('The configuration file holds again.').waitFor();
  assert.equal((await call('GET', '/recent-news/settings')).data.settings.halfLife, 30);
  assert.deepEqual(problems, []);
});

test('a backfill is started there and its progress seen to the end', async () => {
  const { page } = browser;
  await page.goto(`${address}/admin/settings/recent-news`);
  await page.getByText('None yet.').waitFor();
  await page.getByRole('button', { name: 'Backfill now' }).click();
  await page.getByText(/filed anew, .* changed\.$/).waitFor();
  await page.getByText('Runs since').waitFor({ state: 'hidden' });

  const { data: pairs } = await call('GET', '/recent-news/duplicates');
  await page.getByRole('button', { name: 'Find them' }).click();
  await says(/^(None found\.|One pair:|\d+ pairs:)$/);
  const section = page.locator('section').filter({
    has: page.getByRole('heading', { name: 'Stories told twice' }),
  });
  assert.equal(await section.getByRole('listitem').count(), pairs.length);
  await screenshot(page, 'recent-news-upkeep');
});

test('who may only read and decide sees no more than that', async () => {
  const { data: role } = await call('POST', '/admin/roles', {
    name: 'Assistant',
    description: 'Decides on drafts',
  });
  const action = (name, subject = null) => ({
    action: name,
    subject,
    properties: {},
    conditions: [],
  });
  const story = 'api::article.article';
  await call('PUT', `/admin/roles/${role.id}/permissions`, {
    permissions: [
      {
        ...action('plugin::content-manager.explorer.read', story),
        properties: { fields: ['title'] },
      },
      {
        ...action('plugin::content-manager.explorer.update', story),
        properties: { fields: ['relatedNews'] },
      },
      action('plugin::recent-news.read'),
      action('plugin::recent-news.decide'),
    ],
  });
  const email = 'assistant@newsroom.example';
  const password = 'Browser-tests-2';
  const { data: user } = await call('POST', '/admin/users', {
    firstname: 'An',
    lastname: 'Assistant',
    email,
    roles: [role.id],
  });
  await call('POST', '/admin/register', {
    registrationToken: user.registrationToken,
    userInfo: { firstname: 'An', lastname: 'Assistant', password },
  });
  const other = await openBrowser();
  try {
    const { page, problems } = other;
    Object.assign(login, { email, password });
    await logIn(page);
    await page.goto(`${address}/admin${ARTICLES}/${ids.get('latvia-rewetted-bog-carbon-sink')}`);
    await page.getByRole('button', { name: /^Pin/ }).first().click();
    await page.getByRole('status').filter({ hasText: 'is pinned.' }).waitFor();
    await page.getByText('Readers see changes with the next publish.').waitFor();
    assert.equal(await page.getByRole('checkbox', { name: 'Readers see it at once' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Regenerate' }).count(), 0);
    await page.getByRole('button', { name: 'This story elsewhere' }).click();
    await page.getByText(/pages? shows? it/i).waitFor();
    assert.equal(await page.getByRole('checkbox', { name: /^Never/ }).count(), 0);

    await page.goto(`${address}/admin/settings/recent-news`);
    await page.getByText('You may look at these settings, but not change them.').waitFor();
    assert.ok(await page.getByLabel('Stories in a list').isDisabled());
    for (const name of ['Save', 'Back to defaults', 'Backfill now', 'Refit now'])
      assert.equal(await page.getByRole('button', { name }).count(), 0);
    assert.deepEqual(problems, []);
  } finally {
    await other.close();
  }
});
