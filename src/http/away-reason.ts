/** Why the database gave no answer, in two kinds. */
export interface AwayReason {
  /** `away`: it cannot be reached; `unprepared`: it has not the tables that this program reads. */
  kind: 'away' | 'unprepared';
  /** For the log: it may name hosts. */
  message: string;
}

/** Thrown where nobody waits any longer. */
export class NoAnswerError extends Error {
  /** @param within ms */
  constructor(within: number) {
    super(`no answer within ${within / 1_000} s`);
    this.name = 'NoAnswerError';
  }
}

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // A socket file that is not there.
  'ENOENT',
]);

/**
 * SQLSTATE: no connection (08, which is also what PgBouncer says of its server), wrong password (28),
 * no such database, shut down or starting, no connection left.
 */
const NO_ANSWER = /^(08...|28...|3D000|57P0[1-5]|53300)$/;

/** A table, a column or a function that is not there. */
const NO_TABLES = new Set(['42P01', '42703', '42883', '3F000']);

/** What `pg` says in words alone; knex puts the statement before it. */
const WORDS =
  /(?:^| - )(Connection terminated|Connection ended|timeout expired|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed)|Query read timeout)/i;

/** @returns null when the error is about something else */
export const awayReason = (error: unknown): AwayReason | null => {
  const { code, message = '', name } = (error ?? {}) as Partial<Error> & { code?: unknown };
  const shown = message || String(code);
  if (typeof code === 'string') {
    if (NO_TABLES.has(code)) return { kind: 'unprepared', message: shown };
    if (NETWORK.has(code) || NO_ANSWER.test(code)) return { kind: 'away', message: shown };
  }
  return name === 'NoAnswerError' || name === 'KnexTimeoutError' || WORDS.test(message)
    ? { kind: 'away', message: shown }
    : null;
};
