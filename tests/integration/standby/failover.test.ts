/**
 * The primary dies in the middle of publishing, and its synchronous standby takes its place: whatever
 * was said to be published is published, and the newsroom's process goes on.
 *
 * FAILOVERS sets how often.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startNewsroom, type Newsroom } from '../harness';
import { startRelay, type Relay } from '../relay';
import { size } from '../size';
import { Cluster, query } from './cluster';

const FAILOVERS = size('FAILOVERS', 1, 5);
const ARTICLE = 'api::article.article';
/** Enough for the sessions of both writers to have something in flight at every moment. */
const BEFORE_THE_KILL = 12;

jest.setTimeout(60_000 + FAILOVERS * 60_000);

let folder: string;
let relay: Relay;
let newsroom: Newsroom;
let primary: Cluster;
let copies = 0;
const surroundings = { ...process.env };

const copyOf = (url: string, follow: boolean): Promise<Cluster> =>
  Cluster.copyOf(url, path.join(folder, String((copies += 1))), follow);

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-standby-'));
  fs.chmodSync(folder, 0o711);
  primary = await copyOf(process.env.TEST_DATABASE_ADMIN_URL!, false);
  relay = await startRelay(primary.url);
  process.env.TEST_DATABASE_ADMIN_URL = relay.urlOf(primary.url);
  delete process.env.TEST_DATABASE_POOL_URL;
  newsroom = await startNewsroom();
}, 120_000);

afterAll(async () => {
  await newsroom?.stop();
  await relay?.close();
  await primary?.remove();
  fs.rmSync(folder, { recursive: true, force: true });
  for (const name of ['TEST_DATABASE_ADMIN_URL', 'TEST_DATABASE_POOL_URL']) {
    if (surroundings[name] !== undefined) process.env[name] = surroundings[name];
  }
});

interface Published {
  documentId: string;
  slug: string;
  title: string;
}

let made = 0;
const nextArticle = (): { title: string; slug: string; lead: string } => {
  made += 1;
  return { title: `Story ${made}`, slug: `story-${made}`, lead: `The lead of story ${made}.` };
};

/** Publishes over HTTP; rejects when it is not told that this was done. */
const overHttp = async (): Promise<Published> => {
  const article = nextArticle();
  const { status, body } = await newsroom.api('POST', '/articles', { data: article });
  if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return { ...article, documentId: body.data.documentId };
};

/** The same through the Document Service, as the admin and the command line do. */
const inProcess = async (): Promise<Published> => {
  const article = nextArticle();
  const documents = newsroom.strapi.documents(ARTICLE);
  const { documentId } = await documents.create({ data: article as never });
  await documents.publish({ documentId });
  return { ...article, documentId };
};

/** Publishes one after the other until it is told to stop; failures are what this test is about. */
const writer = (publish: () => Promise<Published>) => {
  const acknowledged: Published[] = [];
  const failures: string[] = [];
  let isOver = false;
  const run = async (): Promise<void> => {
    while (!isOver) {
      try {
        acknowledged.push(await publish());
      } catch (error) {
        failures.push((error as Error).message);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const running = run();
  return {
    acknowledged,
    failures,
    end: () => {
      isOver = true;
      return running;
    },
  };
};

const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Not within 30 s: ${what}`);
};

/** What of an acknowledged publish does not stand in the database. */
const missing = async (all: readonly Published[]): Promise<string[]> => {
  const rows = async (text: string) =>
    new Set(
      (await newsroom.sql<{ id: string }>(text, [all.map(({ documentId }) => documentId)])).map(
        ({ id }) => id,
      ),
    );
  const kinds = {
    page: await rows(
      `SELECT document_id AS id FROM article_pages WHERE live AND document_id = ANY($1)`,
    ),
    change: await rows(
      `SELECT document_id AS id FROM page_changes
        WHERE kind = 'article.published' AND document_id = ANY($1)`,
    ),
    outbox: await rows(
      `SELECT unnest(document_ids) AS id FROM rebuild_outbox WHERE document_ids && $1`,
    ),
    job: await rows(
      `SELECT DISTINCT d.id FROM unnest($1::text[]) AS d(id)
         JOIN pgboss.job j ON j.name LIKE 'recent-news.%' AND j.data::text LIKE '%' || d.id || '%'`,
    ),
  };
  return all.flatMap(({ documentId, slug }) =>
    Object.entries(kinds).flatMap(([kind, ids]) =>
      ids.has(documentId) ? [] : [`${slug}: no ${kind}`],
    ),
  );
};

test(`${FAILOVERS} failovers in mid-publish lose nothing that was acknowledged`, async () => {
  const all: Published[] = [];
  for (let round = 0; round < FAILOVERS; round += 1) {
    const standby = await copyOf(primary.url, true);
    await primary.waitForStandby();
    const writers = [writer(overHttp), writer(inProcess)];
    const told = () => writers.flatMap(({ acknowledged }) => acknowledged);
    await until('both writers publish', () =>
      writers.every(({ acknowledged }) => acknowledged.length >= BEFORE_THE_KILL / 2),
    );
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));

    const killedAt = performance.now();
    await primary.kill();
    relay.cut();
    const before = told();
    await standby.promote();
    relay.leadTo(standby.url);
    const promotedAfter = performance.now() - killedAt;
    // The same process: nobody starts it anew.
    await until('both writers publish again', () =>
      writers.every(
        ({ acknowledged }) => acknowledged.filter((each) => !before.includes(each)).length >= 3,
      ),
    );
    const backAfter = performance.now() - killedAt;
    await Promise.all(writers.map((each) => each.end()));
    await primary.remove();
    primary = standby;

    all.push(...told());
    expect({ round, missing: await missing(all) }).toEqual({ round, missing: [] });
    // And readers get them, from the process that went on.
    for (const { slug, title } of told()) {
      const page = await newsroom.api('GET', `/articles/page/${slug}`, undefined, null);
      expect({ slug, status: page.status, title: page.body.data?.title }).toEqual({
        slug,
        status: 200,
        title,
      });
    }
    process.stdout.write(
      `failover: ${JSON.stringify({
        round,
        acknowledgedBefore: before.length,
        acknowledgedAfter: told().length - before.length,
        failed: writers.flatMap(({ failures }) => failures).length,
        promotedAfterMs: Math.round(promotedAfter),
        publishingAgainAfterMs: Math.round(backAfter),
      })}\n`,
    );
  }
  const [audit] = await query<{ standby: boolean }>(
    primary.url,
    'SELECT pg_is_in_recovery() AS standby',
  );
  expect(audit).toEqual({ standby: false });
});
