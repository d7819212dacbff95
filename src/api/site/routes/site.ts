import { factories } from '@strapi/strapi';

const drafts = {
  policies: [{ name: 'global::drafts-need-a-right', config: { uid: 'api::site.site' } }],
};

export default factories.createCoreRouter('api::site.site', {
  config: { find: drafts },
});
