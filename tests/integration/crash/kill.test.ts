/**
 * `kill -9` of a process that saves and publishes one complete version after the other, at a random
 * moment, again and again. What stands afterwards must be one version, whole.
 *
 * KILLS sets how often.
 */
import { startNewsroom, type Newsroom } from '../harness';
import { audit, VersionWatch } from '../property/audit';
import { countedArticle, readCounted } from '../property/counted.cjs';
import { Colleague } from '../property/processes';
import { Witness } from '../property/snapshot';
import { readStanding } from './counted-article';
import { size } from '../size';

const KILLS = size('KILLS', 6, 20);
const ARTICLE = 'api::article.article';
const MANNERS = ['at once', 'apart', 'both'] as const;

let newsroom: Newsroom;
let witness: Witness;
const waiting: Colleague[] = [];

beforeAll(async () => {
  newsroom = await startNewsroom();
  witness = await Witness.of(newsroom.directUrl);
}, 120_000);

afterAll(async () => {
  await Promise.all(waiting.map((colleague) => colleague.kill()));
  await witness?.close();
  await newsroom?.stop();
});

/** The next victim; one more boots meanwhile, so that a boot is waited for only once. */
const nextVictim = async (isLast: boolean): Promise<Colleague> => {
  while (waiting.length < (isLast ? 1 : 2)) waiting.push(Colleague.start(newsroom.databaseUrl));
  const victim = waiting.shift()!;
  await victim.ready;
  return victim;
};

/** Sessions of the killed process: Postgres ends them when it next tries to talk to them. */
const sessionsEnded = async (): Promise<void> => {
  for (let i = 0; i < 200; i += 1) {
    const [row] = await witness.query<{ open: string }>(
      `SELECT count(*) AS open FROM pg_locks WHERE locktype = 'advisory' AND granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    if (row!.open === '0') return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('a killed process still holds locks after two seconds');
};

test(
  `${KILLS} kills leave no torn article`,
  async () => {
    const documents = newsroom.strapi.documents(ARTICLE);
    const { documentId, slug } = await documents.create({
      data: { ...countedArticle(0), slug: 'counted' } as never,
      status: 'published',
    });
    const watch = new VersionWatch();
    const tally = { kills: 0, versions: 0, inDraft: 0, inPublish: 0, unheard: 0, slowestNextMs: 0 };
    const random = (below: number) => Math.floor(Math.random() * below);
    let n = 1;
    const started = Date.now();

    for (let round = 0; round < KILLS; round += 1) {
      const victim = await nextVictim(round === KILLS - 1);
      const first = n;
      let begun = n - 1;
      let wrote = n - 1;
      let published = n - 1;
      let beganAt = 0;
      // How long one version takes on this machine, once the process is warm, ms.
      const pace = new Promise<number>((resolve) => {
        victim.onProgress((progress) => {
          if (progress.begins !== undefined) beganAt = Date.now();
          begun = progress.begins ?? begun;
          wrote = progress.wrote ?? progress.published ?? wrote;
          published = progress.published ?? published;
          if (progress.published === first + 1) resolve(Date.now() - beganAt);
        });
      });
      const working = victim.do('publishVersions', {
        documentId,
        from: n,
        manner: MANNERS[round % 3],
      });
      // It ends by being killed.
      working.catch(() => {});
      // The kill falls anywhere into the saving and publishing of the next version, or the one after.
      const wait = random(2 * (await pace));
      await new Promise((resolve) => setTimeout(resolve, wait));
      await victim.kill();
      await sessionsEnded();

      const snapshot = await witness.snapshot();
      const standing = readStanding(snapshot, documentId);
      const problems = [...standing.problems, ...audit(snapshot), ...watch.look(snapshot)];
      // What was said to be done is done; what was begun may be.
      if (standing.published! < published || standing.published! > begun)
        problems.push(`published is v${standing.published}, told were v${published} to v${begun}`);
      if (standing.draft < wrote || standing.draft > begun)
        problems.push(`the draft is v${standing.draft}, told were v${wrote} to v${begun}`);
      expect({ round, problems }).toEqual({ round, problems: [] });
      tally.kills += 1;
      tally.versions += published - (n - 1);
      if (begun > published && standing.draft < begun) tally.inDraft += 1;
      if (standing.draft > standing.published!) tally.inPublish += 1;
      if (standing.published! > published) tally.unheard += 1;

      n = begun + 1;
      const before = Date.now();
      const next = await newsroom.api('PUT', `/articles/${documentId}`, {
        data: countedArticle(n),
      });
      tally.slowestNextMs = Math.max(tally.slowestNextMs, Date.now() - before);
      expect(next.status).toBe(200);
      const page = await newsroom.api('GET', `/articles/page/${slug}`, undefined, null);
      expect({ status: page.status, ...readCounted(page.body.data) }).toEqual({
        status: 200,
        n,
        problems: [],
      });
      n += 1;
    }
    process.stdout.write(
      `kill -9: ${JSON.stringify({ ...tally, seconds: (Date.now() - started) / 1000 })}\n`,
    );
    expect(await witness.deadlocks()).toBe(0);
  },
  60_000 + KILLS * 30_000,
);
