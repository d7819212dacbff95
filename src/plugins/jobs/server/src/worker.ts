import { AsyncResource } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt, Job, Surroundings } from './attempt';
import { beginAttempt } from './attempt';
import type { Definition } from './definitions';
import { dueQueues, giveBack } from './plans';

export interface Worker {
  /** Works a queue from now on; one of the same name is replaced. */
  add(definition: Definition): void;
  /** Looks for jobs of a queue at once instead of at the next poll. */
  nudge(name: string): void;
  /** Begins no more jobs, waits for those that run, and hands the rest back after `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

interface Queue {
  definition: Definition;
  running: Set<Attempt>;
  isFetching: boolean;
  /** Something may have come while it fetched. */
  again: boolean;
}

/** What a handler that obeys its signal needs to end, ms. */
const ENDS_WITHIN = 500;

/** Polls for jobs and keeps up to `concurrency` of each queue running. */
export const startWorker = (surroundings: Surroundings, pollMs: number): Worker => {
  const { boss, sql, log } = surroundings;
  const queues = new Map<string, Queue>();
  const fetches = new Set<Promise<void>>();
  let isStopping = false;
  let isDown = false;
  let timer: NodeJS.Timeout | undefined;

  const begin = (queue: Queue, jobs: Iterable<Job>, fetchedAt: number): void => {
    for (const job of jobs) {
      const attempt = beginAttempt(surroundings, queue.definition, job, fetchedAt);
      queue.running.add(attempt);
      void attempt.ended.then(() => {
        queue.running.delete(attempt);
        fill(queue);
      });
    }
  };

  const handBack = (job: Job) =>
    giveBack(sql, job.name, [job]).catch((error: Error) =>
      log.error(`Job ${job.name} ${job.id} could not be handed back: ${error.message}`),
    );

  const fetch = async (queue: Queue, free: number): Promise<void> => {
    const fetchedAt = performance.now();
    // It answers an error with no jobs; the poll says that the database is away.
    const jobs = await boss.fetch<unknown>(queue.definition.name, {
      batchSize: free,
      includeMetadata: true,
    });
    // One job of each key takes over those that wait: the others of its batch must wait for that.
    const chosen = new Set(new Map(jobs.map((job) => [job.singletonKey ?? job.id, job])).values());
    await Promise.all(jobs.filter((job) => !chosen.has(job)).map(handBack));
    if (isStopping) await Promise.all([...chosen].map(handBack));
    else begin(queue, chosen, fetchedAt);
  };

  // A handler must not run in what is left of the transaction or the request that sent its job.
  const fill = AsyncResource.bind((queue: Queue): void => {
    const free = queue.definition.concurrency - queue.running.size;
    if (isStopping || free <= 0) return;
    if (queue.isFetching) {
      queue.again = true;
      return;
    }
    queue.isFetching = true;
    queue.again = false;
    const fetched: Promise<void> = fetch(queue, free)
      .catch((error: Error) => log.error(`Jobs could not be fetched: ${error.stack}`))
      .then(() => {
        queue.isFetching = false;
        fetches.delete(fetched);
        if (queue.again) fill(queue);
      });
    fetches.add(fetched);
  });

  const look = async (): Promise<void> => {
    const hungry = [...queues.values()].filter(
      ({ definition, running }) => running.size < definition.concurrency,
    );
    if (hungry.length === 0) return;
    const due = await dueQueues(
      sql,
      hungry.map(({ definition }) => definition.name),
    );
    for (const name of due) fill(queues.get(name)!);
  };

  const poll = (): void => {
    const looked: Promise<void> = look()
      .then(
        () => {
          if (isDown) log.info('Jobs are worked again.');
          isDown = false;
        },
        (error: Error) => {
          if (!isDown) log.error(`Jobs wait, the database does not answer: ${error.message}`);
          isDown = true;
        },
      )
      .then(() => {
        fetches.delete(looked);
        if (!isStopping) timer = setTimeout(poll, pollMs);
      });
    fetches.add(looked);
  };
  poll();

  return {
    add(definition) {
      const queue = queues.get(definition.name);
      if (queue) queue.definition = definition;
      else
        queues.set(definition.name, {
          definition,
          running: new Set(),
          isFetching: false,
          again: false,
        });
      fill(queues.get(definition.name)!);
    },
    nudge(name) {
      const queue = queues.get(name);
      if (queue) fill(queue);
    },
    async stop(withinMs) {
      isStopping = true;
      clearTimeout(timer);
      const attempts = () => [...queues.values()].flatMap(({ running }) => [...running]);
      const ended = async () => {
        await Promise.all(fetches);
        await Promise.all(attempts().map((attempt) => attempt.ended));
      };
      await within(ended(), withinMs);
      for (const attempt of attempts()) attempt.abort();
      await within(ended(), ENDS_WITHIN);
      for (const attempt of attempts()) attempt.abandon();
      await ended();
    },
  };
};

/** Waits for `work`, but no longer than `ms`. */
const within = async (work: Promise<unknown>, ms: number): Promise<void> => {
  const timeout = new AbortController();
  const late = sleep(ms, undefined, { signal: timeout.signal }).catch(() => undefined);
  await Promise.race([work, late]);
  timeout.abort();
};
