import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * Status and headers of an answer that is given many times. Node checks and writes each header anew for
 * each answer, up to a quarter of what a page from memory costs; what it wrote is the same
 * for every ordinary caller until the clock of `Date` moves on.
 */
export interface Head {
  readonly status: number;
  /** Names and values in turn, as `writeHead` takes them. */
  readonly headers: string[];
  /** The second of the clock in which it was last given. */
  second: number;
  /** What Node wrote for the second ordinary caller of that second: what is asked for once is not held twice. */
  written: string | null;
}

export const createHead = (status: number, headers: string[]): Head => ({
  status,
  headers,
  second: -1,
  written: null,
});

/**
 * Where Node keeps what it has written: nothing that it promises, but so since its first versions.
 * `repeats` finds out whether it still is.
 */
interface Written {
  _header: string | null;
  maxRequestsOnConnectionReached?: boolean;
}

/** Begins an answer, as `response.writeHead` does. */
export const sendHead = (req: IncomingMessage, res: ServerResponse, head: Head): void => {
  if (!IS_REPEATABLE || !isOrdinary(req, res)) {
    res.writeHead(head.status, head.headers);
    return;
  }
  const second = Math.floor(Date.now() / 1_000);
  const isAgain = head.second === second;
  if (!isAgain) {
    head.second = second;
    head.written = null;
  }
  if (head.written !== null) return repeat(res, head.status, head.written);
  res.writeHead(head.status, head.headers);
  if (isAgain) head.written = (res as unknown as Written)._header;
};

const repeat = (res: ServerResponse, status: number, written: string): void => {
  res.statusCode = status;
  (res as unknown as Written)._header = written;
};

/** Its connection goes on afterwards, as those of browsers and caches do: of that the head tells as well. */
const isOrdinary = (req: IncomingMessage, res: ServerResponse): boolean =>
  res.shouldKeepAlive &&
  req.httpVersionMinor === 1 &&
  req.httpVersionMajor === 1 &&
  !(res as unknown as Written).maxRequestsOnConnectionReached;

/** What goes over the wire for an answer whose head is begun so. */
const sent = (begin: (res: ServerResponse) => void): { bytes: string; head: string | null } => {
  const chunks: Buffer[] = [];
  const wire = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  const req = new IncomingMessage(wire as Socket);
  req.httpVersionMajor = 1;
  req.httpVersionMinor = 1;
  const res = new ServerResponse(req);
  res.assignSocket(wire as Socket);
  begin(res);
  res.end('body');
  return {
    bytes: Buffer.concat(chunks).toString(),
    head: (res as unknown as Written)._header,
  };
};

/** Whether this Node takes a head that is already written, and sends the same bytes then. */
const repeats = (): boolean => {
  try {
    const headers = ['content-length', '4', 'date', 'Sun, 06 Nov 1994 08:49:37 GMT'];
    const { bytes, head } = sent((res) => res.writeHead(200, headers));
    if (!head || !bytes.startsWith(head) || !bytes.endsWith('body')) return false;
    const again = sent((res) => repeat(res, 200, head));
    return again.bytes === bytes;
  } catch {
    return false;
  }
};

/** Otherwise each head is written anew: slower, and right. */
export const IS_REPEATABLE = repeats();
