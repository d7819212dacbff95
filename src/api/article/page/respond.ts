import type { Context } from 'koa';
import { CACHE_CONTROL, etagOf, isFresh } from './answer';

/** Sets the validators and answers 304 where the caller has these bytes already. */
export const respond = (
  ctx: Context,
  body: string,
  {
    lastModified,
    tags,
    type = 'application/json; charset=utf-8',
  }: { lastModified: Date; tags: readonly string[]; type?: string },
): void => {
  ctx.set('Cache-Control', CACHE_CONTROL);
  ctx.set('Cache-Tag', tags.join(','));
  // From memory the same answer goes out compressed.
  ctx.vary('Accept-Encoding');
  const etag = etagOf(body);
  ctx.set('ETag', etag);
  ctx.set('Last-Modified', lastModified.toUTCString());
  const conditions = {
    ifNoneMatch: ctx.get('If-None-Match'),
    ifModifiedSince: ctx.get('If-Modified-Since'),
  };
  if (isFresh(conditions, { etag, lastModified })) {
    ctx.status = 304;
    return;
  }
  ctx.status = 200;
  ctx.type = type;
  ctx.body = body;
};
