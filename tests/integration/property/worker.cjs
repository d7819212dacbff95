'use strict';
/**
 * A second newsroom process on the database of a test: boots Strapi from `dist/` and does what it is
 * told over IPC. Messages in: `{ work, ...options }`; out: `{ ready }`, `{ progress }`, `{ done }`.
 */
const path = require('node:path');
const { createStrapi } = require('@strapi/strapi');
const { works } = require('./worker-tasks.cjs');

const root = path.resolve(__dirname, '../../..');

const main = async () => {
  const strapi = await createStrapi({ appDir: root, distDir: path.join(root, 'dist') }).load();
  let stopping = false;
  process.on('message', (message) => {
    if (message.stop) {
      stopping = true;
      return;
    }
    works[message.work](strapi, message, {
      isStopping: () => stopping,
      tell: (progress) => process.send({ progress }),
    })
      .then((done) => process.send({ done }))
      .catch((error) => process.send({ failed: `${error.stack}` }));
  });
  // A parent that dies must not leave this one behind.
  process.on('disconnect', () => process.exit(0));
  process.send({ ready: true });
};

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
