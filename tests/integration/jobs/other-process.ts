/** Starts and ends further processes that work the jobs of a test's database. */
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

interface Settings {
  /** In which `DATABASE_URL` its jobs are. */
  databaseUrl: string;
  /** What its `stuck` handler does: the process that hangs is the one to be killed. */
  stuck?: 'hangs' | 'works';
}

/** A process that booted Strapi with the queues of `work-jobs.cjs`, and works them. */
export class OtherProcess {
  private output = '';
  readonly ready: Promise<void>;
  /** The exit status (null after a signal); rejects never. */
  readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk) => (this.output += String(chunk)));
    child.stderr?.on('data', (chunk) => (this.output += String(chunk)));
    this.ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
    this.ready = new Promise((resolve, reject) => {
      child.on('message', (message) => {
        if (message === 'ready') resolve();
      });
      child.once('exit', (code, signal) =>
        reject(new Error(`the process ended (${code ?? signal}):\n${this.output}`)),
      );
    });
    this.ready.catch(() => undefined);
  }

  static start({ databaseUrl, stuck = 'works' }: Settings): OtherProcess {
    const child = fork(path.join(__dirname, 'work-jobs.cjs'), {
      env: {
        ...process.env,
        LOG_LEVEL: 'error',
        NEWSROOM_JOBS: 'on',
        DATABASE_URL: databaseUrl,
        STUCK: stuck,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new OtherProcess(child);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** What it has said; it says errors only. */
  get said(): string {
    return this.output;
  }

  /** Destroys its Strapi and lets it end by itself; resolves with its exit status. */
  async stop(): Promise<number | null> {
    if (this.child.connected) this.child.send('stop');
    return this.ended;
  }

  /** `kill -9`: no handler runs. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }
}
