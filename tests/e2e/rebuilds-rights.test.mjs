import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { call } from './admin-api.mjs';
import { address, openBrowser, screenshot, test } from './browser.mjs';

const TARGET = 'Looked at';

let targetId;

before(async () => {
  const { data } = await call('POST', '/rebuilds/targets', {
    name: TARGET,
    url: 'https://site.example/build',
    enabled: false,
  });
  targetId = data.id;
});
after(() => call('DELETE', `/rebuilds/targets/${targetId}`));

test('who may only look sees all of it and nothing to press', async () => {
  const person = { firstname: 'Ada', lastname: 'Onlooker', email: 'onlooker@newsroom.example' };
  const { data: role } = await call('POST', '/admin/roles', { name: 'Onlooker', description: '' });
  await call('PUT', `/admin/roles/${role.id}/permissions`, {
    permissions: [
      { action: 'plugin::rebuilds.read', subject: null, properties: {}, conditions: [] },
    ],
  });
  const { data: user } = await call('POST', '/admin/users', { ...person, roles: [role.id] });
  const password = 'Browser-tests-2';
  await call('POST', '/admin/register', {
    registrationToken: user.registrationToken,
    userInfo: { firstname: person.firstname, lastname: person.lastname, password },
  });
  const other = await openBrowser();
  try {
    await other.page.goto(`${address}/admin/auth/login`);
    await other.page.getByLabel('Email', { exact: false }).fill(person.email);
    await other.page.locator('input[name="password"]').fill(password);
    await other.page.getByRole('button', { name: 'Login' }).click();
    await other.page.waitForURL((url) => !url.pathname.startsWith('/admin/auth'));
    await other.page.goto(`${address}/admin/plugins/rebuilds`);
    await other.page.getByText('You may look at this, and change nothing.').waitFor();
    await other.page.getByText('No call was made yet.').waitFor();
    await other.page.getByRole('heading', { name: TARGET }).waitFor();
    assert.equal(await other.page.getByRole('switch').count(), 0);
    const main = other.page.getByRole('main');
    for (const name of [/Add a target/, /test call/i, /^Edit/, /^Delete/, /again$/, /secret/]) {
      assert.equal(await main.getByRole('button', { name }).count(), 0, String(name));
    }
    await screenshot(other.page, 'rebuilds-read-only');
    assert.deepEqual(other.problems, []);
  } finally {
    await other.close();
  }
});
