import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { NIGHTLY, QUEUES } from './constants';
import type { Queue } from './services/queue';
import { recentNewsOf } from './services/recent-news';

const ids = z.object({ ids: z.array(z.string()).min(1), again: z.boolean().optional() });
const refit = z.preprocess((value) => value ?? {}, z.object({ force: z.boolean().optional() }));
const backfill = z.object({ fresh: z.boolean().optional() });

/** A story that can't be worked now (the database restarts) is tried again within the hour, then given up. */
const RETRIES = { retryLimit: 8, retryDelay: 2, retryBackoff: true };

/** Seconds: five stories take one or two; what a process that died had begun is begun again after this. */
const DEAD_AFTER = 60;

/** Says what is done with this plugin's jobs, and when the space is fitted. */
export const defineJobs = (strapi: Core.Strapi): void => {
  const queue = strapi.plugin('jobs').service('queue') as Queue;
  const parts = () => recentNewsOf(strapi);
  queue.define({
    name: QUEUES.stories,
    schema: ids,
    handle: ({ ids: stories, again }) => parts().generator.stories(stories, again),
    expireInSeconds: DEAD_AFTER,
    ...RETRIES,
  });
  queue.define({
    name: QUEUES.lists,
    schema: ids,
    handle: ({ ids: stories }) => parts().generator.lists(stories),
    expireInSeconds: DEAD_AFTER,
    ...RETRIES,
  });
  queue.define({
    name: QUEUES.refit,
    schema: refit,
    handle: async ({ force }, { signal }) => {
      const { did } = await parts().generator.refit({ force, signal });
      // Somebody asked for it. One that died a moment ago keeps others out for a minute; the retries last longer.
      if (force && did === 'busy') throw new Error('Another refit is under way.');
    },
    // Filing 1,000,000 stories anew takes tens of minutes.
    expireInSeconds: 7200,
    ...RETRIES,
  });
  queue.define({
    name: QUEUES.backfill,
    schema: backfill,
    handle: async ({ fresh }, { signal }) => {
      const { phase } = await parts().backfill.run({ fresh, signal });
      // Only a handler that throws leaves its job to the next process.
      if (phase !== 'done') signal.throwIfAborted();
    },
    // It goes on where it was cut short.
    expireInSeconds: 7200,
    ...RETRIES,
  });
  queue.schedule(QUEUES.refit, NIGHTLY);
};
