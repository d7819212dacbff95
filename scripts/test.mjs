/** `npm test [-- jest arguments]` */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildServer } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { home, root } from './paths.mjs';
import { main } from './progress.mjs';
import { onStop } from './signals.mjs';

await main(async () => {
  await ensureInstalled();
  await buildServer();

  const counts = path.join(home, `test-counts-${process.pid}.json`);
  try {
    const status = await jest(process.argv.slice(2), counts);
    const { passed, failed } = fs.existsSync(counts)
      ? JSON.parse(fs.readFileSync(counts, 'utf8'))
      : { passed: 0, failed: 0 };
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
    return status !== 0 || failed > 0 || passed === 0 ? status || 1 : 0;
  } finally {
    fs.rmSync(counts, { force: true });
  }
});

function jest(args, counts) {
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'node_modules/jest/bin/jest.js'),
      // First: --reporters takes every bare word that follows it.
      ...args,
      '--config=tests/jest.config.cjs',
      '--runInBand',
      '--reporters=default',
      '--reporters=./tests/count-reporter.cjs',
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'test', NEWSROOM_TEST_COUNTS: counts },
    },
  );
  // The terminal's Ctrl-C reaches jest as well, which then stops its Postgres; a signal sent to
  // this process alone is passed on.
  onStop((signal) => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 130));
  });
}
