/** A newsroom behind a real Varnish with the rules of deploy/varnish, over lines that can be cut. */
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { loadScript } from '../../unit/scripts/load-script';
import { startNewsroom } from '../harness';
import { Colleague } from '../property/processes';
import { startRelay } from '../relay';
import { startSlowOrigin } from './slow-origin';

const TOKEN = 'token-of-this-varnish-1';
/** No old page longer than this after its publish, ms. */
export const LONGEST = 3_000;
/** Nobody listens there. */
const NOBODY = 'http://127.0.0.1:9';

const queueOf = (url: string): string => `purges.varnish-${new URL(url).host.replace(':', '_')}`;

export interface Seen {
  status: number;
  cache: string | null;
  text: string;
  headers: http.IncomingHttpHeaders;
}

/**
 * The newsroom serves and sends jobs; none is worked before there is a worker. It purges over `line`, and
 * a second Varnish, that is never there.
 */
export const startBehindVarnish = async () => {
  const { startVarnish } = await loadScript('scripts/varnish.mjs');
  // An address is needed before there is a Varnish, and the Varnish needs the newsroom's.
  const line = await startRelay(NOBODY);
  Object.assign(process.env, {
    NEWSROOM_JOBS: 'off',
    PURGE_ADAPTER: 'varnish',
    PURGE_TOKEN: TOKEN,
    PURGE_URL: `${line.urlOf(NOBODY)},${NOBODY}`,
  });
  const newsroom = await startNewsroom();
  const origin = await startSlowOrigin(newsroom.url);
  const toOrigin = await startRelay(origin.url);
  const varnish: { url: string; stop(): Promise<void> } = await startVarnish({
    origin: toOrigin.urlOf(origin.url),
    token: TOKEN,
  });
  line.leadTo(varnish.url);

  /** Over `http`: nothing is unpacked, and no header is added. */
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Seen> =>
    new Promise((resolve, reject) => {
      const request = http.request(`${varnish.url}${path}`, { method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const encoding = response.headers['content-encoding'];
          const unpack = { br: brotliDecompressSync, gzip: gunzipSync }[encoding ?? ''];
          resolve({
            status: response.statusCode!,
            cache: (response.headers['x-cache'] as string | undefined) ?? null,
            headers: response.headers,
            text: (unpack && bytes.length > 0 ? unpack(bytes) : bytes).toString(),
          });
        });
      });
      request.on('error', reject);
      request.end();
    });

  /** Asks until the answer is as wanted. */
  const until = async (
    path: string,
    isRight: (seen: Seen) => boolean,
    withinMs = LONGEST,
  ): Promise<Seen[]> => {
    const all: Seen[] = [];
    for (const end = Date.now() + withinMs; ;) {
      const seen = await get(path);
      all.push(seen);
      if (isRight(seen)) return all;
      if (Date.now() > end)
        throw new Error(
          `${path} still answers ${seen.status} ${seen.cache}: ${seen.text.slice(0, 200)}`,
        );
      await sleep(20);
    }
  };

  /** The newsroom's calls of this Varnish, by their state and how often they were begun again. */
  const calls = () =>
    newsroom.sql<{ state: string; again: number }>(
      `SELECT state::text, retry_count AS again FROM pgboss.job WHERE name = $1`,
      [queueOf(line.urlOf(NOBODY))],
    );

  /** Resolves when no job is left but those for the Varnish that is never there. */
  const quiet = async (): Promise<void> => {
    for (const end = Date.now() + 30_000; ; await sleep(100)) {
      const left = await newsroom.sql<{ name: string }>(
        `SELECT DISTINCT name FROM pgboss.job WHERE state < 'completed'
           AND name NOT LIKE 'pgboss%' AND name NOT LIKE $1 || '%'`,
        [queueOf(NOBODY)],
      );
      if (left.length === 0) return;
      if (Date.now() > end)
        throw new Error(`still left: ${left.map(({ name }) => name).join(', ')}`);
    }
  };

  return {
    newsroom,
    origin,
    /** From Varnish to the newsroom. */
    toOrigin,
    /** From the newsroom to Varnish. */
    line,
    varnish,
    get,
    until,
    calls,
    quiet,
    purgeBy: (headers: Record<string, string>) =>
      get('/', { Authorization: `Bearer ${TOKEN}`, ...headers }, 'PURGE'),
    /** A process that works the jobs. */
    async startWorker(): Promise<Colleague> {
      const started = Colleague.start(newsroom.databaseUrl, { NEWSROOM_JOBS: 'on' });
      await started.ready;
      return started;
    },
    async stop(): Promise<void> {
      await newsroom.stop();
      await varnish.stop();
      await toOrigin.close();
      await origin.stop();
      await line.close();
    },
  };
};

export type BehindVarnish = Awaited<ReturnType<typeof startBehindVarnish>>;
