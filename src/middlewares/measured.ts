import type { Core } from '@strapi/strapi';
import { operationsOf } from '../operations/service';

/** Outermost: what every other middleware takes is part of how long an answer took. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  operationsOf(strapi).measure;
