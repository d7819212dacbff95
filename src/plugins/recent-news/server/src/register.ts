import type { Core } from '@strapi/strapi';
import { defineJobs } from './jobs';

export default ({ strapi }: { strapi: Core.Strapi }): void => {
  defineJobs(strapi);
};
