/**
 * Two processes that publish and deliver, some of them killed with `kill -9`: afterwards each target
 * has every change, in order. Prints its counts.
 *
 * REBUILD_ACTS, REBUILD_KILLS and REBUILD_BURST set how many acts and kills.
 */
import { startNewsroom, type Newsroom } from '../harness';
import { Colleague } from '../property/processes';
import { accepts, Receiver, until, type Change } from '../rebuilds/receiver';
import { size } from '../size';

const ACTS = size('REBUILD_ACTS', 24, 200);
const BURST = size('REBUILD_BURST', 30, 200);
const KILLS = size('REBUILD_KILLS', 1, 5);
const ARTICLE = 'api::article.article';
jest.setTimeout(600_000);

let newsroom: Newsroom;
const targets: Record<string, Receiver> = {};
const colleagues = new Set<Colleague>();

beforeAll(async () => {
  targets.quick = await Receiver.start();
  targets.slow = await Receiver.start((_request, response) => {
    setTimeout(() => response.end(), 300);
  });
  // Every third call fails; the next one, which is the same again, does not.
  targets.flaky = await Receiver.start((request, response, received, n) => {
    if (n % 3 !== 1) return accepts(request, response, received, n);
    received.path = 'refused';
    response.statusCode = 500;
    response.end();
  });
  process.env.REBUILDS_ALLOW_PRIVATE = Object.values(targets)
    .map(({ host }) => host)
    .join(',');
  // This process only watches: the others deliver.
  process.env.NEWSROOM_JOBS = 'off';
  newsroom = await startNewsroom();
  process.env.NEWSROOM_JOBS = 'on';
  for (const [name, { url }] of Object.entries(targets)) {
    const { status } = await newsroom.admin('POST', '/rebuilds/targets', {
      name,
      url,
      quietSeconds: 0.2,
      maxWaitSeconds: 1,
    });
    expect(status).toBe(201);
  }
}, 180_000);

afterAll(async () => {
  await Promise.all([...colleagues].map((colleague) => colleague.kill()));
  await newsroom?.stop();
  await Promise.all(Object.values(targets).map((target) => target.stop()));
});

const colleague = async (): Promise<Colleague> => {
  const started = Colleague.start(newsroom.databaseUrl, { NEWSROOM_JOBS: 'on' });
  colleagues.add(started);
  await started.ready;
  return started;
};

/**
 * Resolves when every target has all there is. Other plugins' jobs of a killed process may begin
 * again minutes later; nobody waits for them.
 */
