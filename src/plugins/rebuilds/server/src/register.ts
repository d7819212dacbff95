import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { QUEUES } from './constants';
import { registerMigrations } from './migrations';
import { queueOf } from './queue';
import type { Delivery } from './services/delivery';

/** Calls under way at once in one process: they wait for others most of the time. */
const CALLS_AT_ONCE = 50;

export default ({ strapi }: { strapi: Core.Strapi }): void => {
  registerMigrations(strapi);
  const queue = queueOf(strapi);
  const delivery = () => strapi.plugin('rebuilds').service('delivery') as Delivery;
  const nothing = z.object({});
  queue.define({
    name: QUEUES.gather,
    schema: nothing,
    handle: () => delivery().gather(),
    expireInSeconds: 60,
  });
  queue.define({
    name: QUEUES.deliver,
    schema: z.object({ targetId: z.string().min(1) }),
    handle: ({ targetId }: { targetId: string }, { signal }) =>
      delivery().deliver(targetId, signal),
    concurrency: CALLS_AT_ONCE,
    expireInSeconds: 60,
  });
  queue.define({ name: QUEUES.sweep, schema: nothing, handle: () => delivery().sweep() });
  queue.define({
    name: QUEUES.prune,
    schema: nothing,
    handle: (_data, { signal }) => delivery().prune(signal),
    expireInSeconds: 3_600,
  });
};
