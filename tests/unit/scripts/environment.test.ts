import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  EnvironmentError,
  SECRET_NAMES,
  readEnvironment,
  readReaderEnvironment,
} from '../../../src/environment';

let folder: string;
let secretsFile: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'environment-'));
  secretsFile = path.join(folder, 'kept', 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const DATABASE_URL = 'postgres://news:secret-word@db.example/newsroom';
const secrets = Object.fromEntries(SECRET_NAMES.map((name) => [name, `${name}-0123456789abcdef`]));

const read = (source: Record<string, string>) => readEnvironment(source, { secretsFile });

function problemsOf(source: Record<string, string>): string {
  try {
    read(source);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentError);
    return (error as EnvironmentError).message;
  }
  throw new Error('It was accepted.');
}

it('needs no more than a database', () => {
  expect(read({ DATABASE_URL })).toMatchObject({
    mode: 'development',
    host: '127.0.0.1',
    port: 1337,
    publicUrl: 'http://127.0.0.1:1337',
    proxies: 0,
    database: { url: DATABASE_URL, directUrl: DATABASE_URL, ssl: false, poolMax: 10 },
    jobs: { work: true },
  });
});

it('takes an empty value for one that is not set', () => {
  const env = read({ DATABASE_URL, PORT: '', DATABASE_SSL: ' ', DATABASE_DIRECT_URL: '' });
  expect(env.port).toBe(1337);
  expect(env.database).toMatchObject({ ssl: false, directUrl: DATABASE_URL });
});

it('reads what is given', () => {
  const env = read({
    ...secrets,
    NODE_ENV: 'production',
    HOST: '::',
    PORT: '8080',
    PUBLIC_URL: 'https://cms.example.org/',
    TRUST_PROXY: '2',
    DATABASE_URL,
    DATABASE_DIRECT_URL: 'postgresql://news@primary.example/newsroom',
    DATABASE_SSL: 'true',
    DATABASE_SSL_REJECT_UNAUTHORIZED: 'false',
    DATABASE_SSL_CA: 'one\\ntwo',
    DATABASE_POOL_MAX: '25',
    NEWSROOM_JOBS: 'off',
  });
  expect(env).toMatchObject({
    mode: 'production',
    publicUrl: 'https://cms.example.org',
    proxies: 2,
    secrets,
    database: {
      directUrl: 'postgresql://news@primary.example/newsroom',
      ssl: { rejectUnauthorized: false, ca: 'one\ntwo' },
      poolMax: 25,
    },
    jobs: { work: false },
  });
});

it.each([
  ['0.0.0.0', 'http://localhost:1337'],
  ['::', 'http://localhost:1337'],
  ['::1', 'http://[::1]:1337'],
  ['news.local', 'http://news.local:1337'],
])('listening on %s is reached at %s', (HOST, publicUrl) => {
  expect(read({ DATABASE_URL, HOST }).publicUrl).toBe(publicUrl);
});

it.each([
  ['PORT', 'http', 'PORT "http" must be a whole number from 0 to 65535'],
  ['PORT', '65536', 'PORT "65536" must be'],
  ['PORT', '80.5', 'PORT "80.5" must be'],
  ['DATABASE_POOL_MAX', '1', 'from 2 to 1000'],
  ['DATABASE_SSL', 'perhaps', 'DATABASE_SSL "perhaps" must be true or false'],
  ['NEWSROOM_JOBS', 'false', 'NEWSROOM_JOBS "false" is not known; give one of on, off'],
  [
    'NEWSROOM_ROLE',
    'writer',
    'NEWSROOM_ROLE "writer" is not known; give one of all, admin, reader, worker',
  ],
  ['NODE_ENV', 'prod', 'one of development, production, test'],
  ['LOG_LEVEL', 'loud', 'one of error, warn, info, http, debug'],
  ['PUBLIC_URL', 'cms.example.org', 'such as https://cms.example.org'],
  ['PUBLIC_URL', 'https://example.org/cms', 'without a path'],
  ['DATABASE_DIRECT_URL', 'mysql://root@db/news', 'DATABASE_DIRECT_URL must be a Postgres address'],
])('%s=%s is refused', (name, value, sentence) => {
  expect(problemsOf({ DATABASE_URL, [name]: value })).toContain(sentence);
});

