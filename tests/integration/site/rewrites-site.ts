/** A site of its own for a test: the built one, in a process that can be killed, and its files. */
import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export interface SiteSettings {
  newsroomUrl: string;
  token: string;
  secret: string;
  port: number;
}

/** What stands in a public folder: file → when it was written (ms), and a hash of its bytes. */
export type Files = Map<string, { at: number; hash: string }>;

/** A port that nobody has at this moment. */
export const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

export class BuiltSite {
  readonly data = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-rewrites-'));
  #process: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(private readonly settings: SiteSettings) {}

  /** Resolves when it listens; `built` says when it stands. */
  async start(changed: Partial<SiteSettings> = {}): Promise<void> {
    const options = { ...this.settings, ...changed, data: this.data, pollEvery: 3_600_000 };
    const child = fork(path.join(__dirname, 'rewrites-process.mjs'), [JSON.stringify(options)], {
      execArgv: [],
    });
    this.#process = child;
    this.#ended = once(child, 'exit');
    await this.#said(child);
  }

  /** Resolves with what it has told meanwhile, when nothing waits to be built. */
  async built(): Promise<string[]> {
    const child = this.#process;
    if (!child) throw new Error('The site does not run.');
    const said = this.#said(child);
    child.send('built');
    return ((await said) as { lines: string[] }).lines;
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#process = null;
    child.send('close');
    await this.#ended;
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#process = null;
    child.kill('SIGKILL');
    await this.#ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    fs.rmSync(this.data, { recursive: true, force: true });
  }

  /** Files that wait to be put in place. */
  get staged(): number {
    const folder = path.join(this.data, 'staging');
    return fs.existsSync(folder) ? fs.readdirSync(folder).length : 0;
  }

  read(file: string): string {
    return fs.readFileSync(path.join(this.data, 'public', file), 'utf8');
  }

  files(): Files {
    const folder = path.join(this.data, 'public');
    const files: Files = new Map();
    if (!fs.existsSync(folder)) return files;
    for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const whole = path.join(entry.parentPath, entry.name);
      const hash = createHash('sha256').update(fs.readFileSync(whole)).digest('base64url');
      files.set(path.relative(folder, whole), { at: fs.statSync(whole).mtimeMs, hash });
    }
    return files;
  }

  async #said(child: ChildProcess): Promise<unknown> {
    const heard = new AbortController();
    try {
      return await Promise.race([
        once(child, 'message', { signal: heard.signal }).then(([message]) => message as unknown),
        once(child, 'exit', { signal: heard.signal }).then(([code]) => {
          throw new Error(`The site ended with status ${code}.`);
        }),
      ]);
    } finally {
      heard.abort();
    }
  }
}

/** Files that were written, or came, or went, whatever is in them. */
export const rewritten = (before: Files, after: Files): string[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((file) => {
      const [old, now] = [before.get(file), after.get(file)];
      return old?.at !== now?.at || old?.hash !== now?.hash;
    })
    .sort();

/** Files whose bytes are not the same in both, or that stand in one alone. */
export const differing = (one: Files, other: Files): string[] =>
  [...new Set([...one.keys(), ...other.keys()])]
    .filter((file) => one.get(file)?.hash !== other.get(file)?.hash)
    .sort();
