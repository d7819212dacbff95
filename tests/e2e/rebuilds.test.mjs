import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { call } from './admin-api.mjs';
import { address, escapeDialog, logIn, openBrowser, screenshot, test } from './browser.mjs';

const ARTICLES = '/content-manager/collection-types/api::article.article';
const TARGET = 'Test site';

let browser;
let secret;
let documentId;
/** What the receiver answers. */
let answer = { status: 200, text: 'built' };
const received = [];

const [host, port] = process.env.E2E_RECEIVER.split(':');
const receiver = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  received.push({
    path: request.url,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  });
  response.writeHead(answer.status).end(answer.text);
});

before(async () => {
  await new Promise((resolve) => receiver.listen(Number(port), host, resolve));
  browser = await openBrowser();
  await logIn(browser.page);
  await browser.page.getByRole('link', { name: 'Rebuilds' }).click();
  await browser.page.getByRole('heading', { name: 'Rebuilds', level: 1 }).waitFor();
});
after(async () => {
  await browser?.close();
  receiver.closeAllConnections();
  receiver.close();
});

const button = (name) => browser.page.getByRole('button', { name });
const calls = () => browser.page.getByRole('list', { name: 'Log' }).locator(':scope > li');
const target = (name = TARGET) =>
  browser.page
    .getByRole('list', { name: 'Targets' })
    .getByRole('listitem')
    .filter({ has: browser.page.getByRole('heading', { name }) });
const focused = () =>
  browser.page.evaluate(() => {
    const { activeElement: at } = document;
    return at.getAttribute('aria-label') || at.textContent.trim();
  });
const publish = async (title) => {
  const { data } = await call('POST', ARTICLES, { title, lead: 'It runs again from Monday.' });
  await call('POST', `${ARTICLES}/${data.documentId}/actions/publish`, {});
  return data.documentId;
};
async function heard(count) {
  for (let tries = 0; received.length < count && tries < 300; tries++) await sleep(100);
  assert.ok(received.length >= count, `${received.length} calls came, and not ${count}`);
}

test('a target is added, with what is wrong said at its field and its secret shown once', async () => {
  const { page } = browser;
  await page.getByText('Nobody is called yet. Add the address that builds your site.').waitFor();
  await page.getByText('No call was made yet.').waitFor();
  await button('Add a target').click();
  const dialog = page.getByRole('dialog', { name: 'Add a target' });
  await dialog.getByLabel('Name', { exact: false }).first().fill(TARGET);
  await dialog.getByLabel('Address', { exact: false }).fill('http://10.0.0.1/build');
  await dialog.getByLabel('Quiet time').fill('1');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByText('Leads to a private address').waitFor();
  await screenshot(page, 'rebuilds-form-fault');

  await dialog.getByLabel('Address', { exact: false }).fill(`http://${host}:${port}/build`);
  await dialog.getByRole('button', { name: 'Add a header' }).click();
  await dialog.getByLabel('Name of header 1').fill('Authorization');
  await dialog.getByLabel('Value of header Authorization').fill('Bearer site');
  await screenshot(page, 'rebuilds-form');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();

  const shown = page.getByRole('dialog', { name: 'The secret, shown this once' });
  secret = await shown.locator('code').textContent();
  assert.match(secret, /^whsec_/);
  await shown.getByRole('button', { name: 'Copy', exact: true }).waitFor();
  await escapeDialog(page);
  await screenshot(page, 'rebuilds-secret');
  await shown.getByRole('button', { name: 'I have kept it' }).click();
  await target().getByText('Fine', { exact: true }).waitFor();
  assert.ok(!(await page.content()).includes(secret));
});

test('a test call is signed with that secret, and its answer is shown', async () => {
  const { page } = browser;
  await button(`Send “${TARGET}” a test call`).click();
  await page.getByText('The test call arrived').waitFor();
  await target()
    .getByText(/^Status 200/)
    .waitFor();
  await target().getByRole('button', { name: 'The answer begins' }).click();
  await target().getByText('built', { exact: true }).waitFor();
  const [{ headers, body }] = received;
  assert.equal(new Webhook(secret).verify(body, headers).type, 'content.test');
  assert.equal(headers.authorization, 'Bearer site');
  await calls().filter({ hasText: 'Test call' }).getByText('Delivered').waitFor();
});

