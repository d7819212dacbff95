import type { Core } from '@strapi/strapi';
import { createSearch } from '../search/service';

export default ({ strapi }: { strapi: Core.Strapi }) => createSearch(() => strapi.db.connection);
