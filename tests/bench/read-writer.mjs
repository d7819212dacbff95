/** Publishes N articles a second whenever it is told to: `go`, `rest`, `enough`. `read-writer.mjs N` */
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
const told = { go: false, enough: false };
let published = 0;
let seconds = 0;
process.on('message', (word) => {
  told.go = word === 'go';
  told.enough = word === 'enough';
});
process.send({ ready: true });
for (let i = 0; !told.enough; i += 1) {
  if (!told.go) {
    await sleep(10);
    continue;
  }
  const began = performance.now();
  const documentId = ids[i % ids.length];
  await articles.update({ documentId, data: { lead: `It changes for the ${i}th time.` } });
  await articles.publish({ documentId });
  published += 1;
  await sleep(Math.max(0, began + wait - performance.now()));
  seconds += (performance.now() - began) / 1_000;
}
process.send({ rate: published / seconds });
process.disconnect();
await strapi.destroy();
