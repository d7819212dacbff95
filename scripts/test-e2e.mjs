/** `npm run test:e2e [-- FILE…]`: the browser tests in tests/e2e, against servers of their own. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildAdmin, buildServer } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { registerFirstLogin } from './first-login.mjs';
import { filesBelow } from './fingerprint.mjs';
import { ensureInstalled } from './install.mjs';
import { home, root } from './paths.mjs';
import { freePort } from './ports.mjs';
import { Refusal, main, say } from './progress.mjs';
import { startServer } from './server-process.mjs';
import { isStopping, onStop } from './signals.mjs';
import { startTestPostgres } from './test-database.mjs';
import { closingLine, failedFiles, unsteady } from './test-outcome.mjs';

const LOGIN = { email: 'editor@newsroom.example', password: 'Browser-tests-1' };

/** A browser waits for its server half of the time, and the server for the browser. */
const MOST_LANES = 2;

/** They take longer than any other: begun last, one's lane would end long after the other's. */
const FIRST = ['desk-failures', 'site.'];

await main(async () => {
  // An ordinary exit stops the servers and Postgres.
  onStop(() => process.exit(130));
  await ensureInstalled();
  const waiting = testFiles(process.argv.slice(2));
  const chromium = await findChromium();
  await buildServer();
  await buildAdmin();

  const files = new Map();
  await Promise.all(
    Array.from({ length: Math.min(MOST_LANES, waiting.length) }, () =>
      lane(waiting, chromium, files),
    ),
  );
  const again = isStopping() ? [] : failedFiles(files);
  if (again.length > 0) {
    say(`Once more, on a server of their own: ${again.join(', ')}`);
    await lane([...again], chromium, files);
    for (const line of unsteady(again, files)) process.stdout.write(`\n${line}\n`);
  }
  process.stdout.write(`\n${closingLine(files)}\n`);
  return files.size === 0 || failedFiles(files).length > 0 ? 1 : 0;
});

function testFiles(asked) {
  const all = filesBelow(root, ['tests/e2e']).filter((file) => file.endsWith('.test.mjs'));
  const chosen = all.filter(
    (file) => asked.length === 0 || asked.some((part) => file.includes(part)),
  );
  if (chosen.length === 0) {
    throw new Refusal(`No browser test matches ${asked.join(', ')}; there are:\n${all.join('\n')}`);
  }
  const isLater = (file) => Number(!FIRST.some((part) => path.basename(file).startsWith(part)));
  return chosen.sort((a, b) => isLater(a) - isLater(b));
}

/** A server with a database of its own, and one file after the other on it, as long as some wait. */
async function lane(waiting, chromium, files) {
  say('Starting Postgres and a server …');
  const postgres = await startTestPostgres();
  // Where a test may listen to be called: the server refuses all other private addresses.
  const receiver = `127.0.0.1:${await freePort()}`;
  // Pictures that a test uploads go when it is over.
  const publicDir = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-public-'));
  fs.cpSync(path.join(root, 'public/favicon.png'), path.join(publicDir, 'favicon.png'));
  fs.mkdirSync(path.join(publicDir, 'uploads'));
  const removePublic = () => fs.rmSync(publicDir, { recursive: true, force: true });
  process.once('exit', removePublic);
  const server = await startServer({
    databaseUrl: postgres.url,
    env: {
      ADMIN_RATE_LIMIT: 'false',
      PUBLIC_DIR: publicDir,
      REBUILDS_ALLOW_PRIVATE: receiver,
    },
  });
  try {
    await registerFirstLogin(server.address, LOGIN);
    const env = {
      ...process.env,
      E2E_ADDRESS: server.address,
      E2E_EMAIL: LOGIN.email,
      E2E_PASSWORD: LOGIN.password,
      E2E_DATABASE_URL: postgres.url,
      E2E_RECEIVER: receiver,
      E2E_SCREENSHOTS: path.join(home, 'screenshots'),
      CHROMIUM_PATH: chromium,
    };
    for (let file; (file = waiting.shift()) && !isStopping();) {
      const { passed, failed, output } = await runFile(path.join(root, file), env);
      files.set(file, { passed, failed });
      process.stdout.write(`\n${file}\n${output}`);
      if (failed > 0) process.stdout.write(`\nThe server said:\n${server.output()}\n`);
    }
  } finally {
    await server.stop();
    await postgres.stop();
    removePublic();
  }
}

/** What it prints comes whole at the end: two files are run at once. */
function runFile(file, env) {
  const child = spawn(process.execPath, ['--test', '--test-reporter=spec', file], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      process.removeListener('exit', kill);
      const of = (what) => Number(new RegExp(`^ℹ ${what} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
      const failed = of('fail') + of('cancelled');
      // A file that broke before its first test counts as one that failed.
      resolve({ passed: of('pass'), failed: failed || (status === 0 ? 0 : 1), output });
    });
  });
}
