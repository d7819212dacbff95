import type { Core } from '@strapi/strapi';
import type { ArticleJson } from '../api/article/transfer/article-json';
import { createImporter, type Outcome, type Waiting } from '../api/article/transfer/import';
import { slugOf } from '../api/article/transfer/import-content';
import { withStrapi, type AddCommand } from './context';
import { dryLine, readItem, type Item } from './import-item';
import { findFiles, readInputs, type Input, type SourceFile } from './import-sources';
import { startProgress, type Progress } from './progress';

/** Large enough that one commit is shared by many, small enough that a batch is some megabytes. */
const BATCH = 100;

interface Options {
  publish: boolean;
  dryRun: boolean;
  json: boolean;
  keepUnplaced: boolean;
  overwrite: boolean;
}

type Counts = Record<Outcome | 'failed', number>;

const report = (
  item: Pick<Item, 'place' | 'errors' | 'kept' | 'notes'>,
  progress: Progress,
): void => {
  for (const error of item.errors) progress.say(`${item.place}: ${error}`);
  for (const note of item.notes) progress.say(`${item.place}: ${note}`);
  for (const kept of item.kept) progress.say(`${item.place}: kept out: ${kept}`);
};

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const summary = (counts: Counts, seconds: number): string => {
  const total = counts.created + counts.updated + counts.unchanged + counts.failed;
  const rate =
    seconds > 0 && total > 20
      ? ` in ${seconds.toFixed(1)} s (${Math.round(total / seconds)} a second)`
      : '';
  return `${counts.created} created, ${counts.updated} updated, ${counts.unchanged} unchanged, ${counts.failed} failed${rate}`;
};

const items = async function* (
  files: SourceFile[],
  bad: Input[],
  options: Options,
  progress: Progress,
): AsyncGenerator<Item> {
  for (const input of bad) yield readItem(input, options.keepUnplaced);
  for (const file of files) {
    for await (const input of readInputs(file, progress.bytes))
      yield readItem(input, options.keepUnplaced);
  }
};

const dryRun = async (
  source: AsyncIterable<Item>,
  options: Options,
  progress: Progress,
): Promise<number> => {
  let failed = 0;
  for await (const item of source) {
    if (options.json && item.kind !== 'bad') progress.print(dryLine(item));
    report(item, progress);
    if (item.errors.length) failed += 1;
    else if (!options.json && item.article) {
      const { title, outline, relatedNews } = item.article;
      const bullets = outline.reduce((sum, section) => sum + section.bullets.length, 0);
      progress.print(
        `${item.place}: "${title}": ${counted(outline.length, 'section')}, ${counted(bullets, 'bullet')}, ${relatedNews.length} related`,
      );
    }
  }
  return failed ? 1 : 0;
};

const importAll = async (
  strapi: Core.Strapi,
  source: AsyncIterable<Item>,
  options: Options,
  progress: Progress,
): Promise<number> => {
  const warnings = new Map<ArticleJson, string[]>();
  const importer = createImporter(strapi, {
    ...options,
    warn: (article, message) => warnings.set(article, [...(warnings.get(article) ?? []), message]),
  });
  const counts: Counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  const waiting: Waiting[] = [];
  const started = performance.now();

  const note = (item: Item, outcome: Outcome | Error): void => {
    const warned = (item.article && warnings.get(item.article)) ?? [];
    if (item.article) warnings.delete(item.article);
    for (const warning of warned) progress.say(`${item.place}: ${warning}`);
    if (outcome instanceof Error) {
      counts.failed += 1;
      progress.say(`${item.place}: ${outcome.message}`);
    } else {
      counts[outcome] += 1;
    }
    if (options.json) {
      const result =
        outcome instanceof Error ? { outcome: 'failed', error: outcome.message } : { outcome };
      progress.print(
        JSON.stringify({
          file: item.file,
          place: item.place,
          slug: item.article && slugOf(item.article),
          ...result,
          ...(warned.length && { warnings: warned }),
        }),
      );
    }
    progress.done(counts.created + counts.updated + counts.unchanged + counts.failed);
  };

  let batch: Item[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const articles = batch.map(({ article }) => article!);
    const { outcomes, waiting: later } = await importer.batch(articles);
    batch.forEach((item, i) => note(item, outcomes[i]!));
    waiting.push(...later);
    batch = [];
  };

  for await (const item of source) {
    report(item, progress);
    if (item.errors.length || !item.article) {
      counts.failed += 1;
      if (options.json) {
        progress.print(
          JSON.stringify({
            file: item.file,
            place: item.place,
            slug: null,
            outcome: 'failed',
            error: item.errors.join('; '),
          }),
        );
      }
    } else if (item.kind === 'page') {
      await flush();
      note(
        item,
        await importer
          .one(item.article)
          .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))),
      );
    } else {
      batch.push(item);
      if (batch.length === BATCH) await flush();
    }
  }
  await flush();
  const { missing, edited } = await importer.relink(waiting);
  for (const slug of edited) {
    progress.say(
      `the article "${slug}" was edited while the import went on; it is left as it is, without the links to articles that came after it`,
    );
  }
  for (const slug of missing) {
    progress.say(
      `Recent News points to "${slug}", which is no article here; the entry is kept without a link`,
    );
  }
  progress.stop();
  process.stderr.write(`${summary(counts, (performance.now() - started) / 1000)}\n`);
  return counts.failed ? 1 : 0;
};

export const addImport: AddCommand = (program, context, done) => {
  program
    .command('import')
    .description(
      'imports news pages (text, HTML, Markdown) and our own JSON; the same input again changes nothing',
    )
    .argument('<path...>', 'files, folders, or - for standard input')
    .option('--publish', 'publish what is imported (an export says itself what is live)', false)
    .option('--dry-run', 'read and check everything, change nothing; needs no database', false)
    .option('--json', 'one line of JSON a page on standard output', false)
    .option(
      '--keep-unplaced',
      'import pages although some of their text finds no place; it is listed instead',
      false,
    )
    .option(
      '--overwrite',
      'also replace articles that people have edited since their import',
      false,
    )
    .action(async (paths: string[], options: Options) => {
      const { files, bad } = await findFiles(paths, context.cwd);
      if (files.length === 0 && bad.length === 0) {
        process.stderr.write(
          'nothing to import: no .txt, .html, .md, .json or .jsonl file there\n',
        );
        return done(1);
      }
      const progress = startProgress(files.reduce((sum, { bytes }) => sum + bytes, 0));
      try {
        const source = items(files, bad, options, progress);
        done(
          options.dryRun
            ? await dryRun(source, options, progress)
            : await withStrapi(context, (strapi) => importAll(strapi, source, options, progress)),
        );
      } finally {
        progress.stop();
      }
    });
};
