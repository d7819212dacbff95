/** Beats, authors and earlier addresses at the Desk, in a browser. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { seriousFindings } from './axe.mjs';
import {
  address,
  focusKept,
  logIn,
  openBrowser,
  proposalMarked,
  screenshot,
  test,
} from './browser.mjs';
import {
  ask,
  caretAfter,
  documentIdOf,
  editorOf,
  newArticle,
  openArticle,
  saved,
  stored,
} from './desk-page.mjs';

let browser;
let page;
const ids = {};
before(async () => {
  browser = await openBrowser();
  page = browser.page;
  await logIn(page);
});
after(async () => {
  await browser?.close();
});

const make = async (kind, name) => {
  const { data } = await ask(
    page,
    'POST',
    `/content-manager/collection-types/api::${kind}.${kind}`,
    {
      name,
      slug: name.toLowerCase().replaceAll(/\W+/g, '-'),
    },
  );
  ids[name] = data.documentId;
};
const picker = (name) => page.getByRole('combobox', { name, exact: true });
const chosen = (name) =>
  page
    .getByRole('list', { name: `Chosen: ${name}` })
    .getByRole('listitem')
    .allInnerTexts();

/** Serious things that axe finds in the panel beside the text. */
const findings = (selector = '#desk-side') => seriousFindings(page, selector);

