/** Metrics of what this process holds: pages and connections. */
import type { Counter } from 'prom-client';
import type { FrontStats } from '../front/stats';
import type { MakeCounter, MakeGauge } from './metrics';
import type { PoolUse } from './sources';

const LISTENERS: readonly FrontStats['listener'][] = ['off', 'connecting', 'listening', 'deaf'];

/** Follows a count that is kept elsewhere: what came since the last look is added. */
const following = (counter: Counter, labels: Record<string, string> = {}) => {
  let seen = 0;
  return (total: number): void => {
    counter.inc(labels, Math.max(0, total - seen));
    seen = total;
  };
};

export const collectPages = (
  stats: () => FrontStats | null,
  requests: Counter,
  { gauge, counter }: { gauge: MakeGauge; counter: MakeCounter },
): (() => void) => {
  const bytes = gauge('page_memory_bytes', 'Answers held, in all encodings.');
  const maxBytes = gauge('page_memory_max_bytes', 'What answers may take at most.');
  const entries = gauge('page_memory_entries', 'Answers held.');
  const lag = gauge('page_memory_lag_seconds', 'Since the record of changes was read to its end.');
  const stale = gauge('page_memory_stale', '1: so far behind that answers say so.');
  const open = gauge('page_memory_open', '1: everybody may read published articles.');
  const listener = gauge('page_memory_listener', 'How LISTEN stands: 1 at its state.', ['state']);
  const follow = {
    hit: following(requests, { kind: 'hit' }),
    notModified: following(requests, { kind: 'not_modified' }),
    passed: following(
      counter('page_memory_passed_total', 'Requests that the page memory passed on to Koa.'),
    ),
    evicted: following(
      counter('page_memory_evicted_total', 'Answers that had to go for want of room.'),
    ),
    dropped: following(
      counter('page_memory_dropped_total', 'Answers dropped because what they show has changed.'),
    ),
  };
  return () => {
    const now = stats();
    if (!now) return;
    bytes.set(now.bytes);
    maxBytes.set(now.maxBytes);
    entries.set(now.entries);
    // Before the first time there is no lag; 0 would say that all is well.
    lag.set(now.lag ?? NaN);
    stale.set(Number(now.stale));
    open.set(Number(now.open));
    for (const state of LISTENERS) listener.set({ state }, Number(now.listener === state));
    follow.hit(now.answers.hit);
    follow.notModified(now.answers.notModified);
    follow.passed(now.answers.passed);
    follow.evicted(now.evicted);
    follow.dropped(now.dropped);
  };
};

export const collectPool = (use: () => PoolUse, gauge: MakeGauge): (() => void) => {
  const connections = gauge('pool_connections', 'Connections to the database.', ['state']);
  const max = gauge('pool_max_connections', 'Connections that are opened at most.');
  const pending = gauge('pool_pending', 'How many wait for a connection.');
  return () => {
    const now = use();
    connections.set({ state: 'used' }, now.used);
    connections.set({ state: 'free' }, now.free);
    max.set(now.max);
    pending.set(now.pending);
  };
};
