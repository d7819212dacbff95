/**
 * Random sequences of everything that can be done to a newsroom, through every door, against a model
 * in memory; the whole database is audited after every single act, by an audit that knows nothing of the
 * product's own, and by `newsroom check` at the end of each sequence.
 *
 * Ends after half a minute, so that a slow machine does fewer sequences rather than take longer.
 * PROPERTY_RUNS sets the number of sequences (of up to 30 acts each) and lifts that limit;
 * PROPERTY_SEED repeats a run, PROPERTY_PATH (as a failure prints it) goes straight to one sequence.
 */
import fc from 'fast-check';
import type * as Check from '../../../src/api/article/check/audit';
import { startNewsroom, type Newsroom } from '../harness';
import { audit, VersionWatch } from './audit';
import { Doors } from './doors';
import { judge } from './judge';
import { compare, emptyModel, Known, movedFrom, type Model } from './model';
import { operation, type Operation } from './operations';
import { Witness } from './snapshot';

/** What `newsroom check` asks. */
const { audit: check } = jest.requireActual<typeof Check>(
  '../../../dist/src/api/article/check/audit',
);

const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);
/** Leaves a quarter of a minute for the start, ms. A failing sequence is shortened no longer than this either. */
const LIMIT = process.env.PROPERTY_RUNS ? 3_000_000 : 15_000;
const LONGEST = 30;

interface Real {
  doors: Doors;
  witness: Witness;
  watch: VersionWatch;
  known: Known;
}

const counts = { sequences: 0, operations: 0, refused: 0, byKind: {} as Record<string, number> };

const look = async (model: Model, real: Real): Promise<string[]> => {
  const snapshot = await real.witness.snapshot();
  return [
    ...audit(snapshot),
    ...real.watch.look(snapshot),
    ...compare(model, snapshot, real.known),
  ];
};

class Step implements fc.AsyncCommand<Model, Real> {
  constructor(private readonly op: Operation) {}

  check = () => true;

  async run(model: Model, real: Real): Promise<void> {
    const verdict = judge(model, this.op);
    const { status, message } = await verdict.run(real.doors);
    counts.operations += 1;
    counts.byKind[this.op.kind] = (counts.byKind[this.op.kind] ?? 0) + 1;
    const said = `${this.toString()} answered ${status} ${message}`;
    if (status >= 500) throw new Error(said);
    if (verdict.expect === 'done') {
      if (status >= 400) throw new Error(`${said}, but should be done`);
      verdict.apply();
    }
    if (verdict.expect === 'refused') {
      counts.refused += 1;
      if (status < 400) throw new Error(`${said}, but should be refused (${verdict.why})`);
    }
    const problems = await look(model, real);
    if (problems.length) throw new Error(`after ${this.toString()}:\n- ${problems.join('\n- ')}`);
  }

  toString(): string {
    return JSON.stringify(this.op);
  }
}

/** Three articles that show each other, so that no sequence begins with empty hands. */
const opening: Operation[] = ['Alpha', 'Beta', 'Gamma ray'].map((title, i) => ({
  kind: 'create',
  door: 'code',
  title,
  slug: null,
  lead: 'Opening',
  outline: [
    {
      from: null,
      named: false,
      heading: 'Costs',
      lead: 'One sentence.',
      bullets: [
        { from: null, named: false, text: 'First' },
        { from: null, named: false, text: 'Second' },
      ],
    },
    { from: null, named: false, heading: 'Risks', lead: null, bullets: [] },
  ],
  entries:
    i === 0
      ? []
      : [
          {
            from: null,
            named: false,
            headline: i === 1 ? null : 'Elsewhere',
            teaser: null,
            url: null,
            target: 0,
          },
        ],
  publish: i < 2,
}));

let newsroom: Newsroom;
let witness: Witness;

beforeAll(async () => {
  newsroom = await startNewsroom();
  witness = await Witness.of(newsroom.directUrl);
}, 120_000);

afterAll(async () => {
  process.stdout.write(`property: ${JSON.stringify(counts)}\n`);
  await witness?.close();
  await newsroom?.stop();
});

/** What readers are told must be what the model says: 200, 301, 404 or 410, and the list of all pages. */
const readLikeReaders = async (model: Model): Promise<void> => {
  const live = new Map(
    model.articles.flatMap(({ live: side, id }) =>
      side ? [[side.slug, { side, id }] as const] : [],
    ),
  );
  for (const slug of [...model.slugs.keys(), 'never-seen']) {
    const page = await newsroom.api('GET', `/articles/page/${slug}`, undefined, null);
    const expected = live.get(slug);
    expect({ slug, status: page.status }).toEqual({
      slug,
      status: expected ? 200 : movedFrom(model, slug) ? 301 : model.slugs.has(slug) ? 410 : 404,
    });
    if (!expected) continue;
    const { side, id } = expected;
    const nested = await newsroom.api(
      'GET',
      `/articles/${id}?populate[sections][populate]=bullets&populate[relatedNews][populate]=target&populate[sections][sort]=position`,
    );
    const populated = (
      nested.body.data.sections as { heading: string; bullets: { text: string }[] }[]
    ).map(({ heading, bullets }) => ({
      heading,
      bullets: bullets.map(({ text }) => text),
    }));
    const wanted = side.sections.map(({ heading, bullets }) => ({
      heading,
      bullets: bullets.map(({ text }) => text),
    }));
    expect(populated).toEqual(wanted);
    expect(
      page.body.data.sections.map((s: { heading: string; bullets: { text: string }[] }) => ({
        heading: s.heading,
        bullets: s.bullets.map(({ text }) => text),
      })),
    ).toEqual(wanted);
    const lens = await newsroom.api('GET', `/articles/${id}?fields=outline`);
    expect(lens.body.data.outline.map((s: { documentId: string }) => s.documentId)).toEqual(
      side.sections.map((s) => s.id),
    );
  }
  const list = await newsroom.api('GET', '/articles/pages?pageSize=100', undefined, null);
  expect(list.body.data.map(({ slug }: { slug: string }) => slug).sort()).toEqual(
    [...live.keys()].sort(),
  );
};

test('any sequence of acts leaves what the model says', async () => {
  const seed = Number(process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31);
  process.stdout.write(
    `property: seed ${seed}, ${RUNS} sequences (repeat with PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS})\n`,
  );
  const deadline = Date.now() + LIMIT;
  await fc.assert(
    fc.asyncProperty(
      fc.commands([operation.map((op) => new Step(op))], { maxCommands: LONGEST, size: 'max' }),
      async (steps) => {
        // Not fast-check's own time limit, which would leave the sequence that is under way running.
        if (Date.now() > deadline) return;
        counts.sequences += 1;
        await witness.empty();
        const model = emptyModel();
        const real: Real = {
          doors: new Doors(newsroom),
          witness,
          watch: new VersionWatch(),
          known: new Known(),
        };
        for (const op of opening) await new Step(op).run(model, real);
        await fc.asyncModelRun(() => ({ model, real }), steps);
        await readLikeReaders(model);
        expect(await check(newsroom.strapi)).toEqual([]);
      },
    ),
    {
      seed,
      numRuns: RUNS,
      ...(process.env.PROPERTY_PATH && { path: process.env.PROPERTY_PATH }),
    },
  );
  expect(counts.operations).toBeGreaterThan(opening.length);
}, 3_600_000);
