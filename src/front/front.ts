import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Context } from 'koa';
import { isFresh } from '../api/article/page/answer';
import { placeOf } from './address';
import { chooseEncoding } from './encoding';
import { headsOf, wireOf, type Entry, type Wire } from './entry';
import { sendHead } from './head';
import { createKeep, give, heldAs } from './keep';
import { createLoads, type Ask } from './load';
import { createMemory } from './memory';
import { createOrigins } from './origins';
import { tagsOfChanges, type Change } from './tags';

/** What is known of the state of the record that tells of changes (see `record.ts`). */
export interface Standing {
  /** May everybody read published articles? */
  open: boolean;
  /** When the record was last read to its end (monotonic, ms); null before the first time. */
  confirmedAt: number | null;
}

export interface FrontOptions {
  /** Of all that is held; 0 holds nothing. */
  maxBytes: number;
  standing: () => Standing;
  /** Writes a line of the access log; null where none is kept. */
  access: ((line: string) => void) | null;
}

/**
 * Nothing older is called fresh, ms. The record is read each second: five misses in a row are no accident.
 */
export const FRESH_FOR = 5_000;

/**
 * Published pages, lists and feeds, answered from memory before Koa sees the request. Whatever it does
 * not know goes on to Koa as if it were not there.
 */
export const createFront = ({ maxBytes, standing, access }: FrontOptions) => {
  const memory = createMemory(Math.max(1, maxBytes));
  const loads = createLoads();
  const origins = createOrigins();
  const asks = new WeakMap<IncomingMessage, Ask>();
  const answers = { hit: 0, notModified: 0, passed: 0 };

  const mayKeep = (): boolean => {
    const { open, confirmedAt } = standing();
    return open && confirmedAt !== null;
  };

  const answer = (
    req: IncomingMessage,
    res: ServerResponse,
    entry: Entry,
    wire: Wire,
    more: readonly string[],
    began: number,
  ): void => {
    const isSame = hasAlready(req, entry, wire);
    const heads = headsOf(wire, more);
    if (isSame) {
      sendHead(req, res, heads.notModified);
      res.end();
      answers.notModified++;
    } else {
      sendHead(req, res, heads.whole);
      if (req.method === 'HEAD') res.end();
      else res.end(wire.bytes);
      answers.hit++;
    }
    if (access)
      access(
        `${req.method} ${req.url} (${Math.ceil(performance.now() - began)} ms) ${res.statusCode}`,
      );
  };

  const take = (req: IncomingMessage, res: ServerResponse): boolean => {
    const { url: key, headers } = req;
    if (key === undefined || !mayAsk(req)) return false;
    const { open, confirmedAt } = standing();
    if (!open || confirmedAt === null) return false;
    const entry = memory.get(key);
    if (!entry) return false;
    const now = performance.now();
    const isStale = now - confirmedAt > FRESH_FOR;
    // What must be made anew cannot be while the database is away: the last answer is better than none.
    if (entry.until < now && !isStale) return false;
    const cors = origins.headersFor(headers.origin, now, isStale);
    const encoding = chooseEncoding(headers['accept-encoding'] as string | undefined);
    if (!cors || !encoding) return false;
    const more = isStale
      ? [...cors, ...Object.entries(staleHeaders(now - confirmedAt)).flat()]
      : cors;
    const wire = wireOf(entry, encoding);
    if (!(wire instanceof Promise)) {
      answer(req, res, entry, wire, more, now);
      return true;
    }
    wire
      .catch(() => entry.wires.identity as Wire)
      .then((made) => {
        memory.weigh(key, entry, encoding);
        answer(req, res, entry, made, more, now);
      });
    return true;
  };

  /** The question goes on to Koa, which makes the whole answer of it. */
  const ask = (req: IncomingMessage, res: ServerResponse): void => {
    if (!mayAsk(req) || !mayKeep()) return;
    const key = req.url!;
    const place = placeOf(key);
    if (!place) return;
    asks.set(req, { key, place, ...conditionsOf(req) });
    delete req.headers['if-none-match'];
    delete req.headers['if-modified-since'];
    res.once('close', () => {
      if (res.writableFinished && res.statusCode < 400)
        origins.learn(req.headers.origin, res.getHeaders(), performance.now());
    });
  };

  return {
    /** Stands in front of a server's own listener. */
    wrap(next: RequestListener): RequestListener {
      if (maxBytes === 0) return next;
      return (req, res) => {
        if (take(req, res)) return;
        answers.passed++;
        ask(req, res);
        next(req, res);
      };
    },

    /** The middleware of a route whose answers are kept; it stands behind the route's authorization. */
    keep: createKeep({
      memory,
      loads,
      askOf: ({ req }: Context) => asks.get(req),
      mayKeep,
    }),

    /**
     * The database is away, and nothing newer can be made: what is held of this address is given, old
     * as it may be, and said to be. What everybody may not read any more is not.
     * @returns false where nothing is held
     */
    async giveHeld(ctx: Context): Promise<boolean> {
      const asked = asks.get(ctx.req);
      const { open, confirmedAt } = standing();
      const entry = asked && memory.get(asked.key);
      if (!entry || !open || confirmedAt === null) return false;
      await give(ctx, heldAs(entry), asked);
      ctx.set(staleHeaders(performance.now() - confirmedAt));
      return true;
    },

    /** These have changed: what shows them is made anew from now on. */
    drop(changes: readonly Change[]): void {
      const tags = tagsOfChanges(changes);
      loads.drop(tags);
      memory.drop(tags);
    },

    /** Anything may have changed. */
    dropAll(): void {
      loads.dropAll();
      memory.clear();
    },

    stats() {
      const { open, confirmedAt } = standing();
      const lag = confirmedAt === null ? null : (performance.now() - confirmedAt) / 1_000;
      return {
        ...memory.stats(),
        maxBytes,
        answers: { ...answers },
        lag,
        stale: lag !== null && lag * 1_000 > FRESH_FOR,
        open,
      };
    },
  };
};

export type Front = ReturnType<typeof createFront>;

const NEVER = new Date(Number.NaN);

/**
 * A token may see more, and a body is nothing that we read. Nor is the go-ahead for one given here: Node
 * writes it behind the head of an answer in bytes, where that waits for another answer.
 */
const mayAsk = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  headers.authorization === undefined &&
  headers.expect === undefined &&
  headers['content-length'] === undefined &&
  headers['transfer-encoding'] === undefined;

/** Does the caller hold these bytes? */
const hasAlready = (
  { headers }: IncomingMessage,
  { lastModified }: Entry,
  { etag }: Wire,
): boolean => {
  const tags = headers['if-none-match'];
  // What nearly all say who ask for the second time.
  if (tags === etag) return true;
  const since = headers['if-modified-since'];
  if (tags === undefined && since === undefined) return false;
  const conditions = { ifNoneMatch: tags ?? '', ifModifiedSince: since ?? '' };
  return isFresh(conditions, { etag: plain(etag), lastModified: lastModified ?? NEVER });
};

const conditionsOf = ({ headers }: IncomingMessage) => ({
  ifNoneMatch: headers['if-none-match'] ?? '',
  ifModifiedSince: headers['if-modified-since'] ?? '',
});

const plain = (etag: string): string => etag.replace(/\.(br|gzip)"$/, '"');

/** RFC 9111, 5.1: seconds since the answer was last known to be right; the warning is RFC 7234's, and widely read. */
const staleHeaders = (ageMs: number): Record<'age' | 'warning', string> => ({
  age: String(Math.floor(ageMs / 1_000)),
  warning: '110 newsroom "Response is Stale"',
});
