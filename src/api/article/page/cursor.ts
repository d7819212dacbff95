import { z } from 'zod';
import { LIMITS } from '../limits';
import { isStorable } from '../text/text-rules';
import type { Place } from './list-plans';

/** Whatever a caller makes up, Postgres is asked only for what it could have stored. */
const Shape = z.tuple([
  z.iso.datetime().refine((text) => new Date(text).getUTCFullYear() > 0),
  z.string().min(1).max(LIMITS.slug).refine(isStorable),
]);

/** A place in a list as callers carry it about: opaque, and safe in an address. */
export const writeCursor = ({ firstPublishedAt, slug }: Place): string =>
  Buffer.from(JSON.stringify([firstPublishedAt, slug])).toString('base64url');

/** @returns null for what {@link writeCursor} did not write */
export const readCursor = (cursor: string): Place | null => {
  try {
    const read = Shape.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return read.success ? { firstPublishedAt: read.data[0], slug: read.data[1] } : null;
  } catch {
    return null;
  }
};
