/** Health and metrics of a whole newsroom, with its database there and away. */
import { startNewsroom, type Newsroom } from '../harness';
import { createAndPublish, textOf } from '../recent-news/stories';
import { startRelay, type Relay } from '../relay';

const { operationsOf } = jest.requireActual<typeof import('../../../src/operations/service')>(
  '../../../dist/src/operations/service',
);

jest.setTimeout(60_000);

let newsroom: Newsroom;
let relay: Relay;
let metricsUrl: string;

beforeAll(async () => {
  process.env.METRICS_PORT = '0';
  newsroom = await startNewsroom(undefined, async (url) => {
    relay = await startRelay(url);
    return relay.urlOf(url);
  });
  const port = await eventually(() => operationsOf(newsroom.strapi).metricsPort());
  metricsUrl = `http://127.0.0.1:${port}`;
  await createAndPublish(newsroom, { ...textOf('tram', 0), slug: 'tram-line' });
}, 120_000);

afterAll(async () => {
  delete process.env.METRICS_PORT;
  relay?.leadTo();
  await newsroom?.stop();
  await relay?.close();
});

/** What `look` finds, as soon as it finds something. */
const eventually = async <T>(look: () => T | Promise<T>): Promise<NonNullable<T>> => {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come about within 20 s.');
};

const ready = async (from = newsroom.url) => {
  const answer = await fetch(`${from}/_health/ready`);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const scrape = async (): Promise<string[]> =>
  (await (await fetch(`${metricsUrl}/metrics`)).text()).split('\n');
const valueOf = async (series: string): Promise<number> =>
  Number((await scrape()).find((line) => line.startsWith(`${series} `))?.split(' ')[1]);
const readPage = () => fetch(`${newsroom.url}/api/articles/page/tram-line`);

it('says on both ports that it is live and ready', async () => {
  await eventually(async () => (await ready()).status === 200);
  for (const where of [newsroom.url, metricsUrl]) {
    const live = await fetch(`${where}/_health/live?probe=1`);
    expect(live.status).toBe(200);
    expect(live.headers.get('cache-control')).toBe('no-store');
    expect(await live.json()).toMatchObject({ status: 'live', role: 'all', version: '0.1.0' });
    expect(await ready(where)).toMatchObject({
      status: 200,
      body: { status: 'ready', boot: 'finished', stopping: false, database: 'here' },
    });
    const head = await fetch(`${where}/_health/ready`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  }
  // Strapi's own stays as it was.
  expect((await fetch(`${newsroom.url}/_health`)).status).toBe(204);
  expect((await fetch(`${newsroom.url}/_health/unknown`)).status).toBe(404);
});

it('tells metrics on their own port only, and never what was asked for', async () => {
  expect((await fetch(`${newsroom.url}/metrics`)).status).toBe(404);
  await fetch(`${newsroom.url}/api/articles/page/nobody-knows-this-one`);
  await readPage();
  await readPage();
  const text = (await scrape()).join('\n');
  expect(text).toMatch(/^newsroom_info\{role="all",version="0\.1\.0"\} 1$/m);
  expect(text).toMatch(/^newsroom_requests_total\{kind="koa",group="page",status="4xx"\} 1$/m);
  expect(text).toMatch(/^newsroom_request_duration_seconds_count\{group="page",status="2xx"\} /m);
  expect(text).toMatch(/^newsroom_pool_max_connections \d+$/m);
  expect(text).not.toMatch(/nobody-knows|tram-line/);
  expect((await fetch(`${metricsUrl}/anything`)).status).toBe(404);
});

it('knows how long jobs have been waiting, and how far behind the furthest target is', async () => {
  // This process works no jobs: those of the publish above wait.
  const gather = 'newsroom_queue_jobs{queue="rebuilds.gather",state="due"}';
  expect(await valueOf(gather)).toBeGreaterThan(0);
  expect(await valueOf('newsroom_queue_oldest_seconds{queue="rebuilds.gather"}')).toBeGreaterThan(
    0,
  );
  // Nobody is to be told yet, so nobody is behind.
  const standing = newsroom.strapi.plugin('rebuilds').service('standing');
  expect(await standing.now()).toMatchObject({ behindSeconds: 0, targets: { fine: 0, off: 0 } });
  await newsroom.strapi.plugin('rebuilds').service('targets').create({
    url: 'https://builder.example.org/hook',
    name: 'site',
    kind: 'standard',
  });
  // It begins with what is published from now on.
  await createAndPublish(newsroom, { ...textOf('tram', 1), slug: 'tram-strike' });
  const { targets, behindSeconds } = await standing.now();
  expect(targets).toEqual({ fine: 1, failing: 0, off: 0 });
  expect(behindSeconds).toBeGreaterThan(0);
  expect(await valueOf('newsroom_unread{part="rebuilds"}')).toBe(0);
});

it('stays ready without its database while it holds pages, and says that it is away', async () => {
  await eventually(async () => {
    await readPage();
    return (await valueOf('newsroom_page_memory_entries')) > 0;
  });
  relay.cut();
  const away = await eventually(async () => {
    const now = await ready();
    return now.body.database === 'away' && now;
  });
  expect(away).toMatchObject({ status: 200, body: { status: 'ready', reasons: [] } });
  expect((await readPage()).status).toBe(200);
  expect((await fetch(`${newsroom.url}/_health/live`)).status).toBe(200);
  expect(await valueOf('newsroom_database{state="away"}')).toBe(1);
  relay.leadTo();
  await eventually(async () => (await ready()).body.database === 'here');
});

it('is not ready from the word to stop on, and goes on answering', async () => {
  await operationsOf(newsroom.strapi).leave();
  expect(await ready()).toMatchObject({ status: 503, body: { stopping: true } });
  expect((await readPage()).status).toBe(200);
});
