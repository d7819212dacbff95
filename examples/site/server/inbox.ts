import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { callSchema } from '../src/newsroom';
import { writeWhole } from './state';

const keptSchema = z.object({ id: z.string(), call: callSchema });

export type KeptCall = z.infer<typeof keptSchema>;

/**
 * Calls that were answered and are not built yet: the newsroom does not send them again, so they
 * must outlive this process.
 */
export class Inbox {
  constructor(private readonly folder: string) {}

  /** Everything kept, oldest first. */
  async open(): Promise<KeptCall[]> {
    await fs.mkdir(this.folder, { recursive: true });
    const names = (await fs.readdir(this.folder)).filter((name) => name.endsWith('.json'));
    const calls = await Promise.all(
      names.map(async (name) => {
        const file = path.join(this.folder, name);
        const [text, { mtimeMs }] = await Promise.all([fs.readFile(file, 'utf8'), fs.stat(file)]);
        return { mtimeMs, ...keptSchema.parse(JSON.parse(text)) };
      }),
    );
    return calls.sort((a, b) => a.mtimeMs - b.mtimeMs).map(({ id, call }) => ({ id, call }));
  }

  keep(kept: KeptCall): Promise<void> {
    return writeWhole(this.#file(kept.id), JSON.stringify(kept));
  }

  async forget(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => fs.rm(this.#file(id), { force: true })));
  }

  /** An id comes from outside; its hash is safe as a name. */
  #file(id: string): string {
    return path.join(this.folder, `${createHash('sha256').update(id).digest('hex')}.json`);
  }
}
