/** Every way in which a save can fail: no word is lost, and the writer is told. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/ports.mjs';
import { startServer } from '../../scripts/server-process.mjs';
import { address, logIn, openBrowser, screenshot, test } from './browser.mjs';
import {
  ask,
  caretAfter,
  documentIdOf,
  editorOf,
  lines,
  newArticle,
  openArticle,
  openList,
  phase,
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

const mend = (at = page) => at.unroute('**/desk/articles/*');
/** Nothing of the page runs any more, so nothing is sent at the last moment. */
const crash = async (tab) => {
  const debug = await tab.context().newCDPSession(tab);
  debug.send('Page.crash').catch(() => undefined);
  await tab.waitForEvent('crash');
  await tab.close();
};
const conflictRegion = (at) => at.getByRole('region', { name: 'Two tellings' });

test('a server that is killed while one types, and comes back', async () => {
  const port = await freePort();
  const options = {
    databaseUrl: process.env.E2E_DATABASE_URL,
    env: { ADMIN_RATE_LIMIT: 'false', NEWSROOM_JOBS: 'off' },
    port,
  };
  let server = await startServer(options);
  const own = await openBrowser();
  try {
    await logIn(own.page, server.address);
    await newArticle(own.page, server.address);
    await own.page.keyboard.type('Written before ');
    await saved(own.page);
    await own.page.keyboard.type('and during ');
    await server.kill();
    await own.page.keyboard.type('the time without a server');
    await phase(own.page, 'offline');
    await own.page.getByText('Not saved: no connection, trying again').waitFor();
    await screenshot(own.page, 'desk-offline').catch(() => undefined);
    await own.page.keyboard.type(', and after it');
    server = await startServer(options);
    await saved(own.page);
    const { text } = await stored(own.page);
    assert.equal(text.title, 'Written before and during the time without a server, and after it');
  } finally {
    await own.close();
    await server.stop();
  }
});

test('a session that ended: log in in another tab, and go on', async () => {
  const tab = await page.context().newPage();
  await openList(tab);
  await newArticle(page);
  await page.keyboard.type('Begun with a session');
  await saved(page);
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.removeItem('jwtToken'));
  await page.keyboard.type(', gone on without');
  await phase(page, 'expired');
  await page.getByText('Not saved: your session is over').waitFor();
  await screenshot(page, 'desk-expired');
  // What the admin asks for in the other tab ends the session in all of them; these words stay.
  await tab.reload();
  await tab.waitForURL((url) => url.pathname.startsWith('/admin/auth'));
  assert.deepEqual(await lines(page), ['Begun with a session, gone on without', '']);
  await logIn(tab);
  await page.keyboard.type(', and with one again');
  await saved(page);
  await tab.close();
  assert.equal(
    (await stored(page)).text.title,
    'Begun with a session, gone on without, and with one again',
  );
});

test('a tab that crashed before its words were saved: they are offered again', async () => {
  await newArticle(page);
  await page.keyboard.type('Stored');
  await saved(page);
  const id = documentIdOf(page);
  const tab = await page.context().newPage();
  await openArticle(tab, id);
  await tab.route('**/desk/articles/*', (route) => route.abort());
  await caretAfter(tab, 'Stored');
  await tab.keyboard.type(' and never sent');
  await phase(tab, 'offline');
  await sleep(400);
  await crash(tab);
  assert.equal((await stored(page, id)).text.title, 'Stored');
  await openArticle(page, id);
  await page.getByText('were never saved').waitFor();
  await page.getByRole('button', { name: 'Look' }).click();
  await page.locator('ins', { hasText: 'and never sent' }).waitFor();
  await screenshot(page, 'desk-restore');
  await page.getByRole('button', { name: 'Bring them back' }).click();
  await saved(page);
  assert.equal((await stored(page, id)).text.title, 'Stored and never sent');
  assert.deepEqual(await lines(page), ['Stored and never sent', '']);
  await openArticle(page, id);
  await sleep(500);
  assert.equal(await page.getByText('were never saved').count(), 0);
});

