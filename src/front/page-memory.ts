import type { Knex } from 'knex';
import type { Environment } from '../environment';
import { createFront } from './front';
import { createListener } from './listener';
import { sayHello } from './plans';
import { createRecord, type RecordOptions } from './record';
import type { FrontStats } from './stats';
import type { Change } from './tags';

/** Name of the listener's connection. */
export const LISTENER = 'newsroom-listener';

export interface PageMemoryOptions {
  db: Knex;
  environment: Pick<Environment, 'database' | 'pageMemoryBytes'>;
  log: RecordOptions['log'];
  /** Writes a line of the access log; null where none is kept. */
  access: ((line: string) => void) | null;
}

/** The page memory of a process with what keeps it true: the record, and the listener that is its hint. */
export const createPageMemory = ({ db, environment, log, access }: PageMemoryOptions) => {
  const { directUrl, ssl } = environment.database;
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
    async stop(): Promise<void> {
      if (!isRunning) return;
      isRunning = false;
      await Promise.all([record.stop(), listener.stop()]);
    },
  };
};

export type PageMemory = ReturnType<typeof createPageMemory>;
