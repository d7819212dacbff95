import type { Environment } from '../environment';
import { openDatabase } from '../impatient-database';
import { createFront } from './front';
import { createListener } from './listener';
import { sayHello } from './plans';
import { createRecord, PATIENCE, type RecordOptions } from './record';
import type { FrontStats } from './stats';
import type { Change } from './tags';

/** Name of the listener's connection. */
export const LISTENER = 'newsroom-listener';

/**
 * Of the record alone: behind acts that wait for a connection of the process's pool nobody would hear in
 * time what has changed. One reads; the other is for the listener's hello, and for when the first hangs.
 */
const CONNECTIONS = 2;

export interface PageMemoryOptions {
  environment: Pick<Environment, 'database' | 'pageMemoryBytes'>;
  log: RecordOptions['log'] & { debug: (line: string) => void };
  /** Writes a line of the access log; null where none is kept. */
  access: ((line: string) => void) | null;
}

/** The page memory of a process with what keeps it true: the record, and the listener that is its hint. */
export const createPageMemory = ({ environment, log, access }: PageMemoryOptions) => {
  const { url, directUrl, ssl } = environment.database;
  const db = openDatabase(
    { url, ssl, poolMax: CONNECTIONS },
    { connectedWithin: PATIENCE, answeredWithin: PATIENCE },
    log,
  );
  const record = createRecord({
    db,
    onChanges: (changes) => front.drop(changes),
    onUnknown: () => front.dropAll(),
    log,
  });
  const listener = createListener({
    connection: {
      connectionString: directUrl,
      ...(ssl && { ssl }),
      keepAlive: true,
      // Whoever looks into pg_stat_activity sees what it is there for.
      application_name: LISTENER,
    },
    onHint: record.hint,
    sayHello: (word) => sayHello(db, word),
    log,
  });
  const front = createFront({
    maxBytes: environment.pageMemoryBytes,
    standing: record.standing,
    access,
  });
  let isRunning = false;
  return {
    wrap: front.wrap,
    keep: front.keep,
    giveHeld: front.giveHeld,
    /** These were changed in this process and have been committed. */
    drop: (changes: readonly Change[]): void => front.drop(changes),
    stats: (): FrontStats => ({ ...front.stats(), listener: listener.state() }),
    start(): void {
      if (isRunning) return;
      isRunning = true;
      record.start();
      listener.start();
    },
    /** For good: its connections are gone then. */
    async stop(): Promise<void> {
      if (!isRunning) return;
      isRunning = false;
      await Promise.all([record.stop(), listener.stop()]);
      await db.destroy();
    },
  };
};

export type PageMemory = ReturnType<typeof createPageMemory>;
