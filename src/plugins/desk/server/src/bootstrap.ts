import type { Core } from '@strapi/strapi';
import { registerActions } from './permissions';

export default async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  await registerActions(strapi);
};
