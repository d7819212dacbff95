/** Open to whoever may read articles, and closed with them; kept in memory. */
const READ = {
  auth: { scope: ['api::article.article.find'] },
  middlewares: ['global::page-memory'],
};

export default {
  type: 'content-api',
  routes: [
    { method: 'GET', path: '/feeds/:format', handler: 'feeds.whole', config: READ },
    { method: 'GET', path: '/feeds/topics/:slug/:format', handler: 'feeds.topic', config: READ },
  ],
};
