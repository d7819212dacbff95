import { factories } from '@strapi/strapi';

// One object a route: Strapi writes each route's permission into it.
const drafts = () => ({
  policies: [{ name: 'global::drafts-need-a-right', config: { uid: 'api::section.section' } }],
});

export default factories.createCoreRouter('api::section.section', {
  config: { find: drafts(), findOne: drafts() },
});
