import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { secretSchema } from '../plugins/rebuilds/server/src/call/secrets';

/** Calls have 20 KB at most; whatever sends more is not a newsroom. */
const MOST_BYTES = 100_000;

const readBody = async (request: http.IncomingMessage): Promise<string | null> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** One line for the terminal, then what was sent. */
const print = (line: string, body: string): void => {
  let shown = body;
  try {
    shown = JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    // Not JSON: as it came.
  }
  process.stdout.write(`${new Date().toISOString()} ${line}\n${shown ? `${shown}\n` : ''}`);
};

const checkedSecret = (secret: string): string => {
  const checked = secretSchema.safeParse(secret);
  if (checked.success) return checked.data;
  throw new Error(`The secret ${checked.error.issues[0]!.message}.`);
};

/**
 * A receiver on this machine that checks the signature of each call and prints it.
 * @returns when it is interrupted
 * @throws Error when the secret is none, or the port is taken
 */
export const listen = async ({
  port,
  secret,
}: {
  port: number;
  secret?: string;
}): Promise<void> => {
  const webhook = secret ? new Webhook(checkedSecret(secret)) : null;
  const server = http.createServer(async (request, response) => {
    const id = String(request.headers['webhook-id'] ?? '(no webhook-id)');
    try {
      const body = await readBody(request);
      if (body === null) {
        response.writeHead(413).end();
        return;
      }
      try {
        webhook?.verify(body, request.headers as Record<string, string>);
      } catch (error) {
        print(`${id} REFUSED: ${(error as Error).message}`, body);
        response.writeHead(401).end('The signature does not fit.\n');
        return;
      }
      print(`${id} ${webhook ? 'signature fits' : 'not checked (no --secret)'}`, body);
      response.end('ok\n');
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken; choose another with --port.`)
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stderr.write(
    `Listening on http://${host}/ (Ctrl+C ends it).\nThe newsroom calls it when it runs with REBUILDS_ALLOW_PRIVATE=${host}.\n`,
  );
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  server.closeAllConnections();
  server.close();
};
