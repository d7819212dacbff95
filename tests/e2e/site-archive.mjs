/**
 * A process: `newsroom import DRAFT`, `newsroom import FILES --publish` and `newsroom recent-news
 * backfill` on one boot, which is what takes long.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { boot, close } from '../../scripts/boot.mjs';
import { dist, root } from '../../scripts/paths.mjs';

process.env.NEWSROOM_JOBS = 'off';
const { run } = await import(pathToFileURL(path.join(dist, 'src/cli/index.js')).href);
const strapi = await boot();
const context = {
  withDatabase: (work) => work(),
  boot: async () => strapi,
  close: async () => undefined,
  cwd: root,
};
const [draft, ...files] = process.argv.slice(2);
process.exitCode =
  (await run(['import', draft], context)) ||
  (await run(['import', ...files, '--publish'], context)) ||
  (await run(['recent-news', 'backfill'], context));
await close(strapi);
