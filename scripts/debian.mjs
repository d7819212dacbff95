/**
 * Programs of Debian's that tests want to have in front of the newsroom or behind it.
 *
 * `node scripts/debian.mjs` installs all that are missing, where it may (root on Debian); tests whose
 * program is missing are skipped.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { runChild } from './child.mjs';
import { isMain, main, say, timed } from './progress.mjs';

const PROGRAMS = {
  chromium: { file: '/usr/bin/chromium', packages: ['chromium', 'fonts-liberation'] },
  pgbouncer: { file: '/usr/sbin/pgbouncer', packages: ['pgbouncer'] },
  varnish: { file: '/usr/sbin/varnishd', packages: ['varnish', 'varnish-modules'] },
};

/**
 * @param {keyof typeof PROGRAMS} name
 * @returns {string | null} its executable, if it is installed
 */
export const debianProgram = (name) =>
  fs.existsSync(PROGRAMS[name].file) ? PROGRAMS[name].file : null;

/** Whether {@link installDebian} can do anything here. */
export const canInstallDebian = () =>
  process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;

/**
 * Installs those of the programs that are missing, with one look at Debian's lists.
 *
 * @param {(keyof typeof PROGRAMS)[]} names
 * @throws {Refusal} with what apt-get said
 */
export async function installDebian(names) {
  const missing = names.filter((name) => debianProgram(name) === null);
  if (missing.length === 0) return;
  await timed(`Installing ${missing.join(' and ')}`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) => runChild('apt-get', 'apt-get', ['-qq', ...args], { env, quiet: true });
    await apt('update');
    const packages = missing.flatMap((name) => PROGRAMS[name].packages);
    await apt('install', '--yes', '--no-install-recommends', ...packages);
  });
}

// Named one by one: jest's compiler knows no whole `import.meta`.
if (isMain({ filename: import.meta.filename })) {
  void main(async () => {
    if (canInstallDebian()) await installDebian(Object.keys(PROGRAMS));
    else
      say(
        'Nothing is installed: this is not root on Debian. Tests that miss a program are skipped.',
      );
  });
}
