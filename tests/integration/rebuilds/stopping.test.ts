/** What becomes of calls under way when a server is asked to stop, as an orchestrator does. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { startNewsroom, type Newsroom } from '../harness';
import { accepts, Receiver, until } from './receiver';

const root = path.resolve(__dirname, '../../..');

/** Less than a stopping server waits for its jobs, ms. */
const SLOW = 1_500;

jest.setTimeout(60_000);

let newsroom: Newsroom;
let server: ChildProcess;
let hangs: Receiver;
let slow: Receiver;
const ids: Record<string, string> = {};

beforeAll(async () => {
  hangs = await Receiver.start(() => {});
  slow = await Receiver.start((_request, response) => void setTimeout(() => response.end(), SLOW));
  process.env.REBUILDS_ALLOW_PRIVATE = `${hangs.host},${slow.host}`;
  // This process only watches: the server delivers.
  process.env.NEWSROOM_JOBS = 'off';
  newsroom = await startNewsroom();
  for (const [name, { url }] of Object.entries({ hangs, slow })) {
    const target = { name, url, quietSeconds: 0, events: ['event.changed'] };
    const { body } = await newsroom.admin('POST', '/rebuilds/targets', target);
    ids[name] = body.data.id;
  }
}, 120_000);

afterAll(async () => {
  server?.kill('SIGKILL');
  await newsroom?.stop();
  await Promise.all([hangs, slow].map((receiver) => receiver?.stop()));
});

const callTo = async (name: string) => {
  const { body } = await newsroom.admin('GET', `/rebuilds/calls?target=${ids[name]}`);
  const [call] = body.data.calls;
  return (await newsroom.admin('GET', `/rebuilds/calls/${call.id}`)).body.data;
};

test('a call that is answered in time counts, one that is not is nobody’s fault and goes out again', async () => {
  server = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: newsroom.databaseUrl,
      NEWSROOM_JOBS: 'on',
      HOST: '127.0.0.1',
      PORT: '0',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr!.on('data', (chunk) => (said += String(chunk)));
  const ended = new Promise<unknown[]>((resolve) => server.once('exit', (...how) => resolve(how)));
  const change = {
    kind: 'event.changed',
    documentId: 'd1',
    slug: 's1',
    paths: ['/s1'],
    tags: [],
    versionBefore: null,
    versionAfter: 1,
    at: new Date().toISOString(),
  };
  await newsroom.strapi.db.transaction(({ trx }) =>
    newsroom.strapi.plugin('rebuilds').service('outbox').record(trx, [change]),
  );
  await until(
    'both are called',
    () => hangs.received.length === 1 && slow.received.length === 1,
    40_000,
  );
  server.kill('SIGTERM');
  expect({ ended: await ended, said }).toMatchObject({ ended: [0, null] });

  expect(await callTo('slow')).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] });
  expect(await callTo('hangs')).toMatchObject({
    state: 'waiting',
    attempts: [{ number: 1, status: null, error: 'this server was stopping' }],
  });
  const { body } = await newsroom.admin('GET', '/rebuilds/overview');
  expect(body.data.targets).toMatchObject([
    { name: 'hangs', state: 'waiting', failingSince: null, fault: null, waitingChanges: 1 },
    { name: 'slow', state: 'idle', fault: null, waitingChanges: 0 },
  ]);

  // Whoever comes next need not wait.
  hangs.answering = accepts;
  await newsroom.strapi.plugin('rebuilds').service('delivery').deliver(ids.hangs!);
  const [first, second] = hangs.received.map(({ headers }) => headers['webhook-id']);
  expect(second).toBe(first);
  expect(await callTo('hangs')).toMatchObject({
    state: 'delivered',
    attempts: [{ number: 1 }, { number: 2, status: 200 }],
  });
});
