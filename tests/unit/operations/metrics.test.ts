import type { FrontStats } from '../../../src/front/stats';
import { createMetrics } from '../../../src/operations/metrics';
import { groupOf, statusClass } from '../../../src/operations/route-groups';
import type { MetricSources } from '../../../src/operations/sources';

const stats = (): FrontStats => ({
  entries: 3,
  bytes: 4_096,
  maxBytes: 1_000_000,
  answers: { hit: 7, notModified: 2, passed: 1 },
  evicted: 4,
  dropped: 5,
  lag: null,
  stale: false,
  open: true,
  listener: 'deaf',
});

const metricsOf = (more: Partial<MetricSources> = {}) =>
  createMetrics({ role: 'reader', version: '1.2.3', database: () => 'here', ...more });

/** Lines of our own metrics, without help and types. */
const lines = async (metrics: ReturnType<typeof metricsOf>) =>
  (await metrics.text()).split('\n').filter((line) => line.startsWith('newsroom_'));

it('says what runs, and how the process does', async () => {
  const text = await metricsOf().text();
  expect(text).toContain('newsroom_info{role="reader",version="1.2.3"} 1\n');
  expect(text).toContain('newsroom_database{state="here"} 1\n');
  expect(text).toContain('newsroom_database{state="away"} 0\n');
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds \d/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
});

it('counts what the page memory answered once, however often it is asked', async () => {
  const now = stats();
  const metrics = metricsOf({ pages: () => now });
  await metrics.text();
  expect(await lines(metrics)).toEqual(
    expect.arrayContaining([
      'newsroom_requests_total{kind="hit"} 7',
      'newsroom_requests_total{kind="not_modified"} 2',
      'newsroom_page_memory_passed_total 1',
      'newsroom_page_memory_evicted_total 4',
      'newsroom_page_memory_dropped_total 5',
      'newsroom_page_memory_entries 3',
      'newsroom_page_memory_lag_seconds Nan',
      'newsroom_page_memory_listener{state="deaf"} 1',
      'newsroom_page_memory_listener{state="listening"} 0',
    ]),
  );
  now.answers.hit = 10;
  now.lag = 0.25;
  expect(await lines(metrics)).toEqual(
    expect.arrayContaining([
      'newsroom_requests_total{kind="hit"} 10',
      'newsroom_page_memory_lag_seconds 0.25',
    ]),
  );
});

it('measures what goes through Koa by group and class of status', async () => {
  const metrics = metricsOf();
  metrics.observe('page', '2xx', 0.004);
  metrics.observe('page', '2xx', 0.3);
  metrics.observe('admin', 'closed', 3);
  expect(await lines(metrics)).toEqual(
    expect.arrayContaining([
      'newsroom_requests_total{kind="koa",group="page",status="2xx"} 2',
      'newsroom_request_duration_seconds_bucket{le="0.005",group="page",status="2xx"} 1',
      'newsroom_request_duration_seconds_bucket{le="0.5",group="page",status="2xx"} 2',
      'newsroom_request_duration_seconds_count{group="admin",status="closed"} 1',
    ]),
  );
});

it('leaves out what the database does not say, instead of repeating what it said', async () => {
  let answers = true;
  const ask =
    <T>(answer: T) =>
    () =>
      answers ? Promise.resolve(answer) : Promise.reject(new Error('gone'));
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  const metrics = metricsOf({
    queue: ask([{ queue: 'mail', due: 2, later: 1, oldestSeconds: 30 }]),
    deliveries: ask({
      calls: { delivered: 4 },
      targets: { fine: 1, failing: 0, off: 0 },
      behindSeconds: 6,
    }),
  });
  const said = await lines(metrics);
  answers = false;
  jest.advanceTimersByTime(10_000);
  const silent = await lines(metrics);
  jest.useRealTimers();
  expect(said).toEqual(
    expect.arrayContaining([
      'newsroom_queue_jobs{queue="mail",state="due"} 2',
      'newsroom_queue_jobs{queue="mail",state="later"} 1',
      'newsroom_queue_oldest_seconds{queue="mail"} 30',
      'newsroom_rebuild_calls{state="delivered"} 4',
      'newsroom_rebuild_targets{state="fine"} 1',
      'newsroom_rebuild_behind_seconds 6',
      'newsroom_unread{part="queue"} 0',
    ]),
  );
  expect(silent.filter((line) => /queue_|rebuild_(calls|targets)/.test(line))).toEqual([]);
  expect(silent).toEqual(
    expect.arrayContaining([
      'newsroom_rebuild_behind_seconds Nan',
      'newsroom_unread{part="queue"} 1',
      'newsroom_unread{part="rebuilds"} 1',
    ]),
  );
});

it('knows what was asked for by few words, whatever is typed', () => {
  expect(
    [
      '/api/articles/page/tram-line-4',
      '/api/articles/page/another-slug',
      '/api/articles/pages',
      '/api/articles/p8r2',
      '/api/feeds/topics/sport/rss.xml',
      '/admin/login',
      '/wp-login.php',
      '/api/unheard-of',
    ].map(groupOf),
  ).toEqual(['page', 'page', 'pages', 'articles', 'feeds', 'admin', 'other', 'api']);
  expect([statusClass(204, true), statusClass(503, true), statusClass(200, false)]).toEqual([
    '2xx',
    '5xx',
    'closed',
  ]);
});
