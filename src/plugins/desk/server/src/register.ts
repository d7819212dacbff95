import type { Core } from '@strapi/strapi';
import { registerMigrations } from './migrations';

export default ({ strapi }: { strapi: Core.Strapi }): void => {
  registerMigrations(strapi);
};
