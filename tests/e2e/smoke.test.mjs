import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { callerOf } from './admin-api.mjs';
import { address, logIn, login, openBrowser, screenshot, test } from './browser.mjs';

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

test('a wrong password is refused with a sentence', async () => {
  const { page } = browser;
  await page.goto(`${address}/admin/auth/login`);
  await page.getByLabel('Email', { exact: false }).fill('nobody@newsroom.example');
  await page.locator('input[name="password"]').fill('Wrong-password-1');
  await page.getByRole('button', { name: 'Login' }).click();
  await page.getByText('Invalid credentials').waitFor();
});

test('an editor logs in and finds the articles', async () => {
  const { page, problems } = browser;
  await logIn(page);
  await screenshot(page, 'home');
  await page.goto(`${address}/admin/content-manager/collection-types/api::article.article`);
  await page.getByRole('heading', { name: 'Article' }).waitFor();
  await screenshot(page, 'articles');
  assert.deepEqual(problems, []);
});

test('a file that begins like a picture is no picture when its name says that it runs', async () => {
  const { token } = (await callerOf(address)('POST', '/admin/login', login)).data;
  const upload = (name) => {
    const form = new FormData();
    const bytes = 'GIF89a<script src="/uploads/b.js"></script>';
    form.append('files', new Blob([bytes], { type: 'application/octet-stream' }), name);
    const headers = { Authorization: `Bearer ${token}` };
    return fetch(`${address}/upload`, { method: 'POST', headers, body: form });
  };
  for (const name of ['a.html', 'a.xhtml', 'a.js', 'a.svg', 'a.xml']) {
    const answer = await upload(name);
    assert.deepEqual([name, answer.status], [name, 400]);
    assert.match((await answer.json()).error.message, /^File type '.+' is not allowed$/);
  }
  assert.equal((await upload('a.gif')).status, 201);
});
