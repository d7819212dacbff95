import assert from 'node:assert/strict';
import { address, login } from './browser.mjs';

let token;

/**
 * Calls the server under test as the first admin.
 *
 * @returns {Promise<any>} what it answers; null for nothing
 */
export async function call(method, where, body) {
  token ??= (await send('POST', '/admin/login', login)).data.token;
  return send(method, where, body);
}

async function send(method, where, body) {
  const response = await fetch(address + where, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    body: body && JSON.stringify(body),
  });
  assert.ok(response.ok, `${method} ${where} answered ${response.status}`);
  return response.status === 204 ? null : response.json();
}
