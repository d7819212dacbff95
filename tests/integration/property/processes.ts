/** Starts and ends further newsroom processes on the database of a test. */
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

interface Message {
  ready?: true;
  progress?: Record<string, number>;
  done?: unknown;
  failed?: string;
}

/** A process that booted Strapi and waits for work. */
export class Colleague {
  private output = '';
  private listeners = new Set<(progress: Record<string, number>) => void>();
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk) => (this.output += String(chunk)));
    child.stderr?.on('data', (chunk) => (this.output += String(chunk)));
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
    this.ready = new Promise((resolve, reject) => {
      child.on('message', (message: Message) => {
        if (message.ready) resolve();
        if (message.progress) for (const listener of this.listeners) listener(message.progress);
      });
      child.once('exit', (code, signal) =>
        reject(new Error(`the process ended (${code ?? signal}):\n${this.output}`)),
      );
    });
    // Who kills it before it is ready does not wait for it.
    this.ready.catch(() => {});
  }

  static start(databaseUrl: string, env: Record<string, string> = {}): Colleague {
    const child = fork(path.join(__dirname, 'worker.cjs'), {
      env: { ...process.env, LOG_LEVEL: 'error', ...env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new Colleague(child);
  }

  onProgress(listener: (progress: Record<string, number>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Hands it a piece of work.
   * @throws Error with the worker's stack, or when it ends before it is done
   */
  do<Result>(work: string, options: object = {}): Promise<Result> {
    return new Promise((resolve, reject) => {
      const onMessage = (message: Message) => {
        if (!('done' in message) && message.failed === undefined) return;
        this.child.off('message', onMessage);
        this.child.off('exit', onExit);
        if (message.failed !== undefined) reject(new Error(message.failed));
        else resolve(message.done as Result);
      };
      const onExit = () => reject(new Error(`the process ended while it worked:\n${this.output}`));
      this.child.on('message', onMessage);
      this.child.once('exit', onExit);
      this.child.send({ work, ...options });
    });
  }

  askToStop(): void {
    this.child.send({ stop: true });
  }

  /** `kill -9`: no handler runs, no transaction is ended by the process itself. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }
}
