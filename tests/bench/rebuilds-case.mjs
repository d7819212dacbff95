/** A newsroom in a process of its own that publishes an article of 36 documents when it is told to. */
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const { createStrapi } = createRequire(path.join(root, 'package.json'))('@strapi/strapi');

const strapi = await createStrapi({ appDir: root, distDir: path.join(root, 'dist') }).load();
const articles = strapi.documents('api::article.article');
const pages = strapi.service('api::article.pages');
const outbox = strapi.plugin('rebuilds').service('outbox');
const targets = strapi.plugin('rebuilds').service('targets');

let statements = 0;
strapi.db.connection.on('query', () => {
  statements += 1;
});
// Jobs go over the transaction's own connection, past knex and its events.
let jobs = 0;
const queue = strapi.plugin('jobs').service('queue');
const { send } = queue;
queue.send = (...args) => {
  jobs += 1;
  return send(...args);
};

const subscribers = {
  with: ({ trx, changes }) => outbox.record(trx, changes),
  without: async () => {},
};

for (let i = 0; i < 3; i += 1) {
  await targets.create({ name: `Site ${i}`, url: `https://site${i}.example/hook` });
}
const { documentId } = await articles.create({
  data: {
    title: 'One of thirty-six',
    lead: 'What happened.',
    outline: Array.from({ length: 8 }, (_, s) => ({
      heading: `Section ${s}`,
      lead: `A sentence about part ${s}.`,
      bullets: Array.from({ length: 3 }, (_b, b) => ({ text: `Point ${b} of part ${s}.` })),
    })),
    relatedNews: Array.from({ length: 3 }, (_, r) => ({ headline: `Other ${r}`, teaser: 'Why.' })),
  },
  status: 'published',
});

let n = 0;
process.on('message', async (which) => {
  pages.subscribe('rebuilds', subscribers[which]);
  n += 1;
  // Readers must get something else, or there is nothing to tell anybody.
  await articles.update({ documentId, data: { lead: `What happened, version ${n}.` } });
  statements = 0;
  jobs = 0;
  const from = performance.now();
  await articles.publish({ documentId });
  process.send({ ms: performance.now() - from, sql: statements + jobs });
});
process.send({ ready: true });
