import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { countMonths } from '../src/months';
import { createNewsroom, type Change } from '../src/newsroom';
import { loadApp, type SiteApp } from './app';
import { Builder } from './builder';
import type { SiteOptions } from './environment';
import { createHook } from './hook';
import { Inbox, type KeptCall } from './inbox';
import { BuildQueue, job, merged, type Job } from './queue';
import { createListener } from './serve';
import { readState, stateFileOf } from './state';

export { readEnvironment, type SiteOptions } from './environment';

export interface RunningSite {
  /** Such as http://127.0.0.1:4321 */
  address: string;
  /** Resolves when the site stands, and nothing waits to be built. */
  built(): Promise<void>;
  /** Ends when the running build has; what waits is kept for the next start. */
  close(): Promise<void>;
}

/** `dist/app`, seen from `dist/node/server`. */
const APP = path.resolve(__dirname, '../../app');

/** How often changes are asked for, ms. */
const POLL_EVERY = 60_000;

/**
 * Starts the build server. It listens when the promise resolves; the first build goes on behind it.
 *
 * @param app the pages; what `astro build` made unless given
 * @throws Error when nothing is built, or the port is taken
 */
export async function startSite(options: SiteOptions, app?: SiteApp): Promise<RunningSite> {
  const { newsroomUrl, newsroomPublicUrl = newsroomUrl, token, data, secret } = options;
  const log = options.log ?? (() => {});
  const pages = app ?? (await loadApp(APP));
  const newsroom = createNewsroom({
    url: newsroomUrl,
    publicUrl: newsroomPublicUrl,
    ...(token && { token }),
  });
  const inbox = new Inbox(path.join(data, 'inbox'));
  const kept = await inbox.open();
  const pending = new Set(kept.map(({ id }) => id));
  const builder = new Builder(
    { app: pages, newsroom, newsroomUrl, hasToken: Boolean(token), data, log },
    await readState(stateFileOf(data)),
  );

  const queue = new BuildQueue({
    async run(next, attempt) {
      await builder.build(next, attempt);
      const ids = next.calls.map(({ id }) => id);
      await inbox.forget(ids);
      for (const id of ids) pending.delete(id);
    },
    failed: (error, retryIn) =>
      log(`${(error as Error).message}; building again in ${Math.round(retryIn / 1000)} s`),
  });

  const hook = createHook({
    secret,
    inbox,
    isKnown: (id) => pending.has(id) || builder.state.calls.includes(id),
    accept(call) {
      pending.add(call.id);
      queue.add(jobOf(call));
    },
  });

  const origins = [...new Set([newsroomUrl, newsroomPublicUrl].map((url) => new URL(url).origin))];
  const server = createServer(
    createListener({
      app: pages,
      builder,
      hook,
      locals: {
        newsroom,
        months: async () =>
          countMonths(Object.values(builder.state.stories).map(({ month }) => month)),
      },
      newsroomOrigins: origins,
      isBusy: () => queue.isBusy,
      log,
    }),
  );
  const address = await listen(server, options.host ?? '127.0.0.1', options.port ?? 4321);

  // Without a token nobody can tell what was missed: compare everything.
  queue.add(kept.map(jobOf).reduce(merged, job(token ? { catchUp: true } : { full: true })));
  const poll = token
    ? setInterval(() => queue.add(job({ catchUp: true })), options.pollEvery ?? POLL_EVERY)
    : undefined;

  return {
    address,
    built: () => queue.idle(),
    async close() {
      clearInterval(poll);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      await queue.close();
    },
  };
}

const jobOf = ({ id, call: { type, data } }: KeptCall): Job => {
  // A signed call that says nothing this server understands may mean anything.
  if (type !== 'content.changed' || !data)
    return job({ full: true, calls: [{ id, documentIds: [] }] });
  return job({
    changes: data.changes,
    since: data.since === null ? [] : [data.since],
    calls: [{ id, documentIds: documentsOf(data.changes) }],
  });
};

/** Those with versions: a receipt tells of pages. */
const documentsOf = (changes: readonly Change[]): string[] => [
  ...new Set(
    changes
      .filter(({ versionBefore, versionAfter }) => versionBefore !== null || versionAfter !== null)
      .map(({ documentId }) => documentId),
  ),
];

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { address, port: taken, family } = server.address() as AddressInfo;
      resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`);
    });
  });
}
