import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The secrets Strapi signs and encrypts with, and what each of them protects. */
const SECRETS = {
  APP_KEYS: 'signs session cookies (one or more keys with commas between them)',
  API_TOKEN_SALT: 'hashes API tokens',
  ADMIN_JWT_SECRET: 'signs admin logins',
  TRANSFER_TOKEN_SALT: 'hashes transfer tokens',
  JWT_SECRET: 'signs logins of API users',
  ENCRYPTION_KEY: 'encrypts API tokens that can be shown again',
} as const;

export type SecretName = keyof typeof SECRETS;
export type Secrets = Record<SecretName, string>;
export const SECRET_NAMES = Object.keys(SECRETS) as SecretName[];

/** 16 characters of base64 hold 96 random bits: beyond guessing, and no placeholder is let through by accident. */
const SHORTEST_SECRET = 16;

/** Everything Newsroom takes from its surroundings, parsed and checked. */
export interface Environment {
  mode: 'development' | 'production' | 'test';
  host: string;
  /** TCP port; 0 lets the system choose one. */
  port: number;
  /** Origin that browsers use, without a trailing slash, such as `https://cms.example.org`. */
  publicUrl: string;
  /** Folder that holds `uploads` (absolute, or relative to the project). */
  publicDir: string;
  /** Whether `X-Forwarded-*` headers of a reverse proxy are believed. */
  trustProxy: boolean;
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
  jobs: {
    /** Whether this process works background jobs; one that does not still sends them. */
    work: boolean;
  };
  secrets: Secrets;
}

/** Thrown by {@link readEnvironment}; the message lists every problem, one a line. */
export class EnvironmentError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The environment cannot be used:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'EnvironmentError';
    this.problems = problems;
  }
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
  TRUST_PROXY: flag.default(false),
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
  NEWSROOM_JOBS: z.enum(SWITCH, { error: oneOf(SWITCH) }).default('on'),
});

export interface EnvironmentOptions {
  /** Where development keeps the secrets that it made itself. */
  secretsFile?: string;
}

/**
 * Reads and checks the environment variables (all are described in `.env.example`).
 *
 * Outside production missing secrets are made once and kept in `secretsFile`; production demands
 * them, because two processes with different secrets refuse each other's logins.
 *
 * @throws {EnvironmentError} naming every variable that is missing or wrong, and what would be right
 */
export function readEnvironment(
  source: Readonly<Record<string, string | undefined>> = process.env,
  { secretsFile = path.resolve('.newsroom', 'secrets.json') }: EnvironmentOptions = {},
): Environment {
  // `NAME=` in an .env file means "not set".
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value != null && value.trim() !== ''),
  ) as Record<string, string>;

  const parsed = variables.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => explain(issue, given));
  const secrets = readSecrets(given, secretsFile, problems);
  if (!parsed.success || secrets == null) throw new EnvironmentError(problems);

  const env = parsed.data;
  return {
    mode: env.NODE_ENV,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? `http://${browserHost(env.HOST)}:${env.PORT}`,
    publicDir: env.PUBLIC_DIR,
    trustProxy: env.TRUST_PROXY,
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
    jobs: { work: env.NEWSROOM_JOBS === 'on' },
    secrets,
  };
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

function readSecrets(
  given: Record<string, string>,
  secretsFile: string,
  problems: string[],
): Secrets | undefined {
  const known: Partial<Secrets> = {};
  const missing: SecretName[] = [];
  for (const name of SECRET_NAMES) {
    const value = given[name];
    if (value == null) {
      missing.push(name);
    } else if (value.split(',').some((part) => part.trim().length < SHORTEST_SECRET)) {
      problems.push(
        `${name} is too short to be a secret: give at least ${SHORTEST_SECRET} random characters${name === 'APP_KEYS' ? ' for each key' : ''}, made with: ${HOW_TO_MAKE_ONE}`,
      );
    } else {
      known[name] = value;
    }
  }
  if (missing.length > 0) {
    if (given.NODE_ENV === 'production') {
      problems.push(
        `these secrets are missing, and production does not invent them:\n${missing
          .map((name) => `      ${name}: ${SECRETS[name]}`)
          .join('\n')}\n    make one for each with: ${HOW_TO_MAKE_ONE}`,
      );
    } else if (problems.length === 0) {
      const kept = keptSecrets(secretsFile);
      for (const name of missing) known[name] = kept[name];
    }
  }
  return problems.length === 0 ? (known as Secrets) : undefined;
}

const HOW_TO_MAKE_ONE = `node -p "crypto.randomBytes(32).toString('base64')"`;

/**
 * The secrets in `file`, which is made on the first call (readable by its owner only).
 *
 * @throws {EnvironmentError} when the file is there and is no list of secrets
 */
export function keptSecrets(file: string): Secrets {
  if (!existsSync(file)) {
    const made = Object.fromEntries(
      SECRET_NAMES.map((name) => [name, randomBytes(32).toString('base64')]),
    );
    mkdirSync(path.dirname(file), { recursive: true });
    try {
      // `wx`: of two processes that start at once, the second one takes the first one's secrets.
      writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  const shape = z.object(
    Object.fromEntries(SECRET_NAMES.map((name) => [name, z.string().min(SHORTEST_SECRET)])),
  );
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8'))) as Secrets;
  } catch {
    throw new EnvironmentError([
      `${file} does not hold the secrets ${SECRET_NAMES.join(', ')}: delete it to have new ones made (logins and API tokens made with the old ones end)`,
    ]);
  }
}
