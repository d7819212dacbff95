/** Publishes N articles a second until it is told to stop. `read-writer.mjs N` */
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '../..');
const { createStrapi } = createRequire(path.join(root, 'package.json'))('@strapi/strapi');
const wait = 1_000 / Number(process.argv[2]);

const strapi = await createStrapi({
  appDir: root,
  distDir: process.env.DIST_DIR ?? path.join(root, 'dist'),
}).load();
const articles = strapi.documents('api::article.article');
const ids = [];
for (let i = 0; i < 20; i += 1) {
  const { documentId } = await articles.create({
    data: { title: `Published again and again, number ${i}`, lead: 'It changes all the time.' },
  });
  ids.push(documentId);
}
let published = 0;
let isOver = false;
process.on('message', () => {
  isOver = true;
});
process.send({ ready: true });
for (let i = 0; !isOver; i += 1) {
  const due = performance.now() + wait;
  const documentId = ids[i % ids.length];
  await articles.update({ documentId, data: { lead: `It changes for the ${i}th time.` } });
  await articles.publish({ documentId });
  published += 1;
  await sleep(Math.max(0, due - performance.now()));
}
process.send({ published });
process.disconnect();
await strapi.destroy();
