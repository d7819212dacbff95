/** Postgres clusters that follow one another, made with the server's own binary and SQL alone. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { loadScript } from '../../unit/scripts/load-script';

/** What a base backup leaves out: it belongs to the running server alone. */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'postgresql.auto.conf']);
/** Folders that must be there, empty. */
const EMPTIED = new Set(['pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots']);

const READY_WITHIN = 30_000;

interface Owner {
  uid?: number;
  gid?: number;
}

/** One statement on a connection of its own. */
export const query = async <Row>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
};

/**
 * A copy of a running cluster as it is at one moment, in `to`, as the manual says it is to be made
 * without pg_basebackup (which the packaged binaries have not).
 */
const copyCluster = async (url: string, to: string, owner: Owner): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const [{ from }] = (await client.query(`SELECT current_setting('data_directory') AS from`))
      .rows as [{ from: string }];
    await client.query(`SELECT pg_backup_start('standby', fast => true)`);
    copyFolder(from, to, owner, (name) => !LEFT_OUT.has(name) && name !== 'pg_wal');
    const [{ label }] = (
      await client.query(`SELECT labelfile AS label FROM pg_backup_stop(wait_for_archive => false)`)
    ).rows as [{ label: string }];
    // Last: what the copy needs to be whole was written until just now.
    copyFolder(path.join(from, 'pg_wal'), path.join(to, 'pg_wal'), owner, () => true);
    write(path.join(to, 'backup_label'), label, owner);
    write(path.join(to, 'postgresql.auto.conf'), '', owner);
  } finally {
    await client.end();
  }
};

const write = (file: string, text: string, { uid, gid }: Owner): void => {
  fs.writeFileSync(file, text, { mode: 0o600 });
  if (uid !== undefined) fs.chownSync(file, uid, gid!);
};

const copyFolder = (
  from: string,
  to: string,
  owner: Owner,
  wanted: (name: string) => boolean,
): void => {
  fs.mkdirSync(to, { recursive: true, mode: 0o700 });
  if (owner.uid !== undefined) fs.chownSync(to, owner.uid, owner.gid!);
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    if (!wanted(entry.name)) continue;
    const source = path.join(from, entry.name);
    const target = path.join(to, entry.name);
    if (entry.isDirectory()) {
      copyFolder(source, target, owner, () => !EMPTIED.has(entry.name));
      continue;
    }
    try {
      fs.copyFileSync(source, target);
      if (owner.uid !== undefined) fs.chownSync(target, owner.uid, owner.gid!);
    } catch (error) {
      // A running server deletes files; the log tells of that too.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
};

/** Processes whose parent is `pid`. */
const childrenOf = async (pid: number): Promise<number[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child!);
};

const killOne = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
};

/** A cluster that runs. */
export class Cluster {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /**
   * Copies the cluster that `url` leads to, and starts the copy.
   * @param folder of this cluster alone; the user that Postgres runs as may enter the one it is in
   * @param follow whether it goes on to follow the one that it is a copy of
   */
  static async copyOf(url: string, folder: string, follow: boolean): Promise<Cluster> {
    const { placePostgres } = await loadScript('scripts/postgres-binaries.mjs');
    const { freePort } = await loadScript('scripts/ports.mjs');
    fs.mkdirSync(folder, { recursive: true, mode: 0o711 });
    const place = placePostgres(folder);
    await copyCluster(url, place.dataDir, place.runAs);
    const port: number = await freePort();
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'synchronous_commit=on',
    ];
    if (follow) {
      const { hostname, port: primary, username, password } = new URL(url);
      write(path.join(place.dataDir, 'standby.signal'), '', place.runAs);
      settings.push(
        `primary_conninfo=host=${hostname} port=${primary} user=${username} password=${password} application_name=newsroom_standby`,
      );
    }
    const log = path.join(folder, 'postgres.log');
    const out = fs.openSync(log, 'w', 0o600);
    const args = ['-D', place.dataDir, ...settings.flatMap((each) => ['-c', each])];
    const child = spawn(place.binary('postgres'), args, {
      ...place.runAs,
      cwd: place.parent,
      stdio: ['ignore', out, out],
    });
    fs.closeSync(out);
    const own = new URL(url);
    own.port = String(port);
    const cluster = new Cluster(own.href, child, folder);
    process.once('exit', cluster.atExit);
    await cluster.untilReady(log);
    return cluster;
  }

  private readonly atExit = (): void => void this.child.kill('SIGQUIT');

  private async untilReady(log: string): Promise<void> {
    for (const until = Date.now() + READY_WITHIN; ; await sleep(50)) {
      if (await query(this.url, 'SELECT 1').catch(() => null)) return;
      if (this.child.exitCode !== null || Date.now() > until)
        throw new Error(`This copy of a cluster did not start:\n${fs.readFileSync(log, 'utf8')}`);
    }
  }

  /** Acknowledges nothing from now on that the standby has not got too; resolves when it follows. */
  async waitForStandby(): Promise<void> {
    await query(this.url, `ALTER SYSTEM SET synchronous_standby_names = 'newsroom_standby'`);
    await query(this.url, 'SELECT pg_reload_conf()');
    for (const until = Date.now() + READY_WITHIN; ; await sleep(50)) {
      const [row] = await query<{ names: string; state: string | null }>(
        this.url,
        `SELECT current_setting('synchronous_standby_names') AS names,
                (SELECT sync_state FROM pg_stat_replication) AS state`,
      );
      if (row!.names !== '' && row!.state === 'sync') return;
      if (Date.now() > until) throw new Error(`The standby does not follow: ${row!.state}`);
    }
  }

  /** Makes a standby a primary; resolves when it takes writes. */
  async promote(): Promise<void> {
    await query(this.url, 'SELECT pg_promote(wait => true)');
  }

  /** As a machine dies: every process of it at once, without a word. */
  async kill(): Promise<void> {
    const { pid } = this.child;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    const children = await childrenOf(pid!);
    for (const each of [pid!, ...children]) killOne(each);
    if (this.child.exitCode === null && this.child.signalCode === null) await ended;
    // Those that were born between the look and the kill find their parent gone and end by themselves.
  }

  /** Ends it and removes its files. */
  async remove(): Promise<void> {
    process.removeListener('exit', this.atExit);
    await this.kill();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