test('what is published stands in the log as delivered, without the page being loaded anew', async () => {
  const { page } = browser;
  await button(`Edit “${TARGET}”`).focus();
  documentId = await publish('Night train returns');
  const delivered = calls().filter({ hasText: 'article.published night-train-returns' });
  await delivered.getByText('Delivered', { exact: true }).waitFor();
  assert.equal(await focused(), `Edit “${TARGET}”`);
  await delivered.getByRole('button', { name: /^One attempt · Status 200/ }).click();
  await delivered.getByText(/^Attempt 1/).waitFor();
  await delivered.getByRole('button', { name: 'What was sent' }).click();
  await delivered.getByText('"article.published"').waitFor();
  await screenshot(page, 'rebuilds-log');

  // Recent News of pages that other tests made may have changed as well.
  const { headers, body } = received.find((call) => call.body.includes(documentId));
  const { data } = new Webhook(secret).verify(body, headers);
  assert.ok(data.changes.some((change) => change.documentId === documentId));
});

test('a call is sent again, alone or with all since', async () => {
  const { page } = browser;
  const before = received.length;
  const first = calls().filter({ hasText: 'night-train-returns' }).last();
  await first.getByRole('button', { name: /^Send Test site the call of .* again$/ }).click();
  await page.getByText(`${TARGET} gets that call again.`).waitFor();
  await heard(before + 1);
  await calls().filter({ hasText: 'Sent again' }).getByText('Delivered', { exact: true }).waitFor();
  await first.getByRole('button', { name: /everything since .* again$/ }).click();
  await button('Confirm').click();
  await heard(before + 2);
  assert.match(received.at(-1).body, /night-train-returns/);
});

test('a receiver that fails is seen at once, and called now on request', async () => {
  const { page } = browser;
  answer = { status: 500, text: 'out of disk' };
  await publish('Depot burns down');
  await page.getByRole('alert').getByText(`The last call to ${TARGET} failed.`).waitFor();
  await target().getByText('Trying again', { exact: true }).waitFor();
  const failed = calls().filter({ hasText: 'depot-burns-down' }).first();
  await failed
    .getByText(/Status 500/)
    .first()
    .waitFor();
  await screenshot(page, 'rebuilds-failing');

  answer = { status: 200, text: 'built' };
  // It may be tried again of itself before that.
  await button(`Call ${TARGET} now`)
    .click({ timeout: 3000 })
    .catch(() => undefined);
  await target().getByText('Fine', { exact: true }).waitFor();
  await page.getByText(`The last call to ${TARGET} failed.`).waitFor({ state: 'hidden' });
});

/** Waits until the target is off and says why, looks at it, and turns it on: it gets what it missed. */
async function isOffAndComesBack({ state, why, picture }) {
  const { page } = browser;
  await target().getByText(state, { exact: true }).waitFor();
  await target().getByText(why).waitFor();
  const alert = page.getByRole('alert').filter({ hasText: `${TARGET} is no longer called` });
  await alert.waitFor();
  await calls().first().getByText('Failed', { exact: true }).waitFor();
  const missed = await publish(`Missed by who is ${state}`);
  // Pages that show it may change as well.
  const waiting = target().getByText(/^([2-9]|\d\d) changes wait/);
  await waiting.waitFor();
  await screenshot(page, picture);

  answer = { status: 200, text: 'built' };
  const before = received.length;
  await page.getByRole('switch', { name: `Call “${TARGET}”` }).click();
  await target().getByText('Fine', { exact: true }).waitFor();
  await alert.waitFor({ state: 'hidden' });
  // The first of them; Recent News of other pages may have changed since.
  assert.match(received[before].body, new RegExp(missed));
}

