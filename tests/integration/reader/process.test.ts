/** The reader as a process: what it loads, how it begins and how it ends. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { loadScript } from '../../unit/scripts/load-script';
import { makeDatabase } from '../harness';
import { ask } from './raw';

jest.setTimeout(60_000);

const ROOT = path.resolve(__dirname, '../../..');
const PAGE = '/api/articles/page/never-seen';

let database: { url: string; drop: () => Promise<void> };
beforeAll(async () => {
  database = await makeDatabase();
}, 60_000);
afterAll(async () => {
  await database?.drop();
});

const environment = (more: Record<string, string> = {}) => ({
  ...process.env,
  NODE_ENV: 'production',
  NEWSROOM_ROLE: 'reader',
  // Of whoever runs these tests.
  NEWSROOM_JOBS: '',
  PUBLIC_URL: 'https://cms.example',
  DATABASE_URL: database.url,
  HOST: '127.0.0.1',
  PORT: '0',
  ...more,
});

/** A process of `npm start`. */
class Started {
  output = '';
  private readonly child: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(more: Record<string, string> = {}) {
    this.child = spawn(process.execPath, [path.join(ROOT, 'scripts/start.mjs')], {
      env: environment(more),
    });
    const hear = (chunk: Buffer) => (this.output += String(chunk));
    this.child.stdout!.on('data', hear);
    this.child.stderr!.on('data', hear);
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
  }

  /** Resolves when it has said something like this; with what it said. */
  async says(what: RegExp): Promise<RegExpExecArray> {
    const gone = this.ended.then(() => {
      throw new Error(`It ended without saying ${what}:\n${this.output}`);
    });
    gone.catch(() => undefined);
    for (;;) {
      const said = what.exec(this.output);
      if (said) return said;
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
  }

  async address(): Promise<string> {
    const [, port] = await this.says(/listens on .*, port (\d+)/);
    return `http://127.0.0.1:${port}`;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }
}

const running: Started[] = [];
const start = (more?: Record<string, string>): Started => {
  const started = new Started(more);
  running.push(started);
  return started;
};
afterEach(async () => {
  for (const each of running.splice(0)) {
    each.signal('SIGKILL');
    await each.ended;
  }
});

const onServer = async (work: (client: pg.Client) => Promise<void>, url = database.url) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};

it('answers without loading anything of Strapi', async () => {
  const asked = [PAGE, '/api/articles/pages', '/api/articles/search?q=x', '/api/openapi.json'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(__dirname, 'loaded.cjs')],
    { env: environment({ LOG_LEVEL: 'error', ASKED: asked.join(' ') }) },
  );
  expect(JSON.parse(stdout)).toEqual({ statuses: [404, 200, 200, 200], strapis: [] });
});

it('ends when it is told to, after the answers that are under way', async () => {
  const reader = start();
  const address = await reader.address();
  expect((await ask(address, PAGE)).status).toBe(404);
  const idle = net.connect(Number(new URL(address).port), '127.0.0.1');
  await once(idle, 'connect');
  await onServer(async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE article_pages');
    const answer = ask(address, PAGE);
    for (;;) {
      const { rows } = await client.query(
        `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
          WHERE NOT granted AND d.datname = current_database()`,
      );
      if (rows.length > 0) break;
    }
    reader.signal('SIGTERM');
    // It takes nothing new, and gives what it has begun.
    for (;;) {
      const refused = await ask(address, '/_health').then(
        () => false,
        () => true,
      );
      if (refused) break;
    }
    await client.query('COMMIT');
    expect((await answer).status).toBe(404);
  });
  expect(await reader.ended).toBe(0);
  idle.destroy();
});

it('waits for a database that nobody has set up yet, and says so', async () => {
  const admin = process.env.TEST_DATABASE_ADMIN_URL!;
  const empty = await makeDatabase();
  const name = new URL(empty.url).pathname.slice(1);
  const remake = (template: string) =>
    onServer(async (client) => {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    }, admin);
  await remake('template0');
  try {
    const reader = start({ DATABASE_URL: empty.url });
    const address = await reader.address();
    await reader.says(/warn: The database has not been set up for this version yet/);
    const { status, headers, body } = await ask(address, PAGE);
    expect([status, headers['retry-after']]).toEqual([503, '1']);
    expect(JSON.parse(body).error.message).toMatch(/has not been set up/);
    expect((await ask(address, '/_health')).status).toBe(204);
    expect((await ask(address, '/api/openapi.json')).status).toBe(200);
    await remake(process.env.TEST_DATABASE_TEMPLATE!);
    await reader.says(/info: There is something to read now/);
    expect((await ask(address, PAGE)).status).toBe(404);
  } finally {
    await empty.drop();
  }
});

it.each([
  ['without PUBLIC_URL', { PUBLIC_URL: '' }, /PUBLIC_URL is missing, and a reader needs it/],
  ['with jobs', { NEWSROOM_JOBS: 'on' }, /NEWSROOM_JOBS "on" contradicts NEWSROOM_ROLE "reader"/],
])('does not begin %s', async (_how, more, sentence) => {
  const refused = start(more);
  expect(await refused.ended).toBe(1);
  expect(refused.output).toMatch(sentence);
  expect(refused.output).not.toMatch(/^ +at /m);
});

it('does not begin on a port that is taken', async () => {
  const { freePort } = await loadScript('scripts/ports.mjs');
  const PORT = String(await freePort());
  const first = start({ PORT });
  await first.address();
  const second = start({ PORT });
  expect(await second.ended).toBe(1);
  expect(second.output).toMatch(new RegExp(`PORT "${PORT}" .* is in use by another program`));
});
