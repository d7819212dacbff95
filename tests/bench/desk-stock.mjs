/**
 * Strapi as it comes, with the newsroom's content types, in a process of its own: none of the newsroom's
 * rules and plugins, no forms arranged by it. The admin in the browser is the same build.
 *
 * `ready` is sent when it listens; DATABASE_URL, DIST_DIR and PORT are in the environment.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const { createStrapi } = createRequire(path.join(root, 'package.json'))('@strapi/strapi');

const strapi = await createStrapi({ appDir: root, distDir: process.env.DIST_DIR }).load();
await strapi.listen();
process.send('ready');
