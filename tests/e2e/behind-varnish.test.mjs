/** The admin, and what readers see of an editor's act, through a real Varnish with the rules of deploy/varnish. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before } from 'node:test';
import { haveVarnish, startVarnish } from '../../scripts/varnish.mjs';
import { callerOf } from './admin-api.mjs';
import { address, logIn, login, openBrowser, screenshot, test } from './browser.mjs';
import { documentIdOf, newArticle, saved } from './desk-page.mjs';

const PICTURE = path.join(import.meta.dirname, '../../docs/images/site-article.png');

let varnish;
let browser;
before(async () => {
  if (!haveVarnish()) return;
  varnish = await startVarnish({ origin: address, token: 'token-of-this-varnish-1' });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await varnish?.stop();
});

const seen = async (where) => {
  const answer = await fetch(varnish.url + where);
  return [answer.status, answer.headers.get('x-cache')];
};

if (haveVarnish()) {
  test('an editor works through Varnish as without it, and the page stays there', async () => {
    const { page, problems } = browser;
    await logIn(page, varnish.url);
    await newArticle(page, varnish.url);
    await page.keyboard.type('The lighthouse keeps its keeper');
    await page.keyboard.press('Enter');
    await page.keyboard.type('It is the last one on this coast with somebody in it.');
    await saved(page);
    assert.ok(page.url().startsWith(varnish.url), page.url());
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Publish anyway' }).click();
    await page.getByText('The page is published.').waitFor();
    await screenshot(page, 'desk-behind-varnish');
    const live = '/api/articles/page/the-lighthouse-keeps-its-keeper';
    assert.deepEqual(await seen(live), [200, 'miss']);
    assert.deepEqual(await seen(live), [200, 'hit']);

    const id = documentIdOf(page);
    await page.goto(
      `${varnish.url}/admin/content-manager/collection-types/api::article.article/${id}`,
    );
    await page.getByText('Published', { exact: true }).first().waitFor();
    // Logged in still, in a page that was loaded anew.
    await page.reload();
    await page.getByText('Published', { exact: true }).first().waitFor();
    assert.deepEqual(problems, []);
  });

  test('nothing of the admin is kept, and a picture goes through whole', async () => {
    const { token } = (await callerOf(varnish.url)('POST', '/admin/login', login)).data;
    const headers = { Authorization: `Bearer ${token}` };
    for (let i = 0; i < 2; i += 1) {
      const me = await fetch(`${varnish.url}/admin/users/me`, { headers });
      assert.deepEqual([me.status, me.headers.get('x-cache')], [200, 'pass']);
      assert.deepEqual(await seen('/admin'), [200, 'pass']);
      assert.equal((await fetch(`${varnish.url}/admin/users/me`)).status, 401);
    }

    const bytes = fs.readFileSync(PICTURE);
    const form = new FormData();
    form.append('files', new Blob([bytes], { type: 'image/png' }), 'lighthouse.png');
    const answer = await fetch(`${varnish.url}/upload`, { method: 'POST', headers, body: form });
    assert.equal(answer.status, 201, await answer.clone().text());
    const [{ url }] = await answer.json();
    const picture = await fetch(varnish.url + url);
    assert.equal(picture.status, 200);
    assert.ok(Buffer.from(await picture.arrayBuffer()).length > 10_000);
  });
} else {
  process.stdout.write(
    'Skipped: no varnishd is installed here; `node scripts/debian.mjs` does it.\n',
  );
}
