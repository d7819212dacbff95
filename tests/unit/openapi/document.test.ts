/** The contract is a good OpenAPI document, covers what is served, and is the one in the client. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validate } from '@readme/openapi-parser';
import articleRoutes from '../../../src/api/article/routes/01-pages';
import { openApiDocument } from '../../../src/api/openapi/document';
import openapiRoutes from '../../../src/api/openapi/routes/openapi';
import aroundRoutes from '../../../src/api/site/routes/01-around';
import feedRoutes from '../../../src/api/site/routes/feeds';
import sitemapRoutes from '../../../src/api/site/routes/sitemaps';
import rebuildRoutes from '../../../src/plugins/rebuilds/server/src/routes';

const client = path.resolve(__dirname, '../../../packages/client');
const document = JSON.parse(JSON.stringify(openApiDocument()));

type Operation = {
  operationId: string;
  parameters?: { name: string; in: string; schema: Record<string, unknown> }[];
};
const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>);

test('an independent validator finds nothing wrong', async () => {
  expect(await validate(structuredClone(document))).toMatchObject({ valid: true });
});

test('every public route is in it, and nothing that is not served', () => {
  const routes = [
    ...[articleRoutes, aroundRoutes, feedRoutes, sitemapRoutes, openapiRoutes].flatMap(
      (each) => each.routes,
    ),
    ...rebuildRoutes['content-api'].routes.map((route) => ({
      ...route,
      path: `/rebuilds${route.path}`,
    })),
  ].map(({ method, path: where }) => ({
    name: `${method} ${where}`,
    // As Koa's router reads it: a part that is named stands for all but a slash.
    pattern: new RegExp(
      `^${method} /api${where.replaceAll('.', '\\.').replace(/:\w+(\([^)]*\))?/g, '[^/]+')}$`,
    ),
  }));
  const documented = operations.flatMap(([where, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${where}`),
  );
  const routesOf = (call: string) => routes.filter(({ pattern }) => pattern.test(call));
  expect(documented.filter((call) => routesOf(call).length === 0)).toEqual([]);
  const covered = new Set(documented.flatMap(routesOf).map(({ name }) => name));
  expect(routes.filter(({ name }) => !covered.has(name))).toEqual([]);
});

test('every call has a name of its own, and says what its path asks for', () => {
  const ids = operations.flatMap(([, methods]) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const [where, methods] of operations) {
    const named = [...where.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters = [] } of Object.values(methods)) {
      const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      expect([where, inPath]).toEqual([where, named]);
    }
  }
});

test('its parameters are those of the schemas that check', () => {
  const { parameters } = document.paths['/api/articles/pages'].get as Operation;
  expect(parameters!.map(({ name }) => name)).toEqual([
    ...['topic', 'author', 'from', 'to', 'sort', 'page', 'pageSize', 'after'],
  ]);
  const pageSize = parameters!.find(({ name }) => name === 'pageSize')!;
  expect(pageSize.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 100, default: 25 });
});

test('the files of the client are up to date; `npm run openapi` writes them', () => {
  const written = JSON.parse(readFileSync(path.join(client, 'openapi.json'), 'utf8'));
  expect(written).toEqual(document);
  const types = execFileSync(process.execPath, [path.join(client, 'types-of.mjs')], {
    input: JSON.stringify(document),
    encoding: 'utf8',
  });
  expect(readFileSync(path.join(client, 'openapi.d.ts'), 'utf8')).toBe(types);
}, 30_000);
