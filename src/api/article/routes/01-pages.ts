/**
 * Named to be loaded before the stock routes: `/articles/pages` must not be taken for an `:id`.
 * Both ask for the permission of the stock list, so that one tick in the admin opens or closes all.
 */
const READ = { auth: { scope: ['api::article.article.find'] } };

export default {
  type: 'content-api',
  routes: [
    { method: 'GET', path: '/articles/page/:slug', handler: 'pages.page', config: READ },
    { method: 'GET', path: '/articles/pages', handler: 'pages.list', config: READ },
  ],
};
