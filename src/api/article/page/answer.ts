import { createHash } from 'node:crypto';
import { answeredMeta } from './meta';

/**
 * Browsers ask again each time (a correction must show), shared caches may keep a page for a minute
 * and serve an old one for a day while the newsroom cannot be reached.
 */
export const CACHE_CONTROL =
  'public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400';

/** Strong: it is made from the bytes, so the same tag means the same bytes, also after a restore. */
export const etagOf = (body: string): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;

/** The validators that a caller sent. */
export interface Conditions {
  ifNoneMatch: string;
  ifModifiedSince: string;
}

/**
 * Does the caller have these bytes already (RFC 9110, 13.1: the tag counts before the date)? Asked
 * also when the request says `Cache-Control: no-cache`, unlike Koa's own `ctx.fresh`: Node's `fetch`
 * adds that to every conditional request, and asking us is the very validation it calls for.
 */
export const isFresh = (
  { ifNoneMatch, ifModifiedSince }: Conditions,
  current: { etag: string; lastModified: Date },
): boolean => {
  if (ifNoneMatch) {
    const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    // The same answer compressed has the same tag with the encoding behind it (`front/entry`).
    const plain = tags.map((tag) => tag.replace(/\.(br|gzip)"$/, '"'));
    return tags.includes('*') || plain.includes(current.etag);
  }
  // HTTP dates count in seconds; an unreadable one is NaN and compares as false.
  return Date.parse(ifModifiedSince) >= Math.floor(current.lastModified.getTime() / 1000) * 1000;
};

/**
 * `data` and `meta` are JSON already, as the publish wrote them; `meta` an object.
 * @param mediaOrigin where pictures are whose address begins with `/`
 */
export const pageBody = (
  data: string,
  { version, meta, mediaOrigin }: { version: number; meta: string | null; mediaOrigin: string },
): string =>
  `{"data":${data},"meta":${joined({ version }, meta && answeredMeta(meta, mediaOrigin))}}`;

/** Two objects in one, without reading the second. */
const joined = (own: Record<string, unknown>, more: string | null): string => {
  const rest = more === null || more === '{}' ? '' : `,${more.slice(1, -1)}`;
  return `${JSON.stringify(own).slice(0, -1)}${rest}}`;
};

export const listBody = (heads: readonly string[], meta: Record<string, unknown>): string =>
  `{"data":[${heads.join(',')}],"meta":${JSON.stringify(meta)}}`;

export const paginationOf = (page: number, pageSize: number, total: number) => ({
  page,
  pageSize,
  pageCount: Math.ceil(total / pageSize),
  total,
});
