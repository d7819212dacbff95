/**
 * Registers the first person of an empty newsroom over the admin's own API, as its welcome form does.
 *
 * @param {string} address of a running server
 * @param {{ email: string, password: string }} login
 */
export async function registerFirstLogin(address, login) {
  const answer = await fetch(`${address}/admin/register-admin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...login, firstname: 'Test', lastname: 'Editor' }),
  });
  if (!answer.ok) {
    throw new Error(`No first login (${answer.status}): ${await answer.text()}`);
  }
}
