/**
 * `npm run bench -- NAME [--json] [--OPTION VALUE]`: runs `tests/bench/NAME.bench.mjs`.
 *
 * Such a file exports `run({ url, … })`: url is an empty database of a Postgres of its own, with real
 * fsync; options that it names (`export const options = ['stories']`) come as strings. DATABASE_URL and
 * secrets are in the environment. It returns `{ rows, ratios }` as `tests/bench/rounds.mjs` makes them;
 * what it prints itself goes to stderr.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildServer } from './build.mjs';
import { filesBelow } from './fingerprint.mjs';
import { ensureInstalled } from './install.mjs';
import { home, root } from './paths.mjs';
import { Refusal, main } from './progress.mjs';
import { onStop } from './signals.mjs';
import { TEST_SECRETS, startTestPostgres } from './test-database.mjs';

const ENDING = '.bench.mjs';

await main(async () => {
  onStop(() => process.exit(130));
  const args = process.argv.slice(2);
  const json = args.includes('--json');
  const [name, ...rest] = args.filter((arg) => arg !== '--json');
  const given = optionsOf(rest);
  const known = filesBelow(root, ['tests/bench'])
    .filter((file) => file.endsWith(ENDING))
    .map((file) => path.basename(file, ENDING));
  if (name == null || given == null || !known.includes(name)) {
    throw new Refusal(
      `${name == null ? 'Which bench?' : `There is no bench "${[name, ...rest].join(' ')}".`} npm run bench -- NAME [--json], where NAME is one of: ${known.join(', ') || '(none yet)'}`,
    );
  }
  await ensureInstalled();
  await buildServer();
  const file = path.join(root, 'tests/bench', name + ENDING);
  const { run, options = [] } = await import(pathToFileURL(file).href);
  const unknown = Object.keys(given).find((option) => !options.includes(option));
  if (unknown != null) {
    throw new Refusal(
      `The bench "${name}" has no option --${unknown}; it has ${options.map((each) => `--${each}`).join(', ') || 'none'}.`,
    );
  }

  const postgres = await startTestPostgres({ fast: false });
  try {
    Object.assign(process.env, TEST_SECRETS, {
      NODE_ENV: 'production',
      DATABASE_URL: postgres.url,
      ENV_PATH: path.join(home, 'no.env'),
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
      // Background work would run beside what is measured; a bench of it turns it on.
      NEWSROOM_JOBS: 'off',
    });
    const { table, short } = await import(
      pathToFileURL(path.join(root, 'tests/bench/rounds.mjs')).href
    );
    const { rows, ratios } = await run({ url: postgres.url, ...given });
    if (json) {
      process.stdout.write(`${JSON.stringify({ bench: name, rows, ratios })}\n`);
    } else {
      const lines = Object.entries(ratios).map(([metric, value]) => `  ${metric}: ${short(value)}`);
      process.stdout.write(`\n${table(rows)}\n\nratios\n${lines.join('\n')}\n`);
    }
  } finally {
    await postgres.stop();
  }
});

/** `--name value` pairs as an object; null when they are none. */
function optionsOf(args) {
  const given = {};
  for (let i = 0; i < args.length; i += 2) {
    if (!/^--[a-z]+$/.test(args[i]) || args[i + 1] == null) return null;
    given[args[i].slice(2)] = args[i + 1];
  }
  return given;
}
