/**
 * What writing costs: the sample page (7 sections, 18 bullets, byline, source and its address) typed at
 * the Desk with the keyboard only, pasted there, and typed into the content types' forms of stock Strapi,
 * each until the draft is saved, by a script of one speed (see `desk-typist.mjs`; `--delay MS` a key); one
 * letter in a long article (`desk-latency.mjs`); the Desk's scripts (`desk-bundle.mjs`).
 *
 * The forms get every advantage: see `writeInForms`. Publishing is in no case; there it would be 26 documents.
 */
import path from 'node:path';
import { buildAdmin } from '../../scripts/build.mjs';
import { findChromium } from '../../scripts/chromium.mjs';
import { registerFirstLogin } from '../../scripts/first-login.mjs';
import { startServer } from '../../scripts/server-process.mjs';
import { ratio, summary } from './rounds.mjs';
import { databaseFor } from './database.mjs';
import { startStock } from './desk-stock-server.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const LOGIN = { email: 'editor@newsroom.example', password: 'Browser-tests-1' };
const DELAY = '30';

export const options = ['delay'];

const FORMS = 'stock forms, typed';
const TYPED = 'Desk, typed';
const PASTED = 'Desk, pasted';

const rowsOf = (name, values) =>
  Object.entries(values).map(([metric, value]) => ({ case: name, metric, ...summary([value]) }));

export const run = async ({ url, delay = DELAY }) => {
  const pause = Number(delay);
  if (!(pause >= 0)) throw new RangeError(`--delay is milliseconds a key, not "${delay}".`);
  await buildAdmin();
  Object.assign(process.env, {
    CHROMIUM_PATH: await findChromium(),
    E2E_EMAIL: LOGIN.email,
    E2E_PASSWORD: LOGIN.password,
  });
  // It reads the login when it is loaded.
  const { logIn, openBrowser } = await import('../e2e/browser.mjs');
  const { measureBundle } = await import('./desk-bundle.mjs');
  const { measureLetters, p95 } = await import('./desk-latency.mjs');
  const { pasteAtDesk, writeAtDesk, writeInForms } = await import('./desk-typing.mjs');

  const inBrowser = async (at, work) => {
    const browser = await openBrowser();
    try {
      await logIn(browser.page, at);
      return await work(browser.page, at);
    } finally {
      await browser.close();
    }
  };
  const tell = (words) => process.stderr.write(`› ${words}\n`);

  const rows = [];
  const newsroom = await startServer({
    databaseUrl: await databaseFor(url, 'bench_desk'),
    env: { ADMIN_RATE_LIMIT: 'false', PUBLIC_DIR: path.join(root, 'public') },
  });
  try {
    const at = newsroom.address;
    await registerFirstLogin(at, LOGIN);
    tell('The scripts of the Desk …');
    const { list, article } = await inBrowser(at, measureBundle);
    rows.push(
      ...rowsOf('scripts on top of the admin', { 'list, kB gz': list, 'article, kB gz': article }),
    );
    tell('One letter in a long article …');
    const { scripting, layout } = await inBrowser(at, measureLetters);
    const letters = 'one letter, 50 sections and 900 bullets';
    rows.push({ case: letters, metric: 'scripting', ...summary(scripting) });
    rows.push({ case: letters, metric: 'layout', ...summary(layout) });
    rows.push(...rowsOf(letters, { 'scripting, p95': p95(scripting), 'layout, p95': p95(layout) }));
    tell(`The page at the Desk, ${pause} ms a key …`);
    const writing = (write) => inBrowser(at, (page) => write(page, at, pause));
    rows.push(...rowsOf(TYPED, await writing(writeAtDesk)));
    rows.push(...rowsOf(PASTED, await writing(pasteAtDesk)));
  } finally {
    await newsroom.stop();
  }
  const stock = await startStock(await databaseFor(url, 'bench_stock'));
  try {
    await registerFirstLogin(stock.address, LOGIN);
    tell(`The page in the forms, ${pause} ms a key …`);
    const at = stock.address;
    rows.push(...rowsOf(FORMS, await inBrowser(at, (page) => writeInForms(page, at, pause))));
  } finally {
    await stock.stop();
  }
  return {
    rows,
    ratios: {
      'seconds, forms : Desk': ratio(rows, 'seconds', FORMS, TYPED),
      'keystrokes, forms : Desk': ratio(rows, 'keystrokes', FORMS, TYPED),
    },
  };
};
