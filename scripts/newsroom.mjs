/** `npm run newsroom -- COMMAND …` (stdout belongs to the command; progress goes to stderr) */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { boot, close } from './boot.mjs';
import { buildServer } from './build.mjs';
import { withDatabase } from './database.mjs';
import { ensureInstalled } from './install.mjs';
import { dist, root } from './paths.mjs';
import { main } from './progress.mjs';

/** An image holds what was built, and nothing that it could be built from. */
const isImage = () => !fs.existsSync(path.join(root, 'tsconfig.json'));

await main(async () => {
  if (!isImage()) {
    await ensureInstalled();
    await buildServer();
  }
  // npm changes to the project's folder and says where the user stood.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  process.chdir(root);
  // A command sends jobs, whatever this machine's server is there for; the servers work them.
  process.env.NEWSROOM_ROLE = 'all';
  process.env.NEWSROOM_JOBS = 'off';
  // Strapi logs to stdout.
  process.env.LOG_LEVEL ??= 'error';
  const { run } = await import(pathToFileURL(path.join(dist, 'src', 'cli', 'index.js')).href);
  return run(process.argv.slice(2), { withDatabase, boot, close, cwd });
});
