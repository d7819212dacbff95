import type { Core } from '@strapi/strapi';
import { readingOf } from '../../../reading/reading';
import { createSitemapHandlers } from '../sitemaps/handlers';

export default ({ strapi }: { strapi: Core.Strapi }) => createSitemapHandlers(readingOf(strapi));
