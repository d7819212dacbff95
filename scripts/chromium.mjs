import fs from 'node:fs';
import { canInstallDebian, debianProgram, installDebian } from './debian.mjs';
import { Refusal } from './progress.mjs';

/**
 * A Chromium for the browser tests: CHROMIUM_PATH, else Debian's, which is installed when this is
 * root on Debian.
 *
 * @returns {Promise<string>} its executable
 * @throws {Refusal} saying what to do
 */
export async function findChromium() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (fs.existsSync(wanted)) return wanted;
    throw new Refusal(`CHROMIUM_PATH names ${wanted}, which does not exist.`);
  }
  const packaged = debianProgram('chromium');
  if (packaged) return packaged;
  if (!canInstallDebian()) {
    throw new Refusal(
      'The browser tests need a Chromium or Chrome: set CHROMIUM_PATH to one (on Debian: sudo apt-get install chromium).',
    );
  }
  await installDebian(['chromium']);
  return debianProgram('chromium');
}
