/** What the Desk adds to the admin's scripts, as a browser fetches it. */
import { gzipSync } from 'node:zlib';
import { newArticle, openList } from '../e2e/desk-page.mjs';

/**
 * The scripts that arrive while the Desk's list opens, and then while an article does, in kB gzip. What
 * the admin's own pages have fetched by then (home, Content Manager) is the admin's.
 */
export const measureBundle = async (page, at) => {
  const scripts = new Map();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js') && !scripts.has(pathname))
      scripts.set(
        pathname,
        // A page that is left takes its answers with it; what was fetched before counts for nothing.
        response.body().then(
          (body) => gzipSync(body).length / 1_000,
          () => 0,
        ),
      );
  });
  const size = async (open) => {
    const before = new Set(scripts.keys());
    await open();
    await page.waitForLoadState('networkidle');
    const added = [...scripts].filter(([name]) => !before.has(name));
    return (await Promise.all(added.map(([, kB]) => kB))).reduce((sum, kB) => sum + kB, 0);
  };
  await size(() =>
    page.goto(`${at}/admin/content-manager/collection-types/api::article.article/create`),
  );
  await page.locator('[name="title"]').waitFor();
  await page.waitForLoadState('networkidle');
  const list = await size(() => openList(page, at));
  const article = await size(() => newArticle(page, at));
  return { list, article };
};
