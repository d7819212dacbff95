import { BuildQueue, job, type Job } from '../../../examples/site/server/queue';

const call = (id: string): Job => job({ calls: [{ id, documentIds: [] }] });
const ids = ({ calls }: Job) => calls.map(({ id }) => id);

/** A build that ends when the test says so. */
const heldQueue = (patience: number[] = [0]) => {
  const runs: { job: Job; attempt: number; end(): void; fail(): void }[] = [];
  const failures: unknown[] = [];
  const queue = new BuildQueue({
    patience,
    run: (next, attempt) =>
      new Promise<void>((resolve, reject) => {
        runs.push({ job: next, attempt, end: resolve, fail: () => reject(new Error('no luck')) });
      }),
    failed: (error) => failures.push(error),
  });
  return { queue, runs, failures };
};

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

/** However busy the machine is. */
const until = async (holds: () => boolean) => {
  while (!holds()) await soon();
};

it('runs one build at a time, and what came meanwhile as one', async () => {
  const { queue, runs } = heldQueue();
  queue.add(call('a'));
  queue.add(call('b'));
  queue.add(job({ full: true, calls: [{ id: 'c', documentIds: [] }] }));
  await soon();
  expect(runs.map((run) => ids(run.job))).toEqual([['a']]);
  runs[0]?.end();
  await until(() => runs.length > 1);
  expect(runs.map((run) => ids(run.job))).toEqual([['a'], ['b', 'c']]);
  expect(runs[1]?.job.full).toBe(true);
  runs[1]?.end();
  await queue.idle();
  expect(queue.isBusy).toBe(false);
});

it('does again what failed, before what came later', async () => {
  const { queue, runs, failures } = heldQueue();
  queue.add(call('a'));
  queue.add(call('b'));
  runs[0]?.fail();
  await until(() => runs.length > 1);
  expect(failures).toHaveLength(1);
  expect(ids(runs[1]?.job ?? job({}))).toEqual(['a', 'b']);
  expect(runs[1]?.attempt).toBe(1);
  runs[1]?.end();
  await queue.idle();
  queue.add(call('c'));
  expect(runs[2]?.attempt).toBe(0);
  runs[2]?.end();
  await queue.idle();
});

it('lets a build end when it is closed, and starts no other', async () => {
  const { queue, runs } = heldQueue();
  queue.add(call('a'));
  queue.add(call('b'));
  const closed = queue.close();
  runs[0]?.end();
  await closed;
  await soon();
  expect(runs).toHaveLength(1);
});
