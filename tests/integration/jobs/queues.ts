/** The queue service as a plugin sees it, for tests. */
import type { Core } from '@strapi/strapi';
import type { Queue } from '../../../src/plugins/jobs/server/src/services/queue';

export const queueOf = (strapi: Core.Strapi) => strapi.plugin('jobs').service('queue') as Queue;

/** A promise that the test resolves. */
export const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};

/** Resolves when `look` answers true; jest's own timeout ends it otherwise. */
export const until = async (look: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await look())) await new Promise((resolve) => setTimeout(resolve, 20));
};
