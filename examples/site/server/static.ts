import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import fresh from 'fresh';
import { lookup } from 'mrmime';
import { fileOf, plainFileOf } from './paths';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer | null;
}

const FEED_TYPES: Record<string, string> = {
  'rss.xml': 'application/rss+xml; charset=utf-8',
  'atom.xml': 'application/atom+xml; charset=utf-8',
  'feed.json': 'application/feed+json; charset=utf-8',
};

const typeOf = (file: string): string => {
  const type = FEED_TYPES[path.basename(file)] ?? lookup(file) ?? 'application/octet-stream';
  return type === 'text/html' || type === 'text/plain' || type.endsWith('/xml')
    ? `${type}; charset=utf-8`
    : type;
};

/** Names of assets hold a hash of their content. */
const cachingOf = (file: string): string =>
  file.startsWith('assets/')
    ? 'public, max-age=31536000, immutable'
    : 'public, max-age=0, must-revalidate';

const readOrNull = async (file: string): Promise<Buffer | null> => {
  try {
    return await fs.readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null;
    throw error;
  }
};

/**
 * Answers from the public folder. A file is read whole before anything is said of it, so tag, length
 * and bytes are of one version even while another is swapped in: libraries that look at a file first
 * and stream it then may mix two.
 *
 * @param pathname as in the request, still encoded
 */
export async function answerStatic(
  folder: string,
  pathname: string,
  moved: Readonly<Record<string, string>>,
  conditions: IncomingHttpHeaders,
): Promise<Answer> {
  const wanted = decoded(pathname);
  if (wanted !== null && wanted.length > 1 && wanted.endsWith('/')) {
    const shorter = wanted.replace(/\/+$/, '');
    if (fileOf(shorter) !== null) return redirect(shorter);
  }
  const to = wanted === null || !Object.hasOwn(moved, wanted) ? undefined : moved[wanted];
  if (to !== undefined) return redirect(to);
  const found = wanted === null || wanted === '/404' ? null : await firstOf(folder, wanted);
  if (found === null) return missing(folder);
  const { file, body } = found;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const headers = { ETag: etag, 'Cache-Control': cachingOf(file) };
  // Only the tag counts: `no-cache` asks this server to look, which it does.
  const tag = { 'if-none-match': conditions['if-none-match'] };
  if (fresh(tag, { etag })) return { status: 304, headers, body: null };
  return { status: 200, headers: { ...headers, 'Content-Type': typeOf(file) }, body };
}

/** The page of a path before the file of that name: `/story.html` may be a story's address. */
async function firstOf(
  folder: string,
  wanted: string,
): Promise<{ file: string; body: Buffer } | null> {
  for (const file of new Set([fileOf(wanted), plainFileOf(wanted)])) {
    const body = file === null ? null : await readOrNull(path.join(folder, file));
    if (file !== null && body !== null) return { file, body };
  }
  return null;
}

const decoded = (pathname: string): string | null => {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
};

const redirect = (to: string): Answer => ({
  status: 301,
  headers: { Location: encodeURI(to), 'Cache-Control': 'public, max-age=0, must-revalidate' },
  body: null,
});

async function missing(folder: string): Promise<Answer> {
  const page = await readOrNull(path.join(folder, '404.html'));
  return {
    // Without a page for it, the first build is not done.
    status: page === null ? 503 : 404,
    headers: {
      'Content-Type': page === null ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      ...(page === null && { 'Retry-After': '5' }),
    },
    body: page ?? Buffer.from('The site is being built for the first time.\n'),
  };
}
