import { SingleBar } from 'cli-progress';
import type { Core } from '@strapi/strapi';
import type { ListEntry } from '../plugins/recent-news/server/src/lists/types';
import type { Progress } from '../plugins/recent-news/server/src/services/backfill';
import type {
  ExplainedEntry,
  Explanation,
} from '../plugins/recent-news/server/src/services/explain';
import type { ListChange } from '../plugins/recent-news/server/src/services/lists';
import {
  recentNewsOf,
  type RecentNews,
} from '../plugins/recent-news/server/src/services/recent-news';
import { withStrapi, type AddCommand, type CliContext } from './context';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const PHASES: Record<Progress['phase'], string> = {
  stories: 'reading stories',
  space: 'fitting the space',
  lists: 'making lists',
  done: 'done',
};

/** A bar on a terminal, elsewhere a line for each phase. */
const startBar = () => {
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: '{bar} {percentage}% · {phase} · {value}/{total} · {eta_formatted} left',
        stream: process.stderr,
        hideCursor: true,
        clearOnComplete: true,
      })
    : null;
  let phase = '';
  return {
    update({ phase: now, done, total }: Progress): void {
      if (bar) {
        if (phase === '') bar.start(total, done, { phase: PHASES[now] });
        else bar.update(done, { phase: PHASES[now] });
        bar.setTotal(total);
      } else if (now !== phase) say(`${PHASES[now]} …`);
      phase = now;
    },
    stop: () => bar?.stop(),
  };
};

const lineOf = ({ headline, target, url }: ListEntry): string =>
  `${headline ?? '(no headline)'} [${target ?? url ?? 'words'}]`;

