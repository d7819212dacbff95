/**
 * How fast our own JSON is imported and published, and in how much memory: 10,000 articles of seven
 * sections and eighteen bullets in one JSON-lines file through the `newsroom` command, and 200 of the
 * same one by one through the Document Service (as create and publish) beside it.
 *
 * IMPORT_ARTICLES sets another number.
 */
import { fork } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseFor } from './database.mjs';
import { ratio, summary } from './rounds.mjs';
import { generatedArticle } from './generated-articles.mjs';

const COUNT = Number(process.env.IMPORT_ARTICLES ?? 10_000);
const ONE_BY_ONE = 200;

const write = async (file, from, count) => {
  const out = createWriteStream(file);
  for (let i = from; i < from + count; i += 1) {
    if (!out.write(`${JSON.stringify(generatedArticle(i))}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
};

/** @returns {Promise<{ perSecond: number, megabytes: number }>} megabytes: at the peak */
export const inOwnProcess = (mode, databaseUrl, file = '') =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'import-case.mjs'), [mode, file], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('message', resolve);
    child.once('exit', (code) =>
      reject(new Error(`${mode} ended with status ${code} before it had a result`)),
    );
  });

const row = (name, metric, value) => ({ case: name, metric, ...summary([value]) });

export const run = async ({ url }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'newsroom-import-'));
  try {
    const [bulk, single] = [path.join(folder, 'bulk.jsonl'), path.join(folder, 'single.jsonl')];
    await write(bulk, 0, COUNT);
    await write(single, COUNT, ONE_BY_ONE);
    const rows = [];
    for (const [name, mode, file] of [
      [`import of ${COUNT}`, 'command', bulk],
      [`create and publish of ${ONE_BY_ONE}`, 'documents', single],
    ]) {
      const own = await databaseFor(url, `bench_${mode}`);
      const { perSecond, megabytes } = await inOwnProcess(mode, own, file);
      rows.push(row(name, 'articles a second', perSecond), row(name, 'peak memory, MB', megabytes));
    }
    return {
      rows,
      ratios: {
        vsOneByOne: ratio(
          rows,
          'articles a second',
          `import of ${COUNT}`,
          `create and publish of ${ONE_BY_ONE}`,
        ),
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
