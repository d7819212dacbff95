/** Stands between a newsroom and a site: knows every rebuild call, and can hold calls back. */
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';

const HOPS = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

/**
 * @param {number} port where it listens
 * @param {string} to the site's address for rebuild calls
 * @returns {Promise<{ url: string, passed: string[][], holdAfter: (documentId: string) => void,
 *   release: () => void, close: () => void }>} passed: the documents that each call names which the site
 *   took; holdAfter: lets calls through up to one that names the document, and none after it
 */
export async function startRelay(port, to) {
  const passed = [];
  const gate = new EventEmitter().setMaxListeners(0);
  let last = null;
  let isHeld = false;
  const pass = async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const documents = (JSON.parse(body).data.changes ?? []).map(({ documentId }) => documentId);
    while (isHeld) await once(gate, 'open');
    isHeld = last !== null && documents.includes(last);
    const headers = Object.entries(request.headers).filter(([name]) => !HOPS.has(name));
    const answer = await fetch(to, { method: 'POST', headers: Object.fromEntries(headers), body });
    if (answer.ok) passed.push(documents);
    response.writeHead(answer.status).end();
  };
  // Others of this machine may ask at this port, and the site may be gone: a call that failed is sent again.
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.writeHead(502).end());
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}/hooks/rebuild`,
    passed,
    holdAfter(documentId) {
      last = documentId;
    },
    release() {
      last = null;
      isHeld = false;
      gate.emit('open');
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