/** Tab until the focus is on the field of that name; a person would. */
async function tabTo(name) {
  for (let i = 0; i < 40; i += 1) {
    if (await picker(name).evaluate((field) => field === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not come to ${name}`);
}

const lists = '**/desk/choices/*';

test('without any beat the field says so and where to make one', async () => {
  // Other tests of this server may have made some.
  await page.route(lists, (route) => route.fulfill({ json: { data: [] } }));
  await newArticle(page);
  await page.getByText('There are no beats yet.').waitFor();
  const link = page.locator('[data-place="details.topics"]').getByRole('link');
  assert.match(
    await link.getAttribute('href'),
    /\/content-manager\/collection-types\/api::topic\.topic\/create$/,
  );
  assert.deepEqual(await findings(), []);
  await page.unroute(lists);
});

test('a list that does not load says why, and loads when it is asked again', async () => {
  await make('topic', 'Harbours');
  await make('author', 'Ine Holm');
  const error = { status: 503, name: 'Busy', message: 'The archive is being moved.' };
  await page.route(lists, (route) => route.fulfill({ status: 503, json: { data: null, error } }));
  await newArticle(page);
  const field = page.locator('[data-place="details.topics"]');
  await field.getByText('The archive is being moved.').waitFor();
  assert.deepEqual(await findings(), []);
  await page.unroute(lists);
  await field.getByRole('button', { name: 'Try again' }).click();
  await picker('Beats').waitFor();
});

test('two beats and two authors, chosen with the keyboard only, saved and published', async () => {
  for (const name of ['Coast and islands', 'Trains', 'Water']) await make('topic', name);
  for (const name of ['Réka Asay', 'Ola Berg']) await make('author', name);
  await newArticle(page);
  await page.keyboard.type('The ferry waits for the train');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Both timetables are one from June.');
  await saved(page);
  // From the text to what stands beside it.
  await page.keyboard.press('F6');
  await tabTo('Beats');
  await page.keyboard.type('tra');
  await page.getByRole('option', { name: 'Trains' }).waitFor();
  await proposalMarked(page);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Trains' }).waitFor();
  assert.equal(await picker('Beats').inputValue(), '');
  // What is chosen is not offered again.
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Coast and islands' }).waitFor();
  assert.equal(await page.getByRole('option', { name: 'Trains' }).count(), 0);
  assert.deepEqual(await findings('[role="listbox"]'), []);
  await proposalMarked(page);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Coast and islands' }).waitFor();
  await tabTo('Authors');
  await page.keyboard.type('nobody of that name');
  await page.getByText('Nothing is called “nobody of that name”').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('reka');
  await page.getByRole('option', { name: 'Réka Asay' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await proposalMarked(page);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Réka Asay' }).waitFor();
  await page.keyboard.type('Ola');
  await page.getByRole('option', { name: 'Ola Berg' }).waitFor();
  await proposalMarked(page);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Ola Berg' }).waitFor();
  await page.getByText("While it is empty, readers see the authors' names").waitFor();
  assert.deepEqual(await findings(), []);
  await screenshot(page, 'desk-topics');
  // Tab to the second name, and move it up.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Alt+ArrowUp');
  assert.deepEqual(await chosen('Authors'), ['Ola Berg', 'Réka Asay']);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  assert.equal(await focused(), 'Remove Ola Berg');
  await saved(page);
  const expected = {
    topics: `${ids.Trains},${ids['Coast and islands']}`,
    authors: `${ids['Ola Berg']},${ids['Réka Asay']}`,
  };
  const { topics, authors } = (await stored(page)).text.details;
  assert.deepEqual({ topics, authors }, expected);

  await openArticle(page, documentIdOf(page));
  await page.getByRole('button', { name: 'Remove Trains' }).waitFor();
  assert.deepEqual(await chosen('Beats'), ['Trains', 'Coast and islands']);
  assert.deepEqual(await chosen('Authors'), ['Ola Berg', 'Réka Asay']);

  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').getByText('There is no source').waitFor();
  assert.equal(await page.getByRole('dialog').getByText('No beat is chosen').count(), 0);
  await page.getByRole('button', { name: 'Publish anyway' }).click();
  await page.getByText('The page is published.').waitFor();
  await page.keyboard.press('Escape');
  const { slug } = await stored(page);
  const { data } = await (await fetch(`${address}/api/articles/page/${slug}`)).json();
  assert.deepEqual(
    [data.topics.map(({ name }) => name), data.authors.map(({ name }) => name)],
    [
      ['Trains', 'Coast and islands'],
      ['Ola Berg', 'Réka Asay'],
    ],
  );
});

test('a name is removed with the keyboard, and the focus goes on to the next', async () => {
  await page.getByRole('button', { name: 'Remove Trains' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => document.activeElement?.getAttribute('aria-label') === 'Remove Coast and islands',
  );
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
  await saved(page);
  assert.equal((await stored(page)).text.details.topics, '');
});

test('chosen without a connection, it is saved once there is one', async () => {
  await page.context().setOffline(true);
  await picker('Beats').focus();
  await page.keyboard.type('wat');
  await page.getByRole('option', { name: 'Water' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Water' }).waitFor();
  await page.locator('[data-testid="save-status"][data-phase="offline"]').waitFor();
  await page.context().setOffline(false);
  await saved(page);
  assert.equal((await stored(page)).text.details.topics, ids.Water);
});

test('two people who change the beats at once: both choices stand, and nobody is asked', async () => {
  const id = documentIdOf(page);
  const before = await stored(page);
  assert.equal(before.text.details.topics, ids.Water);
  await page.context().setOffline(true);
  await picker('Beats').focus();
  await page.keyboard.type('tra');
  await page.getByRole('option', { name: 'Trains' }).waitFor();
  await proposalMarked(page);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Trains' }).waitFor();
  const other = await openBrowser();
  try {
    await logIn(other.page);
    // One is taken out, another one put in.
    await ask(other.page, 'PUT', `/desk/articles/${id}`, {
      baseVersion: before.version,
      text: {
        ...before.text,
        details: { ...before.text.details, topics: ids['Coast and islands'] },
      },
    });
  } finally {
    await other.close();
  }
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Remove Coast and islands' }).waitFor();
  await saved(page);
  assert.equal(await page.getByRole('region', { name: 'Two tellings' }).count(), 0);
  assert.deepEqual(await chosen('Beats'), ['Trains', 'Coast and islands']);
  assert.equal(
    (await stored(page)).text.details.topics,
    `${ids.Trains},${ids['Coast and islands']}`,
  );
});

test('a session that ended is told where it saves, and the list goes on: nobody is sent away', async () => {
  await newArticle(page);
  await page.keyboard.type('Begun with a session');
  await saved(page);
  const isOver = (route) =>
    route.fulfill({
      status: 401,
      json: { data: null, error: { status: 401, name: 'UnauthorizedError', message: 'Over' } },
    });
  const routes = ['**/desk/**', '**/admin/access-token'];
  for (const each of routes) await page.route(each, isOver);
  const at = page.url();
  await picker('Beats').focus();
  // The list is asked for anew as it opens.
  const asked = page.waitForResponse(lists);
  await page.keyboard.type('wat');
  assert.equal((await asked).status(), 401);
  await page.getByRole('option', { name: 'Water' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="save-status"][data-phase="expired"]').waitFor();
  assert.equal(page.url(), at);
  for (const each of routes) await page.unroute(each, isOver);
  await saved(page);
  assert.equal((await stored(page)).text.details.topics, ids.Water);
});

test('an earlier address is shown, and closed after a question', async () => {
  await newArticle(page);
  await page.keyboard.type('The bridge moves');
  await saved(page);
  const id = documentIdOf(page);
  await ask(page, 'POST', `/desk/articles/${id}/publish`, {});
  const { version, text } = await stored(page);
  await ask(page, 'PUT', `/desk/articles/${id}`, {
    baseVersion: version,
    text: { ...text, details: { ...text.details, slug: 'the-bridge-has-moved' } },
  });
  await ask(page, 'POST', `/desk/articles/${id}/publish`, {});
  await openArticle(page, id);
  await page.getByText('Earlier addresses lead here:').waitFor();
  const remove = page.getByRole('button', { name: 'Remove /the-bridge-moves' });
  await remove.focus();
  assert.deepEqual(await findings(), []);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('then see that the page is gone').waitFor();
  await screenshot(page, 'desk-address');
  assert.deepEqual(await findings('[role="alertdialog"]'), []);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await remove.click();
  await dialog.getByRole('button', { name: 'Remove the address' }).click();
  await dialog.waitFor({ state: 'detached' });
  await remove.waitFor({ state: 'detached' });
  await page.getByText('/the-bridge-moves does not lead here any more').waitFor();
  await focusKept(page);
  const at = (slug) => fetch(`${address}/api/articles/page/${slug}`, { redirect: 'manual' });
  assert.equal((await at('the-bridge-moves')).status, 410);
  assert.equal((await at('the-bridge-has-moved')).status, 200);
  // The story goes on as before.
  await caretAfter(page, 'The bridge moves');
  await editorOf(page).focus();
  assert.deepEqual(browser.problems, []);
});
