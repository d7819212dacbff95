/** From an editorial act to a receiver and back, through the doors that people and programs use. */
import type { ServerResponse } from 'node:http';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { startNewsroom, type Newsroom } from '../harness';
import { accepts, Receiver, until, type Change } from './receiver';

const ARTICLE = 'api::article.article';

jest.setTimeout(30_000);

let newsroom: Newsroom;
let site: Receiver;
let other: Receiver;

beforeAll(async () => {
  process.env.NEWSROOM_JOBS = 'on';
  [site, other] = await Promise.all([Receiver.start(), Receiver.start()]);
  process.env.REBUILDS_ALLOW_PRIVATE = `${site.host},${other.host}`;
  newsroom = await startNewsroom();
}, 120_000);

afterAll(async () => {
  await newsroom?.stop();
  await Promise.all([site, other].map((receiver) => receiver?.stop()));
});

beforeEach(() => {
  for (const receiver of [site, other]) {
    receiver.answering = accepts;
    receiver.received.length = 0;
  }
});

afterEach(async () => {
  const { body } = await newsroom.admin('GET', '/rebuilds/overview');
  for (const { id } of body.data.targets) await newsroom.admin('DELETE', `/rebuilds/targets/${id}`);
});

/** Not what the newsroom fills in by itself a moment later. */
const BY_EDITORS = ['published', 'updated', 'unpublished', 'deleted', 'moved'].map(
  (what) => `article.${what}`,
);

const add = async (input: Record<string, unknown> = {}) => {
  const { status, body } = await newsroom.admin('POST', '/rebuilds/targets', {
    name: 'Site',
    url: site.url,
    quietSeconds: 0.3,
    maxWaitSeconds: 2,
    events: BY_EDITORS,
    ...input,
  });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.data as { id: string; secret: string };
};

let n = 0;
const publish = async (title = `Story ${(n += 1)}`) => {
  const documents = newsroom.strapi.documents(ARTICLE);
  const { documentId } = await documents.create({
    data: {
      title,
      lead: 'What happened.',
      outline: [{ heading: 'One', bullets: [{ text: 'Two' }] }],
    } as never,
    status: 'published',
  });
  return documentId;
};

const change = (documentId: string, title: string) =>
  newsroom.strapi
    .documents(ARTICLE)
    .update({ documentId, data: { title } as never, status: 'published' });

const overview = async () => {
  const { body } = await newsroom.admin('GET', '/rebuilds/overview');
  return body.data as {
    targets: {
      id: string;
      state: string;
      fault: string | null;
      waitingChanges: number;
      nextAt: string | null;
    }[];
  };
};
const calls = async (query = '') =>
  (await newsroom.admin('GET', `/rebuilds/calls${query}`)).body.data.calls as {
    id: string;
    state: string;
    changeCount: number;
    attemptCount: number;
    nextAt: string | null;
    liveAt: string | null;
    secondsToLive: number | null;
    lastAttempt: { status: number; error: string | null } | null;
  }[];

test('a publish is one signed call that svix and standardwebhooks accept', async () => {
  const { secret } = await add();
  const documentId = await publish('A call goes out');
  const [call] = await until('a call', () => site.received.length && site.received);
  for (const Webhook of [SvixWebhook, StandardWebhook]) {
    const body = new Webhook(secret).verify(call!.body, call!.headers as Record<string, string>);
    expect(body).toMatchObject({
      type: 'content.changed',
      data: {
        count: 1,
        since: null,
        changes: [
          {
            kind: 'article.published',
            documentId,
            slug: 'a-call-goes-out',
            paths: ['/a-call-goes-out'],
            versionBefore: null,
            versionAfter: 1,
          },
        ],
      },
    });
  }
  const [logged] = await until('the log', async () => {
    const found = await calls();
    return found[0]?.state === 'delivered' && found;
  });
  expect(logged).toMatchObject({
    id: call!.headers['webhook-id'],
    changeCount: 1,
    attemptCount: 1,
    lastAttempt: { status: 200, error: null, answer: 'built' },
  });
  expect((await overview()).targets).toMatchObject([{ state: 'idle', waitingChanges: 0 }]);
});

