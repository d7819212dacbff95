/**
 * A newsroom of its own for a test file: a copy of the template database, Strapi from `dist/`, and
 * an HTTP server on a free port.
 */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Core } from '@strapi/strapi';
import { createStrapi } from '@strapi/strapi';
import pg from 'pg';

const root = path.resolve(__dirname, '../..');

export interface Answer<Body = Record<string, unknown>> {
  status: number;
  body: Body;
  headers: Headers;
}

export interface Newsroom {
  strapi: Core.Strapi;
  url: string;
  /** Where processes of this newsroom are to send their queries; may lead through PgBouncer. */
  databaseUrl: string;
  /** The same database without anything between, for whoever looks on. */
  directUrl: string;
  /** Calls the content API; `token` defaults to one that may do everything, null sends none. */
  api(method: string, path: string, data?: unknown, token?: string | null): Promise<Answer<any>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers are read field by field in tests
  /** Calls the admin's API as a super admin. */
  admin(method: string, path: string, data?: unknown): Promise<Answer<any>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- as above
  sql<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  token(
    options: { type: 'read-only' | 'full-access' } | { type: 'custom'; permissions: string[] },
  ): Promise<string>;
  stop(): Promise<void>;
}

const adminConnection = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_ADMIN_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** A fresh database that a first boot of Newsroom left; `drop` removes it, connections included. */
export const makeDatabase = async (): Promise<{ url: string; drop: () => Promise<void> }> => {
  const name = `newsroom_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await adminConnection((client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${process.env.TEST_DATABASE_TEMPLATE}`),
  );
  const url = new URL(process.env.TEST_DATABASE_ADMIN_URL!);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await adminConnection((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
};

/** Where a database is reached through PgBouncer, when the run has one between. */
const pooled = (url: string): string => {
  const { TEST_DATABASE_POOL_URL: pool, TEST_DATABASE_POOL_OF: admin } = process.env;
  // A test may have a Postgres of its own, and put that in the place of the run's.
  if (!pool || process.env.TEST_DATABASE_ADMIN_URL !== admin) return url;
  const through = new URL(pool);
  through.pathname = new URL(url).pathname;
  return through.href;
};

const call = async (
  method: string,
  url: string,
  token: string | null,
  data?: unknown,
): Promise<Answer> => {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(data !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(data !== undefined && { body: typeof data === 'string' ? data : JSON.stringify(data) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text ? JSON.parse(text) : null,
  };
};

/**
 * @param prepare what is done to its database before it boots
 * @param between puts something between it and its database; returns the address to use
 */
export const startNewsroom = async (
  prepare?: (databaseUrl: string) => Promise<void>,
  between?: (databaseUrl: string) => Promise<string>,
): Promise<Newsroom> => {
  const database = await makeDatabase();
  await prepare?.(database.url);
  const through = pooled(database.url);
  if (through !== database.url) process.env.DATABASE_DIRECT_URL = database.url;
  const databaseUrl = between ? await between(through) : through;
  process.env.DATABASE_URL = databaseUrl;
  process.env.LOG_LEVEL ??= 'error';
  // Background work would change what a test looks at; tests of it turn it on.
  process.env.NEWSROOM_JOBS ??= 'off';
  const strapi = await createStrapi({ appDir: root, distDir: path.join(root, 'dist') }).load();
  await strapi.server.mount();
  await new Promise<void>((resolve) => {
    strapi.server.httpServer.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(strapi.server.httpServer.address() as AddressInfo).port}`;

  const token: Newsroom['token'] = async (options) => {
    const created = await strapi.service('admin::api-token')!.create({
      name: randomUUID(),
      description: '',
      lifespan: null,
      kind: 'content-api',
      ...options,
    });
    return created.accessKey as string;
  };
  const full = await token({ type: 'full-access' });
  const email = 'editor@newsroom.example';
  const password = 'Correct-horse-7';
  await strapi.service('admin::user')!.create({
    email,
    password,
    firstname: 'Ed',
    lastname: 'Itor',
    isActive: true,
    roles: [(await strapi.service('admin::role')!.getSuperAdmin()).id],
  });
  let jwt: string | undefined;
  const login = async (): Promise<string> => {
    const answer = await call('POST', `${url}/admin/login`, null, { email, password });
    return (answer.body as { data: { token: string } }).data.token;
  };

  return {
    strapi,
    url,
    databaseUrl,
    directUrl: database.url,
    token,
    api: (method, where, data, as = full) => call(method, `${url}/api${where}`, as, data),
    async admin(method, where, data) {
      jwt ??= await login();
      return call(method, `${url}${where}`, jwt, data);
    },
    async sql<Row>(text: string, values: unknown[] = []) {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      try {
        return (await client.query(text, values)).rows as Row[];
      } finally {
        await client.end();
      }
    },
    async stop() {
      await strapi.destroy();
      await database.drop();
    },
  };
};
