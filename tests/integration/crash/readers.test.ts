/**
 * Readers over HTTP, while another process (and then this one as well) publishes version after
 * version: each answer is one version, whole.
 *
 * READERS_VERSIONS sets how many versions the other process publishes; this one does half as many.
 */
import { startNewsroom, type Newsroom } from '../harness';
import { audit } from '../property/audit';
import { countedArticle, readCounted, type Readable } from '../property/counted.cjs';
import { Colleague } from '../property/processes';
import { Witness } from '../property/snapshot';
import { readStanding } from './counted-article';
import { size } from '../size';

const VERSIONS = size('READERS_VERSIONS', 15, 40);
const ARTICLE = 'api::article.article';

let newsroom: Newsroom;
let witness: Witness;
let colleague: Colleague;
let documentId: string;
let slug: string;

beforeAll(async () => {
  newsroom = await startNewsroom();
  witness = await Witness.of(newsroom.directUrl);
  colleague = Colleague.start(newsroom.databaseUrl);
  const created = await newsroom.strapi
    .documents(ARTICLE)
    .create({ data: { ...countedArticle(0), slug: 'counted' } as never, status: 'published' });
  documentId = created.documentId;
  slug = created.slug!;
  await colleague.ready;
}, 120_000);

afterAll(async () => {
  await colleague?.kill();
  await witness?.close();
  await newsroom?.stop();
});

type Body = { data: Record<string, unknown> | Record<string, unknown>[] };
const TREE = 'populate[sections][populate]=bullets&populate[relatedNews]=true&sort=title';

const one = (body: Body): Record<string, unknown> | undefined =>
  Array.isArray(body.data) ? body.data[0] : body.data;

/** Every way to read an article with what hangs below it; each gives back its parts. */
const READERS: Record<string, { path: () => string; parts: (body: Body) => Readable | undefined }> =
  {
    page: {
      path: () => `/articles/page/${slug}`,
      parts: (body) => one(body) as unknown as Readable,
    },
    populate: {
      path: () => `/articles/${documentId}?${TREE.replace('&sort=title', '')}`,
      parts: (body) => one(body) as unknown as Readable,
    },
    'populated list': {
      path: () => `/articles?filters[slug]=${slug}&${TREE}`,
      parts: (body) => one(body) as unknown as Readable,
    },
    outline: {
      path: () => `/articles/${documentId}?fields=lead,byline,outline`,
      parts: (body) => {
        const article = one(body);
        return (
          article &&
          ({
            lead: article.lead,
            byline: article.byline,
            sections: article.outline,
          } as unknown as Readable)
        );
      },
    },
    'all fields': {
      path: () => `/articles/${documentId}`,
      parts: (body) => {
        const article = one(body);
        return (
          article &&
          ({
            lead: article.lead,
            title: article.title,
            sections: article.outline,
          } as unknown as Readable)
        );
      },
    },
    'sections with their article': {
      path: () =>
        `/sections?filters[article][slug]=${slug}&populate=bullets&populate=article&sort=position&pagination[pageSize]=100`,
      parts: (body) => {
        const sections = body.data as { article: { lead: string; title: string } }[];
        const first = sections[0];
        return (
          first &&
          ({
            lead: first.article.lead,
            title: first.article.title,
            sections,
          } as unknown as Readable)
        );
      },
    },
  };

interface Tally {
  reads: number;
  versions: Set<number>;
  problems: string[];
}

const readOn = async (name: string, isDone: () => boolean): Promise<Tally> => {
  const { path, parts } = READERS[name]!;
  const tally: Tally = { reads: 0, versions: new Set(), problems: [] };
  let last = -1;
  while (!isDone()) {
    const { status, body } = await newsroom.api('GET', path());
    tally.reads += 1;
    const article = status === 200 ? parts(body) : undefined;
    if (!article) {
      tally.problems.push(`${status}: ${JSON.stringify(body).slice(0, 200)}`);
      continue;
    }
    const { n, problems } = readCounted(article);
    tally.problems.push(...problems);
    // One reader that asks again never goes back in time.
    if (n < last) tally.problems.push(`v${n} after v${last}`);
    last = n;
    tally.versions.add(n);
  }
  return tally;
};

/** Publishes by `work` while every kind of reader reads; all must have seen whole versions only. */
const readWhile = async (label: string, work: Promise<unknown>): Promise<void> => {
  const started = Date.now();
  let done = false;
  const ended = work.finally(() => (done = true));
  ended.catch(() => {});
  const names = Object.keys(READERS);
  const tallies = await Promise.all(names.map((name) => readOn(name, () => done)));
  await ended;
  const counts = names.map((name, i) => [
    name,
    {
      reads: tallies[i]!.reads,
      versions: tallies[i]!.versions.size,
      wrong: tallies[i]!.problems.length,
    },
  ]);
  process.stdout.write(
    `${label}: ${JSON.stringify({ seconds: (Date.now() - started) / 1000, ...Object.fromEntries(counts) })}\n`,
  );
  const wrong = names.flatMap((name, i) =>
    tallies[i]!.problems.slice(0, 3).map((problem) => `${name}: ${problem}`),
  );
  expect(wrong).toEqual([]);
  for (const { reads } of tallies) expect(reads).toBeGreaterThan(3);
  const snapshot = await witness.snapshot();
  expect([...readStanding(snapshot, documentId).problems, ...audit(snapshot)]).toEqual([]);
};

test(
  'another process publishes',
  () =>
    readWhile(
      'readers, other process',
      colleague.do('publishVersions', { documentId, from: 1, to: VERSIONS, manner: 'both' }),
    ),
  300_000,
);

test('this process publishes, through HTTP', async () => {
  const publish = async () => {
    for (let n = VERSIONS + 1; n <= 1.5 * VERSIONS; n += 1) {
      const { status } = await newsroom.api('PUT', `/articles/${documentId}`, {
        data: countedArticle(n),
      });
      if (status !== 200) throw new Error(`publish of v${n} answered ${status}`);
    }
  };
  await readWhile('readers, same process', publish());
}, 300_000);
