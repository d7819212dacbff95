import type { Purges } from '../plugins/purges/server/src/services/purges';
import { withStrapi, type AddCommand } from './context';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export const addPurge: AddCommand = (program, context, done) => {
  program
    .command('purge')
    .description('has the caches in front (PURGE_ADAPTER) let go of all that they keep, now')
    .action(() =>
      withStrapi(context, async (strapi) => {
        const purges = strapi.plugin('purges').service('purges') as Purges;
        const purged = await purges.everything();
        if (purged.length === 0)
          say('No cache is named: set PURGE_ADAPTER and what it needs (docs/purges.md).');
        for (const { title, fault } of purged) say(fault ?? `${title} has let go of everything.`);
        done(purged.length > 0 && purged.every(({ fault }) => fault === null) ? 0 : 1);
      }),
    );
};
