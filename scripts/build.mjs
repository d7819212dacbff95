/** `npm run build [-- --server] [-- --admin] [-- --site] [-- --force]`: builds what is stale. */
import fs from 'node:fs';
import path from 'node:path';
import { runChild } from './child.mjs';
import { filesBelow, fingerprint } from './fingerprint.mjs';
import { ensureInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { dist, home, root } from './paths.mjs';
import { haveEntries, writePluginEntries } from './plugin-entries.mjs';
import { Refusal, isMain, main, say, timed } from './progress.mjs';

const strapiVersion = () =>
  JSON.parse(fs.readFileSync(path.join(root, 'node_modules/@strapi/strapi/package.json'), 'utf8'))
    .version;

const isAdminSource = (file) => /^src\/(admin|plugins\/[^/]+\/admin)(\/|$)/.test(file);
const isProduct = (file) => /\/(node_modules|dist)$/.test(file);

const serverSources = (places) =>
  filesBelow(root, places, (file) => !isProduct(file) && !isAdminSource(file));

const server = {
  name: 'server',
  stamp: path.join(dist, '.server'),
  fingerprint: () =>
    fingerprint(
      root,
      serverSources(['src', 'config', 'types', 'tsconfig.json', 'package-lock.json']),
    ),
  async build() {
    removeOrphans();
    const compiled = (file) => path.join(dist, file.replace(/\.ts$/, '.js'));
    const isWhole = serverSources(['src', 'config'])
      .filter((file) => /\.(ts|json)$/.test(file) && !file.endsWith('.d.ts'))
      .every((file) => fs.existsSync(compiled(file)));
    // The compiler remembers what it wrote, and does not look whether it still stands.
    if (!isWhole) fs.rmSync(path.join(dist, 'tsconfig.tsbuildinfo'), { force: true });
    await run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.json', '--pretty', 'false']);
    writePluginEntries();
    removeSourceMapsOfConfig();
  },
};

const admin = {
  name: 'admin',
  // Below dist/build, which Strapi empties before it builds: no stamp without a bundle.
  stamp: path.join(dist, 'build', '.admin'),
  fingerprint: () =>
    fingerprint(
      root,
      [
        ...filesBelow(root, ['src'], (file) => !isProduct(file)).filter(isAdminSource),
        ...filesBelow(root, ['config/admin.ts', 'config/plugins.ts', 'package-lock.json']),
        ...filesBelow(root, ['src/plugins']).filter((file) =>
          /^src\/plugins\/[^/]+\/package\.json$/.test(file),
        ),
      ],
      [strapiVersion()],
    ),
  async build() {
    // Strapi reads the configuration to learn the admin's path; it connects to nothing.
    const env = { ...process.env, NODE_ENV: 'production', ...placeholders() };
    await run('node_modules/@strapi/strapi/bin/strapi.js', ['build'], { env, quiet: true });
    removeSourceMapsOfConfig();
  },
};

/** The example site: pages by Astro, the build server by TypeScript. */
const site = {
  name: 'example site',
  stamp: path.join(root, 'examples/site/dist/.site'),
  fingerprint: () =>
    fingerprint(
      root,
      filesBelow(
        root,
        ['examples/site', 'packages/client', 'package-lock.json'],
        (file) => !isProduct(file) && !/\/\.(astro|data)$/.test(file),
      ),
    ),
  async build() {
    const where = path.join(root, 'examples/site');
    await run('examples/site/scripts/astro.mjs', ['build'], { cwd: where, quiet: true });
    await run('node_modules/typescript/bin/tsc', ['-p', 'server/tsconfig.json'], { cwd: where });
  },
};

/**
 * Compiles `src` and `config` into `dist`, when they have changed since the last time.
 *
 * @throws {Refusal} after the compiler's own messages (stderr) when the types do not fit
 */
export const buildServer = (options) => buildWhenStale(server, options);

/** Bundles the admin into `dist/build` (needs the compiled server), when something it is made of has changed. */
export const buildAdmin = (options) => buildWhenStale(admin, options);

/** Builds the example site, when something it is made of has changed. */
export const buildSite = (options) => buildWhenStale(site, options);

async function buildWhenStale(part, { force = false } = {}) {
  const wanted = part.fingerprint();
  const isFresh = () =>
    haveEntries() && fs.existsSync(part.stamp) && fs.readFileSync(part.stamp, 'utf8') === wanted;
  if (!force && isFresh()) return false;
  return withLock(
    path.join(home, 'build.lock'),
    async () => {
      if (!force && isFresh()) return false;
      fs.mkdirSync(dist, { recursive: true });
      await timed(`Building the ${part.name}`, () => part.build());
      fs.writeFileSync(part.stamp, wanted);
      return true;
    },
    { onWait: () => say('Another process is building; waiting for it …') },
  );
}

/** What was compiled from a file that is gone would still be loaded by Strapi. */
function removeOrphans() {
  for (const file of filesBelow(dist, ['src', 'config'])) {
    const source = file.replace(/(\.d)?\.(js|ts)(\.map)?$/, '');
    const hasSource =
      source === file
        ? fs.existsSync(path.join(root, file))
        : ['.ts', '.tsx', '.js'].some((ending) => fs.existsSync(path.join(root, source + ending)));
    if (!hasSource) fs.rmSync(path.join(dist, file));
  }
  removeEmptyFolders(path.join(dist, 'src'));
}

function removeEmptyFolders(folder) {
  if (!fs.existsSync(folder)) return;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(path.join(folder, entry.name));
  }
  if (fs.readdirSync(folder).length === 0) fs.rmdirSync(folder);
}

function placeholders() {
  const unused = 'not-used-while-building';
  return {
    DATABASE_URL: 'postgres://build@127.0.0.1/build',
    APP_KEYS: unused,
    API_TOKEN_SALT: unused,
    ADMIN_JWT_SECRET: unused,
    TRANSFER_TOKEN_SALT: unused,
    JWT_SECRET: unused,
    ENCRYPTION_KEY: unused,
  };
}

/** Strapi warns at every start about each file in there that is neither .js nor .json. */
function removeSourceMapsOfConfig() {
  for (const file of filesBelow(dist, ['config'])) {
    if (file.endsWith('.map')) fs.rmSync(path.join(dist, file));
  }
}

function run(program, args, options) {
  const name = path.basename(program, '.js');
  return runChild(name, process.execPath, [path.join(root, program), ...args], options);
}

if (isMain(import.meta)) {
  // Not awaited: a module with a top-level await cannot be required, and tests/global-setup.cjs does.
  void main(async () => {
    const flags = process.argv.slice(2);
    const parts = ['--server', '--admin', '--site'];
    const unknown = flags.filter((flag) => ![...parts, '--force'].includes(flag));
    if (unknown.length > 0) {
      throw new Refusal(`${unknown[0]} is not known; there are ${parts.join(', ')} and --force.`);
    }
    const force = flags.includes('--force');
    const all = !parts.some((part) => flags.includes(part));
    const wants = (part) => all || flags.includes(part);
    await ensureInstalled();
    const built = [
      // The admin's bundler reads the compiled server.
      (wants('--server') || wants('--admin')) &&
        (await buildServer({ force: force && wants('--server') })) &&
        'server',
      wants('--admin') && (await buildAdmin({ force })) && 'admin',
      wants('--site') && (await buildSite({ force })) && 'site',
    ].filter(Boolean);
    if (built.length === 0) say('Nothing to build: everything is up to date.');
  });
}
