import fs from 'node:fs';
import path from 'node:path';
import { dist, root } from './paths.mjs';

/**
 * Strapi loads a plugin from the `dist` folder that its package.json names, which a published plugin
 * brings with it. Here the server code is compiled with all the rest and the admin code is bundled
 * from its source, so each entry only points there: one copy of a module in a process, one compiler.
 *
 * @returns {{ file: string, content: string }[]}
 */
const pluginEntries = () => {
  const plugins = path.join(root, 'src/plugins');
  return fs.readdirSync(plugins).flatMap((id) => {
    const entries = [];
    const add = (source, file, target, write) => {
      if (!fs.existsSync(path.join(plugins, id, source))) return;
      const whole = path.join(plugins, id, file);
      const from = path.relative(path.dirname(whole), target).replaceAll(path.sep, '/');
      entries.push({ file: whole, content: write(from) });
    };
    add(
      'server/src/index.ts',
      'dist/server/index.js',
      path.join(dist, 'src/plugins', id, 'server/src/index.js'),
      (from) => `'use strict';\nmodule.exports = require('${from}');\n`,
    );
    add(
      'admin/src/index.tsx',
      'dist/admin/index.mjs',
      path.join(plugins, id, 'admin/src/index.tsx'),
      (from) => `export { default } from '${from}';\n`,
    );
    return entries;
  });
};

const isWritten = ({ file, content }) =>
  fs.existsSync(file) && fs.readFileSync(file, 'utf8') === content;

/** Whether every plugin's entry is there as it should be. */
export const haveEntries = () => pluginEntries().every(isWritten);

/** Writes what is missing. */
export function writePluginEntries() {
  for (const entry of pluginEntries()) {
    if (isWritten(entry)) continue;
    fs.mkdirSync(path.dirname(entry.file), { recursive: true });
    fs.writeFileSync(entry.file, entry.content);
  }
}
