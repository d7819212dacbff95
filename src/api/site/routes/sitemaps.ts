/** Open to whoever may read articles, and closed with them; kept in memory. */
const READ = {
  auth: { scope: ['api::article.article.find'] },
  middlewares: ['global::page-memory'],
};

const read = (file: string, handler: string) => ({
  method: 'GET',
  path: `/sitemaps/${file}`,
  handler: `sitemaps.${handler}`,
  config: READ,
});

export default {
  type: 'content-api',
  routes: [
    read('sitemap.xml', 'whole'),
    read('sitemap-:number(\\d+).xml', 'file'),
    read('news.xml', 'news'),
  ],
};
