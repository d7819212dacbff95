'use strict';
/**
 * A newsroom process that works jobs and publishes what it is told to. Plain CommonJS, because Node runs
 * it as it stands. Messages in: `{ publish: data }`; out: 'ready', then `{ published }` or `{ failed }`.
 */
const path = require('node:path');
const { createStrapi } = require('@strapi/strapi');

const root = path.resolve(__dirname, '../../..');

/** Tried again after a crash it finds what it had begun. */
const publish = async (strapi, data) => {
  const documents = strapi.documents('api::article.article');
  const begun = await documents.findFirst({ filters: { slug: data.slug }, status: 'draft' });
  const { documentId } = begun ?? (await documents.create({ data }));
  await documents.publish({ documentId });
  return documentId;
};

const main = async () => {
  const strapi = createStrapi({ appDir: root, distDir: path.join(root, 'dist') });
  const register = strapi.register.bind(strapi);
  strapi.register = async () => {
    await register();
    // A killed process's jobs are handed on a second after their time is up, not half a minute.
    strapi.config.set('plugin::jobs', {
      ...strapi.config.get('plugin::jobs'),
      maintenanceIntervalSeconds: 1,
    });
    return strapi;
  };
  await strapi.load();
  process.on('message', (message) => {
    publish(strapi, message.publish)
      .then((published) => process.send({ published }))
      .catch((error) => process.send({ failed: `${error.stack}` }));
  });
  // A parent that dies must not leave this one behind.
  process.on('disconnect', () => process.exit(0));
  process.send('ready');
};

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
