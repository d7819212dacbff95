import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Makes a new cluster. It appears under its name only when it is whole, so that a kill in the
 * middle leaves nothing that looks like one.
 */
export async function createCluster({ place, password, superuser, fast }) {
  const half = `${place.dataDir}.new`;
  const passwordFile = path.join(place.parent, 'postgres.pw');
  fs.rmSync(half, { recursive: true, force: true });
  fs.mkdirSync(half, { mode: 0o700 });
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    if (place.runAs.uid != null) {
      fs.chownSync(half, place.runAs.uid, place.runAs.gid);
      fs.chownSync(passwordFile, place.runAs.uid, place.runAs.gid);
    }
    await run(place, [
      `--pgdata=${half}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Postgres' own Unicode rules: the same on every machine, whatever locales it has.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
      ...(fast ? ['--no-sync'] : []),
    ]);
    fs.renameSync(half, place.dataDir);
  } finally {
    fs.rmSync(passwordFile, { force: true });
    fs.rmSync(half, { recursive: true, force: true });
  }
}

function run(place, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(place.binary('initdb'), args, {
      ...place.runAs,
      cwd: place.parent,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.once('error', (error) => reject(new Error(`initdb cannot run: ${error.message}`)));
    child.once('close', (status) =>
      status === 0 ? resolve() : reject(new Error(`initdb failed (${status}):\n${said}`)),
    );
  });
}
