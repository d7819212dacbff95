import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import type { PurgesConfig } from './config';
import { ATTEMPTS, createDelivery } from './delivery';
import { queueOf, type Transaction } from './queue';
import { catchUpFor, HAND_OUT, queueFor } from './queues';
import type { Purges } from './services/purges';

const keys = z.strictObject({ hard: z.array(z.string()), soft: z.array(z.string()) });

/** A day, with 90 s between two attempts. */
const A_DAY = { retryDelay: 90, retryBackoff: false, retryLimit: 1_000 };

export default ({ strapi }: { strapi: Core.Strapi }): void => {
  const { caches } = strapi.plugin('purges').service('purges') as Purges;
  if (caches.length === 0) return;
  const { filing } = strapi.config.get('plugin::purges') as PurgesConfig;
  const queue = queueOf(strapi);
  const delivery = createDelivery({
    queue,
    caches,
    filing,
    log: strapi.log,
    inTransaction: (work) =>
      strapi.db.transaction(({ trx }) => work(trx as Transaction)) as ReturnType<typeof work>,
  });
  queue.define({
    name: HAND_OUT,
    schema: keys,
    handle: delivery.handOut,
    concurrency: 4,
    retryDelay: 1,
    retryLimit: 100,
    // Two statements a cache; one whose process was killed is soon begun again.
    expireInSeconds: 20,
  });
  for (const cache of caches) {
    const { expireInSeconds, concurrency } = cache;
    queue.define({
      name: queueFor(cache),
      schema: keys,
      handle: (data: z.infer<typeof keys>, context) => delivery.purge(cache, data, context),
      concurrency,
      expireInSeconds,
      retryDelay: 1,
      // More than are used: an attempt whose process was killed counts as well.
      retryLimit: ATTEMPTS + 100,
    });
    queue.define({
      name: catchUpFor(cache),
      schema: z.object({}),
      handle: (_data, context) => delivery.catchUp(cache, context),
      expireInSeconds,
      ...A_DAY,
    });
  }
};
