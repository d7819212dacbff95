import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { address, logIn, openBrowser, screenshot, test } from './browser.mjs';

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
