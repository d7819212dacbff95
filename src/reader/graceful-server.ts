import http, { type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a connection may take to send the request that it was opened for, ms. */
const GRACE = 500;

/** How often connections are looked for that have nothing left to answer, ms. */
const EVERY = 50;

/** An HTTP server that can be closed without breaking off an answer. */
export const createGracefulServer = (listener: RequestListener) => {
  /** Connections, each with the number of its requests that are being answered. */
  const connections = new Map<Socket, number>();
  const count = (socket: Socket, step: number): void => {
    const before = connections.get(socket);
    if (before !== undefined) connections.set(socket, before + step);
  };
  const server = http.createServer((request, response) => {
    const { socket } = request;
    count(socket, 1);
    response.once('close', () => count(socket, -1));
    listener(request, response);
  });
  server.on('connection', (socket: Socket) => {
    connections.set(socket, 0);
    socket.once('close', () => connections.delete(socket));
  });

  return Object.assign(server, {
    /**
     * Takes no new connections, and resolves when all have ended. Node itself waits for a connection that
     * is kept alive, and for one over which nothing was ever asked.
     */
    async closeGracefully(): Promise<void> {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const until = performance.now() + GRACE;
      while (connections.size > 0) {
        server.closeIdleConnections();
        if (performance.now() > until) {
          for (const [socket, requests] of connections) if (requests === 0) socket.destroy();
        }
        await sleep(EVERY);
      }
      await closed;
    },
  });
};
