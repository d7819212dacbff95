/** What tests of the Desk do with a page of it. */
import { address } from './browser.mjs';

export const editorOf = (page) => page.locator('.ProseMirror');

/** @param {string} at the server's address, where it is not the shared one */
export async function openList(page, at = address) {
  await page.goto(`${at}/admin/plugins/desk`);
  await page.getByRole('heading', { name: 'Articles' }).waitFor();
  await page.getByRole('button', { name: 'New article' }).first().waitFor();
}

export async function newArticle(page, at = address) {
  await openList(page, at);
  await page.keyboard.press('n');
  await editorOf(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
}

export async function openArticle(page, id, at = address) {
  await page.goto(`${at}/admin/plugins/desk/articles/${id}`);
  await editorOf(page).waitFor();
}

export const documentIdOf = (page) => new URL(page.url()).pathname.split('/').at(-1);

/** Waits until the status line says so; `saved` is told only when nothing is left to save. */
export const phase = (page, name) =>
  page.locator(`[data-testid="save-status"][data-phase="${name}"]`).waitFor();

export async function saved(page) {
  await page.waitForFunction(() => {
    const status = document.querySelector('[data-testid="save-status"]');
    return status?.dataset.phase === 'saved' && /Saved \d/.test(status.textContent);
  });
}

/** Asks the admin's API as the page would. */
export const ask = (page, method, path, body) =>
  page.evaluate(
    async ([how, where, what]) => {
      const cookie = document.cookie.match(/(?:^|; )jwtToken=([^;]+)/)?.[1];
      const token = localStorage.getItem('jwtToken')
        ? JSON.parse(localStorage.getItem('jwtToken'))
        : decodeURIComponent(cookie ?? '');
      const answer = await fetch(where, {
        method: how,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: what === undefined ? undefined : JSON.stringify(what),
      });
      return answer.json();
    },
    [method, path, body],
  );

export const stored = async (page, id = documentIdOf(page)) =>
  (await ask(page, 'GET', `/desk/articles/${id}`)).data;

/** The text as it stands on the screen, a line a block. */
export const lines = (page) =>
  editorOf(page).evaluate((root) =>
    [...root.children]
      .filter((block) => block.contentEditable !== 'false')
      .map((block) => {
        const copy = block.cloneNode(true);
        for (const extra of copy.querySelectorAll('[contenteditable="false"], br')) extra.remove();
        return copy.textContent;
      }),
  );

/** Puts the caret at the end of the first block that begins with these words. */
export async function caretAfter(page, words) {
  await editorOf(page).locator(':scope > *', { hasText: words }).first().click();
  await page.keyboard.press('End');
}
