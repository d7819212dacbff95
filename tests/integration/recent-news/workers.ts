/** Starts and kills further newsroom processes that publish and work jobs on the database of a test. */
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

interface Message {
  published?: string;
  failed?: string;
}

export class WasKilled extends Error {}

export class Worker {
  private output = '';
  readonly ready: Promise<void>;
  private readonly ended: Promise<void>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk) => (this.output += String(chunk)));
    child.stderr?.on('data', (chunk) => (this.output += String(chunk)));
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
    this.ready = new Promise((resolve, reject) => {
      child.on('message', (message) => {
        if (message === 'ready') resolve();
      });
      child.once('exit', (code, signal) =>
        reject(new Error(`the process ended (${code ?? signal}):\n${this.output}`)),
      );
    });
    this.ready.catch(() => {});
  }

  static start(databaseUrl: string): Worker {
    const child = fork(path.join(__dirname, 'workers-process.cjs'), {
      env: {
        ...process.env,
        LOG_LEVEL: 'error',
        NODE_NO_WARNINGS: '1',
        NEWSROOM_JOBS: 'on',
        DATABASE_URL: databaseUrl,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new Worker(child);
  }

  /** What it has said; it says errors only. */
  get said(): string {
    return this.output;
  }

  /**
   * Has it write and publish an article, or go on where one that was killed stopped.
   * @returns the article's documentId
   * @throws WasKilled when nobody knows whether it is published
   */
  publish(data: object): Promise<string> {
    return new Promise((resolve, reject) => {
      const onMessage = ({ published, failed }: Message) => {
        this.child.off('exit', onExit);
        if (published !== undefined) resolve(published);
        else reject(new Error(failed));
      };
      const onExit = () => {
        this.child.off('message', onMessage);
        reject(new WasKilled());
      };
      this.child.once('message', onMessage);
      this.child.once('exit', onExit);
      this.child.send({ publish: data });
    });
  }

  /** `kill -9`: no handler runs, no transaction is ended by the process itself. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }
}
