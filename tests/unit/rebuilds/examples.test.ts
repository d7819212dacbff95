/** Runs the examples of docs/rebuilds.md as they stand there. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { compose, composeTest } from '../../../src/plugins/rebuilds/server/src/call/compose';
import { newSecret } from '../../../src/plugins/rebuilds/server/src/call/secrets';
import { webhookHeaders } from '../../../src/plugins/rebuilds/server/src/call/signing';
import { kindOf } from '../../../src/plugins/rebuilds/server/src/kinds';
import { Receiver, until } from '../../integration/rebuilds/receiver';

const root = path.resolve(__dirname, '../../..');
const document = readFileSync(path.join(root, 'docs/rebuilds.md'), 'utf8');
const secret = newSecret();
const children: ChildProcess[] = [];
let folder: string;

jest.setTimeout(30_000);

beforeAll(() => {
  // Inside the project, so that its packages are found.
  mkdirSync(path.join(root, '.newsroom'), { recursive: true });
  folder = mkdtempSync(path.join(root, '.newsroom/examples-'));
  for (const [, file, code] of document.matchAll(/^```js file=(\S+)\n([\s\S]*?)^```$/gm)) {
    mkdirSync(path.dirname(path.join(folder, file!)), { recursive: true });
    writeFileSync(path.join(folder, file!), code!);
  }
  // What Next.js would do with it is Next's; here it is written down.
  mkdirSync(path.join(folder, 'node_modules/next'), { recursive: true });
  writeFileSync(
    path.join(folder, 'node_modules/next/package.json'),
    JSON.stringify({ name: 'next', exports: { './cache': './cache.js' } }),
  );
  writeFileSync(
    path.join(folder, 'node_modules/next/cache.js'),
    `exports.revalidateTag = (...args) => console.log('tag', JSON.stringify(args));
     exports.revalidatePath = (...args) => console.log('path', JSON.stringify(args));`,
  );
});

afterEach(async () => {
  await Promise.all(
    children.splice(0).map(
      (child) =>
        new Promise<void>((resolve) => {
          if (child.exitCode !== null) return resolve();
          child.once('exit', () => resolve());
          child.kill('SIGKILL');
        }),
    ),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Starts an example and waits until it listens. */
const start = async (args: string[], env: Record<string, string> = {}) => {
  const port = await freePort();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, PORT: String(port), REBUILDS_SECRET: secret, ...env },
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  await until(
    `${args.join(' ')} listens (${output})`,
    () =>
      new Promise<boolean>((resolve) => {
        const socket = net.connect(port, '127.0.0.1', () => {
          socket.destroy();
          resolve(true);
        });
        socket.on('error', () => resolve(false));
      }),
    15_000,
  );
  return { url: `http://127.0.0.1:${port}/`, output: () => output };
};

const handler = (file: string, name: string, env?: Record<string, string>) =>
  start([path.join(__dirname, 'serve-handler.mjs'), path.join(folder, file), name], env);

const change = {
  kind: 'article.moved',
  documentId: 'd1',
  slug: 'new',
  paths: ['/old', '/new'],
  tags: ['article-d1'],
  versionBefore: 4,
  versionAfter: 5,
  at: '2026-11-25T12:00:00.000Z',
};

const call = async (
  url: string,
  kind: string,
  { as = secret, id = 'msg_1', test = false }: { as?: string; id?: string; test?: boolean } = {},
) => {
  const context = { url: new URL(url), models: {} };
  const { body, headers } = test
    ? composeTest(kindOf(kind), context, id, new Date())
    : compose(kindOf(kind), context, id, {
        acts: [{ number: 1, changes: [change] }],
        wanted: [],
        count: 1,
        newest: new Date(),
      });
  const { status } = await fetch(url, {
    method: 'POST',
    headers: { ...headers, ...webhookHeaders(id, new Date(), body, [as]) },
    body,
  });
  return status;
};

test('the body shown is the body sent', () => {
  const [, shown] = /^```json\n([\s\S]*?)^```$/m.exec(document)!;
  const body = JSON.parse(shown!);
  const sent = compose(
    kindOf('standard'),
    { url: new URL('https://x.example'), models: {} },
    'msg_1',
    {
      acts: [{ number: 1, changes: body.data.changes }],
      wanted: [],
      count: 1,
      newest: new Date(body.timestamp),
    },
  );
  expect(JSON.parse(sent.body)).toEqual(body);
  expect(sent.body).toBe(JSON.stringify(body));
});

test('plain Node', async () => {
  const { url, output } = await start(['receiver.mjs']);
  expect(await call(url, 'standard')).toBe(200);
  expect(await call(url, 'standard', { as: newSecret() })).toBe(401);
  expect(await call(url, 'standard', { test: true })).toBe(200);
  await until('it printed', () => output().includes('article.moved /old /new'));
});

test('Next.js', async () => {
  const { url, output } = await handler('app/api/rebuild/route.mjs', 'POST');
  expect(await call(url, 'next-revalidate')).toBe(200);
  expect(await call(url, 'next-revalidate', { as: newSecret() })).toBe(401);
  expect(await call(url, 'next-revalidate', { test: true })).toBe(200);
  expect(output().trim().split('\n')).toEqual([
    'tag ["article-d1",{"expire":0}]',
    'path ["/old"]',
    'path ["/new"]',
  ]);
});

test('Astro on a server of its own: builds, and sends receipts', async () => {
  const newsroom = await Receiver.start();
  const { url } = await start(['astro-builder.mjs'], {
    NEWSROOM_URL: `http://${newsroom.host}`,
    RECEIPTS_TOKEN: 'a-token',
    BUILD_COMMAND: `sleep 1; echo built >> ${path.join(folder, 'built.txt')}`,
  });
  expect(await call(url, 'standard', { as: newSecret() })).toBe(401);
  expect(await call(url, 'standard', { id: 'msg_1' })).toBe(202);
  expect(await call(url, 'standard', { id: 'msg_2' })).toBe(202);
  await until('two receipts', () => newsroom.received.length === 2);
  expect(
    newsroom.received.map(({ path: to, body, headers }) => [to, body, headers.authorization]),
  ).toEqual([
    ['/api/rebuilds/receipts', '{"id":"msg_1"}', 'Bearer a-token'],
    ['/api/rebuilds/receipts', '{"id":"msg_2"}', 'Bearer a-token'],
  ]);
  // Both came before the first build was over: one build at least, and one each at most.
  const builds = readFileSync(path.join(folder, 'built.txt'), 'utf8').trim().split('\n');
  expect(builds.length).toBeLessThanOrEqual(2);
  await newsroom.stop();
});

test('Netlify', async () => {
  const netlify = await Receiver.start();
  const { url } = await handler('netlify/functions/rebuild.mjs', 'default', {
    BUILD_HOOK: netlify.url,
  });
  expect(await call(url, 'standard')).toBe(202);
  expect(await call(url, 'standard', { as: newSecret() })).toBe(401);
  expect(await call(url, 'standard', { test: true })).toBe(200);
  expect(netlify.received.map(({ path: to }) => to)).toEqual(['/hook?trigger_title=1%20changes']);
  netlify.answering = (_request, response) => response.writeHead(503).end();
  expect(await call(url, 'standard')).toBe(502);
  await netlify.stop();
});