test('an article that never reached the server is offered in the list, and written on', async () => {
  const tab = await page.context().newPage();
  await tab.route('**/desk/articles/*', (route) =>
    route.request().method() === 'PUT' ? route.abort() : route.continue(),
  );
  await newArticle(tab);
  await tab.keyboard.type('Never sent at all');
  await phase(tab, 'offline');
  await sleep(400);
  const id = documentIdOf(tab);
  await openList(page);
  // Somebody is at it still.
  await sleep(500);
  assert.equal(await page.getByRole('region', { name: 'Never saved' }).count(), 0);
  await crash(tab);
  await openList(page);
  const region = page.getByRole('region', { name: 'Never saved' });
  await region.getByText('“Never sent at all”').waitFor();
  await screenshot(page, 'desk-never-saved');
  await region.getByRole('link', { name: 'Open it' }).click();
  await page.getByRole('button', { name: 'Bring them back' }).click();
  await saved(page);
  assert.equal((await stored(page, id)).text.title, 'Never sent at all');
  await openList(page);
  await sleep(500);
  assert.equal(await region.count(), 0);
});

test('words in an article that was deleted meanwhile are there to be copied', async () => {
  await newArticle(page);
  await page.keyboard.type('Soon deleted');
  await saved(page);
  const id = documentIdOf(page);
  await openList(page);
  const tab = await page.context().newPage();
  await openArticle(tab, id);
  await tab.route('**/desk/articles/*', (route) => route.abort());
  await caretAfter(tab, 'Soon deleted');
  await tab.keyboard.type(', with words of mine');
  await phase(tab, 'offline');
  await sleep(400);
  await crash(tab);
  await ask(page, 'DELETE', `/desk/articles/${id}`);
  await page.goto(`${address}/admin/plugins/desk/articles/${id}`);
  await page.getByText('This article is not there any more, or never was.').waitFor();
  const words = page.getByRole('textbox', { name: 'that were never saved, to copy' });
  assert.equal(await words.inputValue(), '# Soon deleted, with words of mine');
  await screenshot(page, 'desk-deleted-words');
  await page.getByRole('button', { name: 'Throw away' }).click();
  await page.getByRole('button', { name: 'Really throw away' }).click();
  await words.waitFor({ state: 'detached' });
});

test('a save that is refused keeps the words on the screen', async () => {
  await newArticle(page);
  await page.keyboard.type('Allowed');
  await saved(page);
  await page.route('**/desk/articles/*', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({
          status: 403,
          json: { error: { status: 403, message: 'Your role may not change this article.' } },
        })
      : route.continue(),
  );
  await page.keyboard.type(', then not');
  await phase(page, 'refused');
  await page.getByText('Not saved: Your role may not change this article.').first().waitFor();
  assert.deepEqual(await lines(page), ['Allowed, then not', '']);
  await mend();
  await page.getByRole('button', { name: 'Try again' }).click();
  await saved(page);
  assert.equal((await stored(page)).text.title, 'Allowed, then not');
});

test('what the server cannot take is shown at its place, and the rest is saved', async () => {
  await newArticle(page);
  await page.keyboard.type('With a bad address');
  await saved(page);
  await page.getByLabel('Source address').fill('not an address');
  await page.getByLabel('Byline').fill('Ida Holm');
  await page.getByText('must be an address that begins with https').waitFor();
  await screenshot(page, 'desk-invalid');
  const { text } = await stored(page);
  assert.equal(text.details.byline, 'Ida Holm');
  assert.equal(text.details.sourceUrl, '');
  await page.getByLabel('Source address').fill('https://example.org/source');
  await saved(page);
  assert.equal((await stored(page)).text.details.sourceUrl, 'https://example.org/source');
});

