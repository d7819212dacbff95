import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FrontStats } from '../front/stats';
import { watchDatabase, type DatabaseAddress } from './database-watch';
import type { Role } from '../roles';
import { liveness, readiness, type Facts, type HealthAnswer } from './health';
import { createMetrics } from './metrics';
import { createMetricsServer } from './metrics-server';
import { groupOf, statusClass } from './route-groups';
import type { DeliveryState, PoolUse, QueueDepth } from './sources';

export interface OperationsOptions {
  role: Role;
  version: string;
  /** Whether the boot is over. */
  booted(): boolean;
  /** The page memory; null as long as there is none. */
  front?: () => { stats(): FrontStats } | null;
  /** Where the queries of this process go, and the pool they go through. */
  db: DatabaseAddress & { pool?: () => PoolUse };
  queue?: () => Promise<QueueDepth[]>;
  deliveries?: () => Promise<DeliveryState>;
  /** Where metrics are served; null serves none. */
  metrics: { port: number; host: string } | null;
  /** From the word to stop until the server may close, s. */
  stopDelay: number;
  log: { info(message: string): void; warn(message: string): void; error(message: string): void };
}

/** As much of Koa's context as is measured. */
interface MeasuredContext {
  path: string;
  res: ServerResponse;
}

export interface Operations {
  /** A listener that answers `/_health/live` and `/_health/ready` itself and leaves the rest to `listener`. */
  wrap(listener: RequestListener): RequestListener;
  /** Koa's outermost middleware: how long answers take. */
  measure(ctx: MeasuredContext, next: () => Promise<unknown>): Promise<unknown>;
  /** Begins to ask the database and to serve metrics; a second time changes nothing. */
  start(): Promise<void>;
  /** Says "not ready" from now on, and resolves when load balancers have had their time to hear it. */
  leave(): Promise<void>;
  stop(): Promise<void>;
  /** The port that metrics are served on; null when they are not. */
  metricsPort(): number | null;
}

/** Health and metrics of a process, whatever is served by it. */
export const createOperations = (options: OperationsOptions): Operations => {
  const { role, version, booted, front, db, queue, deliveries, stopDelay, log } = options;
  const database = watchDatabase(db, log);
  const pages = () => front?.()?.stats() ?? null;
  let stopping = false;
  let started: Promise<void> | undefined;

  const facts = (): Facts => ({
    role,
    version,
    uptime: process.uptime(),
    booted: booted(),
    stopping,
    database: database.state(),
    pages: pages(),
  });
  const paths = new Map<string, (facts: Facts) => HealthAnswer>([
    ['/_health/live', liveness],
    ['/_health/ready', readiness],
  ]);

  const answerHealth = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!request.url?.startsWith('/_health/')) return false;
    const judge = paths.get(request.url.split('?', 1)[0]!);
    if (!judge || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    const { status, body } = judge(facts());
    const text = `${JSON.stringify(body)}\n`;
    response.writeHead(status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
    });
    response.end(request.method === 'HEAD' ? undefined : text);
    return true;
  };

  const metrics =
    options.metrics &&
    createMetrics({
      role,
      version,
      database: () => database.state(),
      ...(front && { pages }),
      ...(db.pool && { pool: db.pool }),
      ...(queue && { queue }),
      ...(deliveries && { deliveries }),
    });
  const server =
    options.metrics && metrics && createMetricsServer(options.metrics, metrics, answerHealth);

  const start = async (): Promise<void> => {
    database.start();
    if (!server || !options.metrics) return;
    const { host, port } = options.metrics;
    try {
      await server.start();
      log.info(`Metrics are served on ${host}, port ${server.port()}.`);
    } catch (error) {
      // A newsroom without metrics is better than none.
      log.error(
        `Metrics cannot be served on ${host}, port ${port} (${(error as Error).message}): METRICS_HOST and METRICS_PORT must name a free port of this machine, another one for each process on it.`,
      );
    }
  };

  return {
    wrap: (listener) => (request, response) => {
      if (!answerHealth(request, response)) listener(request, response);
    },
    measure(ctx, next) {
      if (metrics) {
        const { path, res } = ctx;
        const began = performance.now();
        res.once('close', () =>
          metrics.observe(
            groupOf(path),
            statusClass(res.statusCode, res.writableFinished),
            (performance.now() - began) / 1000,
          ),
        );
      }
      return next();
    },
    start: () => (started ??= start()),
    async leave() {
      stopping = true;
      if (stopDelay > 0) await sleep(stopDelay * 1000);
    },
    async stop() {
      stopping = true;
      if (!started) return;
      await started;
      await Promise.all([database.stop(), server?.stop()]);
    },
    metricsPort: () => server?.port() ?? null,
  };
};
