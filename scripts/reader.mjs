/** The compiled reader, in this process. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { dist, root } from './paths.mjs';
import { Refusal } from './progress.mjs';

/**
 * A reader that does not listen yet. It is loaded without Strapi, which takes a second and more.
 *
 * @throws {Refusal} when nothing is built
 * @throws {Error} named EnvironmentError when a variable is missing or wrong
 */
export function loadReader() {
  const file = path.join(dist, 'src', 'reader', 'index.js');
  if (!fs.existsSync(file)) {
    throw new Refusal('There is nothing to start yet: build it with npm run build.');
  }
  const require = createRequire(import.meta.url);
  const { version } = require(path.join(root, 'package.json'));
  return require(file).readerOfEnvironment({ version });
}