test('a target that was called in vain for three days says so', async () => {
  answer = { status: 500, text: 'out of disk' };
  await publish('Three days begin');
  await target().getByText('Trying again', { exact: true }).waitFor();
  const database = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await database.connect();
  // As if the first failure had been so long ago; whichever try comes next is the last. Again and again,
  // because a try that is under way writes what it knows over it.
  for (let tries = 0; tries < 15; tries += 1) {
    await database.query(`UPDATE rebuild_calls SET next_at = now() WHERE state = 'waiting'`);
    await database.query(
      `UPDATE rebuild_progress SET first_failed_at = now() - interval '76 hours', wake_at = NULL
        WHERE first_failed_at IS NOT NULL`,
    );
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    if (await target().getByText('Failing', { exact: true }).isVisible()) break;
  }
  await database.end();
  await isOffAndComesBack({
    state: 'Failing',
    why: /could not be called for three days .*it answered 500/,
    picture: 'rebuilds-state-failing',
  });
});

test('a target that wants no more calls says so', async () => {
  answer = { status: 410, text: '' };
  await publish('Nobody lives here');
  await isOffAndComesBack({
    state: 'Gone',
    why: /answered 410 \(Gone\)/,
    picture: 'rebuilds-state-gone',
  });
});

test('calls that are signed from now on: the secret is shown this once', async () => {
  const { page } = browser;
  const { data } = await call('POST', '/rebuilds/targets', {
    name: 'Hook',
    url: `http://${host}:${port}/hook`,
    kind: 'deploy-hook',
    enabled: false,
  });
  await button('Edit “Hook”').click();
  const dialog = page.getByRole('dialog', { name: 'Edit the target' });
  await dialog.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'standard', exact: true }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  const shown = page.getByRole('dialog', { name: 'The secret, shown this once' });
  const made = await shown.locator('code').textContent();
  await screenshot(page, 'rebuilds-secret-of-edit');
  await shown.getByRole('button', { name: 'I have kept it' }).click();
  await shown.waitFor({ state: 'hidden' });
  assert.equal(await focused(), 'Edit “Hook”');
  await button('Send “Hook” a test call').click();
  await target('Hook').getByText('The test call arrived').waitFor();
  const { headers, body } = received.findLast((each) => each.path === '/hook');
  assert.equal(new Webhook(made).verify(body, headers).type, 'content.test');
  await call('DELETE', `/rebuilds/targets/${data.id}`);
});

test('the article says whether its newest version was delivered', async () => {
  const { page, problems } = browser;
  await page.goto(`${address}/admin${ARTICLES}/${documentId}`);
  const at = page.getByRole('list', { name: 'Rebuilds' }).getByRole('listitem');
  await at.getByText(TARGET).waitFor();
  await at.getByText('Delivered', { exact: true }).waitFor();

  // A builder's receipt, by a token that may do nothing else.
  const { data } = await call('POST', '/admin/api-tokens', {
    name: 'Builder',
    description: '',
    type: 'custom',
    lifespan: null,
    permissions: ['plugin::rebuilds.receipts.create'],
  });
  const built = received.findLast(({ body }) => body.includes(`"documentId":"${documentId}"`));
  const receipt = await fetch(`${address}/api/rebuilds/receipts`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${data.accessKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ id: built.headers['webhook-id'] }),
  });
  assert.ok(receipt.ok, `the receipt was answered ${receipt.status}`);
  await at.getByText('Live', { exact: true }).waitFor();
  await at.getByText(/^Live .* after it changed$/).waitFor();
  await screenshot(page, 'rebuilds-panel');
  assert.deepEqual(problems, []);
});

test('a new secret is shown once, calls are turned off, and the target deleted', async () => {
  const { page, problems } = browser;
  await page.goto(`${address}/admin/plugins/rebuilds`);
  await button(`New secret for “${TARGET}”`).click();
  await button('Make a new secret').click();
  const shown = page.getByRole('dialog', { name: 'The secret, shown this once' });
  const rotated = await shown.locator('code').textContent();
  assert.match(rotated, /^whsec_/);
  assert.notEqual(rotated, secret);
  await shown.getByText('The secret before goes on signing too until').waitFor();
  await button('I have kept it').click();
  await shown.waitFor({ state: 'hidden' });
  assert.equal(await focused(), `New secret for “${TARGET}”`);

  await page.getByRole('switch', { name: `Call “${TARGET}”` }).click();
  await target().getByText('Off', { exact: true }).first().waitFor();
  await button(`Delete “${TARGET}”`).click();
  await button('Confirm').click();
  await page.getByText('Nobody is called yet.').waitFor();
  await calls().first().getByText('A deleted target').waitFor();
  assert.deepEqual(problems, []);
});