test('two editors: what only one touched comes together, what both touched is a choice', async () => {
  await newArticle(page);
  await page.keyboard.type('Ferry');
  await page.keyboard.press('Enter');
  await page.keyboard.type('The lead');
  for (const part of ['North', 'South']) {
    await page.keyboard.press('Enter');
    if (part === 'South') await page.keyboard.press('Enter');
    await page.keyboard.type(part);
    await page.keyboard.press('Enter');
    await page.keyboard.type(`${part} sentence`);
    await page.keyboard.press('Enter');
    await page.keyboard.type(`${part} bullet`);
  }
  await saved(page);
  const id = documentIdOf(page);
  const other = await openBrowser();
  try {
    await logIn(other.page);
    await openArticle(other.page, id);
    await page.getByText('has it open').first().waitFor();
    await caretAfter(other.page, 'South bullet');
    await other.page.keyboard.type(' by the other');
    await saved(other.page);
    await caretAfter(page, 'North bullet');
    await page.keyboard.type(' by me');
    await saved(page);
    assert.equal(await conflictRegion(page).count(), 0);
    const together = (await stored(page)).text.sections.flatMap(({ bullets }) =>
      bullets.map((bullet) => bullet.text),
    );
    assert.deepEqual(together, ['North bullet by me', 'South bullet by the other']);
    assert.ok((await lines(page)).includes('South bullet by the other'));

    await caretAfter(other.page, 'The lead');
    await other.page.keyboard.type(' as they tell it');
    await caretAfter(page, 'The lead');
    await page.keyboard.type(' as I tell it');
    await saved(other.page).catch(() => undefined);
    const [asking, choice] = await Promise.race([
      conflictRegion(page)
        .waitFor()
        .then(() => [page, 'Keep yours']),
      conflictRegion(other.page)
        .waitFor()
        .then(() => [other.page, 'Keep yours']),
    ]);
    await screenshot(asking, 'desk-conflict');
    const mine = asking === page ? 'The lead as I tell it' : 'The lead as they tell it';
    await asking.getByRole('button', { name: choice }).click();
    await saved(asking);
    assert.equal((await stored(page)).text.lead, mine);
    assert.equal(await conflictRegion(asking).count(), 0);

    // Who closes the tab is gone at once, not only when the lease of 30 s ends.
    const editors = async () => (await stored(page)).editors.length;
    assert.equal(await editors(), 2);
    await saved(other.page);
    const closed = Date.now();
    await other.page.close({ runBeforeUnload: true });
    while ((await editors()) > 1) {
      assert.ok(Date.now() - closed < 10_000, 'the tab that was closed still counts as open');
      await sleep(100);
    }
  } finally {
    await other.close();
  }
});

test('words that come in before the editor is loaded outlive the first letter', async () => {
  await newArticle(page);
  await page.keyboard.type('Ours');
  await saved(page);
  const id = documentIdOf(page);
  let load;
  const isWanted = new Promise((resolve) => (load = resolve));
  await page.route('**/editor-*.js', async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes('ProseMirror')) await isWanted;
    await route.fulfill({ response });
  });
  await page.goto(`${address}/admin/plugins/desk/articles/${id}`);
  await page.getByLabel('Byline').waitFor();
  assert.equal(await editorOf(page).count(), 0);
  const before = await stored(page, id);
  await ask(page, 'PUT', `/desk/articles/${id}`, {
    baseVersion: before.version,
    text: { ...before.text, title: 'Theirs', lead: 'Theirs too' },
  });
  await page.waitForFunction(() => document.title.includes('Theirs'));
  load();
  await editorOf(page).waitFor();
  await caretAfter(page, 'Theirs');
  await page.keyboard.type(', and ours');
  await page.waitForTimeout(1_500);
  await saved(page);
  await page.unroute('**/editor-*.js');
  const { text } = await stored(page, id);
  assert.deepEqual([text.title, text.lead], ['Theirs, and ours', 'Theirs too']);
});

test('a page that is pasted meets the text of that moment, with what came in since it was read', async () => {
  await newArticle(page);
  await page.keyboard.type('Ours');
  await saved(page);
  const id = documentIdOf(page);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Paste a page' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('The page')
    .fill('# A page\n\nIts lead.\n\n## Pasted heading\n\n- A pasted bullet\n');
  await dialog.getByRole('button', { name: 'Show what goes where' }).click();
  await dialog.getByRole('radio').first().waitFor();
  const before = await stored(page);
  await ask(page, 'PUT', `/desk/articles/${id}`, {
    baseVersion: before.version,
    text: { ...before.text, lead: 'Theirs meanwhile' },
  });
  await editorOf(page).getByText('Theirs meanwhile').waitFor({ state: 'attached' });
  const drop = dialog.getByRole('button', { name: 'Drop all the rest' });
  if (await drop.isVisible()) await drop.click();
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.waitForTimeout(1_500);
  await saved(page);
  const { text } = await stored(page);
  assert.deepEqual([text.title, text.lead], ['Ours', 'Theirs meanwhile']);
  assert.ok(JSON.stringify(text.sections).includes('A pasted bullet'));
});

