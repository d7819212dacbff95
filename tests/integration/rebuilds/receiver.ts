/** Receivers of rebuild calls: real servers on the loopback, each with its own way to answer. */
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export interface Received {
  at: number;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export type Answering = (
  request: http.IncomingMessage,
  response: http.ServerResponse,
  received: Received,
  /** Of this one, counted from 0. */
  n: number,
) => void;

export const accepts: Answering = (_request, response) => {
  response.end('built');
};

export class Receiver {
  readonly received: Received[] = [];
  /** Connections that were opened, whatever came of them. */
  connections = 0;
  /** Connections that are open. */
  get open(): number {
    return this.sockets.size;
  }
  answering: Answering;
  private readonly sockets = new Set<Socket>();
  private constructor(
    private readonly server: http.Server | https.Server,
    answering: Answering,
    private readonly scheme: 'http' | 'https',
  ) {
    this.answering = answering;
    server.on('connection', (socket: Socket) => {
      this.connections += 1;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => {});
    });
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
      const chunks: Buffer[] = [];
      response.on('error', () => {});
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const received: Received = {
          at: Date.now(),
          path: request.url!,
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        };
        this.received.push(received);
        this.answering(request, response, received, this.received.length - 1);
      });
    });
  }

  static async start(
    answering: Answering = accepts,
    tls?: { key: string; cert: string },
  ): Promise<Receiver> {
    const server = tls ? https.createServer(tls) : http.createServer();
    const receiver = new Receiver(server, answering, tls ? 'https' : 'http');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** For REBUILDS_ALLOW_PRIVATE. */
  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get url(): string {
    return `${this.scheme}://${this.host}/hook`;
  }

  /** The bodies received, parsed. */
  bodies<
    Body = { type: string; data: { count: number; since: string | null; changes: Change[] } },
  >(): Body[] {
    return this.received.map(({ body }) => JSON.parse(body) as Body);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export interface Change {
  kind: string;
  documentId: string;
  slug: string;
  paths: string[];
  tags: string[];
  versionBefore: number | null;
  versionAfter: number | null;
  at: string;
}

/**
 * Waits until `look` gives something true.
 * @throws Error after `withinMs`, saying what was waited for
 */
export const until = async <T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 10_000,
): Promise<T extends false | 0 | '' | null | undefined ? never : T> => {
  for (const end = Date.now() + withinMs; ;) {
    const found = await look();
    if (found) return found as T extends false | 0 | '' | null | undefined ? never : T;
    if (Date.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
