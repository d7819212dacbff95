/** Varnish for tests: with the rules of deploy/varnish, before newsrooms at any address. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { debianProgram } from './debian.mjs';
import { root } from './paths.mjs';
import { freePort } from './ports.mjs';

/** It compiles its rules with a C compiler. */
const READY_WITHIN = 30_000;

/** Whether there is one to start, and a compiler for its rules. */
export const haveVarnish = () =>
  debianProgram('varnish') !== null && spawnSync('gcc', ['--version']).status === 0;

/**
 * @param {{ origin: string, token: string }} options origin: where everything is asked for
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startVarnish({ origin, token }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-varnish-'));
  // It gives up its rights before it reads.
  fs.chmodSync(folder, 0o755);
  const rules = path.join(folder, 'default.vcl');
  fs.copyFileSync(path.join(root, 'deploy/varnish/default.vcl'), rules);
  fs.writeFileSync(path.join(folder, 'backends.vcl'), backendsOf(new URL(origin)));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    debianProgram('varnish'),
    [
      '-F',
      ...['-n', path.join(folder, 'work')],
      ...['-a', `127.0.0.1:${port}`],
      ...['-f', rules],
      ...['-s', 'malloc,64m'],
      ...['-p', 'http_gzip_support=off'],
    ],
    { env: { ...process.env, PURGE_TOKEN: token }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  let isRunning = true;
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  void ended.then(() => (isRunning = false));
  // Its own child ends with it.
  const stopNow = () => child.kill('SIGTERM');
  process.once('exit', stopNow);
  const answers = () =>
    fetch(`${url}/_varnish`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const until = Date.now() + READY_WITHIN; !(await answers());) {
    if (!isRunning || Date.now() > until)
      throw new Error(`Varnish did not start. It said:\n${said}`);
    await sleep(50);
  }
  return {
    url,
    async stop() {
      process.removeListener('exit', stopNow);
      stopNow();
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

const backendsOf = ({ hostname, port }) => `import directors;

probe health {
    .url = "/_health/ready";
    .interval = 1s;
    .timeout = 1s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend origin {
    .host = "${hostname}";
    .port = "${port}";
    .probe = health;
}

sub vcl_init {
    new readers = directors.round_robin();
    readers.add_backend(origin);
    new newsroom = directors.round_robin();
    newsroom.add_backend(origin);
}
`;
