/** `npm test [-- jest arguments]` */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildServer } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { home, root } from './paths.mjs';
import { main } from './progress.mjs';
import { isStopping, onStop } from './signals.mjs';

/** A server waits for its database half of the time: two files at once keep two processors busy. */
const TWO = '--maxWorkers=2';

await main(async () => {
  await ensureInstalled();
  await buildServer();

  const counts = path.join(home, `test-counts-${process.pid}.json`);
  try {
    const given = process.argv.slice(2);
    // Each test file has a database and a server of its own, so most run beside each other.
    const runs =
      given.length > 0
        ? [given.some((arg) => arg.startsWith('--maxWorkers')) ? given : [...given, '--runInBand']]
        : [
            ['--selectProjects=unit', TWO],
            ['--selectProjects=integration', TWO],
            ['--selectProjects=alone', '--runInBand'],
          ];
    let status = 0;
    let passed = 0;
    let failed = 0;
    for (const args of runs) {
      fs.rmSync(counts, { force: true });
      status = (await jest(args, counts)) || status;
      if (isStopping()) break;
      if (!fs.existsSync(counts)) continue;
      const counted = JSON.parse(fs.readFileSync(counts, 'utf8'));
      passed += counted.passed;
      failed += counted.failed;
    }
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
