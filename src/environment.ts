import path from 'node:path';
import { z } from 'zod';
import { EnvironmentError } from './environment-error';
import { readPurging, type Purging } from './purging';
import { jobsProblem, ROLES, worksJobs, type Role } from './roles';
import { readSecrets, type Secrets } from './secrets';

export { EnvironmentError } from './environment-error';
export { keptSecrets, SECRET_NAMES, type Secrets } from './secrets';

/** Everything Newsroom takes from its surroundings, parsed and checked. */
export interface Environment {
  /** What this process is there for. */
  role: Role;
  mode: 'development' | 'production' | 'test';
  host: string;
  /** TCP port; 0 lets the system choose one. */
  port: number;
  /** Origin that browsers use, without a trailing slash, such as `https://cms.example.org`. */
  publicUrl: string;
  /** Folder that holds `uploads` (absolute, or relative to the project). */
  publicDir: string;
  /** How many reverse proxies stand in front, whose `X-Forwarded-*` headers are believed; 0: none. */
  proxies: number;
  logLevel: 'error' | 'warn' | 'info' | 'http' | 'debug';
  /** Whether the admin's login is rate limited. */
  adminRateLimit: boolean;
  database: {
    /** Where queries go; may lead through a pool such as PgBouncer in transaction mode. */
    url: string;
    /** A connection that no pool shares, for LISTEN and for session locks. */
    directUrl: string;
    ssl: false | { rejectUnauthorized: boolean; ca?: string };
    /** Connections this process opens at most. */
    poolMax: number;
  };
  /**
   * Address of a frontend that shows drafts, with `{documentId}` and `{token}` in it; null is the
   * newsroom's own preview.
   */
  previewUrl: string | null;
  /** What the page memory may hold, bytes; 0 is none. */
  pageMemoryBytes: number;
  jobs: {
    /** Whether this process works background jobs; one that does not still sends them. */
    work: boolean;
  };
  operations: {
    /** Where metrics are served; null: nowhere. */
    metrics: { host: string; port: number } | null;
    /** How long the process goes on answering after it was told to end, s. */
    stopDelay: number;
  };
  /** What stands in front and is told of changes. */
  purging: Purging;
  secrets: Secrets;
}

const oneOf = (values: readonly string[]) => `is not known; give one of ${values.join(', ')}`;

const MODES = ['development', 'production', 'test'] as const;
const LOG_LEVELS = ['error', 'warn', 'info', 'http', 'debug'] as const;
const SWITCH = ['on', 'off'] as const;

