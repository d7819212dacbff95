import type { Core } from '@strapi/strapi';
import { ensureIndexes } from './api/article/indexes';
import { pagesOf } from './api/article/page/service';
import { useRules } from './api/article/rules';

/** Wires things up and decides nothing: each part says itself what it needs. */
export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    useRules(strapi, pagesOf(strapi));
  },

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await ensureIndexes(strapi);
  },
};
