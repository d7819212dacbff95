/**
 * Two processes (and many tasks in one) hammer the same few articles, which show each other. Every
 * state in between that another connection can see must be whole.
 *
 * HAMMER_OPERATIONS sets the number of acts a process does.
 */
import { startNewsroom, type Newsroom } from '../harness';
import { audit, VersionWatch } from './audit';
import { Colleague } from './processes';
import { Witness } from './snapshot';
import { countedArticle } from './counted.cjs';
import { size } from '../size';

/** Some hundreds in all, in about half a minute. */
const OPERATIONS = size('HAMMER_OPERATIONS', 16, 60);
const ARTICLE = 'api::article.article';

interface Hammered {
  counts: Record<string, number>;
  refusals: Record<string, number>;
  faults: string[];
}

let newsroom: Newsroom;
let witness: Witness;
let colleagues: Colleague[];

beforeAll(async () => {
  newsroom = await startNewsroom();
  witness = await Witness.of(newsroom.directUrl);
  colleagues = [0, 1].map(() => Colleague.start(newsroom.databaseUrl));
  await Promise.all(colleagues.map(({ ready }) => ready));
}, 120_000);

afterAll(async () => {
  await Promise.all((colleagues ?? []).map((colleague) => colleague.kill()));
  await witness?.close();
  await newsroom?.stop();
});

/** `count` articles, each showing all others, all published. */
const makeArticles = async (count: number): Promise<string[]> => {
  await witness.empty();
  const documents = newsroom.strapi.documents(ARTICLE);
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const { documentId } = await documents.create({
      data: { ...countedArticle(i), relatedNews: [], title: `Hammered ${i}` } as never,
    });
    ids.push(documentId);
  }
  for (const id of ids) {
    const relatedNews = ids
      .filter((other) => other !== id)
      .map((target) => ({ headline: null, teaser: null, url: null, target }));
    await documents.update({ documentId: id, data: { relatedNews } as never, status: 'published' });
  }
  return ids;
};

/** Looks at the database again and again while `work` goes on, and once more at the end. */
const watched = async <T>(
  work: Promise<T>,
): Promise<{ result: T; looks: number; problems: string[] }> => {
  const watch = new VersionWatch();
  const problems = new Set<string>();
  let looks = 0;
  const look = async () => {
    const snapshot = await witness.snapshot();
    looks += 1;
    for (const problem of [...audit(snapshot), ...watch.look(snapshot)]) problems.add(problem);
  };
  let working = true;
  const ended = work.finally(() => (working = false));
  ended.catch(() => {});
  while (working) {
    await look();
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  const result = await ended;
  await look();
  return { result, looks, problems: [...problems] };
};

const sum = (records: Record<string, number>[]): Record<string, number> => {
  const total: Record<string, number> = {};
  for (const record of records)
    for (const [key, n] of Object.entries(record)) total[key] = (total[key] ?? 0) + n;
  return total;
};

const report = (
  name: string,
  started: number,
  looks: number,
  results: Hammered[],
  deadlocks: number,
): void => {
  const counts = sum(results.map(({ counts: each }) => each));
  const operations = Object.values(counts).reduce((a, b) => a + b, 0);
  const line = {
    operations,
    seconds: (Date.now() - started) / 1000,
    looks,
    deadlocks,
    counts,
    refusals: sum(results.map(({ refusals }) => refusals)),
    faults: results.flatMap(({ faults }) => faults).length,
  };
  process.stdout.write(`${name}: ${JSON.stringify(line)}\n`);
};

const hammer = async (name: string, articles: number, options: object): Promise<void> => {
  await makeArticles(articles);
  const before = await witness.deadlocks();
  const started = Date.now();
  const seed = Number(process.env.HAMMER_SEED ?? started % 2 ** 20);
  process.stdout.write(`${name}: seed ${seed}\n`);
  const { result, looks, problems } = await watched(
    Promise.all(
      colleagues.map((colleague, i) =>
        colleague.do<Hammered>('hammer', {
          operations: OPERATIONS,
          parallel: 3,
          ...options,
          seed: seed + i,
        }),
      ),
    ),
  );
  // A backend hands over its count of deadlocks a second after it counted, at the latest.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const deadlocks = (await witness.deadlocks()) - before;
  report(name, started, looks, result, deadlocks);
  expect({
    faults: result.flatMap(({ faults }) => faults),
    deadlocks,
    problems: problems.slice(0, 10),
  }).toEqual({ faults: [], deadlocks: 0, problems: [] });
};

test('one article, every act', () => hammer('one article', 1, {}), 300_000);

test('two articles that show each other, every act', () => hammer('two articles', 2, {}), 300_000);

test(
  'overlapping sets in bulk, in different order, among single acts',
  () =>
    hammer('bulk', 4, {
      only: [
        'bulkPublish',
        'bulkPublish',
        'bulkUnpublish',
        'saveThenPublish',
        'outlineAndPublish',
        'replace',
        'discard',
        'retarget',
      ],
    }),
  300_000,
);

test('more acts at once on one article than the process has connections', async () => {
  const [id] = await makeArticles(1);
  await newsroom.admin('GET', '/admin/users/me');
  const started = Date.now();
  const documents = newsroom.strapi.documents(ARTICLE);
  const section = newsroom.strapi.documents('api::section.section');
  const { result, looks, problems } = await watched(
    Promise.allSettled(
      Array.from({ length: 60 }, (_, n) => {
        if (n % 5 === 0) return documents.publish({ documentId: id! });
        if (n % 5 === 1)
          return documents.update({
            documentId: id!,
            data: countedArticle(n) as never,
            status: 'published',
          });
        if (n % 5 === 2) return section.create({ data: { heading: `Added ${n}`, article: id! } });
        if (n % 5 === 3)
          return newsroom.api('PUT', `/articles/${id}`, { data: { lead: `By HTTP ${n}` } });
        return newsroom.admin(
          'POST',
          `/content-manager/collection-types/${ARTICLE}/${id}/actions/publish`,
          {},
        );
      }),
    ),
  );
  const statuses = result.map((each) =>
    each.status === 'rejected'
      ? String(each.reason)
      : String((each.value as { status?: number }).status ?? 'done'),
  );
  process.stdout.write(
    `at once: ${JSON.stringify({ seconds: (Date.now() - started) / 1000, looks, outcomes: sum(statuses.map((status) => ({ [status]: 1 }))) })}\n`,
  );
  expect({ outcomes: [...new Set(statuses)].sort(), problems }).toEqual({
    outcomes: ['200', 'done'],
    problems: [],
  });
}, 120_000);
