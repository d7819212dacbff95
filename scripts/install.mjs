/** Runs before anything is installed: Node's own modules only. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { runChild } from './child.mjs';
import { installedMatchesLock, nodeProblem } from './installed.mjs';
import { withLock } from './lock.mjs';
import { home, root } from './paths.mjs';
import { Refusal, say, timed } from './progress.mjs';

const lockFile = path.join(root, 'package-lock.json');
const stamp = path.join(root, 'node_modules', '.newsroom-lock');

/**
 * Installs the dependencies when `node_modules` is missing or not what the lock file asks for.
 *
 * @throws {Refusal} when Node is too old or npm fails
 */
export async function ensureInstalled() {
  const problem = nodeProblem(process.version);
  if (problem != null) throw new Refusal(problem);
  if (isInstalled()) return;
  await withLock(
    path.join(home, 'install.lock'),
    async () => {
      if (isInstalled()) return;
      await timed('Installing dependencies (a minute or two the first time)', async () => {
        await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
        await checkNativeParts();
      });
      remember();
    },
    { onWait: () => say('Another process is installing; waiting for it …') },
  );
}

function lockHash() {
  return createHash('sha256').update(fs.readFileSync(lockFile)).digest('hex');
}

function isInstalled() {
  if (read(stamp) === lockHash()) return true;
  // Perhaps npm was called by hand since: its own record decides.
  const hidden = read(path.join(root, 'node_modules', '.package-lock.json'));
  if (hidden == null) return false;
  if (!installedMatchesLock(JSON.parse(read(lockFile)), JSON.parse(hidden))) return false;
  remember();
  return true;
}

function remember() {
  fs.writeFileSync(stamp, lockHash());
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** npm run passes on which npm it is; a bare `node scripts/….mjs` takes the one on the PATH. */
function npm(args) {
  const own = process.env.npm_execpath;
  const what = `npm ${args[0]}`;
  return own?.endsWith('npm-cli.js')
    ? runChild(what, process.execPath, [own, ...args])
    : runChild(what, 'npm', args, { shell: process.platform === 'win32' });
}

/**
 * npm may skip install scripts. What they would do for these is only a shortcut, unless an
 * unusual machine needs it: then they are run now.
 */
async function checkNativeParts() {
  const needed = {
    esbuild: `transformSync('1')`,
    '@swc/core': `transformSync('1')`,
    sharp: 'versions',
  };
  for (const [name, use] of Object.entries(needed)) {
    const probe = `require(${JSON.stringify(name)}).${use}`;
    const works = () =>
      spawnSync(process.execPath, ['-e', probe], { cwd: root, stdio: 'ignore' }).status === 0;
    if (works()) continue;
    say(`${name} does not work yet; running its install script …`);
    await npm(['rebuild', name, '--foreground-scripts', '--ignore-scripts=false']);
    if (!works()) {
      throw new Refusal(`${name} does not work on this machine: node -e "${probe}" shows why.`);
    }
  }
}
