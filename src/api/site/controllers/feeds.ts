import type { Core } from '@strapi/strapi';
import { readingOf } from '../../../reading/reading';
import { createFeedHandlers } from '../feeds/handlers';

export default ({ strapi }: { strapi: Core.Strapi }) => createFeedHandlers(readingOf(strapi));
