import type { Core } from '@strapi/strapi';
import { layOutForms } from './api/article/admin-form';
import { acceptInput } from './api/article/content-api';
import { ensureIndexes } from './api/article/indexes';
import { followPictures } from './api/article/page/pictures';
import { pagesOf } from './api/article/page/service';
import { openToReaders } from './api/article/permissions';
import { useRules } from './api/article/rules';

/** Wires things up and decides nothing: each part says itself what it needs. */
export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    useRules(strapi, pagesOf(strapi));
    acceptInput(strapi);
  },

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await ensureIndexes(strapi);
    followPictures(strapi, pagesOf(strapi));
    await openToReaders(strapi);
    await layOutForms(strapi);
  },
};
