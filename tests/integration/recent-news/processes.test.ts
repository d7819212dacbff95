/**
 * Two processes publish and work the queue, and are killed with -9 again and again, in the middle of a
 * publish or of a job. No list is lost, no entry doubled, no story left out of older pages.
 *
 * PUBLISHES and KILLS set how many of each, over both processes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startNewsroom, type Newsroom } from '../harness';
import { audit } from '../tree-audit';
import { consult, madeIn, partsOf, storedLists, wrongWords } from './oracle';
import { DAY, START } from './stories';
import { WasKilled, Worker } from './workers';
import { size } from '../size';

const PUBLISHES = size('PUBLISHES', 16, 200);
const KILLS = size('KILLS', 2, 8);
const LANES = 2;

let newsroom: Newsroom;
let workers: Worker[] = [];

beforeAll(async () => {
  // This process looks on: it could not be killed.
  process.env.NEWSROOM_JOBS = 'off';
  newsroom = await startNewsroom();
  // No story is kept from a page because fifty others want it more: the proof knows no such limit.
  await partsOf(newsroom).settings.set({ refresh: { limit: 1000 } });
  workers = Array.from({ length: LANES }, () => Worker.start(newsroom.databaseUrl));
  await Promise.all(workers.map(({ ready }) => ready));
}, 240_000);

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await newsroom?.stop();
});

const SYLLABLES = ['ba', 'lo', 'mi', 'ter', 'kun', 'sa', 'ved', 'no', 'rik', 'ul', 'fen', 'gor'];
const SUBJECTS = 8;
const WORDS_OF_A_SUBJECT = 18;

/** A word of a subject that no other subject has. */
const word = (subject: number, n: number): string => {
  const at = WORDS_OF_A_SUBJECT * subject + (n % WORDS_OF_A_SUBJECT);
  return [at, Math.floor(at / 12), subject + n].map((i) => SYLLABLES[i % 12]).join('') + 'en';
};

/** Story `n`: on one of the subjects, and told once only. */
const storyOf = (n: number) => {
  const subject = n % SUBJECTS;
  const turn = Math.floor(n / SUBJECTS);
  const w = (i: number): string => word(subject, turn * 5 + i * (1 + (turn % 4)));
  return {
    title: `${w(0)} ${w(1)} ${w(2)} story ${n}`,
    slug: `story-${n}`,
    lead: `Officials said the ${w(0)} and the ${w(3)} would need ${3 * n + 17} more days before ${w(1)} can open.`,
    firstPublishedAt: new Date(START + ((n * 7919) % PUBLISHES) * (DAY / 10)).toISOString(),
    outline: [
      {
        heading: `What ${w(4)} means`,
        lead: null,
        bullets: [
          { text: `The ${w(2)} of ${w(5)} was put at ${11 * n + 23} million in the last report.` },
          { text: `Nobody asked ${w(6)} about the ${w(7)}, a hearing was told on day ${n + 5}.` },
        ],
      },
    ],
  };
};

/** The time of every job that is being worked is up: that of a killed process's jobs, and of others'. */
const letTimePass = (): Promise<unknown> =>
  newsroom.sql(
    `UPDATE pgboss.job SET started_on = started_on - interval '3 hours'
      WHERE state = 'active' AND name LIKE 'recent-news.%'`,
  );

/** Until all jobs have ended, those that are tried again included. */
const allDone = async (): Promise<void> => {
  for (;;) {
    const [row] = await newsroom.sql<{ open: number }>(
      `SELECT count(*)::int AS open FROM pgboss.job
        WHERE name LIKE 'recent-news.%' AND state IN ('created', 'retry', 'active')`,
    );
    if (row!.open === 0) return;
    await sleep(200);
  }
};

const tally = { publishes: 0, killsInPublish: 0, killsInJobs: 0, triedAgain: 0 };

