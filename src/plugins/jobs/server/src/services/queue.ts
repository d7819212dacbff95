import { randomUUID } from 'node:crypto';
import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type PgBoss from 'pg-boss';
import { z } from 'zod';
import type { QueueDefinition } from '../definitions';
import { completeDefinition } from '../definitions';
import { storableData } from '../job-data';
import { createBoss } from '../pg-boss';
import type { Sql } from '../sql';
import { overKnex, overTransaction } from '../sql';
import type { QueueDepth, QueueState } from '../state';
import { depthsOf, stateOf, untilIdle } from '../state';
import type { Engine } from './engine';

const sendOptions = z.strictObject({
  /** Not before this moment, or so many seconds from now. */
  startAfter: z.union([z.date(), z.number().min(0)]).optional(),
  /**
   * Jobs of one queue with the same key stand for the same work: the first to begin does it for all
   * that wait, those for later and those to be tried again included.
   */
  singletonKey: z.string().min(1).optional(),
  /** Higher goes first; default 0. */
  priority: z.int().min(-2_147_483_648).max(2_147_483_647).optional(),
});

export type SendOptions = z.infer<typeof sendOptions>;

/** What a test waits for at most, ms. */
const IDLE_WITHIN = 30_000;

/** A timer is kept for what is due within this, ms; what is for later is found by a poll. */
const SOON = 10_000;

/** The plugin's service `queue`: all that others need to know of it. */
export const createQueue = ({ strapi }: { strapi: Core.Strapi }) => {
  const engine = strapi.plugin('jobs').service('engine') as Engine;
  const knex = () => strapi.db.connection as unknown as Knex;

  // Never started: it knows the statement, and for how long jobs are kept.
  let sender: PgBoss | undefined;

  const insert = async (
    db: Sql,
    name: string,
    list: readonly unknown[],
    { startAfter, singletonKey, priority }: SendOptions,
  ): Promise<string[]> => {
    // Jobs of one moment are begun in the order of their ids.
    const ids = list.map(() => randomUUID()).toSorted();
    const jobs = list.map((data, i) => ({
      id: ids[i]!,
      name,
      data: data as object,
      ...(priority != null && { priority }),
      ...(singletonKey != null && { singletonKey }),
      ...(startAfter != null && {
        startAfter: startAfter instanceof Date ? startAfter.toISOString() : String(startAfter),
      }),
    }));
    sender ??= createBoss(overKnex(knex()), () => undefined, {});
    await sender.insert(jobs, { db });
    return ids;
  };

  const queue = {
    /**
     * Says what is done with the jobs of a queue. Called in a plugin's `register` or `bootstrap`.
     * @throws Error that says which option is wrong
     */
    define<Schema extends z.ZodType>(definition: QueueDefinition<Schema>): void {
      engine.define(completeDefinition(definition as unknown as QueueDefinition));
    },

    /**
     * Sends a job: with the transaction (it exists if and only if that commits), or on its own
     * when `trx` is null.
     *
     * @returns the job's id
     * @throws {errors.ValidationError} when the queue's schema refuses `data`; nothing is sent then
     * @throws Error when there is no such queue, or the transaction has ended
     */
    async send(
      trx: Knex.Transaction | null,
      name: string,
      data?: unknown,
      options?: SendOptions,
    ): Promise<string> {
      const [id] = await queue.sendMany(trx, name, [data], options);
      return id!;
    },

    /** As `send`, for all of `list` (begun in this order) with one INSERT; an empty one sends nothing. */
    async sendMany(
      trx: Knex.Transaction | null,
      name: string,
      list: readonly unknown[],
      options: SendOptions = {},
    ): Promise<string[]> {
      await engine.ready(name);
      const { schema } = engine.definitions.get(name)!;
      const checked = sendOptions.safeParse(options);
      if (!checked.success) {
        throw new errors.ValidationError(
          `A job for "${name}" cannot be sent: ${z.prettifyError(checked.error)}`,
        );
      }
      const stored = list.map((data) => storableData(name, schema, data));
      if (stored.length === 0) return [];
      const ids = await insert(
        trx ? overTransaction(trx) : overKnex(knex()),
        name,
        stored,
        checked.data,
      );
      const nudge = () => nudgeWhenDue(name, checked.data.startAfter);
      if (trx == null) nudge();
      else trx.executionPromise.then(nudge, () => undefined);
      return ids;
    },

    /**
     * Sends a job whenever the cron expression says so (UTC, to the minute), once over all processes
     * that work jobs. Once defined so, a queue keeps its one schedule until no code asks for it.
     *
     * Called before the bootstrap, it is kept and checked then.
     *
     * @throws {errors.ValidationError} when the queue's schema refuses `data`
     * @throws Error when there is no such queue, or the expression cannot be read
     */
    async schedule(name: string, cron: string, data?: unknown): Promise<void> {
      await engine.setSchedule({ name, cron, data });
    },

    /** How the queues (or the one named) stand, over all processes. */
    async state(name?: string): Promise<Record<string, QueueState>> {
      return stateOf(overKnex(knex()), await readyNames(name == null ? undefined : [name]));
    },

    /** What waits in every queue, over all processes; for metrics. */
    async depths(): Promise<QueueDepth[]> {
      return depthsOf(overKnex(knex()), [...engine.definitions.keys()]);
    },

    /**
     * Resolves when the queues (default: all) hold nothing that is due or active; what is for later or
     * waits to be tried again does not count. For tests and the command line.
     *
     * @throws Error after `timeoutMs` (default 30 s) that lists what still waits
     */
    async whenIdle(
      names?: readonly string[],
      { timeoutMs = IDLE_WITHIN }: { timeoutMs?: number } = {},
    ): Promise<void> {
      await untilIdle(overKnex(knex()), await readyNames(names), timeoutMs);
    },
  };

  /** At once, and for what is for a little later when it is time: the next poll would come later. */
  const nudgeWhenDue = (name: string, startAfter: Date | number = 0): void => {
    engine.nudge(name);
    const wait =
      typeof startAfter === 'number' ? startAfter * 1_000 : startAfter.getTime() - Date.now();
    if (wait > 0 && wait <= SOON) setTimeout(() => engine.nudge(name), wait).unref();
  };

  const readyNames = async (names?: readonly string[]): Promise<string[]> => {
    const wanted = [...(names ?? engine.definitions.keys())];
    for (const name of wanted) await engine.ready(name);
    return wanted;
  };

  return queue;
};

export type Queue = ReturnType<typeof createQueue>;
