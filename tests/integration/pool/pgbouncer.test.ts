/**
 * A newsroom behind PgBouncer in transaction mode that has two connections for all of it. The whole suite
 * goes through one with `npm run test:pool`; this is the part that every run can afford.
 */
import { loadScript } from '../../unit/scripts/load-script';
import { startNewsroom, type Newsroom } from '../harness';
import { textOf } from '../recent-news/stories';

const { frontOf } = jest.requireActual<typeof import('../../../src/front/service')>(
  '../../../dist/src/front/service',
);

jest.setTimeout(60_000);

let newsroom: Newsroom;
let pool: { urlOf(url: string): string; stop(): Promise<void> };
let isThere: boolean;
const surroundings = { ...process.env };

beforeAll(async () => {
  const { havePgBouncer, startPgBouncer } = await loadScript('scripts/pgbouncer.mjs');
  isThere = havePgBouncer();
  if (!isThere) {
    process.stdout.write('No PgBouncer here (on Debian: apt-get install pgbouncer): skipped.\n');
    return;
  }
  process.env.NEWSROOM_JOBS = 'on';
  pool = await startPgBouncer(process.env.TEST_DATABASE_ADMIN_URL);
  newsroom = await startNewsroom(undefined, async (url) => {
    process.env.DATABASE_DIRECT_URL ??= url;
    return pool.urlOf(url);
  });
}, 120_000);

afterAll(async () => {
  await newsroom?.stop();
  await pool?.stop();
  for (const name of ['NEWSROOM_JOBS', 'DATABASE_DIRECT_URL']) {
    if (surroundings[name] === undefined) delete process.env[name];
    else process.env[name] = surroundings[name];
  }
});

const eventually = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come about within 20 s.');
};

it('publishes more at once than there are connections, and readers get all of it', async () => {
  if (!isThere) return;
  const published = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      newsroom.api('POST', '/articles', {
        data: { title: `Story ${i}`, slug: `story-${i}`, lead: `The lead of story ${i}.` },
      }),
    ),
  );
  expect(published.map(({ status }) => status)).toEqual(published.map(() => 201));
  const pages = await Promise.all(
    published.map((_, i) => newsroom.api('GET', `/articles/page/story-${i}`, undefined, null)),
  );
  expect(pages.map(({ body }) => body.data?.title)).toEqual(published.map((_, i) => `Story ${i}`));
});

it('works the jobs of a publish', async () => {
  if (!isThere) return;
  const { title, lead } = textOf('tram', 0);
  const { body } = await newsroom.api('POST', '/articles', { data: { title, lead } });
  await eventually(async () => {
    const filed = await newsroom.sql<{ found: boolean }>(
      'SELECT EXISTS (SELECT FROM recent_news_stories WHERE document_id = $1) AS found',
      [body.data.documentId],
    );
    return filed[0]!.found;
  });
});

it('listens past the pool, where LISTEN hears something', async () => {
  if (!isThere) return;
  await eventually(() => frontOf(newsroom.strapi as never).stats().listener === 'listening');
});
