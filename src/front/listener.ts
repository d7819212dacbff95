import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CHANNEL } from '../api/article/page/plans';
import type { FrontStats } from './stats';

/** A stalled connection looks like a quiet one: it is asked each second, ms. */
const HEARTBEAT = 1_000;
/** Three heartbeats without an answer, ms. */
const DEAD_AFTER = 3_000;
/** A database that restarts takes some seconds; nobody is helped by asking more often, ms. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 5_000;
/** A notification takes some ms; this is for a busy machine, ms. */
const HEARD_WITHIN = 2_000;

export interface ListenerOptions {
  /** Of a connection that is ours alone; see `pg.ClientConfig`. */
  connection: pg.ClientConfig;
  /** Something has changed, or may have: the connection is new. */
  onHint: () => void;
  /** Sends a word to the channel over another connection. */
  sayHello: (word: string) => Promise<void>;
  log: { warn: (line: string) => void };
  /** Between two heartbeats, ms. */
  heartbeat?: number;
}

/**
 * Listens to the hints that acts send. It is never relied upon: what a hint would have told is read a
 * second later from the record.
 */
export const createListener = ({
  connection,
  onHint,
  sayHello,
  log,
  heartbeat = HEARTBEAT,
}: ListenerOptions) => {
  let state: FrontStats['listener'] = 'off';
  let stopped = new AbortController();
  let hello: string | null = null;
  let hasWarned = false;

  const warnOfDeafness = (): void => {
    state = 'deaf';
    if (hasWarned) return;
    hasWarned = true;
    log.warn(
      'Nothing is heard on the direct connection to the database: it seems to lead through a pool, which LISTEN does not pass. Set DATABASE_DIRECT_URL to an address of Postgres itself; until then changes of other processes are noticed up to a second later.',
    );
  };

  /** Until the connection is lost. */
  const listen = async (signal: AbortSignal): Promise<void> => {
    const own = new pg.Client({
      ...connection,
      connectionTimeoutMillis: DEAD_AFTER,
      query_timeout: DEAD_AFTER,
    });
    // A connection that does not answer does not say goodbye either.
    const hangUp = (): void =>
      (
        own as unknown as { connection: { stream: { destroy(): void } } }
      ).connection.stream.destroy();
    // Of this connection alone: what outlives it must hold nothing of it, as there may be thousands.
    const over = new AbortController();
    own.on('error', () => over.abort());
    own.on('end', () => over.abort());
    signal.addEventListener('abort', hangUp, { once: true, signal: over.signal });
    own.on('notification', ({ payload }) => {
      if (payload === '') onHint();
      else if (payload === hello) {
        state = 'listening';
        hello = null;
      }
    });
    try {
      await own.connect();
      await own.query(`LISTEN ${CHANNEL}`);
      onHint();
      const word = `hello ${Math.random()}`;
      hello = word;
      await sayHello(word);
      const since = performance.now();
      while (!over.signal.aborted) {
        await sleep(heartbeat, undefined, { signal: over.signal });
        if (hello === word && performance.now() - since > HEARD_WITHIN) warnOfDeafness();
        await own.query('SELECT 1');
      }
    } finally {
      over.abort();
      hangUp();
    }
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    let wait = FIRST_WAIT;
    while (!signal.aborted) {
      state = 'connecting';
      const began = performance.now();
      await listen(signal).catch(() => undefined);
      if (performance.now() - began > LONGEST_WAIT) wait = FIRST_WAIT;
      await sleep(wait, undefined, { signal }).catch(() => undefined);
      wait = Math.min(LONGEST_WAIT, wait * 2);
    }
    state = 'off';
  };

  let running: Promise<void> = Promise.resolve();
  return {
    start(): void {
      stopped = new AbortController();
      running = run(stopped.signal);
    },
    async stop(): Promise<void> {
      stopped.abort();
      await running;
    },
    state: () => state,
  };
};
