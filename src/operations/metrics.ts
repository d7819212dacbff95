import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { collectDeliveries, collectQueue } from './database-metrics';
import type { DatabaseState } from './health';
import { collectPages, collectPool } from './memory-metrics';
import type { MetricSources } from './sources';

export interface Metrics {
  contentType: string;
  /** In Prometheus's text format. */
  text(): Promise<string>;
  /** Notes an answer of Koa's. */
  observe(group: string, status: string, seconds: number): void;
}

export type MakeGauge = (name: string, help: string, labels?: readonly string[]) => Gauge;
export type MakeCounter = (name: string, help: string, labels?: readonly string[]) => Counter;

/** From an answer out of memory to one that Postgres had to think about, s. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

const STATES: readonly DatabaseState[] = ['unknown', 'here', 'read-only', 'away'];

/** What Prometheus is told of this process. Every label has few values, all known beforehand. */
export const createMetrics = (sources: MetricSources): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge: MakeGauge = (name, help, labelNames = []) =>
    new Gauge({ name: `newsroom_${name}`, help, labelNames, registers });
  const counter: MakeCounter = (name, help, labelNames = []) =>
    new Counter({ name: `newsroom_${name}`, help, labelNames, registers });

  const { role, version, pages, pool, queue, deliveries } = sources;
  gauge('info', 'Always 1; the labels say what runs.', ['role', 'version']).set(
    { role, version },
    1,
  );
  const database = gauge('database', 'How the database stands: 1 at its state.', ['state']);
  const requests = counter(
    'requests_total',
    'Requests: hit and not_modified were answered from the page memory, koa by all the rest.',
    ['kind', 'group', 'status'],
  );
  const durations = new Histogram({
    name: 'newsroom_request_duration_seconds',
    help: 'Answers of Koa, until the last byte was handed to the system.',
    labelNames: ['group', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const unread = gauge('unread', '1: this part could not be read for this scrape.', ['part']);

  const reads: (() => void | Promise<void>)[] = [
    () => {
      for (const state of STATES) database.set({ state }, Number(sources.database() === state));
    },
    ...(pages ? [collectPages(pages, requests, { gauge, counter })] : []),
    ...(pool ? [collectPool(pool, gauge)] : []),
    ...(queue ? [collectQueue(queue, unread, gauge)] : []),
    ...(deliveries ? [collectDeliveries(deliveries, unread, gauge)] : []),
  ];
  return {
    contentType: registry.contentType,
    async text() {
      await Promise.all(reads.map((read) => read()));
      return registry.metrics();
    },
    observe(group, status, seconds) {
      requests.inc({ kind: 'koa', group, status });
      durations.observe({ group, status }, seconds);
    },
  };
};
