import { factories } from '@strapi/strapi';

// One object a route: Strapi writes each route's permission into it.
const drafts = () => ({
  policies: [
    { name: 'global::drafts-need-a-right', config: { uid: 'api::related-news.related-news' } },
  ],
});

export default factories.createCoreRouter('api::related-news.related-news', {
  config: { find: drafts(), findOne: drafts() },
});
