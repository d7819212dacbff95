import type { FrontStats } from '../front/stats';
import type { Role } from '../roles';

/** `read-only`: it answers, but is a standby; `unknown`: nobody has asked it yet. */
export type DatabaseState = 'unknown' | 'here' | 'read-only' | 'away';

/** All that health is judged by. */
export interface Facts {
  role: Role;
  version: string;
  /** Since the process began, s. */
  uptime: number;
  /** Whether the boot is over. */
  booted: boolean;
  /** Whether the process was told to end. */
  stopping: boolean;
  database: DatabaseState;
  /** Of the page memory; null in a process that has none. */
  pages: FrontStats | null;
}

export interface HealthAnswer {
  status: 200 | 503;
  body: Record<string, unknown>;
}

/** It runs and answers: all that whoever would restart it needs to know. */
export const liveness = ({ role, version, uptime }: Facts): HealthAnswer => ({
  status: 200,
  body: { status: 'live', role, version, uptime: Math.round(uptime) },
});

/**
 * Whether requests should be sent to this process, and if not, why not.
 *
 * A process that answers readers goes on while the database is away, as long as it holds pages: all
 * of them are in the same position, and taking every one out would take the site down with the
 * database.
 */
export const readiness = (facts: Facts): HealthAnswer => {
  const { role, version, booted, stopping, database, pages } = facts;
  const reasons = [
    !booted && 'The boot is not over yet.',
    stopping && 'The process was told to end.',
    databaseProblem(facts),
  ].filter((reason) => reason !== false && reason !== null);
  const isReady = reasons.length === 0;
  return {
    status: isReady ? 200 : 503,
    body: {
      status: isReady ? 'ready' : 'not ready',
      reasons,
      role,
      version,
      boot: booted ? 'finished' : 'under way',
      stopping,
      database,
      pages: pages && {
        entries: pages.entries,
        lag: pages.lag,
        stale: pages.stale,
        listener: pages.listener,
      },
    },
  };
};

const databaseProblem = ({ role, database, pages }: Facts): string | null => {
  if (database === 'here') return null;
  const answersReaders = role === 'all' || role === 'reader';
  if (answersReaders && database === 'read-only') return null;
  // A memory that is not open passes everything on, so it answers nothing by itself.
  if (answersReaders && database === 'away' && pages?.open && pages.entries > 0) return null;
  return {
    unknown: 'The database was not asked yet.',
    'read-only': 'The database is a standby that takes no writes.',
    away: answersReaders
      ? 'The database does not answer, and no pages are held in memory.'
      : 'The database does not answer.',
  }[database];
};
