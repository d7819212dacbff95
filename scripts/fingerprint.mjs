import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * All files at or below `places`, as sorted paths relative to `base` with `/` between folders.
 *
 * @param {string} base
 * @param {string[]} places files or folders, relative to base; those that do not exist are left out
 * @param {(relative: string) => boolean} [keep] for folders too: false leaves out all below
 */
export function filesBelow(base, places, keep = () => true) {
  const found = [];
  const visit = (relative) => {
    if (!keep(relative)) return;
    const stat = fs.statSync(path.join(base, relative), { throwIfNoEntry: false });
    if (stat?.isFile()) found.push(relative);
    if (!stat?.isDirectory()) return;
    for (const name of fs.readdirSync(path.join(base, relative))) visit(`${relative}/${name}`);
  };
  for (const place of places) visit(place);
  return [...new Set(found)].sort();
}

/**
 * One hash over names and contents of files: it changes when a file is changed, added, removed or
 * renamed, and not when it is only touched.
 *
 * @param {string} base
 * @param {string[]} files relative to base
 * @param {string[]} [also] other things the result depends on, such as a version
 */
export function fingerprint(base, files, also = []) {
  const hash = createHash('sha256').update(JSON.stringify(also));
  for (const file of files) {
    const content = fs.readFileSync(path.join(base, file));
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
