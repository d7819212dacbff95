/**
 * Random sequences of everything that can happen to Recent News lists, jobs running beside: whenever all
 * jobs are done every list is what a computation from nothing says (but for the margin against churn, and
 * exactly so once it is made again), nothing is quoted that is not live, and what people decided stands.
 *
 * Begins no sequence after 45 seconds, so that a slow machine does fewer rather than take longer.
 * PROPERTY_RUNS sets the number of sequences and lifts that limit; PROPERTY_SEED repeats a run,
 * PROPERTY_PATH (as a failure prints it) goes straight to one sequence.
 */
import fc from 'fast-check';
import { startNewsroom, type Newsroom } from '../harness';
import { act, SUBJECTS, type Act } from './property-acts';
import { empty, noCounts, Play } from './property-newsroom';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 30);
/** A failing sequence is shortened no longer than this either, ms. */
const LIMIT = process.env.PROPERTY_RUNS ? 3_000_000 : 25_000;
const LONGEST = 30;

const counts = noCounts();
let newsroom: Newsroom;

beforeAll(async () => {
  process.env.NEWSROOM_JOBS = 'on';
  newsroom = await startNewsroom();
}, 240_000);

afterAll(async () => {
  process.stdout.write(`recent news, property: ${JSON.stringify(counts)}\n`);
  await newsroom?.stop();
  process.env.NEWSROOM_JOBS = 'off';
});

/** Eight live stories on three subjects and a draft, so that no sequence begins with empty hands. */
const opening: Act[] = Array.from({ length: 9 }, (_, i) => ({
  kind: 'create',
  text: { subject: SUBJECTS[i % 3]!, variant: Math.floor(i / 3) },
  day: 7 * i,
  publish: i < 8,
}));

test('after any sequence of acts each list is what it would be from nothing', async () => {
  const seed = Number(process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31);
  process.stdout.write(
    `recent news, property: seed ${seed}, up to ${RUNS} sequences (repeat with PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS})\n`,
  );
  const deadline = Date.now() + LIMIT;
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 15, maxLength: LONGEST, size: 'max' }),
      async (acts) => {
        // Not fast-check's own time limit, which would leave the sequence that is under way running.
        if (Date.now() > deadline) return;
        counts.sequences += 1;
        await empty(newsroom);
        const play = new Play(newsroom, counts);
        for (const each of [...opening, ...acts]) {
          try {
            await play.do(each);
          } catch (error) {
            throw new Error(`${JSON.stringify(each)}\n${(error as Error).stack}`);
          }
        }
        await play.end();
      },
    ),
    {
      seed,
      numRuns: RUNS,
      ...(process.env.PROPERTY_PATH && { path: process.env.PROPERTY_PATH }),
      ...(process.env.PROPERTY_SHRINK === 'off' && { endOnFailure: true }),
    },
  );
  expect(counts.lists.exact).toBeGreaterThan(0);
}, 3_600_000);
