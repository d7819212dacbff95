/** What every browser test needs: a fresh Chromium, a login, screenshots. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test as nodeTest } from 'node:test';
import { chromium } from 'playwright-core';

export const address = process.env.E2E_ADDRESS;
export const login = { email: process.env.E2E_EMAIL, password: process.env.E2E_PASSWORD };

/** An admin page that compiles nothing answers in a second; this is for a busy machine, ms. */
const PATIENCE = 30_000;

/** Of this file, which runs in a process of its own. */
const open = new Set();

/** A test that says what the browsers showed when it failed, in words and as a picture. */
export const test = (name, body) =>
  nodeTest(name, async (context) => {
    try {
      await body(context);
    } catch (error) {
      for (const page of [...open].flatMap((browser) => browser.pages())) await tell(page, name);
      throw error;
    }
  });

async function tell(page, name) {
  const folder = process.env.E2E_SCREENSHOTS;
  const file = `failed-${name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)}.png`;
  try {
    fs.mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: path.join(folder, file), timeout: 5_000 });
    const shown = await page.locator('body').ariaSnapshot({ timeout: 5_000 });
    process.stdout.write(`\nWhen "${name}" failed, ${page.url()} showed:\n${shown}\n`);
  } catch (error) {
    process.stdout.write(`\nWhat ${page.url()} showed is not known: ${error.message}\n`);
  }
}

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
  open.add(context);
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
      open.delete(context);
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

/** The focus is on something: after a dialog it comes back a moment later than the dialog is gone. */
export const focusKept = (page) =>
  page.waitForFunction(() => ![null, document.body].includes(document.activeElement));

/** A dialog hears Escape from when it has taken the focus, which is a moment after it is seen. */
export async function escapeDialog(page) {
  await page.waitForFunction(() =>
    document.activeElement?.closest('[role="dialog"], [role="alertdialog"]'),
  );
  await page.keyboard.press('Escape');
}

/** An arrow key marks a proposal a moment after it was pressed; Enter before that chooses nothing. */
export const proposalMarked = (page) =>
  page.locator('[role="combobox"][aria-activedescendant]').waitFor();

/** Keeps what the page shows, once nothing loads any more, as `.newsroom/screenshots/NAME.png`. */
export async function screenshot(page, name) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.body.innerText.includes('Loading content.'));
  const folder = process.env.E2E_SCREENSHOTS;
  fs.mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
