/** Receivers that do not behave, and what the log says of each. */
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Answering } from './receiver';

const status =
  (code: number, headers: Record<string, string> = {}): Answering =>
  (_request, response) => {
    response.writeHead(code, headers);
    response.end(`I say ${code}`);
  };

const onceThenFine =
  (first: Answering): Answering =>
  (request, response, received, n) =>
    n === 0 ? first(request, response, received, n) : void response.end('fine');

const drips: Answering = (_request, response) => {
  response.write('.');
  const timer = setInterval(() => response.write('.'), 1_000);
  response.on('close', () => clearInterval(timer));
};

interface Stranger {
  answering: Answering;
  /** What the log says of its first call. */
  says: { state: string } & Record<string, unknown>;
  tls?: true;
}

/** All but the one that floods: see {@link Flood}. */
export const STRANGERS: Record<string, Stranger> = {
  hangs: {
    answering: () => {},
    says: { state: 'waiting', lastAttempt: { status: null, error: 'no answer within 15 seconds' } },
  },
  drips: {
    answering: drips,
    says: {
      state: 'delivered',
      lastAttempt: { status: 200, error: 'the answer was not complete after 15 seconds' },
    },
  },
  resets: {
    answering: (request) => request.socket.resetAndDestroy(),
    says: { state: 'waiting', lastAttempt: { status: null, error: 'the connection was reset' } },
  },
  redirects: {
    answering: (request, response) =>
      status(302, { Location: request.url! })(request, response, null as never, 0),
    says: { state: 'waiting', lastAttempt: { status: 302, answer: 'I say 302' } },
  },
  'redirects inside': {
    answering: status(301, { Location: 'http://169.254.169.254/latest/meta-data' }),
    says: { state: 'waiting', lastAttempt: { status: 301 } },
  },
  'wrong TLS': {
    answering: status(200),
    tls: true,
    says: {
      state: 'waiting',
      lastAttempt: { status: null, error: 'nobody vouches for its certificate (self-signed)' },
    },
  },
  gone: { answering: status(410), says: { state: 'failed', lastAttempt: { status: 410 } } },
  'busy for seconds': {
    answering: onceThenFine(status(429, { 'Retry-After': '3' })),
    says: { state: 'delivered', attemptCount: 2, lastAttempt: { status: 200 } },
  },
  'busy till a date': {
    answering: onceThenFine((request, response, received, n) =>
      status(429, { 'Retry-After': new Date(Date.now() + 4_000).toUTCString() })(
        request,
        response,
        received,
        n,
      ),
    ),
    says: { state: 'delivered', attemptCount: 2, lastAttempt: { status: 200 } },
  },
  'broken, then fine': {
    answering: onceThenFine(status(500)),
    says: { state: 'delivered', attemptCount: 2, lastAttempt: { status: 200, answer: 'fine' } },
  },
  'slow, then fine': {
    answering: onceThenFine(
      (_request, response) => void setTimeout(() => response.end('at last'), 8_000),
    ),
    says: { state: 'delivered', attemptCount: 1, lastAttempt: { status: 200, answer: 'at last' } },
  },
};

/** In a process of its own: what it holds of its answers is not the newsroom's. */
export class Flood {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(): Promise<Flood> {
    const child = fork(path.join(__dirname, 'flood.cjs'));
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', ({ port: own }: { port: number }) => resolve(own));
      child.once('exit', (code) => reject(new Error(`The flood ended with ${code}.`)));
    });
    return new Flood(child, port);
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Of each answer so far: bytes that the system took from it. */
  async sent(): Promise<number[]> {
    const answer = new Promise<{ sent: number[] }>((resolve) =>
      this.child.once('message', resolve),
    );
    this.child.send('sent');
    return (await answer).sent;
  }

  tame(isTame: boolean): void {
    this.child.send(isTame ? 'tame' : 'wild');
  }

  stop(): void {
    this.child.disconnect();
  }
}

export const selfSigned = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rebuilds-tls-'));
  const [key, cert] = [path.join(folder, 'key'), path.join(folder, 'cert')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      '-days',
      '2',
      '-subj',
      '/CN=x',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    ],
    { stdio: 'ignore' },
  );
  const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
};