/** What a list loses and gains, as a diff; entries that only move or change their words say so. */
const diffOf = async (parts: RecentNews, change: ListChange): Promise<string[]> => {
  const { newsroom, db } = parts;
  const [head] = await newsroom.heads(db, [change.documentId]);
  const before = change.before.map(lineOf);
  const after = change.after.map(lineOf);
  const moved =
    before.length === after.length && [...before].sort().join() === [...after].sort().join();
  return [
    `${head?.slug ?? change.documentId}${moved ? (before.join() === after.join() ? ' (words or reasons)' : ' (order)') : ''}`,
    ...before.filter((line) => !after.includes(line)).map((line) => `  - ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `  + ${line}`),
  ];
};

const untilInterrupted = (): AbortSignal => {
  const stop = new AbortController();
  process.once('SIGINT', () => {
    say('Stopping after this step; run it again to go on …');
    stop.abort();
  });
  return stop.signal;
};

const backfill = async (
  strapi: Core.Strapi,
  { dryRun, fresh, json }: { dryRun: boolean; fresh: boolean; json: boolean },
): Promise<number> => {
  const parts = recentNewsOf(strapi);
  const bar = startBar();
  const changes: ListChange[] = [];
  const begun = performance.now();
  let first: number | undefined;
  const done = await parts.backfill.run({
    dryRun,
    fresh,
    signal: untilInterrupted(),
    onProgress: (progress) => {
      first ??= progress.done;
      if (!json) bar.update(progress);
    },
    // Kept only where they are shown: a backfill of an archive may change all of it.
    onChange: (change) => void (dryRun && changes.push(change)),
  });
  bar.stop();
  const seconds = (performance.now() - begun) / 1000;
  if (json) print(JSON.stringify({ ...done, seconds, dryRun }));
  else {
    for (const change of changes) for (const line of await diffOf(parts, change)) print(line);
    const rate = ((done.done - (first ?? 0)) / 2 / Math.max(seconds, 0.001)).toFixed(0);
    const what = dryRun ? 'lists would change' : 'lists changed';
    say(
      done.phase === 'done'
        ? `${done.total / 2} stories, ${done.changedStories} read anew, ${done.changedLists} ${what}; ${seconds.toFixed(1)} s, ${rate} a second.`
        : `Stopped while ${PHASES[done.phase]}; run it again to go on.`,
    );
  }
  return done.phase === 'done' ? 0 : 1;
};

const entryLines = (entry: ExplainedEntry, place: number): string[] => [
  `${place}. ${entry.headline ?? '(no headline)'}${entry.slug ? ` (/${entry.slug})` : ''} [${entry.origin}]`,
  ...(entry.teaser ? [`   ${entry.teaser}`] : []),
  ...entry.why.map((sentence) => `   · ${sentence}`),
];

const explanationLines = (explanation: Explanation): string[] => [
  `${explanation.title} (/${explanation.slug ?? ''})`,
  ...(explanation.locked ? ['The list is locked.'] : []),
  ...(explanation.never ? [`This story is never recommended itself (${explanation.never}).`] : []),
  '',
  ...explanation.entries.flatMap((entry, i) => entryLines(entry, i + 1)),
  ...(explanation.entries.length === 0 ? ['The list is empty: there is no other story.'] : []),
  ...(explanation.hidden.length > 0
    ? [
        '',
        'Hidden here:',
        ...explanation.hidden.map(({ headline }) => `  ${headline ?? 'a story that is gone'}`),
      ]
    : []),
  ...(explanation.next.length > 0
    ? ['', 'Next in line:', ...explanation.next.map(({ headline }) => `  ${headline}`)]
    : []),
];

const addExplain = (command: import('commander').Command, context: CliContext): void => {
  command
    .command('explain <slug>')
    .description('says what stands in the list of a story, and why')
    .option('--live', 'the list that readers have now, instead of what the draft would get')
    .option('--json', 'one JSON object')
    .action(async (slug: string, { live = false, json = false }) =>
      withStrapi(context, async (strapi) => {
        const { explain } = recentNewsOf(strapi);
        const explanation = await explain.explain(slug, live ? 'live' : 'draft');
        if (json) print(JSON.stringify(explanation));
        else for (const line of explanationLines(explanation)) print(line);
      }),
    );
};

const addDedupe = (command: import('commander').Command, context: CliContext): void => {
  command
    .command('dedupe')
    .description('lists pairs of live stories that tell the same; changes nothing')
    .option('--json', 'one line of JSON a pair')
    .action(async ({ json = false }) =>
      withStrapi(context, async (strapi) => {
        const { archive, newsroom, db } = recentNewsOf(strapi);
        let pairs = 0;
        for await (const { a, b } of archive.allDuplicates(db)) {
          pairs++;
          const heads = await newsroom.heads(db, [a, b]);
          const [x, y] = [a, b].map((id) => heads.find(({ documentId }) => documentId === id));
          if (json) print(JSON.stringify({ a: x, b: y }));
          else print(`/${x?.slug}  ${x?.title}\n  = /${y?.slug}  ${y?.title}`);
        }
        if (!json) say(pairs === 0 ? 'No story is told twice.' : `${pairs} pairs.`);
      }),
    );
};

export const addRecentNews: AddCommand = (program, context, done) => {
  const command = program
    .command('recent-news')
    .description('makes, explains and checks the lists under the stories');
  command
    .command('backfill')
    .description(
      'reads every live story, fits the space anew and makes every list; goes on where it was cut short',
    )
    .option('--dry-run', 'say what would change in the lists, and change none')
    .option('--fresh', 'begin anew although an earlier run was cut short')
    .option('--json', 'one JSON object with what was done')
    .action(async ({ dryRun = false, fresh = false, json = false }) =>
      done(await withStrapi(context, (strapi) => backfill(strapi, { dryRun, fresh, json }))),
    );
  command
    .command('refit')
    .description('fits the space to the archive as it is now; changes no list')
    .option('--force', 'although the archive has not grown by a fifth since the last time')
    .option('--json', 'one JSON object with what was done')
    .action(async ({ force = false, json = false }) =>
      withStrapi(context, async (strapi) => {
        const report = await recentNewsOf(strapi).generator.refit({ force });
        print(json ? JSON.stringify(report) : reportLine(report));
      }),
    );
  addExplain(command, context);
  addDedupe(command, context);
};

const reportLine = (report: Awaited<ReturnType<RecentNews['generator']['refit']>>): string =>
  Object.entries(report)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
