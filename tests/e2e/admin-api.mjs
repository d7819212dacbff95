import assert from 'node:assert/strict';
import { address, login } from './browser.mjs';

/**
 * @param {string} at the newsroom's address
 * @param {string} [token]
 * @returns {(method: string, where: string, body?: object) => Promise<any>} calls it, and gives what it
 *   answers; null for nothing
 */
export const callerOf = (at, token) => async (method, where, body) => {
  const response = await fetch(at + where, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    body: body && JSON.stringify(body),
  });
  assert.ok(response.ok, `${method} ${where} answered ${response.status}`);
  return response.status === 204 ? null : response.json();
};

/** As the first admin. */
export const logInTo = async (at) =>
  callerOf(at, (await callerOf(at)('POST', '/admin/login', login)).data.token);

let caller;

/** Calls the server under test as the first admin. */
export async function call(method, where, body) {
  caller ??= await logInTo(address);
  return caller(method, where, body);
}
