/** One case of the publish bench in a process of its own: `newsroom` or `stock`. */
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const { createStrapi } = createRequire(path.join(root, 'package.json'))('@strapi/strapi');
const [kind] = process.argv.slice(2);

const strapi = await createStrapi({ appDir: root, distDir: process.env.DIST_DIR }).load();
const articles = strapi.documents('api::article.article');
const sections = strapi.documents('api::section.section');
const bullets = strapi.documents('api::bullet.bullet');
const related = strapi.documents('api::related-news.related-news');

let statements = 0;
strapi.db.connection.on('query', () => {
  statements += 1;
});

const SECTIONS = 8;
const BULLETS = 3;
const RELATED = 3;
const words = (what, n) =>
  `${what} ${n} says in a dozen plain words what happened and to whom it did`;

const make = {
  async newsroom() {
    const { documentId } = await articles.create({
      data: {
        title: 'One of thirty-six',
        lead: words('lead', 0),
        outline: Array.from({ length: SECTIONS }, (_, s) => ({
          heading: `Section ${s}`,
          lead: words('section', s),
          bullets: Array.from({ length: BULLETS }, (_b, b) => ({
            text: words('bullet', s * BULLETS + b),
          })),
        })),
        relatedNews: Array.from({ length: RELATED }, (_, r) => ({
          headline: `Other ${r}`,
          teaser: words('teaser', r),
        })),
      },
    });
    return () => articles.publish({ documentId });
  },
  async stock() {
    const article = await articles.create({
      data: { title: 'One of thirty-six', slug: 'one-of-36', lead: words('lead', 0) },
    });
    const publish = [];
    for (let s = 0; s < SECTIONS; s += 1) {
      const section = await sections.create({
        data: {
          heading: `Section ${s}`,
          lead: words('section', s),
          position: s + 1,
          article: article.documentId,
        },
      });
      for (let b = 0; b < BULLETS; b += 1) {
        const bullet = await bullets.create({
          data: {
            text: words('bullet', s * BULLETS + b),
            position: b + 1,
            section: section.documentId,
          },
        });
        publish.push(() => bullets.publish({ documentId: bullet.documentId }));
      }
      publish.push(() => sections.publish({ documentId: section.documentId }));
    }
    for (let r = 0; r < RELATED; r += 1) {
      const entry = await related.create({
        data: {
          headline: `Other ${r}`,
          teaser: words('teaser', r),
          position: r + 1,
          article: article.documentId,
        },
      });
      publish.push(() => related.publish({ documentId: entry.documentId }));
    }
    publish.push(() => articles.publish({ documentId: article.documentId }));
    return async () => {
      for (const act of publish) await act();
    };
  },
};

const publish = await make[kind]();
await publish();
process.on('message', async () => {
  statements = 0;
  const from = performance.now();
  await publish();
  process.send({ time: performance.now() - from, sql: statements });
});
process.send({ ready: true });
