/**
 * A newsroom in a process of its own: `STORIES PORT`. It fills itself, listens, sends its address, token
 * and the site's secret, and then publishes another headline of a story when it is told to.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { generatedArticle } from './generated-articles.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(path.join(root, 'package.json'));
const { createStrapi } = require('@strapi/strapi');
const { createImporter } = require('./dist/src/api/article/transfer/import.js');
const { readArticleJson } = require('./dist/src/api/article/transfer/article-json.js');

const [count, port] = process.argv.slice(2).map(Number);
const A_BATCH = 250;
/** Between two stories, ms: thirty a day, the newest an hour old. */
const APART = 48 * 60_000;
const NEWEST = Date.now() - 3_600_000;
const TOPICS = ['Cities', 'Climate', 'Culture', 'Health', 'Oceans', 'Science', 'Space'];
const AUTHORS = Array.from({ length: 12 }, (_, i) => `Reporter ${i}`);

const strapi = await createStrapi({ appDir: root, distDir: path.join(root, 'dist') }).load();
// The machine that chooses Recent News has a bench of its own.
strapi.service('api::article.pages').subscribe('recent-news', async () => {});
await strapi.documents('api::site.site').create({
  data: { name: 'The Generated Times', url: 'https://times.example', language: 'en' },
  status: 'published',
});

const named = (name) => ({ slug: name.toLowerCase().replaceAll(' ', '-'), name });
const importer = createImporter(strapi, { publish: true, overwrite: false });
for (let from = 0; from < count; from += A_BATCH) {
  const batch = Array.from({ length: Math.min(A_BATCH, count - from) }, (_, i) => {
    const { article, problems } = readArticleJson({
      ...generatedArticle(from + i),
      firstPublishedAt: new Date(NEWEST - (count - 1 - from - i) * APART).toISOString(),
      topics: [named(TOPICS[(from + i) % TOPICS.length])],
      authors: [named(AUTHORS[(from + i) % AUTHORS.length])],
    });
    if (!article) throw new Error(JSON.stringify(problems));
    return article;
  });
  const failed = (await importer.batch(batch)).outcomes.find((outcome) => outcome !== 'created');
  if (failed) throw new Error(String(failed));
}

await strapi.server.mount();
await new Promise((resolve) => {
  strapi.server.httpServer.listen(0, '127.0.0.1', resolve);
});
const { accessKey: token } = await strapi.service('admin::api-token').create({
  name: 'Site',
  description: '',
  lifespan: null,
  kind: 'content-api',
  type: 'custom',
  permissions: ['plugin::rebuilds.changes.find', 'plugin::rebuilds.receipts.create'],
});
const { secret } = await strapi
  .plugin('rebuilds')
  .service('targets')
  .create({
    name: 'Site',
    url: `http://127.0.0.1:${port}/hooks/rebuild`,
    quietSeconds: 0,
    maxWaitSeconds: 1,
  });

process.on('message', async ({ slug, title }) => {
  const articles = strapi.documents('api::article.article');
  const { documentId } = await articles.findFirst({ filters: { slug }, status: 'published' });
  await articles.update({ documentId, data: { title } });
  const from = Date.now();
  await articles.publish({ documentId });
  process.send({ from, committed: Date.now() });
});
const newsroomUrl = `http://127.0.0.1:${strapi.server.httpServer.address().port}`;
process.send({ newsroomUrl, token, secret });
