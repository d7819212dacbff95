import { factories } from '@strapi/strapi';

const drafts = { policies: [{ name: 'global::drafts-need-a-right', config: { uid: 'api::bullet.bullet' } }] };

export default factories.createCoreRouter('api::bullet.bullet', {
  config: { find: drafts, findOne: drafts },
});
