import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Builder } from './builder';
import type { Locals, SiteApp } from './app';
import { answerStatic, type Answer } from './static';

export interface ServeOptions {
  app: SiteApp;
  builder: Builder;
  hook(request: IncomingMessage): Promise<number>;
  /** Where previews read from. */
  locals: Locals;
  /** Origins of the newsroom: they may show previews in a frame. */
  newsroomOrigins: string[];
  isBusy(): boolean;
  log(line: string): void;
}

const SAFE = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
};

/** Only what pages of this site need: their own styles and scripts, pictures, the search. */
const policy = (connect: string[], frameAncestors: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src * data:',
    `connect-src 'self' ${connect.join(' ')}`,
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');

export function createListener(options: ServeOptions): RequestListener {
  const { builder, hook, newsroomOrigins, log } = options;
  const readersPolicy = policy(newsroomOrigins, "'none'");

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site.invalid');
    if (pathname === '/hooks/rebuild') {
      if (request.method !== 'POST') return refused('POST');
      return { status: await hook(request), headers: {}, body: null };
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refused('GET, HEAD');
    if (pathname === '/_health') return health(options);
    const preview = /^\/preview\/([A-Za-z0-9]+)$/.exec(pathname)?.[1];
    if (preview) return previewOf(options, preview, searchParams.get('token') ?? '');
    const found = await answerStatic(
      builder.publicFolder,
      pathname,
      builder.state.moved,
      request.headers,
    );
    if (found.headers['Content-Type']?.startsWith('text/html')) {
      found.headers['Content-Security-Policy'] = readersPolicy;
    }
    return found;
  };

  return (request, response) => {
    answer(request).then(
      (found) => send(request, response, found),
      (error: Error) => {
        log(`${request.method} ${request.url?.split('?')[0]}: ${error.message}`);
        send(request, response, {
          status: 500,
          headers: { 'Cache-Control': 'no-store' },
          body: Buffer.from('Something went wrong.\n'),
        });
      },
    );
  };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Answer,
) {
  if (response.headersSent || response.destroyed) return;
  const length = body === null ? {} : { 'Content-Length': String(body.length) };
  response.writeHead(status, { ...SAFE, ...headers, ...length });
  response.end(request.method === 'HEAD' ? undefined : (body ?? undefined));
}

const refused = (allowed: string): Answer => ({
  status: 405,
  headers: { Allow: allowed },
  body: null,
});

function health({ builder, isBusy }: ServeOptions): Answer {
  const { stories, cursor, failed } = builder.state;
  const told = {
    status: builder.isStanding ? 'ready' : 'building',
    building: isBusy(),
    stories: Object.keys(stories).length,
    cursor,
    failed,
    last: builder.last,
  };
  return {
    status: builder.isStanding ? 200 : 503,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: Buffer.from(`${JSON.stringify(told)}\n`),
  };
}

/** A draft as it stands this moment, for whoever has its token. */
async function previewOf(
  { app, locals, newsroomOrigins }: ServeOptions,
  documentId: string,
  token: string,
): Promise<Answer> {
  const address = new URL(`/preview/${documentId}`, 'http://site.invalid');
  address.searchParams.set('token', token);
  const response = await app.render(new Request(address), locals);
  const body = Buffer.from(await response.text());
  return {
    status: response.status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
      // The token is in the address: it must not travel on.
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': policy(newsroomOrigins, newsroomOrigins.join(' ')),
    },
    body,
  };
}
