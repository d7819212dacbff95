import { audit, repair } from '../api/article/check/audit';
import type { Finding } from '../api/article/check/plans';
import { withStrapi, type AddCommand } from './context';

/** @param mended were the faults mended? Then what was deleted is told, so that nobody has to look for it. */
const print = (findings: readonly Finding[], json: boolean, mended: boolean): void => {
  if (json) {
    for (const finding of findings) process.stdout.write(`${JSON.stringify(finding)}\n`);
    return;
  }
  for (const [rule, faults] of grouped(findings)) {
    process.stdout.write(`${rule}\n`);
    for (const { what, deletes } of faults) {
      process.stdout.write(`  ${what}\n`);
      if (!deletes) continue;
      const verb = mended ? 'deleted' : 'says';
      process.stdout.write(`    ${verb}: ${deletes.replaceAll('\n', '\n    ')}\n`);
    }
  }
};

const grouped = (findings: readonly Finding[]): Map<string, Finding[]> => {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings)
    groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding]);
  return groups;
};

export const addCheck: AddCommand = (program, context, done) => {
  program
    .command('check')
    .description(
      'audits the whole database; silent when all is well, otherwise it says what is wrong',
    )
    .option('--repair', 'mend what can be mended')
    .option('--json', 'one line of JSON a fault')
    .action(
      async ({ repair: mend = false, json = false }: { repair?: boolean; json?: boolean }) => {
        const status = await withStrapi(context, async (strapi) => {
          const found = await (mend ? repair(strapi) : audit(strapi));
          print(found, json, mend);
          if (found.length === 0) return 0;
          if (!mend) {
            process.stderr.write(`${found.length} found; --repair mends what can be mended\n`);
            return 1;
          }
          const left = await audit(strapi);
          process.stderr.write(`${found.length} found, ${left.length} left\n`);
          if (left.length) print(left, json, false);
          return left.length ? 1 : 0;
        });
        done(status);
      },
    );
};
