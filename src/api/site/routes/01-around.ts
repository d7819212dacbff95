/** Named to be loaded before the stock routes. Open to whoever may read articles, and kept in memory. */
export default {
  type: 'content-api',
  routes: [
    {
      method: 'GET',
      path: '/site/page',
      handler: 'around.page',
      config: {
        auth: { scope: ['api::article.article.find'] },
        middlewares: ['global::page-memory'],
      },
    },
  ],
};
