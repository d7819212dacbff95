/**
 * The primary dies in the middle of publishing, and its synchronous standby takes its place: whatever
 * was said to be published is published, and the newsroom's process goes on.
 *
 * FAILOVERS sets how often.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadScript } from '../../unit/scripts/load-script';
import { makeDatabase } from '../harness';
import { startRelay, type Relay } from '../relay';
import { size } from '../size';
import { Cluster, query } from './cluster';
import { startWriter, until, type Published } from './writer';

const FAILOVERS = size('FAILOVERS', 1, 5);
const LOGIN = { email: 'editor@newsroom.example', password: 'Correct-horse-7' };
const ARTICLES = '/content-manager/collection-types/api::article.article';
/** By then both writers have found their pace. */
const BEFORE_THE_KILL = 6;

jest.setTimeout(60_000 + FAILOVERS * 60_000);

let folder: string;
let relay: Relay;
let primary: Cluster;
/** One process from the first failover to the last. */
let server: { address: string; output(): string; stop(): Promise<void> };
let databaseUrl: string;
let tokens: { content: string; admin: string };
let copies = 0;

const copyOf = (url: string, follow: boolean): Promise<Cluster> =>
  Cluster.copyOf(url, path.join(folder, String((copies += 1))), follow);

const call = async (method: string, where: string, token: string | null, data?: unknown) => {
  const response = await fetch(`${server.address}${where}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token !== null && { Authorization: `Bearer ${token}` }),
    },
    ...(data !== undefined && { body: JSON.stringify(data) }),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
};

/** As {@link call}, for what is only done when it is acknowledged. */
const act = async (...args: Parameters<typeof call>) => {
  const { status, body } = await call(...args);
  if (status >= 300) throw new Error(`${args[1]}: ${status} ${JSON.stringify(body)}`);
  return body.data;
};

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-standby-'));
  fs.chmodSync(folder, 0o711);
  const database = await makeDatabase();
  primary = await copyOf(process.env.TEST_DATABASE_ADMIN_URL!, false);
  await database.drop();
  relay = await startRelay(primary.url);
  const url = new URL(relay.urlOf(primary.url));
  url.pathname = new URL(database.url).pathname;
  databaseUrl = url.href;
  const { startServer } = await loadScript('scripts/server-process.mjs');
  server = await startServer({
    databaseUrl,
    env: { NEWSROOM_JOBS: 'off', DATABASE_DIRECT_URL: '' },
  });
  const { registerFirstLogin } = await loadScript('scripts/first-login.mjs');
  await registerFirstLogin(server.address, LOGIN);
  const { token: admin } = await act('POST', '/admin/login', null, LOGIN);
  const { accessKey: content } = await act('POST', '/admin/api-tokens', admin, {
    name: 'writer',
    description: '',
    type: 'full-access',
    lifespan: null,
  });
  tokens = { content, admin };
}, 120_000);

afterAll(async () => {
  await server?.stop();
  await relay?.close();
  await primary?.remove();
  fs.rmSync(folder, { recursive: true, force: true });
});

let made = 0;
const nextArticle = () => {
  made += 1;
  return { title: `Story ${made}`, slug: `story-${made}`, lead: `The lead of story ${made}.` };
};

/** With one call. */
const byApi = async (): Promise<Published> => {
  const data = nextArticle();
  return { ...data, ...(await act('POST', '/api/articles', tokens.content, { data })) };
};

/** As the admin does: a draft, and then its publish. */
const byAdmin = async (): Promise<Published> => {
  const data = nextArticle();
  const { documentId } = await act('POST', ARTICLES, tokens.admin, data);
  await act('POST', `${ARTICLES}/${documentId}/actions/publish`, tokens.admin, {});
  return { ...data, documentId };
};

/** What of an acknowledged publish does not stand in the database. */
const missing = async (all: readonly Published[]): Promise<string[]> => {
  const ids = all.map(({ documentId }) => documentId);
  const found = async (text: string) =>
    new Set((await query<{ id: string }>(databaseUrl, text, [ids])).map(({ id }) => id));
  const kinds = {
    page: await found(
      `SELECT document_id AS id FROM article_pages WHERE live AND document_id = ANY($1)`,
    ),
    change: await found(
      `SELECT document_id AS id FROM page_changes
        WHERE kind = 'article.published' AND document_id = ANY($1)`,
    ),
    outbox: await found(
      `SELECT unnest(document_ids) AS id FROM rebuild_outbox WHERE document_ids && $1`,
    ),
    job: await found(
      `SELECT DISTINCT d.id FROM unnest($1::text[]) AS d(id)
         JOIN pgboss.job j ON j.name LIKE 'recent-news.%' AND j.data::text LIKE '%' || d.id || '%'`,
    ),
  };
  return all.flatMap(({ documentId, slug }) =>
    Object.entries(kinds).flatMap(([kind, there]) =>
      there.has(documentId) ? [] : [`${slug}: no ${kind}`],
    ),
  );
};

test(`${FAILOVERS} failovers in mid-publish lose nothing that was acknowledged`, async () => {
  for (let round = 0; round < FAILOVERS; round += 1) {
    const standby = await copyOf(primary.url, true);
    await primary.waitForStandby();
    const writers = [startWriter(byApi), startWriter(byAdmin)];
    const told = () => writers.flatMap(({ acknowledged }) => acknowledged);
    await until('both writers publish', () =>
      writers.every(({ acknowledged }) => acknowledged.length >= BEFORE_THE_KILL),
    );
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));

    const killedAt = performance.now();
    await primary.kill();
    relay.cut();
    const before = new Set(told());
    await standby.promote();
    relay.leadTo(standby.url);
    const promotedAfter = performance.now() - killedAt;
    // The same process: nobody starts it anew.
    await until('both writers publish again', () =>
      writers.every(
        ({ acknowledged }) => acknowledged.filter((each) => !before.has(each)).length >= 3,
      ),
    );
    const backAfter = performance.now() - killedAt;
    await Promise.all(writers.map((each) => each.end()));
    await primary.remove();
    primary = standby;

    expect({ round, missing: await missing(told()) }).toEqual({ round, missing: [] });
    // And readers get them, from the process that went on.
    for (const { slug, title } of told()) {
      const page = await call('GET', `/api/articles/page/${slug}`, null);
      expect({ slug, status: page.status, title: page.body.data?.title }).toEqual({
        slug,
        status: 200,
        title,
      });
    }
    process.stdout.write(
      `failover: ${JSON.stringify({
        round,
        acknowledgedBefore: before.size,
        acknowledgedAfter: told().length - before.size,
        failed: writers.flatMap(({ failures }) => failures).length,
        promotedAfterMs: Math.round(promotedAfter),
        publishingAgainAfterMs: Math.round(backAfter),
      })}\n`,
    );
  }
});
