/** PgBouncer for tests: in transaction mode, before every database of a Postgres. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { debianProgram } from './debian.mjs';
import { freePort, portProblem } from './ports.mjs';
import { unprivilegedUser } from './postgres-binaries.mjs';

/** Less than any test waits: what takes two connections for one act shows as an error that says so, s. */
const CONNECTION_WITHIN = 20;
const READY_WITHIN = 10_000;

/** Whether there is one to start. */
export const havePgBouncer = () => debianProgram('pgbouncer') !== null;

/**
 * @param {string} postgresUrl any database of the Postgres; user and password go for all of them
 * @param {{ poolSize?: number }} [options] connections to Postgres a database, at most
 * @returns {Promise<{ url: string, urlOf: (url: string) => string, stop: () => Promise<void> }>}
 *   urlOf: where the database of that address is reached through the pool
 */
export async function startPgBouncer(postgresUrl, { poolSize = 2 } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-pgbouncer-'));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  const port = await freePort();
  const log = path.join(folder, 'pgbouncer.log');
  const settings = path.join(folder, 'pgbouncer.ini');
  fs.writeFileSync(settings, iniOf(new URL(postgresUrl), { port, poolSize }), { mode: 0o600 });
  const runAs = unprivilegedUser();
  if (runAs.uid != null) {
    fs.chmodSync(folder, 0o711);
    fs.chownSync(settings, runAs.uid, runAs.gid);
  }
  const out = fs.openSync(log, 'w', 0o600);
  const child = spawn(debianProgram('pgbouncer'), [settings], {
    ...runAs,
    cwd: folder,
    stdio: ['ignore', out, out],
  });
  fs.closeSync(out);
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  let isRunning = true;
  void ended.then(() => (isRunning = false));
  const kill = () => {
    child.kill('SIGKILL');
    remove();
  };
  process.once('exit', kill);
  for (const until = Date.now() + READY_WITHIN; (await portProblem(port, '127.0.0.1')) === null;) {
    if (!isRunning || Date.now() > until) {
      throw new Error(`PgBouncer did not start. It said:\n${fs.readFileSync(log, 'utf8')}`);
    }
    await sleep(20);
  }
  const urlOf = (url) => {
    const pooled = new URL(url);
    pooled.port = String(port);
    // It has its own; nobody who goes through it needs one.
    pooled.password = '';
    return pooled.href;
  };
  return {
    url: urlOf(postgresUrl),
    urlOf,
    async stop() {
      process.removeListener('exit', kill);
      child.kill('SIGKILL');
      await ended;
      remove();
    },
  };
}

const iniOf = (postgres, { port, poolSize }) => `[databases]
* = host=${postgres.hostname} port=${postgres.port} user=${postgres.username} password=${decodeURIComponent(postgres.password)}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 500
query_wait_timeout = ${CONNECTION_WITHIN}
`;
