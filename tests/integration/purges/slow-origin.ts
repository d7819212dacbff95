/** Stands before a newsroom and holds back its answers, as a machine does that is far away. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SlowOrigin {
  url: string;
  /** How long an answer to a reader is held back once it has been made, ms. */
  delayMs: number;
  /** Answers to readers are held back until then as well. */
  held: Promise<void> | null;
  stop(): Promise<void>;
}

export const startSlowOrigin = async (target: string): Promise<SlowOrigin> => {
  const { hostname, port } = new URL(target);
  const server = http.createServer((request, response) => {
    const { method, headers, url } = request;
    const isAsked = !url!.startsWith('/_health');
    const behind = http.request({ hostname, port, method, path: url, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const give = () => {
          response.writeHead(answer.statusCode!, answer.rawHeaders);
          response.end(Buffer.concat(chunks));
        };
        if (!isAsked) return give();
        const { held, delayMs } = origin;
        Promise.all([held, sleep(delayMs)]).then(give);
      });
    });
    behind.on('error', () => response.destroy());
    request.pipe(behind);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin: SlowOrigin = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    delayMs: 0,
    held: null,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return origin;
};
