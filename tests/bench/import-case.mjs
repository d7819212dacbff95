/** One case of the import and growth benches in a process of its own: `command FILE`, `documents FILE` or `backfill`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { boot, close } from '../../scripts/boot.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(path.join(root, 'package.json'));
const [mode, file] = process.argv.slice(2);
process.chdir(root);

const command = async (args) => {
  let said = '';
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (chunk, ...rest) => {
    said += chunk;
    return write(chunk, ...rest);
  };
  const { run } = require('./dist/src/cli/index.js');
  const status = await run(args, { withDatabase: (work) => work(), boot, close, cwd: root });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with status ${status}`);
  return Number(/(\d+) a second/.exec(said)[1]);
};

const cases = {
  /** Through `newsroom import`, which says itself how long it took without the boot. */
  command: () => command(['import', file, '--publish']),
  /** Lists and teasers of all stories, through `newsroom recent-news backfill`. */
  backfill: () => command(['recent-news', 'backfill']),
  async documents() {
    const strapi = await boot();
    const articles = strapi.documents('api::article.article');
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    const from = performance.now();
    for (const line of lines) {
      const { relatedNews, ...data } = JSON.parse(line);
      await articles.create({
        data: { ...data, relatedNews: relatedNews.map(({ target: _, ...entry }) => entry) },
        status: 'published',
      });
    }
    return lines.length / ((performance.now() - from) / 1000);
  },
};

const perSecond = await cases[mode]();
process.send({ perSecond, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }, () =>
  process.exit(0),
);
