/** One port in front of Strapi and its readers. */
import http from 'node:http';
import { createProxyServer } from 'httpxy';

/**
 * Sends what readers may answer to the reader whose turn it is, and all else to Strapi; and to Strapi
 * too what a reader that has just gone leaves unanswered.
 *
 * @param {{ host: string, port: number, strapi: string, nextReader: () => string | null,
 *   isOfReaders: (request: http.IncomingMessage) => boolean }} options strapi: its address
 * @returns {Promise<{ address: string, close: () => Promise<void> }>} when it listens
 */
export async function openFrontDoor({ host, port, strapi, nextReader, isOfReaders }) {
  // The answer goes back as it comes.
  const proxy = createProxyServer({ xfwd: false });
  const pass = (request, response, target) => proxy.web(request, response, { target });

  const answer = async (request, response) => {
    const reader = isOfReaders(request) ? nextReader() : null;
    try {
      if (reader === null) return await pass(request, response, strapi);
      try {
        return await pass(request, response, reader);
      } catch (error) {
        // It asks for something and brings nothing, so it may be asked again.
        if (response.headersSent || response.destroyed) throw error;
        return await pass(request, response, strapi);
      }
    } catch (error) {
      if (response.headersSent) return void response.destroy();
      const message = `The newsroom behind this address does not answer (${error.code ?? error.message}).`;
      const body = { data: null, error: { status: 502, name: 'BadGatewayError', message } };
      response.writeHead(502, { 'Content-Type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    }
  };

  const server = http.createServer((request, response) => void answer(request, response));
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  return {
    address: `http://${host}:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
