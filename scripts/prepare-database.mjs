/** Boots Strapi once on DATABASE_URL, so that its tables and first rows stand, and ends. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { dist, root } from './paths.mjs';
import { main } from './progress.mjs';

await main(async () => {
  const { createStrapi } = createRequire(path.join(root, 'package.json'))('@strapi/strapi');
  const strapi = await createStrapi({ appDir: root, distDir: dist }).load();
  await strapi.destroy();
});
