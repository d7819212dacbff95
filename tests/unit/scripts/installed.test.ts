import { loadScript } from './load-script';

const load = () => loadScript('scripts/installed.mjs');

const pg = { version: '8.23.1', integrity: 'sha512-pg' };
const mac = { version: '1.0.0', integrity: 'sha512-mac', optional: true };
const lock = {
  packages: {
    '': { name: 'newsroom' },
    'src/plugins/recent-news': { version: '0.1.0' },
    'node_modules/pg': pg,
    'node_modules/recent-news': { resolved: 'src/plugins/recent-news', link: true },
    'node_modules/for-mac': mac,
  },
};
const installed = (changes: Record<string, unknown> = {}) => ({
  packages: {
    'node_modules/pg': pg,
    'node_modules/recent-news': { resolved: 'src/plugins/recent-news', link: true },
    ...changes,
  },
});

describe('what npm installed against the lock file', () => {
  it.each([
    ['all but the optional binaries of other systems', installed(), true],
    ['an optional package that is there', installed({ 'node_modules/for-mac': mac }), true],
    ['an older version', installed({ 'node_modules/pg': { ...pg, version: '8.22.0' } }), false],
    ['other content', installed({ 'node_modules/pg': { ...pg, integrity: 'sha512-x' } }), false],
    ['a package nobody asked for', installed({ 'node_modules/left': { version: '1.0.0' } }), false],
    ['nothing', { packages: {} }, false],
  ])('%s', async (_, hidden, matches) => {
    const { installedMatchesLock } = await load();
    expect(installedMatchesLock(lock, hidden)).toBe(matches);
  });
});

describe('the version of Node', () => {
  it.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v24.11.1'])('%s will do', async (version) => {
    expect((await load()).nodeProblem(version)).toBeNull();
  });

  it.each(['v18.20.0', 'v20.18.3', 'v25.0.0'])('%s is refused by name', async (version) => {
    const sentence = (await load()).nodeProblem(version);
    expect(sentence).toContain('20.19');
    expect(sentence).toContain(version);
  });
});
