/** The contract of the public calls, OpenAPI 3.1, made from the schemas that check and describe them. */
import { z } from 'zod';
import {
  changesQuerySchema,
  receiptSchema,
} from '../../plugins/rebuilds/server/src/validation/requests';
import { ListQuerySchema } from '../article/page/list-query';
import { RedirectsQuerySchema } from '../article/page/redirects-query';
import { SearchQuerySchema } from '../article/search/search-query';
import { FEED_FORMATS, FEED_TYPES } from '../site/feeds/compose';
import { NAMED } from './answers';
import * as paths from './operations';

/** JSON Schema, as OpenAPI 3.1 takes it. */
export type Json = Record<string, unknown>;

/** The long expression behind a date says no more than its format. */
const plainDates = ({
  jsonSchema,
}: {
  jsonSchema: { format?: string; pattern?: string };
}): void => {
  if (jsonSchema.format?.startsWith('date')) delete jsonSchema.pattern;
};

const withoutIds = ({ $schema: _schema, $id: _id, ...rest }: Json): Json => rest;

const schemas = (): Json => {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries({ ...NAMED, Receipt: receiptSchema }))
    registry.add(schema, { id });
  const { schemas: made } = z.toJSONSchema(registry, {
    // What a caller sees and may send: defaults are not asked for, and answers may grow.
    io: 'input',
    override: plainDates,
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(made).map(([id, each]) => [id, withoutIds(each as Json)]),
  );
};

/** The parameters that a query's schema lets through. */
const parametersOf = (schema: z.ZodType): Json[] => {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    io: 'input',
    override: plainDates,
  });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property as Json;
    return {
      name,
      in: 'query',
      required: required.includes(name),
      ...(description ? { description } : {}),
      schema: rest,
    };
  });
};

/** What the calls below `/api/rebuilds` need; the others may be open to all. */
const TOKEN = [{ token: [] }];

const composeDocument = (): Json => ({
  openapi: '3.1.1',
  info: {
    title: 'Newsroom',
    version: '1.0.0',
    description:
      'What a site is built from: pages, lists, search, feeds. Read access needs no token unless the newsroom says otherwise.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/', description: 'The newsroom that serves this document.' }],
  security: [{}, ...TOKEN],
  tags: [
    { name: 'articles', description: 'Stories as readers get them.' },
    { name: 'site', description: 'What stands around the stories.' },
    { name: 'rebuilds', description: 'What changed, for whoever builds a site.' },
  ],
  paths: {
    '/api/articles/page/{slug}': { get: paths.page },
    '/api/articles/preview/{documentId}': { get: paths.preview },
    '/api/articles/pages': { get: paths.pages(parametersOf(ListQuerySchema)) },
    '/api/articles/search': { get: paths.search(parametersOf(SearchQuerySchema)) },
    '/api/articles/redirects': { get: paths.redirects(parametersOf(RedirectsQuerySchema)) },
    '/api/site/page': { get: paths.site },
    ...Object.fromEntries(
      FEED_FORMATS.flatMap((format) => [
        [`/api/feeds/${format}`, { get: paths.feed(format, FEED_TYPES[format], false) }],
        [
          `/api/feeds/topics/{slug}/${format}`,
          { get: paths.feed(format, FEED_TYPES[format], true) },
        ],
      ]),
    ),
    '/api/sitemaps/sitemap.xml': { get: paths.sitemap },
    '/api/sitemaps/sitemap-{number}.xml': { get: paths.sitemapFile },
    '/api/sitemaps/news.xml': { get: paths.newsSitemap },
    '/api/openapi.json': { get: paths.contract },
    '/api/rebuilds/changes': {
      get: { ...paths.changes(parametersOf(changesQuerySchema)), security: TOKEN },
    },
    '/api/rebuilds/receipts': { post: { ...paths.receipts, security: TOKEN } },
  },
  components: {
    schemas: schemas(),
    headers: paths.HEADERS,
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', description: 'An API token of the newsroom.' },
    },
  },
});

let made: Json | undefined;

/** The contract. It is made once, at the first call, and must not be changed. */
export const openApiDocument = (): Json => (made ??= composeDocument());
