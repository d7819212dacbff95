import fs from 'node:fs/promises';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** How many files a swap moves before it lets requests through: a few ms. */
const A_BREATH = 200;

export interface Swapped {
  written: number;
  removed: number;
  unchanged: number;
}

/**
 * A set of changed files. All are written aside first and then moved into place together, so that
 * readers never see half a file, and half a build for some milliseconds at most.
 */
export class Stage {
  /** File in the public folder → where it waits. */
  readonly #prepared = new Map<string, string>();
  readonly #removed = new Set<string>();
  #unchanged = 0;
  #names = 0;

  constructor(
    /** What readers get. */
    private readonly publicFolder: string,
    /** On the same disk; only one stage uses it at a time. */
    private readonly aside: string,
  ) {}

  /** Only bytes that differ from what stands there are kept. */
  async put(file: string, content: string | Buffer): Promise<void> {
    const bytes = Buffer.from(content as string);
    this.#removed.delete(file);
    if ((await readOrNull(path.join(this.publicFolder, file)))?.equals(bytes)) {
      this.#unchanged += 1;
      this.#prepared.delete(file);
      return;
    }
    const waiting = this.#prepared.get(file) ?? path.join(this.aside, String((this.#names += 1)));
    this.#prepared.set(file, waiting);
    await fs.mkdir(this.aside, { recursive: true });
    await fs.writeFile(waiting, bytes);
  }

  remove(file: string): void {
    this.#prepared.delete(file);
    this.#removed.add(file);
  }

  /** Pages before the lists that lead to them; what is gone goes last. */
  async swap(): Promise<Swapped> {
    const files = [...this.#prepared];
    for (const folder of new Set(files.map(([file]) => path.dirname(file)))) {
      mkdirSync(path.join(this.publicFolder, folder), { recursive: true });
    }
    for (const [place, [file, waiting]] of files.entries()) {
      renameSync(waiting, path.join(this.publicFolder, file));
      if (place % A_BREATH === A_BREATH - 1) await new Promise(setImmediate);
    }
    let removed = 0;
    for (const file of this.#removed) {
      const there = path.join(this.publicFolder, file);
      if ((await readOrNull(there)) === null) continue;
      rmSync(there, { force: true });
      removed += 1;
    }
    const swapped = { written: files.length, removed, unchanged: this.#unchanged };
    this.#prepared.clear();
    this.#removed.clear();
    this.#unchanged = 0;
    return swapped;
  }
}

const readOrNull = async (file: string): Promise<Buffer | null> => {
  try {
    return await fs.readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
};

/** Every file below a folder, relative to it. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
