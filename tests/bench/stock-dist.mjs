/** The newsroom's build without its rules and plugins: what its content types are in Strapi as it comes. */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const PLUGINS = ['desk', 'recent-news', 'rebuilds', 'purges', 'jobs'];

export const root = path.resolve(import.meta.dirname, '../..');

/** @returns {string} a copy of `dist/` to be removed afterwards */
export const stockDist = () => {
  // Inside the project, so that its packages are found.
  mkdirSync(path.join(root, '.newsroom'), { recursive: true });
  const dist = mkdtempSync(path.join(root, '.newsroom/stock-'));
  cpSync(path.join(root, 'dist'), dist, {
    recursive: true,
    filter: (from) => !from.includes('extensions'),
  });
  const write = (file, text) => writeFileSync(path.join(dist, file), text);
  write('src/index.js', 'module.exports = { register() {}, bootstrap() {} };\n');
  const off = Object.fromEntries(PLUGINS.map((name) => [name, { enabled: false }]));
  write('config/plugins.js', `module.exports = ${JSON.stringify(off)};\n`);
  return dist;
};