it('says that the database is missing, and what one looks like', () => {
  expect(problemsOf({})).toMatch(/DATABASE_URL is missing: .*postgres:\/\//);
});

it('never repeats a password', () => {
  expect(problemsOf({ DATABASE_URL: 'mysql://news:secret-word@db/news' })).not.toContain(
    'secret-word',
  );
});

it.each([
  ['true', 1],
  ['False', 0],
  ['3', 3],
])('TRUST_PROXY=%s are %i proxies', (given, count) => {
  expect(read({ DATABASE_URL, TRUST_PROXY: given }).proxies).toBe(count);
});

it('lists all problems at once', () => {
  const sentence = problemsOf({ PORT: 'x', TRUST_PROXY: 'x', JWT_SECRET: 'short' });
  for (const name of ['PORT', 'TRUST_PROXY', 'DATABASE_URL', 'JWT_SECRET']) {
    expect(sentence).toContain(name);
  }
});

describe('the role', () => {
  it('is all of them unless told', () => {
    expect(read({ DATABASE_URL })).toMatchObject({ role: 'all', jobs: { work: true } });
  });

  it.each([
    ['all', true],
    ['admin', false],
    ['reader', false],
    ['worker', true],
  ])('%s works jobs: %s', (NEWSROOM_ROLE, work) => {
    expect(read({ DATABASE_URL, NEWSROOM_ROLE }).jobs.work).toBe(work);
  });

  it.each([
    ['worker', 'off', 'NEWSROOM_JOBS "off" contradicts NEWSROOM_ROLE "worker"'],
    ['admin', 'on', 'NEWSROOM_JOBS "on" contradicts NEWSROOM_ROLE "admin"'],
    ['reader', 'on', 'NEWSROOM_JOBS "on" contradicts NEWSROOM_ROLE "reader"'],
  ])('%s does not go with jobs %s', (NEWSROOM_ROLE, NEWSROOM_JOBS, sentence) => {
    expect(problemsOf({ DATABASE_URL, NEWSROOM_ROLE, NEWSROOM_JOBS })).toContain(sentence);
  });

  it('goes with jobs turned off where that changes nothing', () => {
    for (const NEWSROOM_ROLE of ['all', 'admin', 'reader'])
      expect(read({ DATABASE_URL, NEWSROOM_ROLE, NEWSROOM_JOBS: 'off' }).jobs.work).toBe(false);
  });

  it('of a reader asks for no secrets, in production neither, and for the name of the newsroom', () => {
    const reader = { DATABASE_URL, NODE_ENV: 'production', NEWSROOM_ROLE: 'reader' };
    const PUBLIC_URL = 'https://cms.example.org';
    const environment = readReaderEnvironment({ ...reader, PUBLIC_URL, JWT_SECRET: 'short' });
    expect(environment).toMatchObject({ role: 'reader', publicUrl: PUBLIC_URL });
    expect(environment).not.toHaveProperty('secrets');
    expect(() => readReaderEnvironment(reader)).toThrow(/PUBLIC_URL is missing/);
  });
});

describe('secrets', () => {
  it('are made once in development, for their owner alone', () => {
    const first = read({ DATABASE_URL }).secrets;
    expect(new Set(Object.values(first)).size).toBe(SECRET_NAMES.length);
    expect(read({ DATABASE_URL }).secrets).toEqual(first);
    expect(JSON.parse(readFileSync(secretsFile, 'utf8'))).toEqual(first);
    if (process.platform !== 'win32') expect(statSync(secretsFile).mode & 0o777).toBe(0o600);
  });

  it('of the environment go before those in the file', () => {
    const { secrets: mixed } = read({ DATABASE_URL, JWT_SECRET: secrets.JWT_SECRET! });
    expect(mixed.JWT_SECRET).toBe(secrets.JWT_SECRET);
    expect(mixed.APP_KEYS).toHaveLength(44);
  });

  it('are demanded in production: all that are missing, and how to make them', () => {
    const { JWT_SECRET: _, APP_KEYS: __, ...rest } = secrets;
    const sentence = problemsOf({ DATABASE_URL, NODE_ENV: 'production', ...rest });
    expect(sentence).toContain('APP_KEYS: signs');
    expect(sentence).toContain('JWT_SECRET: signs');
    expect(sentence).toContain('randomBytes(32)');
    expect(sentence).not.toContain('ENCRYPTION_KEY');
    expect(existsSync(secretsFile)).toBe(false);
  });

  it('of a file that holds something else are refused with its name', () => {
    read({ DATABASE_URL });
    writeFileSync(secretsFile, '{"APP_KEYS": 1}');
    expect(problemsOf({ DATABASE_URL })).toContain(secretsFile);
  });

  it('may be several keys, each of them long enough', () => {
    const APP_KEYS = 'first-0123456789ab,second-0123456789ab';
    expect(read({ DATABASE_URL, APP_KEYS }).secrets.APP_KEYS).toBe(APP_KEYS);
    expect(problemsOf({ DATABASE_URL, APP_KEYS: `${APP_KEYS},short` })).toContain('each key');
  });
});