test('a save that changes nothing for readers makes no call, and a rolled-back act none', async () => {
  await add({ quietSeconds: 0 });
  const documentId = await publish();
  await until('the first call', () => site.received.length === 1);
  await newsroom.strapi.documents(ARTICLE).publish({ documentId });
  await expect(
    newsroom.strapi.db.transaction(async () => {
      await change(documentId, 'Never seen');
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(site.received).toHaveLength(1);
});

test('a burst is one call per target, each with what it wants', async () => {
  const debounce = { quietSeconds: 2, maxWaitSeconds: 25 };
  await add(debounce);
  await add({ ...debounce, name: 'Moves', url: other.url, events: ['article.moved'] });
  const documentId = await publish('Burst');
  for (let i = 0; i < 5; i += 1) await change(documentId, `Burst ${i}`);
  await newsroom.strapi
    .documents(ARTICLE)
    .update({ documentId, data: { slug: 'burst-elsewhere' } as never, status: 'published' });
  await newsroom.strapi.documents(ARTICLE).unpublish({ documentId });
  await until(
    'both calls',
    () => site.received.length === 1 && other.received.length === 1,
    25_000,
  );
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect([site.received.length, other.received.length]).toEqual([1, 1]);
  const [all] = site.bodies();
  expect(all!.data.changes.map(({ kind }) => kind)).toEqual([
    'article.published',
    ...Array.from({ length: 5 }, () => 'article.updated'),
    'article.moved',
    'article.unpublished',
  ]);
  const [moves] = other.bodies();
  expect(moves!.data.changes).toMatchObject([
    { kind: 'article.moved', paths: ['/burst', '/burst-elsewhere'] },
  ]);
});

test('deleting tells the paths that were live', async () => {
  await add({ quietSeconds: 0 });
  const documentId = await publish('To be deleted');
  await until('the first call', () => site.received.length === 1);
  await newsroom.strapi.documents(ARTICLE).delete({ documentId });
  await until('the second call', () => site.received.length === 2);
  expect(site.bodies()[1]!.data.changes).toMatchObject([
    {
      kind: 'article.deleted',
      slug: 'to-be-deleted',
      paths: ['/to-be-deleted'],
      versionAfter: null,
    },
  ]);
});

test('a failed call is tried again with the same id and the same body', async () => {
  const { secret } = await add({ quietSeconds: 0 });
  site.answering = (_request, response, _received, i) => {
    response.statusCode = i < 1 ? 500 : 200;
    response.end(i < 1 ? 'not now' : 'fine');
  };
  await publish();
  await until('two attempts', () => site.received.length === 2, 15_000);
  const [first, second] = site.received;
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
  expect(second!.body).toBe(first!.body);
  new SvixWebhook(secret).verify(second!.body, second!.headers as Record<string, string>);
  const detail = await until('the log', async () => {
    const { body } = await newsroom.admin(
      'GET',
      `/rebuilds/calls/${String(first!.headers['webhook-id'])}`,
    );
    return body.data.state === 'delivered' && body.data;
  });
  expect(detail.attempts).toMatchObject([
    { number: 1, status: 500, error: 'it answered 500', answer: 'not now' },
    { number: 2, status: 200, error: null, answer: 'fine' },
  ]);
}, 30_000);

test('410 turns a target off; turned on again it gets all it missed as one call', async () => {
  const { id } = await add({ quietSeconds: 0 });
  site.answering = (_request, response) => {
    response.statusCode = 410;
    response.end();
  };
  const documentId = await publish('Gone');
  await until('the target is off', async () => (await overview()).targets[0]!.state === 'gone');
  for (let i = 0; i < 3; i += 1) await change(documentId, `Gone ${i}`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(site.received).toHaveLength(1);
  expect((await overview()).targets[0]).toMatchObject({ waitingChanges: 4 });
  site.answering = accepts;
  await newsroom.admin('PUT', `/rebuilds/targets/${id}`, { enabled: true });
  await until('one call', () => site.received.length === 2);
  expect(site.bodies()[1]!.data.changes).toHaveLength(4);
  expect(site.received[1]!.headers['webhook-id']).not.toBe(site.received[0]!.headers['webhook-id']);
  await until('idle', async () => (await overview()).targets[0]!.state === 'idle');
});

test('Retry-After is honoured, and holds newer acts back too', async () => {
  await add({ quietSeconds: 0 });
  site.answering = (_request, response, _received, i) => {
    if (i > 0) return accepts(_request, response, _received, i);
    response.writeHead(429, { 'Retry-After': '2' });
    response.end();
  };
  const documentId = await publish();
  await until('the first attempt', () => site.received.length === 1);
  await change(documentId, 'Meanwhile');
  await until('the second attempt', () => site.received.length === 2, 8_000);
  expect(site.received[1]!.at - site.received[0]!.at).toBeGreaterThanOrEqual(1_950);
  await until('what is new', () => site.received.length === 3);
}, 20_000);

test('more changes than fit are counted, and the rest is fetched by cursor', async () => {
  await add({ quietSeconds: 0.5 });
  const outbox = newsroom.strapi.plugin('rebuilds').service('outbox');
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      kind: 'article.published',
      documentId: `d${from + i}`,
      slug: `s${from + i}`,
      paths: [`/s${from + i}`],
      tags: [`article-d${from + i}`],
      versionBefore: null,
      versionAfter: 1,
      at: new Date().toISOString(),
    }));
  for (const from of [0, 150]) {
    await newsroom.strapi.db.transaction(({ trx }) => outbox.record(trx, many(from, 150)));
  }
  await until('a call', () => site.received.length === 1);
  const { data } = site.bodies()[0]!;
  expect(Buffer.byteLength(site.received[0]!.body)).toBeLessThanOrEqual(20_000);
  expect(data.count).toBe(300);
  expect(data.changes.length).toBeGreaterThan(50);
  const seen = data.changes.map(({ documentId }) => documentId);
  let since: string = data.since!;
  let more = true;
  while (more) {
    const answer = await newsroom.api('GET', `/rebuilds/changes?since=${since}&limit=70`);
    expect(answer.status).toBe(200);
    const page = answer.body as { data: Change[]; meta: { cursor: string; more: boolean } };
    seen.push(...page.data.map(({ documentId }) => documentId));
    since = page.meta.cursor;
    more = page.meta.more;
  }
  // Whatever else happens in a newsroom meanwhile.
  expect(seen.filter((id) => /^d\d+$/.test(id))).toEqual(
    Array.from({ length: 300 }, (_, i) => `d${i}`),
  );
  // The end is where the next poll begins.
  await newsroom.strapi.db.transaction(({ trx }) => outbox.record(trx, many(900, 1)));
  const next = await newsroom.api('GET', `/rebuilds/changes?since=${since}`);
  expect(next.body.data.map(({ documentId }: Change) => documentId)).toContain('d900');
});

test('a commit that comes late is not missed by who has read past it', async () => {
  const outbox = newsroom.strapi.plugin('rebuilds').service('outbox');
  const one = (documentId: string) => ({
    kind: 'article.updated',
    documentId,
    slug: documentId,
    paths: [],
    tags: [],
    versionBefore: 1,
    versionAfter: 2,
    at: new Date().toISOString(),
  });
  const read = async (since: string) =>
    (await newsroom.api('GET', `/rebuilds/changes?since=${since}`)).body as {
      data: { documentId: string }[];
      meta: { cursor: string };
    };
  let commitEarly!: () => void;
  const held = new Promise<void>((resolve) => (commitEarly = resolve));
  const start = await read('now');
  let isWritten!: () => void;
  const written = new Promise<void>((resolve) => (isWritten = resolve));
  const early = newsroom.strapi.db.transaction(async ({ trx }) => {
    await outbox.record(trx, [one('begun-first')]);
    isWritten();
    await held;
  });
  await written;
  await newsroom.strapi.db.transaction(({ trx }) => outbox.record(trx, [one('begun-second')]));
  const first = await read(start.meta.cursor);
  const begun = ({ data }: typeof first) =>
    data.map(({ documentId }) => documentId).filter((id) => id.startsWith('begun'));
  expect(begun(first)).toEqual(['begun-second']);
  commitEarly();
  await early;
  const second = await read(first.meta.cursor);
  expect(begun(second)).toEqual(['begun-first']);
});

/** As if the last failure had been so long ago. */
const age = (hours: number) =>
  newsroom.sql(
    `UPDATE rebuild_progress SET first_failed_at = first_failed_at - make_interval(hours => $1),
       last_failed_at = last_failed_at - make_interval(hours => $1), wake_at = NULL`,
    [hours],
  );

test('while a call waits to be tried again, a newer act brings everything forward', async () => {
  // The schedule's longest: after the second attempt five minutes.
  const { chance } = newsroom.strapi.plugin('rebuilds').service('delivery');
  chance.random = () => 1;
  await add({ quietSeconds: 0 });
  site.answering = (_request, response, _received, i) => {
    response.statusCode = 502;
    setTimeout(() => response.end(), i === 1 ? 1_000 : 0);
  };
  const documentId = await publish('Brought forward');
  await until('the first wait is over', () => site.received.length === 2, 15_000);
  // While the call is under way that will fail.
  await change(documentId, 'Too soon');
  const [waiting] = await until('the long wait', async () => {
    const found = await calls('?state=waiting');
    return found.length > 0 && found;
  });
  chance.random = Math.random;
  site.answering = accepts;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  // A minute after the last failure at the earliest, and so long before the schedule would.
  expect(site.received).toHaveLength(2);
  const [target] = (await overview()).targets;
  expect(Date.parse(target!.nextAt!) - Date.now()).toBeLessThan(60_000);
  // The log, the call by itself and the article say the same.
  const { body: detail } = await newsroom.admin('GET', `/rebuilds/calls/${waiting!.id}`);
  expect([(await calls('?state=waiting'))[0]!.nextAt, detail.data.nextAt]).toEqual([
    target!.nextAt,
    target!.nextAt,
  ]);
  expect(Date.parse(waiting!.nextAt!)).toBeGreaterThanOrEqual(Date.parse(target!.nextAt!));
  await age(1);
  await change(documentId, 'Soon enough');
  await until('idle', async () => (await overview()).targets[0]!.state === 'idle');
  expect(site.received).toHaveLength(3);
  expect(site.bodies()[2]!.data.changes).toHaveLength(3);
  const old = await newsroom.admin('GET', `/rebuilds/calls/${waiting!.id}`);
  expect(old.body.data.state).toBe('superseded');
});

test('nobody is told when a call is tried again whose target is off', async () => {
  const { id } = await add({ quietSeconds: 0 });
  site.answering = (_request, response) => {
    response.statusCode = 500;
    response.end();
  };
  await publish();
  const nextAt = async () => (await calls('?state=waiting')).map((call) => call.nextAt);
  await until('it waits', async () => (await nextAt()).length > 0);
  expect(await nextAt()).toEqual([expect.any(String)]);
  await newsroom.admin('PUT', `/rebuilds/targets/${id}`, { enabled: false });
  expect((await overview()).targets).toMatchObject([{ state: 'off', nextAt: null }]);
  for (const time of await nextAt()) expect(time).toBeNull();
});

test('a target whose calls are signed from now on shows its secret this once', async () => {
  const { id, secret } = await add({ kind: 'deploy-hook' });
  expect(secret).toBeNull();
  const change = async (edit: object) =>
    (await newsroom.admin('PUT', `/rebuilds/targets/${id}`, edit)).body.data.secret as string;
  expect(await change({ name: 'Renamed' })).toBeNull();
  const made = await change({ kind: 'standard' });
  expect(made).toMatch(/^whsec_/);
  // It has one now, whatever its kind is meanwhile.
  expect(await change({ kind: 'deploy-hook' })).toBeNull();
  expect(await change({ kind: 'strapi' })).toBeNull();
  await newsroom.admin('POST', `/rebuilds/targets/${id}/test`);
  const [call] = site.received;
  new SvixWebhook(made).verify(call!.body, call!.headers as Record<string, string>);
});

test('pruning takes what is old and delivered, in batches, and never what waits', async () => {
  const { id } = await add({ quietSeconds: 0 });
  await publish();
  await until(
    'idle',
    async () => site.received.length === 1 && (await overview()).targets[0]!.state === 'idle',
  );
  await newsroom.admin('PUT', `/rebuilds/targets/${id}`, { enabled: false });
  await publish('Waits for long');
  await newsroom.sql(`UPDATE rebuild_outbox SET recorded_at = recorded_at - interval '40 days'`);
  await newsroom.sql(`UPDATE rebuild_calls SET created_at = created_at - interval '40 days'`);
  await until('waiting', async () => (await overview()).targets[0]!.waitingChanges === 1);
  const pruned = await newsroom.strapi.plugin('rebuilds').service('delivery').prune();
  expect(pruned.acts).toBeGreaterThan(0);
  expect(pruned.calls).toBeGreaterThan(0);
  expect((await overview()).targets[0]).toMatchObject({ state: 'off', waitingChanges: 1 });
  expect(
    await newsroom.sql(`SELECT id FROM rebuild_outbox WHERE changes::text LIKE '%waits-for-long%'`),
  ).not.toHaveLength(0);
  const old = Buffer.from('r1.0.0').toString('base64url');
  expect((await newsroom.api('GET', `/rebuilds/changes?since=${old}`)).status).toBe(410);
  await newsroom.admin('PUT', `/rebuilds/targets/${id}`, { enabled: true });
  await until('the call', () => site.received.length === 2);
  expect(site.bodies()[1]!.data.changes).toMatchObject([{ slug: 'waits-for-long' }]);
});

test('what is no change is refused, and its act with it', async () => {
  const outbox = newsroom.strapi.plugin('rebuilds').service('outbox');
  await expect(
    newsroom.strapi.db.transaction(({ trx }) => outbox.record(trx, [{ kind: 'Published!' }])),
  ).rejects.toThrow(/kind/);
});

test('changes and receipts want a token, and refuse what they cannot read', async () => {
  expect((await newsroom.api('GET', '/rebuilds/changes', undefined, null)).status).toBe(403);
  expect((await newsroom.api('POST', '/rebuilds/receipts', { id: 'msg_x' }, null)).status).toBe(
    403,
  );
  const scoped = await newsroom.token({
    type: 'custom',
    permissions: ['plugin::rebuilds.receipts.create'],
  });
  expect((await newsroom.api('GET', '/rebuilds/changes', undefined, scoped)).status).toBe(403);
  expect((await newsroom.api('POST', '/rebuilds/receipts', { id: 'msg_x' }, scoped)).status).toBe(
    404,
  );
  const bad = await newsroom.api('POST', '/rebuilds/receipts', { versions: { a: 'x' } }, scoped);
  expect(bad).toMatchObject({ status: 400 });
  expect(bad.body.error.message).toContain('id is missing');
  expect((await newsroom.api('GET', '/rebuilds/changes?since=rubbish')).status).toBe(400);
  const far = Buffer.from('r1.999999.0').toString('base64url');
  expect((await newsroom.api('GET', `/rebuilds/changes?since=${far}`)).status).toBe(410);
});

test('a receipt makes a call and its article live', async () => {
  const { id } = await add({ quietSeconds: 0 });
  const documentId = await publish('Live soon');
  await until('a call', () => site.received.length === 1);
  const callId = String(site.received[0]!.headers['webhook-id']);
  const at = async () =>
    (await newsroom.admin('GET', `/rebuilds/documents/${documentId}`)).body.data.targets[0];
  await until('delivered', async () => (await at()).state === 'delivered');
  const receipt = await newsroom.api('POST', '/rebuilds/receipts', {
    id: callId,
    versions: { [documentId]: 1 },
  });
  expect(receipt).toMatchObject({ status: 200, body: { data: { live: [callId] } } });
  expect(await at()).toMatchObject({
    targetId: id,
    state: 'live',
    change: { kind: 'article.published', version: 1 },
    live: { version: 1 },
  });
  expect((await calls())[0]!.secondsToLive).toBeGreaterThan(0);
  await change(documentId, 'Live again');
  await until('building', async () => (await at()).state === 'building');
  await until('the second call', () => site.received.length === 2);
  // An old version is no proof of the new one.
  const second = String(site.received[1]!.headers['webhook-id']);
  await newsroom.api('POST', '/rebuilds/receipts', { id: second, versions: { [documentId]: 1 } });
  expect((await at()).state).toBe('building');
  await newsroom.api('POST', '/rebuilds/receipts', { id: second });
  expect(await at()).toMatchObject({ state: 'live' });
  expect((await at()).live.version).toBeGreaterThan(1);
});

test('replays: one call, or everything since one', async () => {
  const { id } = await add({ quietSeconds: 0 });
  const documentId = await publish('Replayed');
  await until('the first call', () => site.received.length === 1);
  await change(documentId, 'Replayed 2');
  await until('the second call', () => site.received.length === 2);
  await until(
    'both delivered',
    async () =>
      (await calls('?state=delivered')).length >= 2 &&
      (await overview()).targets[0]!.state === 'idle',
  );
  const first = String(site.received[0]!.headers['webhook-id']);
  const again = await newsroom.admin('POST', `/rebuilds/calls/${first}/replay`);
  expect(again).toMatchObject({
    status: 200,
    body: { data: { purpose: 'replay', replayOf: first } },
  });
  await until('the replay', () => site.received.length === 3);
  expect(site.bodies()[2]!.data.changes).toEqual(site.bodies()[0]!.data.changes);
  expect(site.received[2]!.headers['webhook-id']).not.toBe(first);
  const since = await newsroom.admin('POST', `/rebuilds/targets/${id}/replay`, { since: first });
  expect(since).toMatchObject({ status: 200, body: { data: { changes: 2 } } });
  await until('all since', () => site.received.length === 4);
  expect(site.bodies()[3]!.data.changes.map(({ kind }) => kind)).toEqual([
    'article.published',
    'article.updated',
  ]);
});

const failing = (_request: unknown, response: ServerResponse) => {
  response.statusCode = 502;
  response.end();
};

/** A replay of a call that was delivered, which fails and waits for its next try. */
const failingReplay = async (title: string) => {
  const { id } = await add({ quietSeconds: 0 });
  await publish(title);
  await until('the call', async () => (await overview()).targets[0]!.state === 'idle');
  const first = String(site.received[0]!.headers['webhook-id']);
  site.answering = failing;
  const { chance } = newsroom.strapi.plugin('rebuilds').service('delivery');
  chance.random = () => 1;
  const replay = await newsroom.admin('POST', `/rebuilds/calls/${first}/replay`);
  await until('it fails', () => site.received.length === 3, 15_000);
  await until('it waits', async () => (await calls('?state=waiting')).length === 1);
  chance.random = Math.random;
  site.answering = accepts;
  return { id, replay: replay.body.data.id as string };
};
const isDelivered = async (call: string): Promise<boolean> =>
  (await newsroom.admin('GET', `/rebuilds/calls/${call}`)).body.data.state === 'delivered';
const told = () => site.bodies().map(({ data }) => data.changes.map(({ slug }) => slug).join());

test('a replay that fails holds back nothing new, and has its turn afterwards', async () => {
  const { replay } = await failingReplay('Told before');
  await age(1);
  await publish('New meanwhile');
  await until('idle', async () => (await overview()).targets[0]!.state === 'idle');
  await until('the replay as well', () => site.received.length === 5);
  expect(told().slice(3)).toEqual(['new-meanwhile', 'told-before']);
  await until('delivered', () => isDelivered(replay));
});

test('a target that is changed keeps the replay that waits for it', async () => {
  const { id, replay } = await failingReplay('Told once more');
  await newsroom.admin('PUT', `/rebuilds/targets/${id}`, { enabled: false });
  await newsroom.admin('PUT', `/rebuilds/targets/${id}`, { enabled: true });
  await until('the replay', () => site.received.length === 4);
  expect(told()[3]).toBe('told-once-more');
  await until('delivered', () => isDelivered(replay));
});

test('what a target wants is found behind however much that it does not want', async () => {
  const { id } = await add({ kind: 'strapi', quietSeconds: 0, events: ['article.unpublished'] });
  await newsroom.admin('PUT', `/rebuilds/targets/${id}`, { enabled: false });
  const record = (kind: string, count: number) =>
    newsroom.strapi.db.transaction(({ trx }) =>
      newsroom.strapi
        .plugin('rebuilds')
        .service('outbox')
        .record(
          trx,
          Array.from({ length: count }, (_, i) => ({
            kind,
            documentId: `${kind}-${i}`,
            slug: `story-${i}`,
            paths: [`/story-${i}`],
            tags: [],
            versionBefore: 1,
            versionAfter: null,
            at: new Date().toISOString(),
          })),
        ),
    );
  for (let i = 0; i < 60; i++) await record('article.published', 25);
  await record('article.unpublished', 1);
  await newsroom.admin('PUT', `/rebuilds/targets/${id}`, { enabled: true });
  await until('the call', () => site.received.length === 1);
  expect(site.received[0]!.headers['x-strapi-event']).toBe('entry.unpublish');
  expect(site.bodies()[0]).toMatchObject({
    entry: { documentId: 'article.unpublished-0' },
    changes: [{ slug: 'story-0' }],
    count: 1,
  });
});

test('a target is changed while its secret is: both hold', async () => {
  const { id } = await add({ quietSeconds: 0 });
  for (let i = 1; i <= 5; i++) {
    const [rotation, renamed] = await Promise.all([
      newsroom.admin('POST', `/rebuilds/targets/${id}/rotate`, { hours: 0 }),
      newsroom.admin('PUT', `/rebuilds/targets/${id}`, { name: `Site ${i}` }),
    ]);
    expect([rotation.status, renamed.status]).toEqual([200, 200]);
    await newsroom.admin('POST', `/rebuilds/targets/${id}/test`);
    const call = site.received.at(-1)!;
    new SvixWebhook(rotation.body.data.secret).verify(
      call.body,
      call.headers as Record<string, string>,
    );
  }
});

test('a target that is no more keeps nothing, and can go although its secret cannot be read', async () => {
  const { id } = await add({ quietSeconds: 0 });
  await newsroom.sql(`UPDATE rebuild_targets SET sealed = 'v1:nothing' WHERE document_id = $1`, [
    id,
  ]);
  expect((await newsroom.admin('DELETE', `/rebuilds/targets/${id}`)).status).toBe(204);
  // As one leaves it who read the target before it was deleted.
  await newsroom.sql(`INSERT INTO rebuild_progress (target_id, position) VALUES ($1, 0)`, [id]);
  await publish();
  await newsroom.strapi.plugin('rebuilds').service('delivery').gather();
  await newsroom.sql(`UPDATE rebuild_outbox SET recorded_at = recorded_at - interval '40 days'`);
  const pruned = await newsroom.strapi.plugin('rebuilds').service('delivery').prune();
  expect(pruned.acts).toBeGreaterThan(0);
  expect(await newsroom.sql('SELECT FROM rebuild_progress')).toEqual([]);
});

test('rotation: both secrets sign, and the new one alone when the time is over', async () => {
  const { id, secret } = await add({ quietSeconds: 0 });
  const { body } = await newsroom.admin('POST', `/rebuilds/targets/${id}/rotate`, {});
  const rotatedTo = body.data.secret as string;
  expect(body.data.previousEndsAt).not.toBeNull();
  const tried = await newsroom.admin('POST', `/rebuilds/targets/${id}/test`);
  expect(tried).toMatchObject({
    status: 200,
    body: {
      data: { state: 'delivered', purpose: 'test', attempts: [{ status: 200, answer: 'built' }] },
    },
  });
  const [call] = site.received;
  for (const each of [secret, rotatedTo]) {
    new SvixWebhook(each).verify(call!.body, call!.headers as Record<string, string>);
  }
  await newsroom.admin('POST', `/rebuilds/targets/${id}/rotate`, { secret, hours: 0 });
  await newsroom.admin('POST', `/rebuilds/targets/${id}/test`);
  const after = site.received[1]!;
  new SvixWebhook(secret).verify(after.body, after.headers as Record<string, string>);
  expect(() =>
    new SvixWebhook(rotatedTo).verify(after.body, after.headers as Record<string, string>),
  ).toThrow();
  const [row] = await newsroom.sql<{ sealed: string }>('SELECT sealed FROM rebuild_targets');
  expect(row!.sealed).not.toContain(secret);
});

test('headers go along and are not shown again; bad input is told field by field', async () => {
  const { id } = await add({ headers: { Authorization: 'Bearer of news' } });
  await newsroom.admin('POST', `/rebuilds/targets/${id}/test`);
  expect(site.received[0]!.headers.authorization).toBe('Bearer of news');
  const form = await newsroom.admin('GET', `/rebuilds/targets/${id}`);
  expect(form.body.data).toMatchObject({ url: site.url, headerNames: ['Authorization'] });
  expect(JSON.stringify(form.body)).not.toContain('Bearer');
  await newsroom.admin('PUT', `/rebuilds/targets/${id}`, {
    headers: { Authorization: null, 'X-More': '1' },
  });
  await newsroom.admin('POST', `/rebuilds/targets/${id}/test`);
  expect(site.received[1]!.headers).toMatchObject({
    authorization: 'Bearer of news',
    'x-more': '1',
  });
  const bad = await newsroom.admin('POST', '/rebuilds/targets', {
    name: '',
    url: 'http://169.254.169.254/latest',
    kind: 'fax',
    headers: { Host: 'elsewhere' },
  });
  expect(bad.status).toBe(400);
  const paths = bad.body.error.details.errors.map(({ path }: { path: string[] }) => path[0]);
  expect(paths).toEqual(expect.arrayContaining(['name', 'url', 'kind', 'headers']));
  expect(
    (await newsroom.admin('POST', '/rebuilds/targets', { name: 'Site', url: site.url })).status,
  ).toBe(400);
});

test('permissions: every admin route asks for its own', async () => {
  const role = await newsroom.strapi
    .service('admin::role')!
    .create({ name: `Readers ${n}`, description: '' });
  await newsroom.strapi
    .service('admin::role')!
    .assignPermissions(role.id, [
      { action: 'plugin::rebuilds.read', subject: null, conditions: [], properties: {} },
    ]);
  await newsroom.strapi.service('admin::user')!.create({
    email: 'reader@newsroom.example',
    password: 'Correct-horse-7',
    firstname: 'R',
    lastname: 'R',
    isActive: true,
    roles: [role.id],
  });
  const login = await fetch(`${newsroom.url}/admin/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'reader@newsroom.example', password: 'Correct-horse-7' }),
  });
  const { data } = (await login.json()) as { data: { token: string } };
  const as = async (method: string, path: string, token: string | null) =>
    (
      await fetch(`${newsroom.url}/rebuilds${path}`, {
        method,
        headers: { ...(token && { Authorization: `Bearer ${token}` }) },
      })
    ).status;
  const { id } = await add();
  const reads = ['/overview', '/calls', '/documents/x'];
  for (const path of reads) expect([path, await as('GET', path, data.token)]).toEqual([path, 200]);
  expect(await as('GET', '/calls/msg_none', data.token)).toBe(404);
  const refused: [string, string][] = [
    ['GET', `/targets/${id}`],
    ['POST', '/targets'],
    ['PUT', `/targets/${id}`],
    ['DELETE', `/targets/${id}`],
    ['POST', `/targets/${id}/rotate`],
    ['POST', `/targets/${id}/test`],
    ['POST', `/targets/${id}/replay`],
    ['POST', '/calls/msg_none/replay'],
  ];
  for (const [method, path] of refused) {
    expect([method, path, await as(method, path, data.token)]).toEqual([method, path, 403]);
  }
  for (const path of reads) expect([path, await as('GET', path, null)]).toEqual([path, 401]);
});
