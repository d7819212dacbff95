/** Runs commands, each a list of words in JSON, in a process of its own on DATABASE_URL; ends with the first bad status. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { boot, close } from '../../../scripts/boot.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const require = createRequire(path.join(root, 'package.json'));
const cwd = process.cwd();
process.chdir(root);
const { run } = require('./dist/src/cli/index.js');
const strapi = await boot();
let status = 0;
for (const command of process.argv.slice(2)) {
  status ||= await run(JSON.parse(command), {
    withDatabase: (work) => work(),
    boot: async () => strapi,
    close: async () => {},
    cwd,
  });
}
await close(strapi);
process.exit(status);