/** NEWSROOM_LONG=1 presses two thousand. */
const KEYS = process.env.NEWSROOM_LONG ? 2_000 : 500;
/** So often the writer pauses until a save is on its way, and goes on while it is. */
const KEYS_A_SAVE = 100;
/** Longer than some keys take, ms. */
const SAVE_TAKES = 500;

test(`${KEYS} random keys and pastes, with saves going on underneath: nothing is lost`, async () => {
  await newArticle(page);
  const isSave = (request) =>
    request.method() === 'PUT' && /\/desk\/articles\//.test(request.url());
  await page.route('**/desk/articles/*', async (route) => {
    if (isSave(route.request())) await sleep(SAVE_TAKES);
    await route.continue();
  });
  let seed = 20261125;
  const random = (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    // The high bits: the low ones of such a generator go round in small circles.
    return Math.floor((seed / 2 ** 32) * below);
  };
  const keys = [
    'Enter',
    'Enter',
    'Backspace',
    'Delete',
    'Tab',
    'Shift+Tab',
    'ArrowUp',
    'ArrowDown',
    'ArrowLeft',
    'Home',
    'End',
    'Alt+ArrowUp',
    'Alt+ArrowDown',
    'Control+z',
    'Control+Shift+z',
    'Shift+ArrowLeft',
  ];
  for (let i = 0; i < KEYS; i += 1) {
    if (i % KEYS_A_SAVE === KEYS_A_SAVE - 1) {
      const sent = page.waitForRequest(isSave);
      // Something to be saved, whatever the keys before it have undone.
      await page.keyboard.type('s');
      await sent;
    }
    const dice = random(10);
    if (dice < 7) await page.keyboard.type(String.fromCharCode(97 + random(26)));
    else if (dice < 9) {
      const key = keys[random(keys.length)];
      await page.keyboard.press(key);
      // Out of the title Tab leads to what stands beside the text; the writer comes back.
      if (key.endsWith('Tab')) await editorOf(page).focus();
    } else
      await editorOf(page).evaluate(
        (root, words) => {
          const data = new DataTransfer();
          data.setData('text/plain', words);
          root.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
          );
        },
        `paste ${i}${random(2) ? `\n- one ${i}\n- two ${i}` : ''}`,
      );
    if (i % 250 === 0) {
      const kinds = await editorOf(page).evaluate((root) =>
        [...root.children]
          .filter((block) => block.contentEditable !== 'false')
          .map(
            (block) => block.className.match(/desk-(title|standfirst|heading|lead|bullet)/)?.[1],
          ),
      );
      // One letter a block: title, standfirst, then sections of a heading, a lead or none, and bullets.
      const shape = kinds.map((kind) => kind?.[0] ?? '?').join('');
      assert.match(shape, /^ts(hl?b*)*$/, `after key ${i}`);
    }
  }
  await page.waitForFunction(
    () => document.querySelector('[data-testid="save-status"]')?.dataset.phase === 'saved',
    undefined,
    { timeout: 60_000 },
  );
  await mend();
  const { text, version } = await stored(page);
  const there = [
    text.title,
    text.lead,
    ...text.sections.flatMap(({ heading, lead, bullets }) => [
      heading,
      ...(lead ? [lead] : []),
      ...bullets.map((bullet) => bullet.text),
    ]),
  ];
  const shown = await lines(page);
  const worded = (all) => all.filter((line) => line.trim() !== '');
  assert.deepEqual(worded(there), worded(shown));
  assert.ok(version >= KEYS / KEYS_A_SAVE, `only ${version} saves went on underneath`);
  assert.deepEqual(browser.problems, []);
  const ids = text.sections.flatMap(({ id, bullets }) => [id, ...bullets.map((b) => b.id)]);
  assert.equal(new Set(ids).size, ids.length);
});
