import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics';

export interface MetricsServer {
  /** The port it listens on; null before and after. */
  port(): number | null;
  /** @throws Error when the port is taken, or the host is none of this machine's */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Serves `GET /metrics` and whatever `answerHealth` answers, on a port of its own. */
export const createMetricsServer = (
  { port, host }: { port: number; host: string },
  metrics: Metrics,
  answerHealth: (request: http.IncomingMessage, response: http.ServerResponse) => boolean,
): MetricsServer => {
  const server = http.createServer((request, response) => {
    if (answerHealth(request, response)) return;
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end('There are /metrics, /_health/live and /_health/ready here.\n');
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
      (error: Error) => response.writeHead(500).end(`${error.message}\n`),
    );
  });
  return {
    port: () => (server.address() as AddressInfo | null)?.port ?? null,
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port, host }, () => {
          server.removeListener('error', reject);
          resolve();
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
