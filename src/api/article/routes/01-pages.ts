/**
 * Named to be loaded before the stock routes: `/articles/pages` must not be taken for an `:id`.
 * All ask for the permission of the stock list, so that one tick in the admin opens or closes them.
 */
const READ = { auth: { scope: ['api::article.article.find'] } };
/** What is asked for again and again is kept in memory. */
const KEPT = { ...READ, middlewares: ['global::page-memory'] };

const read = (path: string, handler: string, config: object = KEPT) => ({
  method: 'GET',
  path: `/articles/${path}`,
  handler: `pages.${handler}`,
  config,
});

export default {
  type: 'content-api',
  routes: [
    read('page/:slug', 'page'),
    read('pages', 'list'),
    read('search', 'search', READ),
    read('redirects', 'redirects'),
    // Whoever has a link to a draft may see it; the link says so itself.
    {
      method: 'GET',
      path: '/articles/preview/:documentId',
      handler: 'pages.preview',
      config: { auth: false },
    },
  ],
};
