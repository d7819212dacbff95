import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { address, logIn, login, openBrowser, screenshot, test } from './browser.mjs';

const ARTICLES = '/content-manager/collection-types/api::article.article';

let browser;
let token;
before(async () => {
  browser = await openBrowser();
  token = (await call('POST', '/admin/login', login)).data.token;
});
after(() => browser?.close());

async function call(method, path, body) {
  const response = await fetch(address + path, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    body: body && JSON.stringify(body),
  });
  assert.ok(response.ok, `${method} ${path} answered ${response.status}`);
  return response.json();
}

const page = (slug) => fetch(`${address}/api/articles/page/${slug}`);

test('an article published in the stock admin goes live with all its sections, as one', async () => {
  const { page: tab, problems } = browser;
  const { data } = await call('POST', ARTICLES, {
    title: 'Ferry adds two sailings',
    lead: 'From May the island ferry sails eight times a day.',
    outline: [
      {
        heading: 'Why now',
        lead: 'Bookings doubled.',
        bullets: [{ text: 'Sailings at 06:10' }, { text: 'And at 21:40' }],
      },
      { heading: 'What it costs', bullets: [{ text: 'Fares stay as they are' }] },
    ],
  });
  await logIn(tab);
  await tab.goto(`${address}/admin${ARTICLES}/${data.documentId}`);
  const headline = tab.getByLabel('Headline', { exact: false });
  await headline.fill('Ferry adds two sailings a day');
  await screenshot(tab, 'article-edited');
  await tab.getByRole('button', { name: 'Publish', exact: true }).click();
  await screenshot(tab, 'article-publishing');
  await tab.getByText('Published', { exact: true }).first().waitFor();
  await screenshot(tab, 'article-published');

  const answer = await page('ferry-adds-two-sailings-a-day');
  assert.equal(answer.status, 200);
  const { data: live } = await answer.json();
  assert.equal(live.title, 'Ferry adds two sailings a day');
  assert.deepEqual(
    live.sections.map(({ heading, bullets }) => [heading, bullets.map(({ text }) => text)]),
    [
      ['Why now', ['Sailings at 06:10', 'And at 21:40']],
      ['What it costs', ['Fares stay as they are']],
    ],
  );

  const sections = (await call('GET', `${ARTICLES}/${data.documentId}`)).data.outline;
  await tab.goto(
    `${address}/admin/content-manager/collection-types/api::section.section/${sections[0].documentId}`,
  );
  await tab.getByLabel('Heading', { exact: false }).fill('Why in May');
  await tab.getByRole('button', { name: 'Save', exact: true }).click();
  await tab.getByText('Saved document').first().waitFor();
  await tab.goto(`${address}/admin${ARTICLES}/${data.documentId}`);
  await tab.getByText('Modified', { exact: true }).first().waitFor();
  await screenshot(tab, 'article-modified');
  const unchanged = await (await page('ferry-adds-two-sailings-a-day')).json();
  assert.equal(unchanged.data.sections[0].heading, 'Why now');
  assert.deepEqual(problems, []);
});
