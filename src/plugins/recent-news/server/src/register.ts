import type { Core } from '@strapi/strapi';
import { defineJobs } from './jobs';
import { registerMigrations } from './migrations';

export default ({ strapi }: { strapi: Core.Strapi }): void => {
  registerMigrations(strapi);
  defineJobs(strapi);
};
