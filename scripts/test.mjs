/** `npm test [-- jest arguments]` */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildServer } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { home, root } from './paths.mjs';
import { main } from './progress.mjs';
import { isStopping, onStop } from './signals.mjs';
import { closingLine, failedFiles, unsteady } from './test-outcome.mjs';

const TWO = '--maxWorkers=2';
/**
 * A server waits for its database, and tests for processes that they start and kill: on two processors
 * three files at once took 629 s, two 792 s (a third of that whole run was idle).
 */
const THREE = '--maxWorkers=3';

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
            ['--selectProjects=integration', THREE],
            ['--selectProjects=alone', '--runInBand'],
          ];
    const files = new Map();
    let broke = 0;
    const run = async (args) => {
      fs.rmSync(counts, { force: true });
      const status = await jest(args, counts);
      if (!fs.existsSync(counts)) {
        broke ||= status || 1;
        return;
      }
      const counted = Object.entries(JSON.parse(fs.readFileSync(counts, 'utf8')));
      for (const [file, found] of counted) files.set(path.relative(root, file), found);
      // It says that something is wrong where no test failed: a coverage threshold, an open handle.
      if (status !== 0 && counted.every(([, { failed }]) => failed === 0)) broke ||= status;
    };
    for (const args of runs) {
      await run(args);
      if (isStopping()) break;
    }
    const again = given.length > 0 || isStopping() ? [] : failedFiles(files);
    if (again.length > 0) {
      // As patterns: by path, every project would take every file.
      await run([...again, '--runInBand']);
      for (const line of unsteady(again, files)) process.stdout.write(`\n${line}\n`);
    }
    process.stdout.write(`\n${closingLine(files)}\n`);
    const passes = files.size > 0 && failedFiles(files).length === 0;
    return broke || (passes ? 0 : 1);
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
