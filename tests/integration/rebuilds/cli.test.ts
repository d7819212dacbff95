/** The `newsroom rebuilds` commands, on a newsroom that runs. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { Webhook } from 'standardwebhooks';
import type { AddCommand, CliContext } from '../../../src/cli/context';
import { startNewsroom, type Newsroom } from '../harness';
import { Receiver, until } from './receiver';

const root = path.resolve(__dirname, '../../..');
jest.setTimeout(60_000);

let newsroom: Newsroom;
let site: Receiver;

beforeAll(async () => {
  process.env.NEWSROOM_JOBS = 'on';
  site = await Receiver.start();
  process.env.REBUILDS_ALLOW_PRIVATE = site.host;
  newsroom = await startNewsroom();
}, 120_000);

afterAll(async () => {
  await newsroom?.stop();
  await site?.stop();
});

const run = async (...argv: string[]): Promise<{ status: number; out: string; err: string }> => {
  // From dist, as the newsroom itself, and without the other commands.
  const { addRebuilds } = jest.requireActual(path.join(root, 'dist/src/cli/rebuilds.js')) as {
    addRebuilds: AddCommand;
  };
  let [out, err] = ['', ''];
  const write = (add: (text: string) => void) => (text: unknown) => {
    add(String(text));
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(write((text) => (out += text))),
    jest.spyOn(process.stderr, 'write').mockImplementation(write((text) => (err += text))),
  ];
  try {
    let status = 0;
    const program = new Command('newsroom').exitOverride();
    const context: CliContext = {
      withDatabase: (work) => work(),
      boot: async () => newsroom.strapi,
      close: async () => {},
      cwd: root,
    };
    addRebuilds(program, context, (result) => (status = result));
    try {
      await program.parseAsync(['rebuilds', ...argv], { from: 'user' });
    } catch (error) {
      status = error instanceof CommanderError ? 2 : 1;
      err += (error as Error).message;
    }
    return { status, out, err };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

test('add, status, replay', async () => {
  expect(await run('status')).toMatchObject({
    status: 0,
    out: expect.stringContaining('No targets yet'),
  });
  const added = await run('add', site.url, '--name', 'Site', '--debounce', '0');
  expect(added).toMatchObject({ status: 0, out: expect.stringMatching(/^whsec_\S+\n$/) });
  await newsroom.strapi.documents('api::article.article').create({
    data: { title: 'Told on the line', lead: 'What happened.' } as never,
    status: 'published',
  });
  const [call] = await until('a call', () => site.received.length > 0 && site.received);
  new Webhook(added.out.trim()).verify(call!.body, call!.headers as Record<string, string>);
  const idle = async () => {
    const [target] = JSON.parse((await run('status', '--json')).out);
    return target.state === 'idle' && target;
  };
  expect(await until('idle', idle)).toMatchObject({ name: 'Site', fault: null, waitingChanges: 0 });
  expect((await run('status')).out).toContain('Site  standard');
  const id = String(call!.headers['webhook-id']);
  const replayed = await run('replay', id);
  expect(replayed).toMatchObject({ status: 0, out: expect.stringMatching(/^msg_\w+\n$/) });
  await until('the replay', () => site.received.length === 2);
  await until('idle', idle);
  expect(await run('replay', id, '--since')).toMatchObject({
    status: 0,
    err: 'The next call tells of 1 change.\n',
  });
  await until('all since', () => site.received.length === 3);
});

test('what is wrong is said', async () => {
  const wrong = async (...argv: string[]) => {
    const { status, err } = await run(...argv);
    return [status, err];
  };
  expect(await wrong('add', 'http://10.0.0.1/')).toEqual([
    1,
    expect.stringContaining('REBUILDS_ALLOW_PRIVATE=10.0.0.1:80'),
  ]);
  expect(await wrong('add', 'https://a.example/', '--kind', 'fax')).toEqual([
    1,
    expect.stringContaining('there are standard, deploy-hook'),
  ]);
  expect(await wrong('add', 'https://a.example/', '--debounce', 'soon')).toEqual([
    2,
    expect.stringContaining('number of seconds'),
  ]);
  expect(await wrong('replay', 'msg_none')).toEqual([
    1,
    expect.stringContaining('no call "msg_none"'),
  ]);
  expect(await wrong('listen', '--port', '0', '--secret', 'whsec_x')).toEqual([
    1,
    'The secret must be whsec_ and the base64 of 24 to 64 random bytes.',
  ]);
});

test('listen checks and prints', async () => {
  const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
  const child = spawn(process.execPath, [
    '-e',
    `require(${JSON.stringify(path.join(root, 'dist/src/cli/rebuilds-listen.js'))}).listen({ port: 0, secret: '${secret}' })`,
  ]);
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    const [, url] = await until('it listens', () => /(http:\S+)/.exec(output), 20_000);
    const body = '{"type":"content.test"}';
    const now = new Date();
    const post = (signer: string) =>
      fetch(url!, {
        method: 'POST',
        body,
        headers: {
          'webhook-id': 'msg_1',
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': new Webhook(signer).sign('msg_1', now, body),
        },
      });
    expect((await post(secret)).status).toBe(200);
    expect((await post(`whsec_${Buffer.alloc(32, 6).toString('base64')}`)).status).toBe(401);
    await until('both lines', () => /signature fits[\s\S]*REFUSED/.test(output));
    expect(output).toContain('"type": "content.test"');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  } finally {
    child.kill('SIGKILL');
  }
});
