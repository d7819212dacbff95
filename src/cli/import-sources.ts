import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import streamArray from 'stream-json/streamers/stream-array.js';

/** Endings that a folder is searched for; a file named by the user may have any. */
const PAGES = new Set(['.txt', '.text', '.html', '.htm', '.md', '.markdown']);
const JSONS = new Set(['.json', '.jsonl', '.ndjson']);

/** Pages are pasted by people; what is larger is no page, and would be read into memory whole. */
const LARGEST_PAGE = 5 * 1024 * 1024;

/** One thing to import: the text of a page, or a value out of a JSON file. */
export type Input =
  | { kind: 'page'; file: string; text: string; name: string | undefined }
  | { kind: 'json'; file: string; place: string; value: unknown }
  | { kind: 'bad'; file: string; message: string };

export interface SourceFile {
  /** As the user named it; `-` for standard input. */
  name: string;
  path: string;
  bytes: number;
}

/**
 * The files that the given paths stand for, folders with all that is below them, in a fixed order.
 * @returns the files, and a sentence for each path that cannot be read
 */
export const findFiles = async (
  paths: readonly string[],
  cwd: string,
): Promise<{ files: SourceFile[]; bad: Input[] }> => {
  const files: SourceFile[] = [];
  const bad: Input[] = [];
  const visit = async (name: string, full: string, chosen: boolean): Promise<void> => {
    const info = await stat(full).catch(() => null);
    if (!info) {
      bad.push({ kind: 'bad', file: name, message: 'there is no such file or folder' });
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
  return { files, bad };
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
  try {
    yield* file.path === '-' ? fromStandardInput() : fromFile(file, onBytes);
  } catch (error) {
    yield {
      kind: 'bad',
      file: file.name,
      message: error instanceof Error ? error.message : String(error),
    };
  }
};

const fromStandardInput = async function* (): AsyncGenerator<Input> {
  const all = await text(process.stdin);
  if (/^\s*[[{]/.test(all))
    yield* fromJson(
      '-',
      all.trimStart().startsWith('['),
      () => Readable.from([all]),
      () => Promise.resolve(all),
    );
  else yield { kind: 'page', file: '-', text: all, name: undefined };
};

const fromFile = async function* (
  file: SourceFile,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Input> {
  const start = await firstCharacter(file.path);
  const extension = path.extname(file.path).toLowerCase();
  if (JSONS.has(extension) || (!PAGES.has(extension) && (start === '[' || start === '{'))) {
    const stream = () => {
      const source = createReadStream(file.path);
      source.on('data', (chunk) => onBytes(chunk.length));
      return source;
    };
    yield* fromJson(file.name, start === '[', stream, () => text(createReadStream(file.path)));
    return;
  }
  if (file.bytes > LARGEST_PAGE) {
    throw new Error(
      `is ${Math.ceil(file.bytes / 1024 / 1024)} MB; a page may have ${LARGEST_PAGE / 1024 / 1024} MB at most`,
    );
  }
  const page = await text(createReadStream(file.path));
  onBytes(file.bytes);
  yield { kind: 'page', file: file.name, text: page, name: file.path };
};

const firstCharacter = async (file: string): Promise<string | undefined> => {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
    return buffer
      .toString('utf8', 0, bytesRead)
      .replace(/^\uFEFF/, '')
      .trimStart()[0];
  } finally {
    await handle.close();
  }
};

const fromJson = async function* (
  file: string,
  isArray: boolean,
  stream: () => Readable,
  whole: () => Promise<string>,
): AsyncGenerator<Input> {
  if (isArray) {
    const items = stream().pipe(streamArray.withParserAsStream()) as AsyncIterable<{
      key: number;
      value: unknown;
    }>;
    for await (const { key, value } of items)
      yield { kind: 'json', file, place: `${file}[${key}]`, value };
    return;
  }
  let line = 0;
  for await (const row of createInterface({ input: stream(), crlfDelay: Infinity })) {
    line += 1;
    if (row.trim() === '') continue;
    const value = parse(row);
    if (value !== undefined) {
      yield { kind: 'json', file, place: `${file}:${line}`, value };
    } else if (line === 1) {
      // Not one article a line, so perhaps one article over many lines.
      yield { kind: 'json', file, place: file, value: JSON.parse(await whole()) as unknown };
      return;
    } else {
      yield {
        kind: 'bad',
        file: `${file}:${line}`,
        message: 'is no JSON; expected one article a line',
      };
    }
  }
};

const parse = (row: string): unknown => {
  try {
    return JSON.parse(row) as unknown;
  } catch {
    return undefined;
  }
};
