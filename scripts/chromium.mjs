import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { runChild } from './child.mjs';
import { Refusal, timed } from './progress.mjs';

const PACKAGED = '/usr/bin/chromium';

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
  if (fs.existsSync(PACKAGED)) return PACKAGED;
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!canInstall) {
    throw new Refusal(
      'The browser tests need a Chromium or Chrome: set CHROMIUM_PATH to one (on Debian: sudo apt-get install chromium).',
    );
  }
  await timed('Installing Chromium', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) => runChild('apt-get', 'apt-get', ['-qq', ...args], { env, quiet: true });
    await apt('update');
    await apt('install', '--yes', '--no-install-recommends', 'chromium', 'fonts-liberation');
  });
  return PACKAGED;
}