/** Publishes every other story in one process, which is killed and started anew now and then. */
const publishOn = async (lane: number): Promise<void> => {
  const own = Array.from({ length: PUBLISHES }, (_, n) => n).filter((n) => n % LANES === lane);
  const kills = KILLS / LANES;
  const every = Math.floor(own.length / (kills + 0.5));
  const restart = async (): Promise<void> => {
    await workers[lane]!.kill();
    await letTimePass();
    workers[lane] = Worker.start(newsroom.databaseUrl);
    await workers[lane]!.ready;
  };
  let pace = 100;
  for (const [i, n] of own.entries()) {
    const story = storyOf(n);
    const killing = i % every === every - 1 && tallyOf(lane) < kills;
    const began = performance.now();
    const publishing = workers[lane]!.publish(story);
    if (killing) killed[lane] = tallyOf(lane) + 1;
    if (killing && tallyOf(lane) % 2 === 1) {
      tally.killsInPublish += 1;
      publishing.catch(() => {});
      await sleep(Math.random() * pace);
      await restart();
    }
    try {
      await publishing;
      pace = performance.now() - began;
    } catch (error) {
      if (!(error instanceof WasKilled)) throw error;
      tally.triedAgain += 1;
      await workers[lane]!.publish(story);
    }
    tally.publishes += 1;
    if (killing && tallyOf(lane) % 2 === 0) {
      tally.killsInJobs += 1;
      await sleep(Math.random() * 300);
      await restart();
    }
  }
};
const killed: number[] = [];
const tallyOf = (lane: number): number => killed[lane] ?? 0;

test(
  `${PUBLISHES} publishes in two processes and ${KILLS} kills: each story has its list`,
  async () => {
    const began = performance.now();
    await Promise.all(Array.from({ length: LANES }, (_, lane) => publishOn(lane)));
    const published = performance.now();
    await allDone();
    const settled = performance.now();

    const jobs = await newsroom.sql<{ name: string; state: string; jobs: number; retried: number }>(
      `SELECT name, state, count(*)::int AS jobs, count(*) FILTER (WHERE retry_count > 0)::int AS retried
         FROM pgboss.job WHERE name LIKE 'recent-news.%' GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    // How long readers waited for the first list of a page, ms.
    const [delay] = await newsroom.sql<Record<'p50' | 'p95' | 'max' | 'pages', number>>(
      `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::int AS p50,
              percentile_cont(0.95) WITHIN GROUP (ORDER BY ms)::int AS p95, max(ms)::int AS max, count(*)::int AS pages
         FROM (SELECT extract(epoch FROM min(c.at) - p.at) * 1000 AS ms
                 FROM page_changes p JOIN page_changes c ON c.document_id = p.document_id
                  AND c.kind = 'recent-news.changed'
                WHERE p.kind = 'article.published' GROUP BY p.document_id, p.at) d`,
    );
    const lists = (await storedLists(newsroom)).filter(({ live }) => live);
    const oracle = await consult(newsroom);
    const versions = await madeIn(newsroom);
    const lost = lists.filter(
      ({ documentId, entries }) => !versions.has(documentId) || entries.length < 3,
    );
    const doubled = lists.filter(
      ({ entries }) => new Set(entries.map(({ target }) => target)).size < entries.length,
    );
    const faults = lists.flatMap((list) => [
      ...oracle.faults(list, versions.get(list.documentId) ?? null),
      ...wrongWords(list, oracle),
    ]);
    const inThisSpace = lists.filter(
      ({ documentId }) => versions.get(documentId) === oracle.version,
    ).length;
    process.stdout.write(
      `recent news, two processes: ${JSON.stringify({
        ...tally,
        seconds: { publishing: (published - began) / 1000, after: (settled - published) / 1000 },
        delayMs: delay,
        jobs,
        lists: lists.length,
        inThisSpace,
        lost: lost.length,
        doubled: doubled.length,
      })}\n`,
    );
    expect(lists).toHaveLength(PUBLISHES);
    expect(lost).toEqual([]);
    expect(doubled).toEqual([]);
    expect(faults).toEqual([]);
    expect(jobs.filter(({ state }) => state !== 'completed')).toEqual([]);
    const [filed] = await newsroom.sql<{ stories: number; placed: number }>(
      `SELECT (SELECT count(*)::int FROM recent_news_stories) AS stories,
              (SELECT count(*)::int FROM recent_news_vectors WHERE space = $1) AS placed`,
      [oracle.version],
    );
    expect(filed).toEqual({ stories: PUBLISHES, placed: PUBLISHES });
    expect(await audit(newsroom)).toEqual([]);
    expect(workers.map(({ said }) => said)).toEqual(workers.map(() => ''));
  },
  120_000 + PUBLISHES * 2_000 + KILLS * 60_000,
);
