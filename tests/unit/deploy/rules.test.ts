/** What is watched exists, and what exists is explained. */
import fs from 'node:fs';
import path from 'node:path';
import { createMetrics } from '../../../src/operations/metrics';
import { allOf, readYaml, root } from './manifests';

const NAME = /\bnewsroom_[a-z_]+/g;

const metricNames = async (): Promise<Set<string>> => {
  const text = await createMetrics({
    role: 'all',
    version: '0',
    database: () => 'here',
    pages: () => null,
    pool: () => ({ used: 0, free: 0, pending: 0, max: 0 }),
    queue: async () => [],
    deliveries: async () => ({
      calls: {},
      targets: { fine: 0, failing: 0, off: 0 },
      behindSeconds: 0,
    }),
  }).text();
  return new Set([...text.matchAll(/^# TYPE (newsroom_\w+)/gm)].map(([, name]) => name!));
};

it('wakes nobody for a metric that there is none of', async () => {
  const known = await metricNames();
  const rules = readYaml('prometheus/rules.yaml');
  const asked = allOf(rules, 'expr').flatMap((expr: string) => expr.match(NAME) ?? []);
  expect(asked.length).toBeGreaterThan(10);
  for (const name of asked) expect(known).toContain(name.replace(/_bucket$/, ''));
});

it('explains every metric in docs/operations.md, and no other', async () => {
  const text = fs.readFileSync(path.join(root, 'docs/operations.md'), 'utf8');
  const table = text.split('\n').filter((line) => line.startsWith('| `newsroom_'));
  const explained = new Set(table.flatMap((line) => line.match(NAME) ?? []));
  expect([...explained].sort()).toEqual([...(await metricNames())].sort());
});
