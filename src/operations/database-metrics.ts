/** Metrics that are asked of the database, and are the same in every process that tells them. */
import type { Gauge } from 'prom-client';
import type { MakeGauge } from './metrics';
import { recent } from './recent';
import type { DeliveryState, QueueDepth } from './sources';

/** Several who look at once, or one who looks every second, cost the database one statement, ms. */
const FOR = 5_000;
/** Longer than that nobody waits for a scrape, ms. */
const WITHIN = 2_000;

/** What the database does not say in time is missing: an old figure would look like a new one. */
const fromDatabase = <T>(
  part: string,
  unread: Gauge,
  ask: () => Promise<T>,
  set: (answer: T | undefined) => void,
): (() => Promise<void>) => {
  const asked = recent(ask, { forMs: FOR, withinMs: WITHIN });
  return async () => {
    const answer = await asked().catch(() => undefined);
    unread.set({ part }, Number(answer === undefined));
    set(answer);
  };
};

export const collectQueue = (
  read: () => Promise<QueueDepth[]>,
  unread: Gauge,
  gauge: MakeGauge,
): (() => Promise<void>) => {
  const jobs = gauge('queue_jobs', 'Jobs that nobody has begun.', ['queue', 'state']);
  const oldest = gauge('queue_oldest_seconds', 'How long the oldest job has been due.', ['queue']);
  return fromDatabase('queue', unread, read, (queues = []) => {
    jobs.reset();
    oldest.reset();
    for (const { queue, due, later, oldestSeconds } of queues) {
      jobs.set({ queue, state: 'due' }, due);
      jobs.set({ queue, state: 'later' }, later);
      oldest.set({ queue }, oldestSeconds);
    }
  });
};

export const collectDeliveries = (
  read: () => Promise<DeliveryState>,
  unread: Gauge,
  gauge: MakeGauge,
): (() => Promise<void>) => {
  const calls = gauge('rebuild_calls', 'Rebuild calls made in the last hour, by state.', ['state']);
  const targets = gauge('rebuild_targets', 'Rebuild targets by state.', ['state']);
  const behind = gauge(
    'rebuild_behind_seconds',
    'Age of the oldest act that some rebuild target has not been told of.',
  );
  return fromDatabase('rebuilds', unread, read, (now) => {
    calls.reset();
    targets.reset();
    for (const [state, count] of Object.entries(now?.calls ?? {})) calls.set({ state }, count);
    for (const [state, count] of Object.entries(now?.targets ?? {})) targets.set({ state }, count);
    behind.set(now?.behindSeconds ?? NaN);
  });
};
