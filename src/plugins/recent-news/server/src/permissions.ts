import type { Core } from '@strapi/strapi';
import { PLUGIN } from './constants';

/** What a role may be allowed to do, and how the roles page calls it. */
const ACTIONS = {
  read: 'See lists and why',
  decide: 'Decide what stands in a list (pin, hide, edit, add, lock)',
  publish: 'Change live lists at once',
  stories: 'Never recommend a story',
  settings: 'Change the settings',
  run: 'Run backfill and refit',
} as const;

export type Action = keyof typeof ACTIONS;

export const actionUid = (action: Action): string => `plugin::${PLUGIN}.${action}`;

/** @throws nothing if they are registered already: a restart of the same process registers anew */
export const registerActions = async (strapi: Core.Strapi): Promise<void> => {
  await strapi.service('admin::permission')!.actionProvider.registerMany(
    Object.entries(ACTIONS).map(([uid, displayName]) => ({
      section: 'plugins',
      displayName,
      uid,
      pluginName: PLUGIN,
    })),
  );
};
