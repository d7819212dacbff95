import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportArticles } from '../api/article/transfer/export';
import { withStrapi, type AddCommand } from './context';

export const addExport: AddCommand = (program, context, done) => {
  program
    .command('export')
    .description('writes every article as a line of JSON, in the order of their slugs')
    .addHelpText(
      'after',
      `
Of pictures it writes the records only. Their files are to be copied beside it: the folder
public/uploads, or the bucket where the newsroom keeps them (S3).`,
    )
    .option('-o, --out <file>', 'write to this file instead of standard output')
    .action(async ({ out }: { out?: string }) => {
      await withStrapi(context, async (strapi) => {
        let count = 0;
        const lines = async function* () {
          for await (const article of exportArticles(strapi)) {
            count += 1;
            yield `${JSON.stringify(article)}\n`;
          }
        };
        if (out === undefined) {
          await pipeline(Readable.from(lines()), process.stdout, { end: false });
        } else {
          const file = path.resolve(context.cwd, out);
          // A half-written export must not be mistaken for a whole one.
          const partial = `${file}.partial`;
          try {
            await pipeline(Readable.from(lines()), createWriteStream(partial));
            await rename(partial, file);
          } finally {
            await rm(partial, { force: true });
          }
        }
        process.stderr.write(`${count} articles exported\n`);
      });
      done(0);
    });
};
