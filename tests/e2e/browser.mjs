/** What every browser test needs: a fresh Chromium, a login, screenshots. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

export const address = process.env.E2E_ADDRESS;
export const login = { email: process.env.E2E_EMAIL, password: process.env.E2E_PASSWORD };

/** An admin page that compiles nothing answers in a second; this is for a busy machine, ms. */
const PATIENCE = 30_000;

/**
 * A browser of its own profile, that talks to nobody but the server under test.
 *
 * @returns {Promise<{ page: import('playwright-core').Page, problems: string[], close: () => Promise<void> }>}
 *   problems: errors that the page's scripts threw
 */
export async function openBrowser() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM_PATH,
    headless: true,
    viewport: { width: 1366, height: 900 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  context.setDefaultTimeout(PATIENCE);
  await context.route(
    (url) => !['127.0.0.1', 'localhost'].includes(url.hostname),
    (route) => route.abort(),
  );
  // Strapi's advertisement for its media library, above every page.
  await context.addInitScript(() =>
    localStorage.setItem('STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_false:false', 'true'),
  );
  const page = context.pages()[0] ?? (await context.newPage());
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  return {
    page,
    problems,
    async close() {
      await context.close();
      fs.rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Logs in through the form and waits for the home page, at the shared server or another. */
export async function logIn(page, at = address) {
  await page.goto(`${at}/admin/auth/login`);
  await page.getByLabel('Email', { exact: false }).fill(login.email);
  await page.locator('input[name="password"]').fill(login.password);
  await page.getByRole('button', { name: 'Login' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/admin/auth'));
  await page.getByRole('navigation').first().waitFor();
}

/** Keeps what the page shows, once nothing loads any more, as `.newsroom/screenshots/NAME.png`. */
export async function screenshot(page, name) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.body.innerText.includes('Loading content.'));
  const folder = process.env.E2E_SCREENSHOTS;
  fs.mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
