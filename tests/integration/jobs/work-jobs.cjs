'use strict';
/**
 * A newsroom process that works jobs. Plain CommonJS, because Node runs it as it stands. It writes
 * every attempt into the table `test_runs` and says 'ready'; told 'stop', it destroys its Strapi and
 * has to end by itself.
 */
const path = require('node:path');
const { createStrapi } = require('@strapi/strapi');
const { z } = require('zod');

const root = path.resolve(__dirname, '../../..');

/** As a plugin does in its `register`. */
const defineQueues = (strapi) => {
  strapi.config.set('plugin::jobs', {
    ...strapi.config.get('plugin::jobs'),
    maintenanceIntervalSeconds: 1,
    cronMonitorIntervalSeconds: 1,
    cronWorkerIntervalSeconds: 1,
    stopWithinSeconds: 1,
  });
  const queue = strapi.plugin('jobs').service('queue');
  const note = (name, data, { jobId, attempt }) =>
    strapi.db.connection.raw(
      'INSERT INTO test_runs (queue, job, n, attempt, pid) VALUES (?, ?, ?, ?, ?)',
      [name, jobId, data.n ?? null, attempt, process.pid],
    );
  const schema = z.object({ n: z.number().optional() });
  queue.define({
    name: 'shared',
    schema,
    concurrency: 4,
    handle: (data, context) => note('shared', data, context),
  });
  queue.define({
    name: 'stuck',
    schema,
    expireInSeconds: 2,
    retryDelay: 0,
    retryBackoff: false,
    async handle(data, context) {
      await note('stuck', data, context);
      if (process.env.STUCK === 'hangs') await new Promise(() => {});
    },
  });
  queue.define({
    name: 'patient',
    schema,
    retryLimit: 0,
    async handle(data, context) {
      await note('patient', data, context);
      if (process.env.STUCK === 'hangs') await new Promise(() => {});
    },
  });
  queue.define({
    name: 'lingering',
    schema,
    async handle(data, context) {
      await note('lingering', data, context);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await note('lingering', { n: -data.n }, context);
    },
  });
  queue.define({
    name: 'cron',
    schema,
    handle: (data, context) => note('cron', data, context),
  });
  return queue.schedule('cron', '* * * * *', { n: 1 });
};

const main = async () => {
  const strapi = createStrapi({ appDir: root, distDir: path.join(root, 'dist') });
  const register = strapi.register.bind(strapi);
  strapi.register = async () => {
    await register();
    await defineQueues(strapi);
    return strapi;
  };
  await strapi.load();
  process.on('message', () => {
    strapi
      .destroy()
      .then(() => process.disconnect())
      .catch((error) => {
        process.stderr.write(`${error.stack}\n`);
        process.exit(1);
      });
  });
  process.send('ready');
  // A parent that dies must not leave this one behind.
  process.on('disconnect', () => setTimeout(() => process.exit(3), 10_000).unref());
};

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
