import { z } from 'zod';
import type { Place } from './list-plans';

const Shape = z.tuple([z.iso.datetime(), z.string().min(1)]);

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
