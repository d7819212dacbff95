import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { addCheck } from './check';
import { addExport } from './export';
import { addImport } from './import';
import { addMigrate } from './migrate';
import { addPurge } from './purge';
import { addRecentNews } from './recent-news';
import { addRebuilds } from './rebuilds';
import { addRelated } from './related';
import { addTeasers } from './teasers';
import type { CliContext } from './context';

/** From the package that this was compiled in, or lies in as source. */
const versionOf = (): string => {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (existsSync(file))
      return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
    if (folder === path.dirname(folder)) return 'unknown';
  }
};

/**
 * The `newsroom` command.
 * @param argv the words after the command's name
 * @returns the exit status: 0 all went well, 1 something of the work failed, 2 the call was wrong
 */
export const run = async (argv: string[], context: CliContext): Promise<number> => {
  let status = 0;
  const program = new Command('newsroom')
    .description(
      'Works on the newsroom from the command line: the running one, or its database while it rests.',
    )
    .version(versionOf(), '-V, --version', 'says which version of the newsroom this is')
    .exitOverride()
    .showHelpAfterError('(add --help to see what it takes)')
    .configureHelp({ sortSubcommands: true });
  const done = (result: number) => {
    status = result;
  };
  for (const add of [
    addImport,
    addExport,
    addCheck,
    addTeasers,
    addRelated,
    addRebuilds,
    addRecentNews,
    addPurge,
    addMigrate,
  ])
    add(program, context, done);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 || error.code === 'commander.help' ? 0 : 2;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
};
