import type { Context, Next } from 'koa';
import { bodyFault } from './body-faults';
import { invalid, unsupported } from './errors';
import { JSON_TYPES, readJson } from './json-body';

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** The media library, of the content API and of the admin. */
const TAKES_FILES = /^\/(api\/)?upload(\/|$)/;

/** How long files may take to be on the disk once all of a request is there, ms. */
const FILES_WRITTEN_WITHIN = 10_000;

interface BodyRequest {
  body?: unknown;
}

/** Strapi's words for a write that brings nothing to write. */
const NO_DATA = 'Missing "data" payload in the request body';

const noData = (ctx: Context): Error => {
  const type = ctx.get('Content-Type');
  return invalid(
    JSON_TYPES.includes(ctx.request.type)
      ? 'data: is missing; the body must be an object {"data": {…}} with the fields to write.'
      : `data: is missing, as the body came ${type ? `with "Content-Type: ${type}"` : 'without a Content-Type'}; send {"data": {…}} with "Content-Type: application/json", in UTF-8.`,
  );
};

/**
 * A header of a part that makes no sense leaves the parser waiting for ever, and the caller with it.
 * A body that was read is in `ctx.request.body`.
 */
const unlessStuck = async (ctx: Context, work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_resolve, reject) => {
    ctx.req.once('end', () => {
      timer = setTimeout(() => {
        if ((ctx.request as BodyRequest).body === undefined)
          reject(
            invalid(
              'body: has a part whose headers cannot be read; each needs a line such as Content-Disposition: form-data; name="files"; filename="a.png".',
            ),
          );
      }, FILES_WRITTEN_WITHIN).unref();
    });
  });
  try {
    await Promise.race([work, stuck]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Stands in front of Strapi's reader of bodies: reads JSON in its place, and keeps from it what only the
 * media library has use for. Strapi's would put any stranger's files on the disk before it looks who asks.
 */
export const readBodies =
  () =>
  async (ctx: Context, next: Next): Promise<void> => {
    if (!WITH_BODY.has(ctx.method)) return next();
    if (ctx.is(JSON_TYPES)) (ctx.request as BodyRequest).body = await readJson(ctx.request);
    const isMultipart = Boolean(ctx.is('multipart'));
    if (isMultipart && !TAKES_FILES.test(ctx.path))
      throw unsupported(
        `Content-Type: only the media library takes "multipart/form-data"; send "${ctx.method} ${ctx.path}" a body of "Content-Type: application/json", and files to /api/upload.`,
      );
    try {
      await (isMultipart ? unlessStuck(ctx, next()) : next());
    } catch (error) {
      throw (error as Partial<Error> | undefined)?.message === NO_DATA ? noData(ctx) : error;
    }
  };

/** For Strapi's reader of the other bodies, which would log what it throws with a stack and answer 500. */
export const refuseBody = (error: Error, ctx: Context): never => {
  throw bodyFault(error, ctx.get('Content-Encoding') || undefined) ?? error;
};
