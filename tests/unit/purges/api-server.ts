/** A server that speaks an API as its documentation says, for whoever calls it. */
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Answerer = (heard: Heard, response: ServerResponse, n: number) => void;

export const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
};

const TOKEN = 'token-of-the-api-0123';

/** Fastly: one id of a purge for each key. */
export const fastly: Answerer = ({ headers, body, url }, response) => {
  if (headers['fastly-key'] !== TOKEN)
    return json(response, 401, { msg: 'Provided credentials are missing or invalid' });
  if (url !== '/service/SU1Z0isxPaozGVKXdv0eY/purge')
    return json(response, 404, { msg: 'Record not found', detail: 'Cannot load service' });
  const { surrogate_keys: keys } = JSON.parse(body) as { surrogate_keys: string[] };
  if (keys.length > 256) return json(response, 400, { msg: 'Too many surrogate keys' });
  json(response, 200, Object.fromEntries(keys.map((key, i) => [key, `108-1391560174-97412${i}`])));
};

/** Cloudflare: an envelope around each answer, and a code for each fault. */
export const cloudflare: Answerer = ({ headers, body, url }, response) => {
  const fault = (status: number, code: number, message: string) =>
    json(response, status, {
      success: false,
      errors: [{ code, message }],
      messages: [],
      result: null,
    });
  if (headers.authorization !== `Bearer ${TOKEN}`) return fault(403, 10000, 'Authentication error');
  if (url !== '/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/purge_cache')
    return fault(
      404,
      7003,
      'Could not route to that zone, perhaps your object identifier is invalid?',
    );
  const { tags } = JSON.parse(body) as { tags: string[] };
  if (tags.length > 100) return fault(400, 1094, 'Too many tags');
  json(response, 200, {
    success: true,
    errors: [],
    messages: [],
    result: { id: '023e105f4ecef8ad9ca31a8372d0c353' },
  });
};

/** Answers as it is told to, and remembers what it heard. */
export class ApiServer {
  static readonly token = TOKEN;
  readonly heard: Heard[] = [];
  answerer: Answerer;
  private readonly server: Server;

  private constructor(answerer: Answerer) {
    this.answerer = answerer;
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method, url, headers } = request;
        const heard = { method: method!, url: url!, headers, body };
        this.heard.push(heard);
        this.answerer(heard, response, this.heard.length);
      });
    });
  }

  static async start(answerer: Answerer): Promise<ApiServer> {
    const made = new ApiServer(answerer);
    await new Promise<void>((resolve) => {
      made.server.listen(0, '127.0.0.1', resolve);
    });
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }
}
