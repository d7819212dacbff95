import type { Core } from '@strapi/strapi';
import { ACTIONS, QUEUES } from './constants';
import { queueOf } from './queue';
import { readTargets } from './target';

const SHOWN: readonly [uid: string, displayName: string][] = [
  ['read', 'See targets, the log and what waits'],
  ['manage', 'Add, change, try and delete targets'],
  ['replay', 'Send calls again'],
];

export default async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  await strapi.service('admin::permission')!.actionProvider.registerMany(
    SHOWN.filter(([uid]) => uid in ACTIONS).map(([uid, displayName]) => ({
      section: 'plugins',
      pluginName: 'rebuilds',
      uid,
      displayName,
    })),
  );
  const queue = queueOf(strapi);
  await queue.schedule(QUEUES.sweep, '* * * * *', {});
  // When editors are asleep in most places; once a day is enough for rows that are kept for weeks.
  await queue.schedule(QUEUES.prune, '17 3 * * *', {});
  // What the last process left behind need not wait for the next minute.
  const isWanted = (await readTargets(strapi)).some(({ enabled }) => enabled);
  if (isWanted) await queue.send(null, QUEUES.sweep, {}, { singletonKey: 'start' });
};
