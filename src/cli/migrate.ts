import { readEnvironment } from '../environment';
import { ownMigrations } from '../operations/own-migrations';
import type { AddCommand, CliContext } from './context';
import { difference, readStanding, type Difference, type Standing } from './database-standing';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** More names than that nobody reads: a first migration makes a hundred tables. */
const NAMED = 20;

const list = (title: string, names: readonly string[]): void => {
  if (names.length === 0) return;
  say(`${title}: ${names.length}`);
  for (const name of names.slice(0, NAMED)) say(`  ${name}`);
  if (names.length > NAMED) say(`  and ${names.length - NAMED} more`);
};

const tell = ({ migrations, made, removed }: Difference): void => {
  const all = [migrations, ...Object.values(made), ...Object.values(removed)];
  if (all.every((names) => names.length === 0)) {
    say('Nothing to do: the database is as this version wants it.');
    return;
  }
  list('Migrations that were run', migrations);
  list('Tables made', made.tables);
  list('Columns made', made.columns);
  list('Indexes made', made.indexes);
  list('Tables removed', removed.tables);
  list('Columns removed', removed.columns);
  list('Indexes removed', removed.indexes);
};

/**
 * Boots once, which is what migrates, past any pool.
 *
 * @throws Error when the database does not answer or a migration fails; what was done before it stands,
 *   and the next call goes on from there
 */
const migrate = async (context: CliContext): Promise<Difference> => {
  const { database } = readEnvironment();
  // Strapi sends its statements where this leads; a pool may end what takes long.
  process.env.DATABASE_URL = database.directUrl;
  let before: Standing | undefined;
  const strapi = await context.boot({
    // Not earlier: what another process did while this one waited is not its own work.
    async first() {
      before = await readStanding(database);
    },
  });
  try {
    return difference(before!, await readStanding(database));
  } finally {
    await context.close(strapi);
  }
};

/** Migrations of this version that the database does not know yet. */
const outstanding = async (): Promise<string[]> => {
  const { migrations } = await readStanding(readEnvironment().database);
  return ownMigrations(process.cwd()).filter((name) => !migrations.includes(name));
};

export const addMigrate: AddCommand = (program, context, done) => {
  program
    .command('migrate')
    .description(
      'brings the database up to date with this version, over DATABASE_DIRECT_URL, and ends; of several at once one does it',
    )
    .option(
      '--dry-run',
      'lists the migrations that have not run, and changes nothing; what Strapi makes of changed content types shows only when it is done',
    )
    .action(async ({ dryRun = false }: { dryRun?: boolean }) => {
      await context.withDatabase(async () => {
        if (!dryRun) {
          tell(await migrate(context));
          return;
        }
        const names = await outstanding();
        if (names.length === 0) say('Every migration of this version has been run.');
        list('Migrations that have not been run', names);
      });
      done(0);
    });
};
