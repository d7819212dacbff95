import type { ServerResponse } from 'node:http';
import type { Context, Next } from 'koa';
import { isFresh } from '../api/article/page/answer';
import { chooseEncoding, compress, type Encoding } from './encoding';
import { createEntry, etagIn, type Entry, type Headers, type Wire } from './entry';
import { isOutdated, type Ask, type createLoads, type Load, type Made } from './load';
import type { Memory } from './memory';
import { entryTags } from './tags';
import { whenOver } from './when-over';

/** How long a list is given without being made anew: it may depend on the day, ms. */
const LIST_LIVES = 60_000;

/** Where the maker's own caller was not waited for, its route could not say any more how long it holds. */
const UNHEARD = { 'Cache-Control': 'private, no-store' };

interface Parts {
  memory: Memory;
  loads: ReturnType<typeof createLoads>;
  /** The question that came with this request, if it is one that may be remembered. */
  askOf: (ctx: Context) => Ask | undefined;
  /** Whether what is made now may be kept. */
  mayKeep: () => boolean;
}

/**
 * The middleware of a route whose answers are kept. It stands behind the route's authorization: what was
 * not allowed is never made, and what was made for one anonymous caller is everybody's.
 */
export const createKeep =
  ({ memory, loads, askOf, mayKeep }: Parts) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const ask = askOf(ctx);
    if (!ask) return next();
    const running = loads.find(ask.key);
    if (running) {
      const made = await running.made.catch((error: unknown) => {
        ctx.set(running.refusedWith);
        throw error;
      });
      // Its maker was answered with something that is nobody else's: one's own is made.
      return made ? give(ctx, made, ask) : next();
    }
    // Kept since this request was found not to be in memory.
    const kept = memory.get(ask.key);
    if (kept && kept.until >= performance.now()) return give(ctx, heldAs(kept), ask);
    let resolve!: (made: Made | null) => void;
    let reject!: (error: unknown) => void;
    const promise = new Promise<Made | null>((yes, no) => {
      resolve = yes;
      reject = no;
    });
    // Without followers nobody hears of it here; the maker's own caller is told in any case.
    promise.catch(() => undefined);
    const load = loads.begin(ask.key, promise);
    const before = new Set(Object.keys(ctx.response.headers));
    try {
      await next();
      const made = madeBy(ctx, before);
      resolve(made);
      if (!made) return loads.end(ask.key, load);
      keepAfter(ctx, ask, made, load);
      await give(ctx, made, ask);
    } catch (error) {
      loads.end(ask.key, load);
      load.refusedWith = ctx.headerSent ? UNHEARD : saidSince(ctx, before);
      reject(error);
      throw error;
    }

    /** Kept with the headers that all of Koa has given it, which are known once it has been sent. */
    function keepAfter({ req, res }: Context, { key, place }: Ask, made: Made, from: Load): void {
      whenOver(req, res, () => {
        loads.end(key, from);
        if (!res.writableFinished || !isGiven(res) || !mayKeep()) return;
        const { body, ...said } = made;
        const headers: Headers = {
          ...res.getHeaders(),
          ...made.headers,
          'content-type': made.type,
        };
        const tags = entryTags(place, String(headers['cache-tag'] ?? ''));
        if (tags.length === 0 || isOutdated(from, tags) || headers['set-cookie']) return;
        // What it shows is as old as the question to the database, however long its caller took to read.
        const until = place.kind === 'list' ? from.began + LIST_LIVES : Number.POSITIVE_INFINITY;
        // While he read, others had it made anew.
        if ((memory.get(key)?.until ?? Number.NEGATIVE_INFINITY) >= until) return;
        memory.put(key, createEntry({ headers, body, said }, { tags, until }));
      });
    }
  };

/** Something may have failed after the route had answered: the headers are those of an error then. */
const isGiven = ({ statusCode }: ServerResponse): boolean =>
  statusCode === 200 || statusCode === 304;

/** @param before names of the headers that were there before the route ran */
const saidSince = (ctx: Context, before: ReadonlySet<string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ctx.response.headers).flatMap(([name, value]) =>
      before.has(name) || value === undefined || name === 'content-length'
        ? []
        : [[name, String(value)]],
    ),
  );

const madeBy = (ctx: Context, before: ReadonlySet<string>): Made | null => {
  const { status, body } = ctx;
  const headers = saidSince(ctx, before);
  const { etag, 'last-modified': lastModified } = headers;
  if (status !== 200 || typeof body !== 'string' || etag === undefined) return null;
  return {
    headers,
    type: String(ctx.response.headers['content-type']),
    body,
    etag,
    lastModified: lastModified === undefined ? null : new Date(lastModified),
  };
};

/** What several callers want at once is compressed once. */
const packed = new WeakMap<Made, Map<Encoding, Promise<Buffer | null>>>();

const pack = (made: Made, encoding: 'br' | 'gzip'): Promise<Buffer | null> => {
  const known = packed.get(made) ?? new Map<Encoding, Promise<Buffer | null>>();
  packed.set(made, known);
  const { body } = made;
  const bytes = () => compress(typeof body === 'string' ? Buffer.from(body) : body, encoding);
  const begun = known.get(encoding);
  if (begun) return begun;
  const small = bytes();
  known.set(encoding, small);
  small.catch(() => known.delete(encoding));
  return small;
};

/** What is held, as its route made it. */
export const heldAs = ({ said, wires }: Entry): Made => ({
  ...said,
  body: (wires.identity as Wire).bytes,
});

/** Compressed also the first time: a cache in front asks once and then only whether it is still the same. */
export const give = async (ctx: Context, made: Made, conditions: Ask): Promise<void> => {
  ctx.set(made.headers);
  ctx.vary('Accept-Encoding');
  const wanted = chooseEncoding(ctx.req.headers['accept-encoding'] as string | undefined);
  const isPlain = wanted === null || wanted === 'identity';
  const small = isPlain ? null : await pack(made, wanted).catch(() => null);
  if (small && wanted) ctx.set('ETag', etagIn(made.etag, wanted));
  if (isFreshFor(conditions, made)) {
    ctx.status = 304;
    ctx.body = null;
    return;
  }
  ctx.status = 200;
  ctx.body = small ?? made.body;
  ctx.set('Content-Type', made.type);
  if (small && wanted) ctx.set('Content-Encoding', wanted);
};

const isFreshFor = (
  conditions: Pick<Ask, 'ifNoneMatch' | 'ifModifiedSince'>,
  { etag, lastModified }: Pick<Made, 'etag' | 'lastModified'>,
): boolean => isFresh(conditions, { etag, lastModified: lastModified ?? new Date(Number.NaN) });
