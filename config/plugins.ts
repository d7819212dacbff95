import { readEnvironment } from '../src/environment';

export default () => {
  const { database, jobs, purging, secrets } = readEnvironment();
  return {
    'users-permissions': {
      config: { jwtSecret: secrets.JWT_SECRET },
    },
    upload: {
      config: {
        security: {
          allowedTypes: [
            'image/*',
            'video/*',
            'audio/*',
            'application/pdf',
            'text/plain',
            'text/csv',
          ],
          // Files are served from the admin's own address, by the type of their name: none may bring scripts,
          // whatever they begin like. `allowedTypes` alone believes a picture's first bytes.
          deniedTypes: ['*/*html*', '*/*xml*', '*/*script*'],
        },
      },
    },
    jobs: {
      enabled: true,
      resolve: './src/plugins/jobs',
      config: {
        work: jobs.work,
        database: { url: database.url, directUrl: database.directUrl, ssl: database.ssl },
      },
    },
    'recent-news': {
      enabled: true,
      resolve: './src/plugins/recent-news',
    },
    desk: {
      enabled: true,
      resolve: './src/plugins/desk',
      config: { previewSecret: secrets.ADMIN_JWT_SECRET },
    },
    rebuilds: {
      enabled: true,
      resolve: './src/plugins/rebuilds',
      config: {
        events: [
          'article.published',
          'article.updated',
          'article.unpublished',
          'article.deleted',
          'article.moved',
          'recent-news.changed',
          'site.changed',
        ],
        // A page that shows something else is an article that changed.
        models: {
          'recent-news': { model: 'article', uid: 'api::article.article' },
          site: { model: 'article', uid: 'api::article.article' },
        },
      },
    },
    purges: {
      enabled: true,
      resolve: './src/plugins/purges',
      config: {
        adapter: purging,
        filing: {
          pages: 'page-',
          lists: 'articles',
          site: 'site',
          takenBack: ['article.unpublished', 'article.deleted'],
          around: ['site.changed'],
        },
      },
    },
  };
};
