/** `npm run test:e2e [-- FILE…]`: the browser tests in tests/e2e, against a server of their own. */
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { buildAdmin, buildServer } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { registerFirstLogin } from './first-login.mjs';
import { filesBelow } from './fingerprint.mjs';
import { ensureInstalled } from './install.mjs';
import { home, root } from './paths.mjs';
import { freePort } from './ports.mjs';
import { Refusal, main, say } from './progress.mjs';
import { startServer } from './server-process.mjs';
import { onStop } from './signals.mjs';
import { startTestPostgres } from './test-database.mjs';

const LOGIN = { email: 'editor@newsroom.example', password: 'Browser-tests-1' };

await main(async () => {
  // An ordinary exit stops the server and Postgres, and node:test's children.
  onStop(() => process.exit(130));
  await ensureInstalled();
  const files = testFiles(process.argv.slice(2));
  const chromium = await findChromium();
  await buildServer();
  await buildAdmin();

  say('Starting Postgres and the server …');
  const postgres = await startTestPostgres();
  // Where a test may listen to be called: the server refuses all other private addresses.
  const receiver = `127.0.0.1:${await freePort()}`;
  const server = await startServer({
    databaseUrl: postgres.url,
    env: {
      ADMIN_RATE_LIMIT: 'false',
      PUBLIC_DIR: path.join(root, 'public'),
      REBUILDS_ALLOW_PRIVATE: receiver,
    },
  });
  try {
    await registerFirstLogin(server.address, LOGIN);
    Object.assign(process.env, {
      E2E_ADDRESS: server.address,
      E2E_EMAIL: LOGIN.email,
      E2E_PASSWORD: LOGIN.password,
      E2E_DATABASE_URL: postgres.url,
      E2E_RECEIVER: receiver,
      E2E_SCREENSHOTS: path.join(home, 'screenshots'),
      CHROMIUM_PATH: chromium,
    });
    const { passed, failed } = await runTests(files);
    if (failed > 0) process.stderr.write(`\nThe server said:\n${server.output()}\n`);
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
    return failed > 0 || passed === 0 ? 1 : 0;
  } finally {
    await server.stop();
    await postgres.stop();
  }
});

function testFiles(asked) {
  const all = filesBelow(root, ['tests/e2e']).filter((file) => file.endsWith('.test.mjs'));
  const chosen = all.filter(
    (file) => asked.length === 0 || asked.some((part) => file.includes(part)),
  );
  if (chosen.length === 0) {
    throw new Refusal(`No browser test matches ${asked.join(', ')}; there are:\n${all.join('\n')}`);
  }
  return chosen.map((file) => path.join(root, file));
}

/** One file after the other: they share the server. */
async function runTests(files) {
  const counts = { passed: 0, failed: 0 };
  const isTest = ({ details }) => details?.type !== 'suite';
  const events = run({ files, concurrency: 1 });
  events.on('test:pass', (event) => isTest(event) && (counts.passed += 1));
  events.on('test:fail', (event) => isTest(event) && (counts.failed += 1));
  for await (const text of events.compose(new spec())) process.stdout.write(text);
  return counts;
}
