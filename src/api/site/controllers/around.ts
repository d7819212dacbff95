import type { Core } from '@strapi/strapi';
import { readingOf } from '../../../reading/reading';
import { createAroundHandlers } from '../around/handlers';

export default ({ strapi }: { strapi: Core.Strapi }) => createAroundHandlers(readingOf(strapi));
