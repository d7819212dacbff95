import type { Core } from '@strapi/strapi';
import { CONTENT_TYPE } from './config';
import { PLUGIN } from './constants';

/** Whoever may edit articles in the Content Manager may at the Desk: the rights are the same. */
export const ACTS = {
  read: 'plugin::content-manager.explorer.read',
  create: 'plugin::content-manager.explorer.create',
  update: 'plugin::content-manager.explorer.update',
  delete: 'plugin::content-manager.explorer.delete',
  publish: 'plugin::content-manager.explorer.publish',
} as const;
export type Act = keyof typeof ACTS;

/** What is the Desk's own: what a story must have before it goes live. */
export const SETTINGS = `plugin::${PLUGIN}.settings`;

export const onContent = (act: Act) => ({ action: ACTS[act], subject: CONTENT_TYPE });

export const registerActions = async (strapi: Core.Strapi): Promise<void> => {
  await strapi.service('admin::permission')!.actionProvider.registerMany([
    {
      section: 'plugins',
      displayName: 'Change the checklist before publishing',
      uid: 'settings',
      pluginName: PLUGIN,
    },
  ]);
};
