import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { decode, encodingOf, HEAD_BYTES } from './decode';
import { arrayItems, lineValues } from './json-values';

/** Endings that a folder is searched for; a file named by the user may have any. */
const PAGES = new Set(['.txt', '.text', '.html', '.htm', '.md', '.markdown']);
const JSONS = new Set(['.json', '.jsonl', '.ndjson']);
const HTMLS = new Set(['.html', '.htm']);

/** Pages are pasted by people; what is larger is no page, and would be read into memory whole. */
const LARGEST_PAGE = 5 * 1024 * 1024;

/** One thing to import: the text of a page, or a value out of a JSON file. */
export type Input =
  | { kind: 'page'; file: string; text: string; name: string | undefined }
  | { kind: 'json'; file: string; place: string; value: unknown }
  | { kind: 'bad'; file: string; place: string; message: string };

export interface SourceFile {
  /** As the user named it; `-` for standard input. */
  name: string;
  path: string;
  bytes: number;
}

const bad = (file: string, message: string, place = file): Input => ({
  kind: 'bad',
  file,
  place,
  message,
});

/**
 * The files that the given paths stand for, folders with all that is below them, in a fixed order.
 * @returns the files, and a sentence for each path that cannot be read
 */
export const findFiles = async (
  paths: readonly string[],
  cwd: string,
): Promise<{ files: SourceFile[]; bad: Input[] }> => {
  const files: SourceFile[] = [];
  const missing: Input[] = [];
  const visit = async (name: string, full: string, chosen: boolean): Promise<void> => {
    const info = await stat(full).catch(() => null);
    if (!info) {
      missing.push(bad(name, 'there is no such file or folder'));
    } else if (info.isDirectory()) {
      for (const entry of (await readdir(full)).sort()) {
        if (!entry.startsWith('.'))
          await visit(path.join(name, entry), path.join(full, entry), false);
      }
    } else if (chosen || isKnown(full)) {
      files.push({ name, path: full, bytes: info.size });
    }
  };
  for (const name of paths) {
    if (name === '-') files.push({ name: '-', path: '-', bytes: 0 });
    else await visit(name, path.resolve(cwd, name), true);
  }
  return { files, bad: missing };
};

/** A README beside stories is for people, not a story. */
const isKnown = (file: string): boolean => {
  const extension = path.extname(file).toLowerCase();
  return (PAGES.has(extension) || JSONS.has(extension)) && !/^readme\./i.test(path.basename(file));
};

/** Reads the things to import out of one file, JSON of any size in bounded memory. */
export const readInputs = async function* (
  file: SourceFile,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Input> {
  const stream = file.path === '-' ? null : createReadStream(file.path);
  try {
    const source = counted(stream ?? process.stdin, onBytes);
    yield* fromBytes(file.name, stream ? file.path : undefined, await peek(source));
  } catch (error) {
    yield bad(file.name, error instanceof Error ? error.message : String(error));
  } finally {
    stream?.destroy();
  }
};

const counted = async function* (
  source: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    onBytes(chunk.length);
    yield chunk;
  }
};

interface Peeked {
  head: Buffer;
  /** All bytes, the head's among them. */
  all: AsyncIterable<Buffer>;
}

/** Waits for as much of a source as tells what it is. */
const peek = async (source: AsyncGenerator<Buffer>): Promise<Peeked> => {
  let head = Buffer.alloc(0);
  let more = true;
  while (more && head.length < HEAD_BYTES) {
    const { value, done } = await source.next();
    if (done) more = false;
    else head = Buffer.concat([head, value]);
  }
  const all = async function* () {
    yield head;
    if (more) yield* source;
  };
  return { head, all: all() };
};

/** A link or a picture of Markdown and a shortcode begin with a bracket too, but no article is `[a…`. */
const JSON_START = /^\s*(?:\{|\[(?!\s*[\p{L}!^]))/u;

const fromBytes = async function* (
  file: string,
  name: string | undefined,
  { head, all }: Peeked,
): AsyncGenerator<Input> {
  const extension = path.extname(name ?? '').toLowerCase();
  const isHtml = HTMLS.has(extension) || /^\s*(?:<|Version:\d)/.test(head.toString('latin1'));
  const encoding = encodingOf(head, isHtml && !JSONS.has(extension));
  const start = new TextDecoder(encoding.name).decode(head);
  const texts = decode(all, encoding);
  if (JSONS.has(extension) || (!PAGES.has(extension) && JSON_START.test(start))) {
    const isArray = start.trimStart().startsWith('[');
    for await (const { place, ...read } of isArray ? arrayItems(texts) : lineValues(texts)) {
      if ('value' in read) yield { kind: 'json', file, place: `${file}${place}`, ...read };
      else yield bad(file, read.problem, `${file}${place}`);
    }
    return;
  }
  let text = '';
  for await (const piece of texts) {
    text += piece;
    if (text.length > LARGEST_PAGE) {
      throw new Error(
        `is too large for a page, which may have ${LARGEST_PAGE / 1024 / 1024} million characters at most; articles in JSON may have any number`,
      );
    }
  }
  yield { kind: 'page', file, text, name };
};