const settled = async (withinMs: number): Promise<void> => {
  const end = Date.now() + withinMs;
  for (let before = ''; ;) {
    await newsroom.strapi
      .plugin('jobs')
      .service('queue')
      .whenIdle(['rebuilds.gather', 'rebuilds.deliver'], { timeoutMs: end - Date.now() });
    await until('all is delivered', allDelivered, end - Date.now());
    // What a job publishes makes new jobs.
    const now = JSON.stringify(await newsroom.sql('SELECT max(id) FROM page_changes'));
    if (now === before) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
};

const allDelivered = async (): Promise<boolean> => {
  const { body } = await newsroom.admin('GET', '/rebuilds/overview');
  return body.data.targets.every(
    ({ state, waitingChanges }: { state: string; waitingChanges: number }) =>
      state === 'idle' && waitingChanges === 0,
  );
};

const keyOf = ({ kind, documentId, versionBefore, versionAfter, slug }: Change): string =>
  `${kind} ${documentId} ${slug} ${versionBefore}→${versionAfter}`;

/** What readers got, in the order of commits, by a table that is not this plugin's. */
const truth = async (after = 0): Promise<{ keys: string[]; last: number }> => {
  const rows = await newsroom.sql<{
    id: string;
    kind: string;
    document_id: string;
    slug: string;
    version_before: number | null;
    version_after: number | null;
  }>('SELECT * FROM page_changes WHERE id > $1 ORDER BY id', [after]);
  return {
    keys: rows.map((row) =>
      keyOf({
        kind: row.kind,
        documentId: row.document_id,
        slug: row.slug,
        versionBefore: row.version_before,
        versionAfter: row.version_after,
      } as Change),
    ),
    last: Number(rows.at(-1)?.id ?? after),
  };
};

/** The changes that a target accepted, each where it came first; what found no room it fetches. */
const heard = async (
  target: Receiver,
  // The list to fetch the rest from names every kind of change, also those that a target does not want.
  isWanted: (change: Change) => boolean = () => true,
): Promise<string[]> => {
  const seen = new Set<string>();
  for (const { path, body } of target.received) {
    if (path === 'refused') continue;
    const { data } = JSON.parse(body) as {
      data: { changes: Change[]; since: string | null; count: number };
    };
    const changes = [...data.changes];
    for (let since = data.since; since && changes.length < data.count;) {
      const page = await newsroom.api('GET', `/rebuilds/changes?since=${since}&limit=1000`);
      changes.push(
        ...(page.body.data as Change[]).filter(isWanted).slice(0, data.count - changes.length),
      );
      since = page.body.meta.more ? page.body.meta.cursor : null;
    }
    for (const change of changes) seen.add(keyOf(change));
  }
  return [...seen];
};

test(`${ACTS} acts of two processes and ${KILLS} kills: every target has every change, in order`, async () => {
  for (let i = 0; i < 6; i += 1) {
    await newsroom.strapi.documents(ARTICLE).create({
      data: { title: `Story ${i}`, lead: 'As it was.' } as never,
      status: 'published',
    });
  }
  const recorded = async (): Promise<number> => {
    const [row] = await newsroom.sql<{ acts: number }>(
      'SELECT count(*)::int AS acts FROM rebuild_outbox',
    );
    return row!.acts;
  };
  let kills = 0;
  let seed = 1;
  const began = Date.now();
  const lane = async (own: number): Promise<void> => {
    let worker = await colleague();
    while ((await recorded()) < ACTS) {
      seed += 1;
      const work = worker.do('hammer', {
        seed,
        operations: 10,
        parallel: 1,
        only: ['outlineAndPublish', 'publish', 'unpublish', 'saveThenPublish'],
      });
      if (kills < KILLS) {
        kills += 1;
        await Promise.race([
          work.catch(() => {}),
          new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 1_500)),
        ]);
        await worker.kill();
        await work.catch(() => {});
        worker = await colleague();
      } else {
        const { faults } = (await work) as { faults: string[] };
        expect(faults).toEqual([]);
      }
    }
    if (own === 1) await worker.kill();
  };
  await Promise.all([lane(0), lane(1)]);
  const settling = Date.now();
  await settled(240_000);
  const { keys } = await truth();
  const counts: Record<string, unknown> = {
    acts: await recorded(),
    kills,
    changes: keys.length,
    settledAfterSeconds: (Date.now() - settling) / 1000,
    seconds: (Date.now() - began) / 1000,
  };
  for (const [name, target] of Object.entries(targets)) {
    const got = await heard(target);
    counts[name] = {
      calls: target.received.length,
      distinctCalls: new Set(target.received.map(({ headers }) => headers['webhook-id'])).size,
      changes: got.length,
    };
    expect({ name, got }).toEqual({ name, got: keys });
  }
  process.stdout.write(`two processes: ${JSON.stringify(counts)}\n`);
});

test(`${BURST} acts within the quiet time are one call per target`, async () => {
  if (colleagues.size === 0) await colleague();
  const { body } = await newsroom.admin('GET', '/rebuilds/overview');
  for (const { id } of body.data.targets) {
    await newsroom.admin('PUT', `/rebuilds/targets/${id}`, {
      quietSeconds: 10,
      maxWaitSeconds: 600,
      events: ['article.published', 'article.updated', 'article.moved'],
    });
  }
  const { last } = await truth();
  for (const target of Object.values(targets)) {
    target.received.length = 0;
    target.answering = accepts;
  }
  const documents = newsroom.strapi.documents(ARTICLE);
  const { documentId } = await documents.create({ data: { title: 'Burst' } as never });
  const began = Date.now();
  let slowest = 0;
  for (let i = 0; i < BURST; i += 1) {
    const from = Date.now();
    await documents.update({
      documentId,
      data: { title: `Burst ${i}` } as never,
      status: 'published',
    });
    slowest = Math.max(slowest, Date.now() - from);
  }
  const seconds = (Date.now() - began) / 1000;
  await settled(120_000);
  const keys = (await truth(last)).keys.filter((key) => key.startsWith('article.'));
  expect(keys).toHaveLength(BURST);
  for (const [name, target] of Object.entries(targets)) {
    const got = await heard(target, ({ kind }) => kind.startsWith('article.'));
    expect([name, target.received.length, got]).toEqual([name, 1, keys]);
  }
  process.stdout.write(
    `burst: ${JSON.stringify({ acts: BURST, seconds, slowestActMs: slowest, callsPerTarget: 1 })}\n`,
  );
});
