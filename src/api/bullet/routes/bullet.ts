import { factories } from '@strapi/strapi';

// One object a route: Strapi writes each route's permission into it.
const drafts = () => ({
  policies: [{ name: 'global::drafts-need-a-right', config: { uid: 'api::bullet.bullet' } }],
});

export default factories.createCoreRouter('api::bullet.bullet', {
  config: { find: drafts(), findOne: drafts() },
});
