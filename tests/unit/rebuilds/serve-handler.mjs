/** Serves a handler that takes a Request and gives a Response: `serve-handler.mjs FILE EXPORT`, PORT. */
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [file, name] = process.argv.slice(2);
const { [name]: handle } = await import(pathToFileURL(file).href);

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const answer = await handle(
    new Request(`http://127.0.0.1${request.url}`, {
      method: request.method,
      headers: request.headers,
      body: Buffer.concat(chunks),
    }),
  );
  response.writeHead(answer.status);
  response.end(await answer.text());
}).listen(process.env.PORT, '127.0.0.1');
