import { compress, type Encoding } from './encoding';
import { createHead, type Head } from './head';

/** One answer as it goes over the wire in one encoding. */
export interface Wire {
  etag: string;
  /** Names and values in turn, as `writeHead` takes them; what depends on the caller is not among them. */
  headers: string[];
  /** Those that a 304 carries. */
  notModified: string[];
  bytes: Buffer;
  /** What was last put together for callers of one kind; nearly all are of one. */
  last: ({ more: readonly string[] } & Heads) | null;
}

export interface Heads {
  whole: Head;
  notModified: Head;
}

/** Headers of a route, without those of the middlewares around it. */
export interface Said {
  headers: Record<string, string>;
  type: string;
  etag: string;
  lastModified: Date | null;
}

/** A 200 that Koa gave, kept to be given again. */
export interface Entry {
  lastModified: Date | null;
  /** What the route itself said, for a request that has come as far as the route meanwhile. */
  said: Said;
  /** What it is dropped by: `article-ID`, `slug-SLUG` or `lists`. */
  tags: readonly string[];
  /** When it must be made anew although nothing has changed (monotonic, ms); a list may depend on the clock. */
  until: number;
  wires: Record<Encoding, Wire | null | Promise<Wire>>;
}

/** A header that belongs to one connection or one caller, or that is written anew each time. */
const NOT_KEPT =
  /^(access-control-.*|age|connection|content-encoding|content-length|date|etag|keep-alive|transfer-encoding|vary|warning)$/i;
/** RFC 9110, 15.4.5: what a 304 says is what may have changed; a cache keeps the rest of what it holds. */
const OF_NOT_MODIFIED =
  /^(cache-control|cache-tag|etag|expires|last-modified|surrogate-.*|vary|xkey)$/i;

/** What there is beside the bytes, bytes: headers in three encodings, maps and lists. */
const OVERHEAD = 3_000;

export type Headers = Readonly<Record<string, number | string | string[] | undefined>>;

/** A tag tells the encoding, so that a cache never takes one for another; `.` is in no hash. */
export const etagIn = (etag: string, encoding: Encoding): string =>
  encoding === 'identity' ? etag : `${etag.slice(0, -1)}.${encoding}"`;

/** @param headers those that Koa sent with it, an `etag` among them */
export const createEntry = (
  { headers, body, said }: { headers: Headers; body: string | Buffer; said: Said },
  { tags, until }: { tags: readonly string[]; until: number },
): Entry => {
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || NOT_KEPT.test(name)
      ? []
      : (Array.isArray(value) ? value : [value]).map((each) => [name, String(each)] as const),
  );
  const shared: Shared = {
    kept: [...kept, ['vary', varyOf(headers.vary)]],
    etag: String(headers.etag),
  };
  const lastModified = headers['last-modified'];
  return {
    lastModified: lastModified === undefined ? null : new Date(String(lastModified)),
    said,
    tags,
    until,
    wires: {
      identity: createWire(shared, typeof body === 'string' ? Buffer.from(body) : body, 'identity'),
      gzip: null,
      br: null,
    },
  };
};

interface Shared {
  kept: (readonly [string, string])[];
  etag: string;
}

const shares = new WeakMap<Wire, Shared>();

const createWire = (shared: Shared, bytes: Buffer, encoding: Encoding): Wire => {
  const etag = etagIn(shared.etag, encoding);
  const about = [...shared.kept, ['etag', etag] as const];
  const wire: Wire = {
    etag,
    headers: [
      ...about.flat(),
      ...(encoding === 'identity' ? [] : ['content-encoding', encoding]),
      'content-length',
      String(bytes.length),
    ],
    notModified: about.filter(([name]) => OF_NOT_MODIFIED.test(name)).flat(),
    bytes,
    last: null,
  };
  shares.set(wire, shared);
  return wire;
};

/** Koa says of what the answer depends; that it also depends on the encoding is ours to say. */
const varyOf = (vary: number | string | string[] | undefined): string => {
  const names = String(vary ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name.toLowerCase() !== 'accept-encoding');
  return [...names, 'Accept-Encoding'].join(', ');
};

/**
 * The answer in an encoding; the first that asks for one has it made, others who ask meanwhile wait with it.
 * One that could not be made is tried anew for the next.
 */
export const wireOf = (entry: Entry, encoding: Encoding): Wire | Promise<Wire> =>
  entry.wires[encoding] ?? (entry.wires[encoding] = encode(entry, encoding as 'br' | 'gzip'));

const encode = async (entry: Entry, encoding: 'br' | 'gzip'): Promise<Wire> => {
  const plain = entry.wires.identity as Wire;
  const bytes = await compress(plain.bytes, encoding).catch((error: unknown) => {
    entry.wires[encoding] = null;
    throw error;
  });
  const wire = bytes ? createWire(shares.get(plain)!, bytes, encoding) : plain;
  entry.wires[encoding] = wire;
  return wire;
};

/** Heads of an answer with `more`, which depends on the caller. */
export const headsOf = (wire: Wire, more: readonly string[]): Heads => {
  if (wire.last?.more !== more)
    wire.last = {
      more,
      whole: createHead(200, [...wire.headers, ...more]),
      notModified: createHead(304, [...wire.notModified, ...more]),
    };
  return wire.last;
};

/** Bytes that the entry takes, as far as it has been made; an encoding that saves nothing is the plain one. */
export const sizeOf = ({ wires }: Entry, key: string): number =>
  [...new Set(Object.values(wires))].reduce(
    (sum, wire) => (wire === null || wire instanceof Promise ? sum : sum + wire.bytes.length),
    OVERHEAD + 2 * key.length,
  );
