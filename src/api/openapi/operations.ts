/** The calls of the contract, one by one: what each is for and what it answers. */
import type { NAMED } from './answers';
import type { Json } from './document';

const ref = (name: keyof typeof NAMED | 'Receipt'): Json => ({
  $ref: `#/components/schemas/${name}`,
});

export const HEADERS: Json = {
  ETag: { description: 'Strong: the same tag, the same bytes.', schema: { type: 'string' } },
  'Last-Modified': { schema: { type: 'string' } },
  'Cache-Control': { schema: { type: 'string' } },
  'Cache-Tag': {
    description: 'Names under which caches file it, with commas between them.',
    schema: { type: 'string' },
  },
};

const headers = (...names: string[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const CACHED = headers('ETag', 'Last-Modified', 'Cache-Control', 'Cache-Tag');

const json = (description: string, name: Parameters<typeof ref>[0], more: Json = {}): Json => ({
  description,
  ...more,
  content: { 'application/json': { schema: ref(name) } },
});

const fault = (description: string): Json => json(description, 'Error');

const text = (description: string, type: string): Json => ({
  description,
  headers: CACHED,
  content: { [type.replace(/;.*/, '')]: { schema: { type: 'string' } } },
});

const FRESH: Json = { description: 'The caller has these bytes already (`If-None-Match`).' };
const BAD_TOKEN = fault('The token is not good, or the public may read nothing at all.');
const CLOSED = fault('The newsroom does not let you read this.');
const AWAY: Json = json(
  'The newsroom cannot reach its database at the moment, and does not hold this answer.',
  'Error',
  {
    headers: {
      'Retry-After': {
        description: 'When to ask again, s.',
        schema: { type: 'integer', minimum: 1 },
      },
    },
  },
);

const inPath = (name: string, description: string, schema: Json = { type: 'string' }): Json => ({
  name,
  in: 'path',
  required: true,
  description,
  schema,
});

export const page: Json = {
  operationId: 'page',
  tags: ['articles'],
  summary: 'One published story, whole',
  parameters: [inPath('slug', 'Of the story; an old one answers 301.')],
  responses: {
    200: json('The story.', 'PageAnswer', { headers: CACHED }),
    301: json('The story stands elsewhere now.', 'MovedAnswer', {
      headers: { Location: { schema: { type: 'string' } } },
    }),
    304: FRESH,
    401: BAD_TOKEN,
    403: CLOSED,
    404: fault('No story was ever published under this slug.'),
    410: fault('The story was published once and is no longer.'),
    503: AWAY,
  },
};

export const preview: Json = {
  operationId: 'preview',
  tags: ['articles'],
  summary: 'A draft as the page that its publish would make',
  security: [],
  parameters: [
    inPath('documentId', 'Of the article.'),
    {
      name: 'token',
      in: 'query',
      required: true,
      description: 'Comes with the address of the preview and expires.',
      schema: { type: 'string' },
    },
  ],
  responses: {
    200: json('The draft. Never cached.', 'PageAnswer'),
    403: fault('The token is not good, or not any more.'),
    404: fault('The article is not there any more.'),
  },
};

export const pages = (parameters: Json[]): Json => ({
  operationId: 'pages',
  tags: ['articles'],
  summary: 'Headlines of what is published',
  parameters,
  responses: {
    200: json('Headlines, newest first unless `sort` says otherwise.', 'ListAnswer', {
      headers: CACHED,
    }),
    304: FRESH,
    400: fault('A parameter is wrong; `details.errors` names each.'),
    401: BAD_TOKEN,
    403: CLOSED,
    503: AWAY,
  },
});

export const search = (parameters: Json[]): Json => ({
  operationId: 'search',
  tags: ['articles'],
  summary: 'Published stories that hold some words',
  parameters,
  responses: {
    200: json('Stories, best first.', 'SearchAnswer', { headers: CACHED }),
    304: FRESH,
    400: fault('A parameter is wrong; `details.errors` names each.'),
    401: BAD_TOKEN,
    403: CLOSED,
    503: AWAY,
  },
});

export const redirects = (parameters: Json[]): Json => ({
  operationId: 'redirects',
  tags: ['articles'],
  summary: 'Old addresses, each with the one it leads to',
  parameters,
  responses: {
    200: json('Paths on the site.', 'RedirectsAnswer', { headers: CACHED }),
    304: FRESH,
    400: fault('A parameter is wrong; `details.errors` names each.'),
    401: BAD_TOKEN,
    403: CLOSED,
    503: AWAY,
  },
});

export const site: Json = {
  operationId: 'site',
  tags: ['site'],
  summary: 'The site, its topics, its authors',
  responses: {
    200: json('What stands around the stories.', 'SiteAnswer', { headers: CACHED }),
    304: FRESH,
    401: BAD_TOKEN,
    403: CLOSED,
    503: AWAY,
  },
};

const NO_SITE = fault('The Site has no address yet, or there is no such thing.');

const KIND: Record<string, string> = {
  'rss.xml': 'RSS 2.0',
  'atom.xml': 'Atom 1.0',
  'feed.json': 'JSON Feed 1.1',
};

export const feed = (format: string, type: string, ofTopic: boolean): Json => ({
  operationId: `${ofTopic ? 'topicFeed' : 'feed'}_${format.replace('.', '_')}`,
  tags: ['site'],
  summary: `The newest stories${ofTopic ? ' of a topic' : ''}, ${KIND[format]}`,
  ...(ofTopic ? { parameters: [inPath('slug', 'Of the topic.')] } : {}),
  responses: {
    200: text('The feed.', type),
    304: FRESH,
    401: BAD_TOKEN,
    403: CLOSED,
    404: NO_SITE,
    503: AWAY,
  },
});

const sitemapOf = (operationId: string, summary: string, more: Json = {}): Json => ({
  operationId,
  tags: ['site'],
  summary,
  ...more,
  responses: {
    200: text('The sitemap.', 'application/xml'),
    304: FRESH,
    401: BAD_TOKEN,
    403: CLOSED,
    404: NO_SITE,
    503: AWAY,
  },
});

export const sitemap = sitemapOf(
  'sitemap',
  'All pages; beyond 50,000 an index of files that have them',
);
export const sitemapFile = sitemapOf('sitemapFile', 'One file of 50,000 pages, oldest first', {
  parameters: [inPath('number', 'Counts from 1.', { type: 'integer', minimum: 1 })],
});
export const newsSitemap = sitemapOf('newsSitemap', 'What was published in the last two days');

export const contract: Json = {
  operationId: 'contract',
  tags: ['site'],
  summary: 'This document',
  security: [],
  responses: {
    200: {
      description: 'OpenAPI 3.1.',
      content: { 'application/json': { schema: { type: 'object' } } },
    },
  },
};

export const changes = (parameters: Json[]): Json => ({
  operationId: 'changes',
  tags: ['rebuilds'],
  summary: 'What changed for readers since a moment',
  parameters,
  responses: {
    200: json('Changes in the order in which they happened.', 'ChangesAnswer'),
    400: fault('`since` is no cursor.'),
    401: fault('The token is not good.'),
    403: fault('There is no token, or it has not the right *Rebuilds: changes: find*.'),
    410: fault('They are no longer kept: build everything, and go on from `since=now`.'),
  },
});

export const receipts: Json = {
  operationId: 'receipts',
  tags: ['rebuilds'],
  summary: 'Says what is live now',
  requestBody: { required: true, content: { 'application/json': { schema: ref('Receipt') } } },
  responses: {
    200: json('The calls all of which is live.', 'ReceiptAnswer'),
    400: fault('The body is wrong; `details.errors` names each fault.'),
    401: fault('The token is not good.'),
    403: fault('There is no token, or it has not the right *Rebuilds: receipts: create*.'),
    404: fault('There is no such call in the log.'),
  },
};