const wholeNumber = (from: number, to: number, example: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}, such as ${example}`,
    })
    .transform(Number);

const flag = z.stringbool({ error: 'must be true or false' });

/** `true` is one: more than that would believe what callers say of themselves. */
const MOST_PROXIES = 10;
const proxies = z
  .string()
  .transform((text) => ({ true: '1', false: '0' })[text.toLowerCase()] ?? text)
  .refine((text) => /^\d+$/.test(text) && Number(text) <= MOST_PROXIES, {
    error: `must be how many proxies stand in front, from 0 to ${MOST_PROXIES}, such as 1`,
  })
  .transform(Number);

const postgresUrl = z.string().refine((value) => /^postgres(ql)?:$/.test(protocolOf(value)), {
  error: 'must be a Postgres address, such as postgres://user:password@127.0.0.1:5432/newsroom',
});

const origin = z
  .string()
  .refine((value) => /^https?:$/.test(protocolOf(value)) && new URL(value).pathname === '/', {
    error:
      'must be an address with scheme and host and without a path, such as https://cms.example.org',
  })
  .transform((value) => new URL(value).origin);

function protocolOf(value: string): string {
  return URL.canParse(value) ? new URL(value).protocol : '';
}

const variables = z.object({
  NODE_ENV: z.enum(MODES, { error: oneOf(MODES) }).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, 1337).default(1337),
  PUBLIC_URL: origin.optional(),
  PUBLIC_DIR: z.string().default('./public'),
  TRUST_PROXY: proxies.default(0),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: oneOf(LOG_LEVELS) }).default('info'),
  ADMIN_RATE_LIMIT: flag.default(true),
  DATABASE_URL: postgresUrl,
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  DATABASE_SSL: flag.default(false),
  DATABASE_SSL_REJECT_UNAUTHORIZED: flag.default(true),
  DATABASE_SSL_CA: z.string().optional(),
  // Postgres grants 100 connections by default: 10 a process leave room for nine more processes.
  DATABASE_POOL_MAX: wholeNumber(2, 1000, 10).default(10),
  PREVIEW_URL: z
    .string()
    .refine((value) => /^https?:$/.test(protocolOf(value)) && value.includes('{documentId}'), {
      error:
        'must be an address with {documentId} in it, such as https://preview.example.org/{documentId}?token={token}',
    })
    .optional(),
  NEWSROOM_ROLE: z.enum(ROLES, { error: oneOf(ROLES) }).default('all'),
  // A page takes some 15 KB in all encodings: 128 MB hold some 8,000.
  PAGE_MEMORY_MB: wholeNumber(0, 65_536, 128).default(128),
  NEWSROOM_JOBS: z.enum(SWITCH, { error: oneOf(SWITCH) }).optional(),
  METRICS_PORT: wholeNumber(0, 65_535, 9464).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  STOP_DELAY: wholeNumber(0, 300, 5).default(0),
});

export interface EnvironmentOptions {
  /** Where development keeps the secrets that it made itself. */
  secretsFile?: string;
}

/** What a process needs that serves readers only: it signs and encrypts nothing, and purges nothing. */
export type ReaderEnvironment = Omit<Environment, 'secrets' | 'purging'>;

type Source = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the environment variables (all are described in `.env.example`).
 *
 * @throws {EnvironmentError} naming every variable that is missing or wrong, and what would be right
 */
export function readEnvironment(
  source: Source = process.env,
  { secretsFile = path.resolve('.newsroom', 'secrets.json') }: EnvironmentOptions = {},
): Environment {
  const given = givenOf(source);
  const { environment, problems } = readAllButSecrets(given);
  const purging = readPurging(given, problems);
  const secrets = readSecrets(given, secretsFile, problems);
  if (environment === null || purging === undefined || secrets === undefined)
    throw new EnvironmentError(problems);
  return { ...environment, purging, secrets };
}

/**
 * The same for a reader. It is never given the secrets, so it cannot lose them; and it must be told what
 * the newsroom is called, because its own address is another one.
 *
 * @throws {EnvironmentError} naming every variable that is missing or wrong, and what would be right
 */
export function readReaderEnvironment(source: Source = process.env): ReaderEnvironment {
  const given = givenOf(source);
  const { environment, problems } = readAllButSecrets(given);
  if (given.PUBLIC_URL == null) {
    problems.push(
      'PUBLIC_URL is missing, and a reader needs it: feeds and sitemaps say where the pictures of the newsroom are, such as https://cms.example.org',
    );
  }
  if (environment === null || problems.length > 0) throw new EnvironmentError(problems);
  return environment;
}

/** `NAME=` in an .env file means "not set". */
const givenOf = (source: Source): Record<string, string> =>
  Object.fromEntries(
    Object.entries(source).filter(([, value]) => value != null && value.trim() !== ''),
  ) as Record<string, string>;

function readAllButSecrets(given: Record<string, string>): {
  environment: ReaderEnvironment | null;
  problems: string[];
} {
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    return {
      environment: null,
      problems: parsed.error.issues.map((issue) => explain(issue, given)),
    };
  }
  const env = parsed.data;
  const contradiction = jobsProblem(env.NEWSROOM_ROLE, env.NEWSROOM_JOBS);
  const environment: ReaderEnvironment = {
    role: env.NEWSROOM_ROLE,
    mode: env.NODE_ENV,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? `http://${browserHost(env.HOST)}:${env.PORT}`,
    publicDir: env.PUBLIC_DIR,
    proxies: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    adminRateLimit: env.ADMIN_RATE_LIMIT,
    database: {
      url: env.DATABASE_URL,
      directUrl: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL,
      ssl: env.DATABASE_SSL && {
        rejectUnauthorized: env.DATABASE_SSL_REJECT_UNAUTHORIZED,
        ...(env.DATABASE_SSL_CA && { ca: env.DATABASE_SSL_CA.replaceAll('\\n', '\n') }),
      },
      poolMax: env.DATABASE_POOL_MAX,
    },
    previewUrl: env.PREVIEW_URL ?? null,
    pageMemoryBytes: env.PAGE_MEMORY_MB * 1_024 * 1_024,
    jobs: { work: worksJobs(env.NEWSROOM_ROLE) && env.NEWSROOM_JOBS !== 'off' },
    operations: {
      metrics:
        env.METRICS_PORT === undefined ? null : { host: env.METRICS_HOST, port: env.METRICS_PORT },
      stopDelay: env.STOP_DELAY,
    },
  };
  return { environment, problems: contradiction === null ? [] : [contradiction] };
}

function explain(issue: z.core.$ZodIssue, given: Record<string, string>): string {
  const name = String(issue.path[0]);
  if (given[name] == null) {
    return name === 'DATABASE_URL'
      ? 'DATABASE_URL is missing: set it to the Postgres that holds the articles, such as postgres://user:password@127.0.0.1:5432/newsroom'
      : `${name} is missing`;
  }
  // A database address holds a password: it is never repeated in a log.
  const shown = name.startsWith('DATABASE_') && name.endsWith('URL') ? '' : ` "${given[name]}"`;
  return `${name}${shown} ${issue.message}`;
}

/** `0.0.0.0` and `::` mean "every interface"; a browser on this machine wants a name instead. */
function browserHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
