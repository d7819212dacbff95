import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Knex } from 'knex';
import { createSearch } from '../api/article/search/service';
import { EnvironmentError, type ReaderEnvironment } from '../environment';
import type { PageMemory } from '../front/page-memory';
import { ANSWER_WITHIN } from '../http/answer-when-away';
import { openDatabase } from '../impatient-database';
import type { Operations } from '../operations/operations';
import type { Reading } from '../reading/reading';
import { createApp } from './app';
import { createGracefulServer } from './graceful-server';
import type { Log } from './log';
import { createPermission } from './permission';
import { waitForTables } from './wait-for-tables';

/** To reach the database, or to get one of the pool's connections: readers wait no longer, ms. */
const CONNECTED_WITHIN = 3_000;

/** What answers before Koa does, from memory. */
export type ReaderFront = Pick<
  PageMemory,
  'wrap' | 'keep' | 'giveHeld' | 'stats' | 'start' | 'stop'
>;

/** Health and metrics. */
export type ReaderOperations = Pick<Operations, 'wrap' | 'measure' | 'start' | 'leave' | 'stop'>;

export interface FrontParts {
  db: Knex;
  environment: ReaderEnvironment;
  log: Log;
  /** Writes a line of the access log; null where none is kept. */
  access: ((line: string) => void) | null;
}

export interface ReaderOptions {
  environment: ReaderEnvironment;
  front?: (parts: FrontParts) => ReaderFront;
  operations?: (parts: FrontParts & { front: ReaderFront | null }) => ReaderOperations;
  log: Log;
}

const portProblem = (error: NodeJS.ErrnoException, { host, port }: ReaderEnvironment): Error =>
  error.code === 'EADDRINUSE'
    ? new EnvironmentError([`PORT "${port}" of ${host} is in use by another program`])
    : error;

/** A process's server for readers: pages, lists, search, feeds, sitemaps. It knows no Strapi. */
export const createReader = (options: ReaderOptions) => {
  const { environment, log } = options;
  const db = openDatabase(
    environment.database,
    { connectedWithin: CONNECTED_WITHIN, answeredWithin: ANSWER_WITHIN },
    log,
  );
  const reading: Reading = {
    db,
    mediaOrigin: environment.publicUrl,
    search: createSearch(() => db),
  };
  const access = log.isLevelEnabled('http') ? log.http : null;
  const parts: FrontParts = { db, environment, log, access };
  const front = options.front?.(parts) ?? null;
  const operations = options.operations?.({ ...parts, front }) ?? null;
  const app = createApp({
    environment,
    reading,
    permission: createPermission(db),
    log,
    keep: front?.keep,
    giveHeld: front?.giveHeld,
    measure: operations?.measure,
  });
  const koa = app.callback() as RequestListener;
  const remembered = front ? front.wrap(koa) : koa;
  const server = createGracefulServer(operations ? operations.wrap(remembered) : remembered);
  const waiting = new AbortController();

  return {
    /** @returns the address it listens on, when it does. It answers 503 while there are no tables. */
    async listen(): Promise<AddressInfo> {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error) => reject(portProblem(error, environment)));
        server.listen(environment.port, environment.host, resolve);
      });
      server.removeAllListeners('error');
      server.on('error', (error) => log.error(error.stack ?? error.message));
      await operations?.start();
      void waitForTables(db, log, waiting.signal).then(() => {
        if (!waiting.signal.aborted) front?.start();
      });
      const at = server.address() as AddressInfo;
      log.info(`This reader listens on ${at.address}, port ${at.port}.`);
      return at;
    },

    /** Says that this process ends, and resolves when whoever sends it requests has heard it. */
    leave: async (): Promise<void> => operations?.leave(),

    /** Takes no new connections, and resolves when requests under way have their answers. */
    async close(): Promise<void> {
      waiting.abort();
      await server.closeGracefully();
      await Promise.all([front?.stop(), operations?.stop()]);
      await db.destroy();
    },
  };
};

export type Reader = ReturnType<typeof createReader>;
