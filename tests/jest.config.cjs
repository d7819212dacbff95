/**
 * Unit tests need nothing but Node. Integration tests boot Strapi from `dist/` (Strapi loads
 * compiled files only) on a Postgres that `tests/global-setup.cjs` starts for the run; those of the
 * project "alone" want the machine for themselves (see scripts/test.mjs).
 */
const root = require('node:path').resolve(__dirname, '..');
const swc = [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
];

// These packages ship ES modules only, which jest's own loader cannot `require`: compile them too.
const esmOnly = [
  '@sindresorhus/.*',
  'request-filtering-agent',
  'httpxy',
  '@orama/.*',
  'unified',
  'parse5',
  'entities',
  'bail',
  'trough',
  'is-plain-obj',
  'devlop',
  'ccount',
  'character-entities.*',
  'comma-separated-tokens',
  'space-separated-tokens',
  'property-information',
  'decode-named-character-reference',
  'escape-string-regexp',
  'hast-.*',
  'hastscript',
  'html-.*',
  'longest-streak',
  'markdown-table',
  'mdast-.*',
  'micromark.*',
  'rehype-.*',
  'remark-.*',
  'trim-.*',
  'unist-.*',
  'vfile.*',
  'web-namespaces',
  'zwitch',
  'stringify-entities',
  'html-whitespace-.*',
].join('|');

const shared = {
  rootDir: root,
  transform: { '\\.[cm]?[jt]sx?$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly})/)`, '<rootDir>/dist/'],
  testEnvironment: 'node',
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/', '<rootDir>/.newsroom/'],
};

const database = {
  globalSetup: '<rootDir>/tests/global-setup.cjs',
  globalTeardown: '<rootDir>/tests/global-teardown.cjs',
};

/**
 * Tests that measure how long something takes, or count what falls into a quiet time (others would be
 * seen), those that copy the whole cluster, and those that start several servers.
 */
const ALONE = ['jobs/one-process', 'purges/', 'rebuilds/', 'standby/', 'together/'].map(
  (begins) => `<rootDir>/tests/integration/${begins}`,
);

module.exports = {
  rootDir: root,
  // No test measures a time by it: it ends those that hang, also where other work uses the machine.
  testTimeout: 60_000,
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/tests/unit/**/*.test.ts'] },
    {
      ...shared,
      ...database,
      displayName: 'integration',
      testMatch: ['<rootDir>/tests/integration/**/*.test.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, ...ALONE],
    },
    {
      ...shared,
      ...database,
      displayName: 'alone',
      testMatch: ALONE.map((begins) => `${begins}*.test.ts`),
    },
  ],
};
