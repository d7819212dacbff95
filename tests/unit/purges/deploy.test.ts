/** What stands in deploy/ agrees with the newsroom and with itself. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CACHE_CONTROL } from '../../../src/api/article/page/answer';
import type { Reading } from '../../../src/reading/reading';
import { PREFIX, readRoutes } from '../../../src/reading/routes';

const read = (file: string): string =>
  readFileSync(path.resolve(__dirname, '../../../deploy', file), 'utf8');

const rules = read('varnish/default.vcl');
const compose = read('compose.yaml');

describe('the rules of Varnish', () => {
  const shared = new RegExp(/req\.url ~ "([^"]+)"/.exec(rules)![1]!);

  it('keep what every reader may ask, with parameters or without', () => {
    const routes = readRoutes({} as Reading).map(
      ({ path: route }) => `${PREFIX}${route.replace(/:\w+(\([^)]*\))?/g, '7')}`,
    );
    expect(routes.length).toBeGreaterThan(8);
    expect(routes.filter((route) => !shared.test(route))).toEqual([]);
    expect(routes.filter((route) => !shared.test(`${route}?pageSize=5`))).toEqual([]);
  });

  it.each([
    '/admin',
    '/api/articles',
    '/api/articles?status=draft',
    '/api/articles/x4k0',
    '/api/articles/preview/x4k0?token=y',
    '/api/articles/pagesize',
    '/api/site',
    '/uploads/storm.jpg',
    '/_health',
    '/',
  ])('pass %s on', (address) => expect(shared.test(address)).toBe(false));

  it('give what is stale once more for as long as the newsroom says', () => {
    const [, seconds] = /stale-while-revalidate=(\d+)/.exec(CACHE_CONTROL)!;
    expect(rules).toContain(`set req.grace = ${seconds}s;`);
  });
});

describe('compose.yaml', () => {
  it('has a service for every backend of Varnish', () => {
    const hosts = [...read('varnish/backends.vcl').matchAll(/\.host = "([^"]+)"/g)].map(
      ([, host]) => host!,
    );
    expect(hosts).toHaveLength(4);
    for (const host of hosts) expect(compose).toMatch(new RegExp(`^  ${host}:`, 'm'));
  });

  it('takes what compose.env.example names, and nothing else', () => {
    const taken = new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
    const named = new Set(
      [...read('compose.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name),
    );
    expect(named).toEqual(taken);
  });

  it('gives readers no secret', () => {
    const everywhere = /x-everywhere:[^]*?\n\n/.exec(compose)![0];
    const reader = /  reader-1:[^]*?\n\n/.exec(compose)![0];
    expect(reader).toContain('<<: *everywhere');
    for (const secret of ['APP_KEYS', 'ADMIN_JWT_SECRET', 'PURGE_TOKEN', 'ENCRYPTION_KEY'])
      expect(everywhere + reader).not.toContain(secret);
  });
});
